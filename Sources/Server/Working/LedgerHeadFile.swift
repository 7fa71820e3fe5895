import Glibc
import Ledger

/// The second place where the heads of ledgers are kept: one line each, only ever added.
package struct LedgerHeadFile: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Every head in the file; none where there is no file. A line that is none, as a crash may leave the last one, is
    /// passed over: its head is added again. Blocks.
    package func all() throws -> [LedgerHead] {
        guard LocalFile.exists(path) else { return [] }
        return String(decoding: try LocalFile.read(path), as: UTF8.self).split(separator: "\n").compactMap {
            LedgerHead(line: String($0))
        }
    }

    /// Adds the heads durably. Blocks.
    func add(_ heads: [LedgerHead]) throws {
        guard !heads.isEmpty else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LocalFileFault("open", path, errno) }
        defer { close(file) }
        // Behind a line that a crash cut off, a new one begins.
        let text = "\n" + heads.map(\.line).joined(separator: "\n") + "\n"
        let bytes = Array(text.utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw LocalFileFault("write", path, errno)
        }
    }
}
