import Crypto
import Kernel

/// Where blobs lie beyond the folder, for several nodes; the folder is then a node's cache. Everything here blocks.
package protocol BlobArchive: Sendable {
    /// The size in bytes, or nil where there is no such blob.
    func size(of digest: Digest) throws -> Int64?

    /// Stores the file's bytes under the name that is their hash; returns once the archive has answered that it has
    /// them. A second time changes nothing.
    func keep(_ digest: Digest, from path: String, sizeBytes: Int64) throws

    /// Gives the bytes in order; false where there is no such blob. Whether they have the hash is the caller's to see.
    func read(_ digest: Digest, _ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool

    /// The next blobs after `last` in the order of their names, some hundred at a time; none at the end.
    func list(after last: Digest?) throws -> [ArchivedBlob]

    /// An address where anybody can fetch the blob for a short time under this name; nil where that is not wanted.
    func link(to digest: Digest, type: String, name: String) -> String?
}

/// A blob as its archive lists it.
package struct ArchivedBlob: Sendable, Hashable {
    package let digest: Digest
    package let sizeBytes: Int64

    package init(digest: Digest, sizeBytes: Int64) {
        self.digest = digest
        self.sizeBytes = sizeBytes
    }
}

/// The archive cannot be reached or does not do what it is asked: no blob's own fault, later it may work.
package protocol BlobArchiveFault: Fault {}

/// What came from the archive is not what the name says; nothing of it was kept.
package struct DamagedBlob: Fault, Equatable {
    package let digest: Digest
    package var description: String { "blob \(digest): what the bucket holds has another hash" }
}

/// Answers whether blobs are kept where they last: in the archive where there is one, otherwise in the folder.
package struct BlobCensus {
    private let blobs: BlobStore
    private var page: ArraySlice<ArchivedBlob> = []
    private var isAtEnd = false

    init(_ blobs: BlobStore) { self.blobs = blobs }

    /// Whether the blob is kept. Ask in the rising order of digests: the archive is listed once. Blocks.
    package mutating func has(_ digest: Digest) throws -> Bool {
        guard let archive = blobs.archive else { return blobs.contains(digest) }
        while !isAtEnd {
            while let next = page.first, next.digest < digest { page = page.dropFirst() }
            if let next = page.first { return next.digest == digest }
            // Everything before the digest may be left out: nobody will ask for it.
            page = try archive.list(after: digest.before)[...]
            isAtEnd = page.isEmpty
        }
        return false
    }
}

extension Digest {
    static func < (left: Digest, right: Digest) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

    /// The digest whose successor this is; nil for the first.
    var before: Digest? {
        var bytes = bytes
        var index = bytes.count - 1
        while index >= 0, bytes[index] == 0 {
            bytes[index] = 255
            index -= 1
        }
        guard index >= 0 else { return nil }
        bytes[index] -= 1
        return Digest(Hexadecimal.encode(bytes))
    }
}
