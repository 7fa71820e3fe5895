import Dispatch
import Synchronization

/// The one writer. Closures that wait while a commit is on its way to the disk share the next one (group commit):
/// each runs in a savepoint of its own, so that one that throws takes nothing with it.
final class Writer: Sendable {
    private let lane: Lane
    private let waiting = Mutex<[any Job]>([])
    private let onCommit: @Sendable (Set<String>) -> Void

    static let largestGroup = 256

    init(path: String, onCommit: @escaping @Sendable (Set<String>) -> Void) throws {
        lane = try Lane(path: path, isWriter: true, label: "fundgate.writer")
        self.onCommit = onCommit
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(body) { continuation.resume(with: $0) }
        }
    }

    /// The same for a thread that may block.
    func writeAndWait<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) throws -> T {
        dispatchPrecondition(condition: .notOnQueue(lane.queue))
        let done = DispatchSemaphore(value: 0)
        let box = Mutex<Result<T, any Error>?>(nil)
        enqueue(body) { result in
            box.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = box.withLock({ $0 }) else {
            preconditionFailure("the semaphore is signalled after the result")
        }
        return try result.get()
    }

    private func enqueue<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> T,
        complete: @escaping @Sendable (Result<T, any Error>) -> Void
    ) {
        let isFirst = waiting.withLock { jobs in
            jobs.append(WriteJob(body: body, complete: complete))
            return jobs.count == 1
        }
        if isFirst { lane.queue.async { self.drain() } }
    }

    /// Runs `body` outside any transaction, after the writes before it: backup, pragmas.
    func alone<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            lane.queue.async {
                continuation.resume(with: Result { try self.lane.onQueue(body) })
            }
        }
    }

    private func drain() {
        while true {
            let group = waiting.withLock { Array($0.prefix(Self.largestGroup)) }
            commit(group)
            let isEmpty = waiting.withLock { jobs in
                jobs.removeFirst(group.count)
                return jobs.isEmpty
            }
            if isEmpty { return }
        }
    }

    private func commit(_ group: [any Job]) {
        lane.onQueue { connection in
            var finishes: [(Result<Void, any Error>) -> Void] = []
            var signals: Set<String> = []
            let result = Result<Void, any Error> {
                try connection.execute("BEGIN IMMEDIATE")
                for job in group {
                    finishes.append(try job.run(on: connection))
                    signals.formUnion(connection.signals)
                }
                try connection.execute("COMMIT")
            }
            if case .failure = result {
                // The transaction may already be gone (disk full): then this fails too, and nothing is open.
                try? connection.execute("ROLLBACK")
                for job in group.dropFirst(finishes.count) { finishes.append(job.fail) }
            }
            // Those who wait for a signal look after the commit, so they are woken before the writers go on.
            if case .success = result, !signals.isEmpty { onCommit(signals) }
            for finish in finishes { finish(result) }
        }
    }
}

/// One waiting closure.
private protocol Job: Sendable {
    /// Runs in a savepoint; what it returns tells the waiting task, given how the commit went. Throws only where
    /// the connection itself is unusable.
    func run(on connection: Connection) throws -> (Result<Void, any Error>) -> Void
    /// Tells the waiting task that its closure was never run.
    func fail(_ result: Result<Void, any Error>)
}

private struct WriteJob<T: Sendable>: Job {
    let body: @Sendable (Connection) throws -> T
    let complete: @Sendable (Result<T, any Error>) -> Void

    func run(on connection: Connection) throws -> (Result<Void, any Error>) -> Void {
        connection.signals = []
        try connection.execute("SAVEPOINT job")
        let outcome = Result { try body(connection) }
        if case .failure = outcome {
            connection.signals = []
            try connection.execute("ROLLBACK TO job")
        }
        try connection.execute("RELEASE job")
        return { commit in
            switch commit {
            case .success: complete(outcome)
            case .failure(let error): complete(.failure(error))
            }
        }
    }

    func fail(_ result: Result<Void, any Error>) {
        switch result {
        case .success: preconditionFailure("a job that did not run has a fault to tell")
        case .failure(let error): complete(.failure(error))
        }
    }
}
