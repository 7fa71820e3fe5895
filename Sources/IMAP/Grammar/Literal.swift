/// A string of a response: held, or handed chunk by chunk to a sink while it arrived.
package enum Literal: Equatable, Sendable {
    case bytes([UInt8])
    /// How many octets went to the sink.
    case streamed(Int)

    package var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .streamed(let count): count
        }
    }
}
