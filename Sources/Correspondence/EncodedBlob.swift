import Crypto
import Glibc
import Kernel
import MIME
import Storage

/// A blob in base64, as mails carry it: a blob too, which any number of mails share. Making one blocks: not for the
/// cooperative pool.
package struct EncodedBlob: Sendable {
    package let blob: Digest
    package let encodedBytes: Int64
    package let decodedBytes: Int64

    package init(of plain: Digest, in blobs: BlobStore) throws {
        let scratch = "\(blobs.folder)/incoming/\(Hexadecimal.encode(randomBytes(12)))"
        defer { unlink(scratch) }
        let encoding = try AttachmentEncoder().encode(blobs.fetchedPath(of: plain), into: scratch)
        blob = try blobs.put(file: scratch).digest
        (encodedBytes, decodedBytes) = (encoding.encodedBytes, encoding.decodedBytes)
    }
}
