/// Reads little-endian numbers and stretches of a byte string in their order, never beyond the end.
struct ByteCursor {
    /// There are fewer bytes left than were asked for.
    struct Exhausted: Error {}

    private(set) var position: Int
    private let end: Int
    private let bytes: [UInt8]

    /// `range` must lie in `bytes`.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a cursor stays within its bytes")
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var left: Int { end - position }
    var rest: Range<Int> { position..<end }

    /// The next `count` bytes; a count that is negative or too large throws.
    mutating func take(_ count: Int) throws(Exhausted) -> Range<Int> {
        guard count >= 0, count <= left else { throw Exhausted() }
        defer { position += count }
        return position..<(position + count)
    }

    mutating func byte() throws(Exhausted) -> UInt8 { bytes[try take(1).lowerBound] }

    mutating func short() throws(Exhausted) -> UInt16 {
        let start = try take(2).lowerBound
        return UInt16(bytes[start]) | UInt16(bytes[start + 1]) << 8
    }

    mutating func long() throws(Exhausted) -> UInt32 {
        let low = UInt32(try short())
        return low | UInt32(try short()) << 16
    }

    /// A number of 32 bits that counts bytes or values.
    mutating func count() throws(Exhausted) -> Int { Int(try long()) }

    /// `count` bytes and the padding to the next multiple of four, which may be missing at the end.
    mutating func padded(_ count: Int) throws(Exhausted) -> Range<Int> {
        let range = try take(count)
        position += min(left, (4 - count % 4) % 4)
        return range
    }
}
