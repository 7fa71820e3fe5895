import CPostgres
import Dispatch
import Glibc
import Kernel
import Synchronization

/// Hears what is signalled on other nodes, on a thread and a connection of its own. After a broken connection it
/// connects again and raises all names: something may have been missed.
final class PostgresListener: Sendable {
    private struct State {
        var isStarted = false
        var isStopped = false
    }

    private let uri: String
    /// nil: all names.
    private let raise: @Sendable (Set<String>?) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "fundgate.listener")

    init(uri: String, raise: @escaping @Sendable (Set<String>?) -> Void) {
        self.uri = uri
        self.raise = raise
    }

    /// Begins with the first who listens.
    func start() {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        queue.async { [uri, raise, self] in
            let link = PostgresLink(uri: uri, isWriter: false)
            while !state.withLock({ $0.isStopped }) {
                do {
                    if link.isBroken {
                        try link.connect()
                        try link.execute(PostgresDialect.listen)
                        raise(nil)
                    }
                    let names = try link.heard(atMost: Self.round)
                    if !names.isEmpty { raise(names) }
                } catch {
                    // Workers look by themselves from time to time; the next round connects again.
                    usleep(200_000)
                }
            }
        }
    }

    /// The thread ends within a second.
    func stop() { state.withLock { $0.isStopped = true } }

    /// Milliseconds after which it looks whether it is to stop.
    private static let round: Int32 = 500
}
