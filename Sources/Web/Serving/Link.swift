import CMicroHTTPD
import Glibc
import Synchronization

/// One client's connection, watched so that none is held by dawdling.
final class Link: Sendable {
    /// What the connection is doing, since when.
    enum Stage: Sendable {
        case idle(since: ContinuousClock.Instant)
        case head(since: ContinuousClock.Instant)
        case body(since: ContinuousClock.Instant, bytes: Int)
        /// Our turn: a handler works, or the answer is under way.
        case ours
    }

    private struct State {
        var stage: Stage
        var exchange: Exchange?
        /// The descriptor may belong to another connection from now on.
        var isClosed = false
    }

    let socket: Int32
    private let state: Mutex<State>

    init(socket: Int32) {
        self.socket = socket
        state = Mutex(State(stage: .idle(since: .now)))
    }

    var exchange: Exchange? { state.withLock { $0.exchange } }

    func begin(_ exchange: Exchange) {
        state.withLock {
            $0.exchange = exchange
            $0.stage = .head(since: .now)
        }
    }

    func end() {
        state.withLock {
            $0.exchange = nil
            $0.stage = .idle(since: .now)
        }
    }

    func enter(_ stage: Stage) { state.withLock { $0.stage = stage } }

    func received(_ count: Int) {
        state.withLock {
            if case .body(let since, let bytes) = $0.stage { $0.stage = .body(since: since, bytes: bytes + count) }
        }
    }

    /// Called by the library before it closes the descriptor.
    func close() { state.withLock { $0.isClosed = true } }

    /// Ends the connection where it has taken longer than the settings bear; the library then sees its end.
    func reap(_ settings: ServerSettings, at now: ContinuousClock.Instant) {
        state.withLock { state in
            guard !state.isClosed, state.stage.isOverdue(settings, at: now) else { return }
            fg_cut(socket)
        }
    }

    /// Whether the client has hung up. The library does not look while a connection is suspended.
    var isHungUp: Bool {
        state.withLock { state in
            guard !state.isClosed else { return true }
            // Linux's POLLRDHUP, which Glibc's module does not show.
            let hungUp = Int16(0x2000)
            var entry = pollfd(fd: socket, events: hungUp, revents: 0)
            return poll(&entry, 1, 0) == 1 && entry.revents & (hungUp | Int16(POLLHUP) | Int16(POLLERR)) != 0
        }
    }
}

extension Link.Stage {
    func isOverdue(_ settings: ServerSettings, at now: ContinuousClock.Instant) -> Bool {
        switch self {
        case .idle(let since): now - since > .milliseconds(settings.idleTime.milliseconds)
        case .head(let since): now - since > .milliseconds(settings.headTime.milliseconds)
        case .body(let since, let bytes):
            now - since
                > .milliseconds(
                    settings.bodyTime.milliseconds + Int64(bytes) * 1000 / Int64(settings.bodyBytesPerSecond))
        case .ours: false
        }
    }
}
