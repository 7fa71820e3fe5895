import Crypto
import IMAP
import Kernel
import Storage

/// Puts each body that comes from the server into the blob store; what came whole is in `arrived`.
struct ArrivalSink: LiteralSink {
    let blobs: BlobStore
    private(set) var arrived: [(uid: UInt32, hash: Digest, size: Int64)] = []
    private var current: OpenBlob?

    init(blobs: BlobStore) { self.blobs = blobs }

    mutating func begin(_ uid: UInt32, size: Int) throws { current = try OpenBlob(in: blobs) }

    mutating func write(_ octets: UnsafeRawBufferPointer) throws { try current?.write(octets) }

    mutating func end(_ uid: UInt32) throws {
        guard let blob = current else { preconditionFailure("a body ends only after it began") }
        current = nil
        let (hash, size) = try blob.finish()
        arrived.append((uid, hash, size))
        FaultPoint.reach(.bodyReceived)
    }

    mutating func abandon(_ uid: UInt32) { current = nil }
}

/// A blob on its way, in a form that a sink can hold.
private final class OpenBlob {
    private var writer: BlobWriter

    init(in blobs: BlobStore) throws { writer = try blobs.writer() }

    func write(_ octets: UnsafeRawBufferPointer) throws { try writer.write(octets) }

    /// Durable only after `BlobStore.sync`.
    func finish() throws -> (Digest, Int64) {
        let size = writer.sizeBytes
        return (try writer.finish(synced: false), size)
    }
}
