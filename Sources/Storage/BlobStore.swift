import CSQLite
import Crypto
import Glibc
import Kernel

/// Files by their content: `ab/abcd…` under the folder, named by SHA-256. A blob is written to a temporary file,
/// synced, and renamed; so a name that exists holds its whole content, and no name comes from outside. Where there is an
/// archive too, a blob is durable once that has it, and the folder may lose it again.
package struct BlobStore: Sendable {
    package let folder: String
    package let archive: (any BlobArchive)?

    /// Opens or creates the folder; what an interrupted write left behind is removed, what another process writes stays.
    package init(folder: String, archive: (any BlobArchive)? = nil) throws {
        self.folder = folder
        self.archive = archive
        for path in [folder, "\(folder)/incoming"] { try Self.makeFolder(path) }
        try removeLeftovers()
    }

    /// Where the blob is in the folder, whether or not it exists there; `fetchedPath` brings it there.
    package func path(of digest: Digest) -> String {
        let name = digest.description
        return "\(folder)/\(name.prefix(2))/\(name)"
    }

    /// Whether the folder holds the blob.
    package func contains(_ digest: Digest) -> Bool { access(path(of: digest), F_OK) == 0 }

    /// The size in bytes, or nil where there is no such blob. Blocks.
    package func size(of digest: Digest) throws -> Int64? {
        if let size = localSize(of: digest) { return size }
        return try archive?.size(of: digest)
    }

    func localSize(of digest: Digest) -> Int64? {
        var status = stat()
        return stat(path(of: digest), &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Stores `bytes` durably.
    @discardableResult
    package func put(_ bytes: [UInt8]) throws -> Digest {
        var writer = try writer()
        try writer.write(bytes)
        return try writer.finish()
    }

    /// Stores a copy of the file durably.
    package func put(file path: String) throws -> (digest: Digest, sizeBytes: Int64) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw BlobFault("open", errno) }
        defer { close(source) }
        var writer = try writer()
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        var size: Int64 = 0
        while true {
            let count = Glibc.read(source, &buffer, buffer.count)
            guard count >= 0 else { throw BlobFault("read", errno) }
            if count == 0 { break }
            size += Int64(count)
            try buffer.withUnsafeBytes { try writer.write(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        }
        return (try writer.finish(), size)
    }

    /// The whole blob; for those that are known to be small.
    package func bytes(of digest: Digest) throws -> [UInt8] {
        let file = open(try fetchedPath(of: digest), O_RDONLY | O_CLOEXEC)
        if file < 0, errno == ENOENT { throw MissingBlob(digest) }
        guard file >= 0 else { throw BlobFault("open", errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw BlobFault("stat", errno) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            guard count > 0 else { throw BlobFault("read", errno) }
            done += count
        }
        return bytes
    }

    /// A new blob that comes in pieces.
    package func writer() throws -> BlobWriter { try BlobWriter(store: self) }

    /// Makes blobs durable that were finished without a sync; one call for many shares the disk's journal commit.
    package func sync(_ digests: some Collection<Digest>) throws {
        try syncFolder(of: digests)
        try keep(Array(digests))
    }

    private func syncFolder(of digests: some Collection<Digest>) throws {
        // Each file and folder has a flush of its own; from a few on, one for the whole file system is far cheaper.
        if digests.count > Self.fewBlobs { return try syncFileSystem() }
        var folders: Set<String> = [folder]
        for digest in digests {
            let path = path(of: digest)
            try Self.syncFile(path)
            folders.insert(String(path.dropLast(Self.nameLength)))
        }
        for folder in folders { try Self.syncFolder(folder) }
    }

    private static let fewBlobs = 4
    /// Of a blob's name with the slash before it.
    static let nameLength = 65

    /// syncfs(2) tells write errors of all the file system's files since Linux 5.8.
    private func syncFileSystem() throws {
        let folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BlobFault("open", errno) }
        defer { close(folder) }
        guard syncfs(folder) == 0 else { throw BlobFault("syncfs", errno) }
    }

    private func removeLeftovers() throws {
        for name in try Self.names(in: "\(folder)/incoming") { Self.removeUnused("\(folder)/incoming/\(name)") }
    }

    /// Removes the file unless a writer holds it.
    private static func removeUnused(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }

    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw BlobFault("mkdir", errno) }
    }

    static func syncFile(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw BlobFault("open", errno) }
        defer { close(file) }
        guard fdatasync(file) == 0 else { throw BlobFault("fdatasync", errno) }
    }

    static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BlobFault("open", errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw BlobFault("fsync", errno) }
    }
}

/// A row names a file that is stored nowhere any more; whoever asks for it is told so.
package struct MissingBlob: Refusal, Equatable {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }

    package var kind: RefusalKind { .missing }
    package var code: String { "file_missing" }
    package var reason: String {
        "the file \(digest) is recorded and no longer stored; bring it back from a backup: `fundgate verify` counts what is missing"
    }
}

/// A file operation failed: the step and the system's words.
package struct BlobFault: Fault, Equatable {
    package let step: String
    package let code: Int32

    init(_ step: String, _ code: Int32) {
        self.step = step
        self.code = code
    }

    package var isFull: Bool { code == ENOSPC || code == EDQUOT }
    package var description: String { "blob store: \(step): \(String(cString: strerror(code)))" }
}
