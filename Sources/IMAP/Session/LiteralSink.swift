/// Where the bodies of messages go while they arrive. Called on the session's thread, one message after the other:
/// `begin`, `write` …, then `end` or `abandon`. What `begin`, `write` or `end` throws ends the fetching.
package protocol LiteralSink {
    /// A message begins, of `size` octets as the server announced it.
    mutating func begin(_ uid: UInt32, size: Int) throws
    /// The next octets; the buffer is the session's and is valid during the call only.
    mutating func write(_ octets: UnsafeRawBufferPointer) throws
    /// All octets came and the response that held them was sound.
    mutating func end(_ uid: UInt32) throws
    /// The message did not come whole: nothing of it counts.
    mutating func abandon(_ uid: UInt32)
}
