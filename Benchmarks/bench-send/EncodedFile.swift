import Glibc

/// A file's base64 with CRLF after each 76 characters (RFC 2045 section 6.8), kept in a temporary file.
struct EncodedFile: Sendable {
    let path: String
    let length: Int

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let lineBytes = 57
    private static let blockBytes = lineBytes * 1024

    /// Nil where the source cannot be read or the temporary file not written.
    init?(encoding source: String) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { return nil }
        defer { close(input) }
        var name = Array("/tmp/bench-send-XXXXXX".utf8CString)
        let output = mkstemp(&name)
        guard output >= 0 else { return nil }
        defer { close(output) }
        path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        var total = 0
        while let count = Self.fill(&block, from: input), count > 0 {
            let encoded = Self.encode(block[..<count])
            guard write(output, encoded, encoded.count) == encoded.count else { return nil }
            total += encoded.count
        }
        length = total
    }

    func remove() { unlink(path) }

    /// Reads until the block is full or the file ends; nil on a failure.
    private static func fill(_ block: inout [UInt8], from input: Int32) -> Int? {
        var have = 0
        while have < block.count {
            let count = block.withUnsafeMutableBytes { room in
                read(input, room.baseAddress.map { $0 + have }, room.count - have)
            }
            if count < 0 { return nil }
            if count == 0 { break }
            have += count
        }
        return have
    }

    private static func encode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / lineBytes * 78 + 80)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let end = min(position + lineBytes, bytes.endIndex)
            while position < end {
                let left = min(3, end - position)
                let word =
                    UInt32(bytes[position]) << 16 | (left > 1 ? UInt32(bytes[position + 1]) << 8 : 0)
                    | (left > 2 ? UInt32(bytes[position + 2]) : 0)
                result.append(alphabet[Int(word >> 18)])
                result.append(alphabet[Int(word >> 12 & 63)])
                result.append(left > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
                result.append(left > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
                position += left
            }
            result.append(contentsOf: [13, 10])
        }
        return result
    }
}
