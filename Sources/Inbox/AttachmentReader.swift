import Correspondence
import Crypto
import Kernel
import MIME
import Storage

/// Takes a file out of a stored raw mail when somebody asks for it: the bytes stand in the archive once. What comes out
/// must have the hash that was recorded when the mail was filed.
package struct AttachmentReader: Sendable {
    private let blobs: BlobStore

    package init(blobs: BlobStore) { self.blobs = blobs }

    /// The path of the decoded file, a blob. Blocks: not for the cooperative pool.
    package func path(of attachment: MessageAttachment, in message: Message) throws -> String {
        if try blobs.fetch(attachment.sha256) { return blobs.path(of: attachment.sha256) }
        guard try blobs.fetch(message.rawHash) else { throw MissingBlob(message.rawHash) }
        let parser = MessageParser(digest: { AttachmentDigest() })
        _ = try parser.parse(path: blobs.path(of: message.rawHash)) { leaf in
            leaf.index == attachment.ordinal && leaf.embeddedIn == nil ? BlobSink(try BlobHandle(blobs)) : nil
        }
        guard blobs.contains(attachment.sha256) else {
            throw AttachmentFault.otherContent(message.id, ordinal: attachment.ordinal)
        }
        return blobs.path(of: attachment.sha256)
    }
}

/// The raw mail does not give the file that was recorded.
package enum AttachmentFault: Fault, Equatable {
    case otherContent(Message.ID, ordinal: Int)
    package var description: String {
        switch self {
        case .otherContent(let id, let ordinal): "attachment \(ordinal) of message \(id) is not what was recorded"
        }
    }
}

/// A leaf's decoded bytes on their way into the blob store.
private struct BlobSink: AttachmentSink {
    private let handle: BlobHandle

    init(_ handle: BlobHandle) { self.handle = handle }

    mutating func write(_ chunk: UnsafeRawBufferPointer) throws { try handle.write(chunk) }

    mutating func finish(sizeBytes: Int, sha256: String) throws -> String? { try handle.finish().description }
}

/// A blob writer in a form that a sink can hold.
private final class BlobHandle {
    private var writer: BlobWriter

    init(_ blobs: BlobStore) throws { writer = try blobs.writer() }

    func write(_ chunk: UnsafeRawBufferPointer) throws { try writer.write(chunk) }
    func finish() throws -> Digest { try writer.finish() }
}
