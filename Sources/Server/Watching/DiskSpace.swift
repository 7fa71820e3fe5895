import Glibc

/// How full a disk is.
package struct DiskSpace: Sendable, Equatable {
    package let freeBytes: Int64
    package let wholeBytes: Int64

    package init(freeBytes: Int64, wholeBytes: Int64) {
        self.freeBytes = freeBytes
        self.wholeBytes = wholeBytes
    }

    /// Of the disk that holds `folder`; nil where the system does not tell.
    package init?(of folder: String) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        freeBytes = Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize)
        wholeBytes = Int64(clamping: status.f_blocks) * Int64(clamping: status.f_frsize)
    }

    /// Less than 5 % or less than 1 GB (K19).
    package var isLow: Bool { freeBytes < 1_000_000_000 || freeBytes < wholeBytes / 20 }

    package var text: String { "\(Shown.size(freeBytes)) of \(Shown.size(wholeBytes)) are free" }
}
