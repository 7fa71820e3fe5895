import Crypto
import Glibc
import Kernel

/// One blob on its way: bytes go to a temporary file and into the hash. Dropped before `finish`, nothing stays.
package struct BlobWriter: ~Copyable {
    private let store: BlobStore
    private let temporary: String
    private let file: Int32
    private var hasher = Hasher256()
    package private(set) var sizeBytes: Int64 = 0
    private var isRenamed = false

    init(store: BlobStore) throws {
        self.store = store
        temporary = "\(store.folder)/incoming/\(Hexadecimal.encode(randomBytes(12)))"
        file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw BlobFault("open", errno) }
        // Says that the file is in use: another process that opens the store takes only what nobody holds.
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw BlobFault("flock", errno) }
    }

    package mutating func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        hasher.update(bytes)
        sizeBytes += Int64(bytes.count)
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(file, rest.baseAddress, rest.count)
            guard count >= 0 else { throw BlobFault("write", errno) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Syncs the file, gives it its name, syncs the folder, and brings it into the archive where there is one.
    /// `synced: false` leaves all but the name to `BlobStore.sync()`, for many blobs that become durable together.
    package mutating func finish(synced: Bool = true) throws -> Digest {
        let digest = hasher.finish()
        let wasHere = store.contains(digest)
        try place(digest, synced: synced)
        if synced { try store.keep(digest, wasHere: wasHere) }
        return digest
    }

    /// The same for bytes that came from the archive; thrown away where they are not those of `digest`.
    mutating func finish(fetched digest: Digest) throws {
        guard hasher.finish() == digest else { throw DamagedBlob(digest: digest) }
        try place(digest, synced: true)
    }

    private mutating func place(_ digest: Digest, synced: Bool) throws {
        if synced { guard fdatasync(file) == 0 else { throw BlobFault("fdatasync", errno) } }
        let path = store.path(of: digest)
        let folder = String(path.dropLast(BlobStore.nameLength))
        if rename(temporary, path) != 0 {
            guard errno == ENOENT else { throw BlobFault("rename", errno) }
            try BlobStore.makeFolder(folder)
            guard rename(temporary, path) == 0 else { throw BlobFault("rename", errno) }
        }
        isRenamed = true
        if synced {
            try BlobStore.syncFolder(folder)
            try BlobStore.syncFolder(store.folder)
        }
    }

    deinit {
        close(file)
        if !isRenamed { unlink(temporary) }
    }
}
