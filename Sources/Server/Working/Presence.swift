import Glibc
import Kernel
import Storage
import Synchronization

/// A locked file for each node of this machine: the system lets go of the lock when the process ends, however it ends. So
/// the next start knows at once who is gone. Of nodes elsewhere it tells nothing; their beats do.
final class Presence: Sendable {
    private let folder: String
    private let files = Mutex<[Node.ID: Int32]>([:])

    init(folder: String) { self.folder = folder }

    deinit {
        for file in files.withLock({ $0.values }) { close(file) }
    }

    func begin(_ id: Node.ID) throws {
        try LocalFile.makeFolder(folder)
        let file = open(path(of: id), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LocalFileFault("create", path(of: id), errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            throw LocalFileFault("lock", path(of: id), code)
        }
        files.withLock { $0[id] = file }
    }

    /// Whether it is certain that the node's process has ended.
    func isOver(_ id: Node.ID) -> Bool {
        let file = open(path(of: id), O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) == 0
    }

    func end(_ id: Node.ID) {
        unlink(path(of: id))
        if let file = files.withLock({ $0.removeValue(forKey: id) }) { close(file) }
    }

    private func path(of id: Node.ID) -> String { "\(folder)/\(id)" }
}
