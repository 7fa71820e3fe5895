/// A file in base64 with CRLF lines of 76 characters (RFC 2045 section 6.8), ready to stand in any number of mails.
package struct EncodedAttachment: Sendable, Hashable {
    package let path: String
    /// Of the base64 text with its line ends.
    package let encodedBytes: Int64
    /// Of the file itself.
    package let decodedBytes: Int64

    package init(path: String, encodedBytes: Int64, decodedBytes: Int64) {
        self.path = path
        self.encodedBytes = encodedBytes
        self.decodedBytes = decodedBytes
    }
}

/// Turns files into base64 once, however many mails carry them. Reads and writes: not for the cooperative pool.
package struct AttachmentEncoder: Sendable {
    /// Whole lines, so that only the last piece of a file is padded.
    private static let chunkBytes = Base64Lines.bytesPerLine * 4096

    package init() {}

    /// Encodes the file at `source` into a new file at `target`. Memory stays below 600 KB. An error is an `AttachmentFault`.
    package func encode(_ source: String, into target: String) throws(AttachmentFault) -> EncodedAttachment {
        let input = try AttachmentFile(reading: source)
        let output = try AttachmentFile(writing: target)
        let plain = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
        let encoded = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Base64Lines.encodedSize(of: Self.chunkBytes), alignment: 16)
        defer {
            plain.deallocate()
            encoded.deallocate()
        }
        var decodedBytes: Int64 = 0
        var encodedBytes: Int64 = 0
        while true {
            let got = try input.fill(plain)
            if got == 0 { break }
            let size = Base64Lines.encode(UnsafeRawBufferPointer(rebasing: plain[0..<got]), into: encoded)
            try output.writeAll(UnsafeRawBufferPointer(rebasing: encoded[0..<size]))
            decodedBytes += Int64(got)
            encodedBytes += Int64(size)
            if got < plain.count { break }
        }
        return EncodedAttachment(path: target, encodedBytes: encodedBytes, decodedBytes: decodedBytes)
    }

    /// What `encode` makes of a file of `decodedBytes`, exactly.
    package static func encodedSize(of decodedBytes: Int64) -> Int64 {
        Int64(Base64Lines.encodedSize(of: Int(decodedBytes)))
    }
}
