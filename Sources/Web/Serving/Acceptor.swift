import CMicroHTTPD
import Glibc

/// Takes in new connections on a thread of its own and hands them to the event loops. The library could do it itself, but
/// 0.9.75 aborts at times when it is told to stop listening (its two threads remove one descriptor from epoll).
///
/// @unchecked Sendable: the pointer is a plain word, the library allows adding connections from any thread, and `stop` joins
/// the thread before the daemon is stopped.
final class Acceptor: @unchecked Sendable {
    private let daemon: OpaquePointer
    private let listener: Int32
    private var thread = pthread_t()

    /// Owns `listener` from here on.
    init(daemon: OpaquePointer, listener: Int32) throws {
        self.daemon = daemon
        self.listener = listener
        let context = Unmanaged.passUnretained(self).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                // The acceptor lives until `stop` has joined this thread.
                Unmanaged<Acceptor>.fromOpaque(context).takeUnretainedValue().run()
                return nil
            }, context)
        guard result == 0 else { throw ServerFault("no thread for new connections: error \(result)") }
    }

    /// New clients are refused from now on.
    func stop() {
        // Wakes the thread: accepting on a socket that no longer listens fails with EINVAL.
        fg_cut(listener)
        pthread_join(thread, nil)
        close(listener)
    }

    private func run() {
        while true {
            switch next() {
            case 0, EINTR, ECONNABORTED, EAGAIN: continue
            // No descriptors or no memory: others end and make room.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(20_000)
            default: return
            }
        }
    }

    /// Waits for one connection; the error, or 0.
    private func next() -> Int32 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let socket = accept(listener, address, &size)
                guard socket >= 0 else { return errno }
                add(socket, address, size)
                return 0
            }
        }
    }

    private func add(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) {
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
        // The library closes the socket where it has no room for it.
        MHD_add_connection(daemon, socket, address, size)
    }
}
