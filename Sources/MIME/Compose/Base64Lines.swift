/// Base64 in lines of 76 characters, each ended by CRLF (RFC 2045 section 6.8). Two characters come from one look-up of
/// twelve bits, eight from one load of six bytes.
enum Base64Lines {
    static let bytesPerLine = 57
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Twelve bits to two characters, the first in the low byte.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
    }

    static func encodedSize(of count: Int) -> Int {
        let lines = (count + bytesPerLine - 1) / bytesPerLine
        return (count + 2) / 3 * 4 + lines * 2
    }

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: encodedSize(of: bytes.count)) { buffer, count in
            count = bytes.withUnsafeBytes { encode($0, into: UnsafeMutableRawBufferPointer(buffer)) }
        }
    }

    /// Without line ends.
    static func encodeWord(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let first = iterator.next() {
            let second = iterator.next()
            let third = iterator.next()
            let bits = Int(first) << 16 | Int(second ?? 0) << 8 | Int(third ?? 0)
            result.append(alphabet[bits >> 18])
            result.append(alphabet[bits >> 12 & 63])
            result.append(second == nil ? UInt8(ascii: "=") : alphabet[bits >> 6 & 63])
            result.append(third == nil ? UInt8(ascii: "=") : alphabet[bits & 63])
        }
        return result
    }

    /// Writes to `target`, which holds `encodedSize(of:)` bytes at least, and answers how many.
    static func encode(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int {
        precondition(target.count >= encodedSize(of: source.count), "the target of base64 is large enough")
        guard let input = source.baseAddress, let output = target.baseAddress, source.count > 0 else { return 0 }
        return pairs.withUnsafeBufferPointer { pairs in
            guard let table = pairs.baseAddress else { return 0 }
            var from = input
            var to = output
            for _ in 0..<(source.count / bytesPerLine) {
                encodeLine(from, to, table)
                from += bytesPerLine
                to += 78
            }
            let rest = source.count % bytesPerLine
            if rest > 0 { to += encodeRest(UnsafeRawBufferPointer(start: from, count: rest), to) }
            return to - output
        }
    }

    /// 57 bytes to 76 characters and CRLF: nine loads of six bytes (the last reaches byte 55), then three bytes.
    @inline(__always)
    private static func encodeLine(
        _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ table: UnsafePointer<UInt16>
    ) {
        for group in 0..<9 {
            let bits = UInt64(bigEndian: from.loadUnaligned(fromByteOffset: group * 6, as: UInt64.self))
            let characters =
                UInt64(table[Int(truncatingIfNeeded: bits >> 52)])
                | UInt64(table[Int(truncatingIfNeeded: bits >> 40 & 0xFFF)]) << 16
                | UInt64(table[Int(truncatingIfNeeded: bits >> 28 & 0xFFF)]) << 32
                | UInt64(table[Int(truncatingIfNeeded: bits >> 16 & 0xFFF)]) << 48
            to.storeBytes(of: characters.littleEndian, toByteOffset: group * 8, as: UInt64.self)
        }
        let bits =
            Int(from.load(fromByteOffset: 54, as: UInt8.self)) << 16
            | Int(from.load(fromByteOffset: 55, as: UInt8.self)) << 8
            | Int(from.load(fromByteOffset: 56, as: UInt8.self))
        let characters = UInt32(table[bits >> 12]) | UInt32(table[bits & 0xFFF]) << 16
        to.storeBytes(of: characters.littleEndian, toByteOffset: 72, as: UInt32.self)
        to.storeBytes(of: UInt16(0x0A0D).littleEndian, toByteOffset: 76, as: UInt16.self)
    }

    private static func encodeRest(_ bytes: UnsafeRawBufferPointer, _ to: UnsafeMutableRawPointer) -> Int {
        let characters = encodeWord(bytes) + [13, 10]
        for (index, character) in characters.enumerated() {
            to.storeBytes(of: character, toByteOffset: index, as: UInt8.self)
        }
        return characters.count
    }
}
