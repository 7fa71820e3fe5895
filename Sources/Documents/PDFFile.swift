import Glibc

/// Whether a file is a PDF: looked at from both ends, never read as a whole (ISO 32000-1 sections 7.5.2 and 7.5.5).
package enum PDFFile {
    /// The header may stand anywhere in this many first bytes, as readers allow.
    package static let headBytes = 1024
    /// The trailer is sought in this many last bytes; mail programs append line ends and more.
    package static let tailBytes = 2048

    /// True where the first bytes hold `%PDF-` with a version and the last ones `%%EOF` or a cross-reference offset.
    package static func isPDF(head: some Collection<UInt8>, tail: some Collection<UInt8>) -> Bool {
        let head = Array(head.prefix(headBytes + 8))
        guard let start = offset(of: "%PDF-", in: head), start <= headBytes, start + 5 < head.count,
            head[start + 5] >= UInt8(ascii: "1"), head[start + 5] <= UInt8(ascii: "2")
        else { return false }
        let tail = Array(tail.suffix(tailBytes))
        return offset(of: "%%EOF", in: tail) != nil || offset(of: "startxref", in: tail) != nil
    }

    /// The same for a whole file in memory.
    package static func isPDF(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        isPDF(head: bytes.prefix(headBytes + 8), tail: bytes.suffix(tailBytes))
    }

    /// The same for a file on disk: reads at most three kilobytes. False where it cannot be read.
    package static func isPDF(at path: String) -> Bool {
        guard let stream = fopen(path, "re") else { return false }
        defer { fclose(stream) }
        let head = read(stream, headBytes + 8)
        guard fseek(stream, 0, SEEK_END) == 0, case let size = ftell(stream), size >= 0,
            fseek(stream, max(0, size - tailBytes), SEEK_SET) == 0
        else { return false }
        return isPDF(head: head, tail: read(stream, tailBytes))
    }

    private static func read(_ stream: UnsafeMutablePointer<FILE>, _ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            read = fread(buffer.baseAddress, 1, count, stream)
        }
    }

    private static func offset(of word: StaticString, in bytes: [UInt8]) -> Int? {
        word.withUTF8Buffer { word in
            guard bytes.count >= word.count else { return nil }
            return (0...(bytes.count - word.count)).first { start in
                word.indices.allSatisfy { bytes[start + $0] == word[$0] }
            }
        }
    }
}
