import Crypto
import Glibc
import Kernel

extension BlobStore {
    /// So long a blob stays in the folder after its last use: who asked for its path has opened it by then.
    static let useLength = Span.minutes(15)

    /// Removes blobs from the folder, the longest unused first, until it holds at most nine tenths of `limitBytes`; does
    /// nothing below the limit. One that the archive does not have whole stays. Says how many went. Blocks.
    package func trim(to limitBytes: Int64, at now: Moment) throws -> Int {
        guard let archive else { return 0 }
        let blobs = try localBlobs().sorted { $0.usedAt < $1.usedAt }
        var total = blobs.reduce(0) { $0 + $1.sizeBytes }
        guard total > limitBytes else { return 0 }
        var removed = 0
        for blob in blobs where total > limitBytes / 10 * 9 {
            guard now - blob.usedAt > Self.useLength else { break }
            guard try archive.size(of: blob.digest) == blob.sizeBytes else { continue }
            guard unlink(path(of: blob.digest)) == 0 || errno == ENOENT else { throw BlobFault("unlink", errno) }
            total -= blob.sizeBytes
            removed += 1
        }
        return removed
    }

    struct LocalBlob {
        let digest: Digest
        let sizeBytes: Int64
        let usedAt: Moment
    }

    /// The folder's blobs in the order of their names.
    func localBlobs() throws -> [LocalBlob] {
        var blobs: [LocalBlob] = []
        for part in try Self.names(in: folder) where part.utf8.count == 2 {
            for name in try Self.names(in: "\(folder)/\(part)") {
                var status = stat()
                // One that went meanwhile is none.
                guard let digest = Digest(name), stat(path(of: digest), &status) == 0 else { continue }
                blobs.append(
                    LocalBlob(
                        digest: digest, sizeBytes: Int64(status.st_size),
                        usedAt: Moment(seconds: Int64(status.st_atim.tv_sec))))
            }
        }
        return blobs
    }

    /// Notes that the blob is used now; false where the folder does not hold it. The file system's own times of access
    /// may be switched off.
    func markUse(of digest: Digest) -> Bool {
        // UTIME_NOW and UTIME_OMIT of <bits/stat.h>, which Swift cannot import.
        let times = [timespec(tv_sec: 0, tv_nsec: (1 << 30) - 1), timespec(tv_sec: 0, tv_nsec: (1 << 30) - 2)]
        return utimensat(AT_FDCWD, path(of: digest), times, 0) == 0
    }

    /// The names in a folder in their order.
    static func names(in folder: String) throws -> [String] {
        guard let listing = opendir(folder) else { throw BlobFault("opendir", errno) }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
