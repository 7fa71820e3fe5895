/// How much of a message is kept in memory. What lies beyond is still hashed and handed to the sinks.
package struct MessageLimits: Hashable, Sendable {
    /// Bytes of one header field.
    package var fieldBytes = 64 * 1024
    /// Bytes of one message's header.
    package var headerBytes = 1024 * 1024
    /// Decoded bytes of one text.
    package var textBytes = 8 * 1024 * 1024
    /// Bytes of a leaf for programs (delivery reports and their like).
    package var reportBytes = 64 * 1024
    /// Bytes of a winmail.dat that is opened; a larger one stays closed.
    package var tnefBytes = 32 * 1024 * 1024
    /// Messages within the messages of a winmail.dat.
    package var messagesWithin = 4
    /// Multiparts within multiparts.
    package var depth = 100
    /// Leaves of the whole message, those of embedded messages and of opened files included.
    package var leaves = 2_000

    package init() {}
}
