import Kernel
import Synchronization

/// One request and its answer. The library's event loop asks `step` again and again; in between the connection is
/// suspended while a task finds out who asks, or answers.
final class Exchange: Sendable {
    enum Phase: Sendable {
        case head
        /// A task works; the connection is suspended.
        case away
        /// Let in: the body may come.
        case admitted(Dispatcher.Plan)
        case receiving(Dispatcher.Plan)
        /// Refused before the body, which is small enough to be read and thrown away.
        case refused(Reply)
        /// Refused, but the rest of a small body is read and thrown away, so that the client reads the refusal.
        case skipping(Reply, left: Int)
        /// Nothing more comes.
        case complete(Dispatcher.Plan, isAdmitted: Bool)
        case ready(Reply)
        case answered
    }

    struct State: Sendable {
        var phase = Phase.head
        var connection: Connection?
        var isSuspended = false
        /// The server is ending: nothing may wait any more, and this is the answer.
        var farewell: Reply?
        var task: Task<Void, Never>?
        var feed: EventFeed?
    }

    let target: [UInt8]
    let link: Link
    let id: String
    let state = Mutex(State())
    /// Used on the event loop until the body is complete, and then no more.
    let body = Mutex<BodyReader?>(nil)

    init(target: [UInt8], link: Link, id: String) {
        self.target = target
        self.link = link
        self.id = id
    }

    var phase: Phase { state.withLock { $0.phase } }
    var isSuspended: Bool { state.withLock { $0.isSuspended } }
    var isStream: Bool { state.withLock { $0.feed != nil } }

    func enter(_ phase: Phase) { state.withLock { $0.phase = phase } }

    /// Suspends the connection until `work` has found the next phase; the library then calls again. False where the
    /// server is ending and the phase is the farewell.
    func leave(_ connection: Connection, for work: @escaping @Sendable () async -> Phase) -> Bool {
        link.enter(.ours)
        return state.withLock { state in
            if let farewell = state.farewell {
                state.phase = .ready(farewell)
                return false
            }
            state.phase = .away
            state.connection = connection
            state.isSuspended = true
            connection.suspend()
            state.task = Task(executorPreference: BlockingThreads.shared) {
                let next = await work()
                self.wake { $0.phase = next }
            }
            return true
        }
    }

    /// Changes the state and lets the event loop go on, unless it already does.
    func wake(_ change: (inout State) -> Void) {
        state.withLock { state in
            guard state.isSuspended else { return }
            change(&state)
            state.isSuspended = false
            state.connection?.resume()
        }
    }

    /// Stops the work for a client that went away.
    func cancel() {
        let task = state.withLock { state in
            state.feed?.finish()
            return state.task
        }
        task?.cancel()
    }

    /// The server ends: what still works is answered with `reply`, and nothing may be suspended again.
    func abandon(_ reply: Reply) {
        cancel()
        state.withLock { $0.farewell = reply }
        wake { if case .away = $0.phase { $0.phase = .ready(reply) } }
    }
}

extension Exchange {
    /// Sends `events` as they come, from a task of its own.
    func feed(_ events: AsyncStream<ServerSentEvent>, whenDone: @escaping @Sendable () -> Void) {
        state.withLock { state in
            var feed = EventFeed()
            if state.farewell != nil { feed.finish() }
            state.feed = feed
            state.task = Task {
                for await event in events { self.push { $0.add(event.bytes) } }
                self.push { $0.finish() }
                whenDone()
            }
            if state.farewell != nil { state.task?.cancel() }
        }
    }

    /// Changes what waits to be sent, and wakes the event loop to send it.
    func push(_ change: (inout EventFeed) -> Void) {
        state.withLock { state in
            guard var feed = state.feed.take() else { return }
            change(&feed)
            state.feed = feed
            guard state.isSuspended, !feed.pending.isEmpty || feed.isFinished else { return }
            state.isSuspended = false
            state.connection?.resume()
        }
    }

    /// On the event loop: fills `buffer`, or suspends the connection where nothing waits. Nil at the end.
    func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        state.withLock { state in
            guard var feed = state.feed.take() else { return nil }
            let count = feed.drain(into: buffer)
            state.feed = feed
            if count > 0 { return count }
            guard !feed.isFinished, let connection = state.connection else { return nil }
            state.isSuspended = true
            connection.suspend()
            return 0
        }
    }
}
