import Glibc

/// A written mail: its bytes in order, attachments as pieces of files, so that a mail of any size takes little memory.
package struct ComposedMessage: Sendable {
    package enum Segment: Sendable, Hashable {
        case bytes([UInt8])
        case file(path: String, offset: Int64, length: Int64)

        package var sizeBytes: Int64 {
            switch self {
            case .bytes(let bytes): Int64(bytes.count)
            case .file(_, _, let length): length
            }
        }
    }

    package let segments: [Segment]
    /// Exact, before SMTP's dot-stuffing: what MAIL FROM's SIZE names (RFC 1870).
    package let sizeBytes: Int64
    /// Whether octets above 127 occur, so that BODY=8BITMIME (RFC 6152) is needed.
    package let needsEightBit: Bool
    /// Whether an address needs RFC 6531.
    package let needsSMTPUTF8: Bool

    init(segments: [Segment], needsSMTPUTF8: Bool) {
        self.segments = segments
        sizeBytes = segments.reduce(0) { $0 + $1.sizeBytes }
        self.needsSMTPUTF8 = needsSMTPUTF8
        needsEightBit = needsSMTPUTF8
    }

    /// Gives all bytes in order in pieces of at most `chunkBytes`. Reads files: not for the cooperative pool.
    package func forEachChunk(
        upTo chunkBytes: Int = 256 * 1024, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try Self.forEachChunk(of: segments, upTo: chunkBytes, take)
    }

    /// The same for segments that belong to no mail yet.
    package static func forEachChunk(
        of segments: [Segment], upTo chunkBytes: Int = 256 * 1024, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        for segment in segments {
            switch segment {
            case .bytes(let bytes):
                try bytes.withUnsafeBytes { all in
                    for start in stride(from: 0, to: all.count, by: chunkBytes) {
                        try take(UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + chunkBytes)]))
                    }
                }
            case .file(let path, let offset, let length):
                try AttachmentFile.read(path, offset: offset, length: length, chunkBytes: chunkBytes, take)
            }
        }
    }
}
