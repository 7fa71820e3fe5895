import Crypto
import Glibc
import Kernel
import MIME
import Storage

/// The exact bytes of an outgoing mail in the blob store: what is particular to it in one small blob, the encoded
/// attachments shared with the other mails that carry them.
package struct StoredMail: Sendable {
    package let segments: [MessageSegment]
    /// Of all bytes in order.
    package let hash: Digest
    package let sizeBytes: Int64

    /// Stores a written mail; its file segments must be blobs of `blobs`. `synced: false` leaves durability to
    /// `BlobStore.sync`. Blocks: not for the cooperative pool.
    package init(_ mail: ComposedMessage, in blobs: BlobStore, synced: Bool = true) throws {
        var own: [UInt8] = []
        var places: [(isOwn: Bool, blob: Digest?, offset: Int64, length: Int64)] = []
        for segment in mail.segments {
            switch segment {
            case .bytes(let bytes):
                places.append((true, nil, Int64(own.count), Int64(bytes.count)))
                own += bytes
            case .file(let path, let offset, let length):
                let name = path.split(separator: "/").last.map(String.init) ?? ""
                guard let blob = Digest(name) else { preconditionFailure("an attachment of a mail is a blob") }
                places.append((false, blob, offset, length))
            }
        }
        var hasher = Hasher256()
        try mail.forEachChunk { hasher.update($0) }
        var writer = try blobs.writer()
        try writer.write(own)
        let blob = try writer.finish(synced: synced)
        segments = places.map { MessageSegment(blob: $0.blob ?? blob, offset: $0.offset, length: $0.length) }
        hash = hasher.finish()
        sizeBytes = mail.sizeBytes
    }

    /// Gives the exact bytes of a stored mail in order. Blocks: not for the cooperative pool.
    package static func forEachChunk(
        of segments: [MessageSegment], in blobs: BlobStore, upTo chunkBytes: Int = 256 * 1024,
        _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 16)
        defer { buffer.deallocate() }
        for segment in segments {
            let file = open(try blobs.fetchedPath(of: segment.blob), O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw StoredMailFault.missingBlob(segment.blob) }
            defer { close(file) }
            var done: Int64 = 0
            while done < segment.length {
                let wanted = min(chunkBytes, Int(segment.length - done))
                let count = pread(file, buffer.baseAddress, wanted, off_t(segment.offset + done))
                guard count > 0 else { throw StoredMailFault.missingBlob(segment.blob) }
                try take(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
                done += Int64(count)
            }
        }
    }
}

/// A stored mail's bytes cannot be read.
package enum StoredMailFault: Fault, Equatable {
    case missingBlob(Digest)
    package var description: String {
        switch self {
        case .missingBlob(let digest): "blob \(digest) is missing or too short"
        }
    }
}
