import Dispatch
import Synchronization

/// The one writer. Closures that wait while a commit is on its way to the disk share the next one (group commit):
/// each runs in a savepoint of its own, so that one that throws takes nothing with it.
final class Writer: Sendable {
    private let lane: Lane
    private let waiting = Mutex<[any Job]>([])
    private let onCommit: @Sendable (Set<String>) -> Void

    static let largestGroup = 256
    /// So often a transaction is run that something interrupts; between two runs the connection is made anew, which
    /// takes its time.
    static let mostRuns = 5

    init(_ address: DatabaseAddress, onCommit: @escaping @Sendable (Set<String>) -> Void) throws {
        lane = try Lane(address, isWriter: true, label: "fundgate.writer")
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
        let job = WriteJob(tenant: Tenancy.current?.description, body: body, complete: complete)
        let isFirst = waiting.withLock { jobs in
            jobs.append(job)
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
            var run = Run()
            for number in 1...Self.mostRuns {
                run = Self.run(group, on: connection)
                guard case .failure = run.result else { break }
                // The transaction may already be gone (disk full): then this fails too, and nothing is open.
                try? connection.session.rollback()
                guard connection.session.mustRunAgain, number < Self.mostRuns else { break }
            }
            let (result, signals) = (run.result, run.signals)
            var finishes = run.finishes
            if case .failure = result {
                for job in group.dropFirst(finishes.count) { finishes.append(job.fail) }
            }
            // Those who wait for a signal look after the commit, so they are woken before the writers go on.
            if case .success = result, !signals.isEmpty { onCommit(signals) }
            for finish in finishes { finish(result) }
        }
    }

    /// What came of one transaction.
    private struct Run {
        var finishes: [(Result<Void, any Error>) -> Void] = []
        var signals: Set<String> = []
        var result = Result<Void, any Error>.success(())
    }

    private static func run(_ group: [any Job], on connection: Connection) -> Run {
        var run = Run()
        run.result = Result {
            try connection.session.begin(.write, tenant: nil)
            for job in group {
                run.finishes.append(try job.run(on: connection))
                run.signals.formUnion(connection.signals)
            }
            try connection.session.commit(telling: run.signals)
        }
        return run
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
    let tenant: String?
    let body: @Sendable (Connection) throws -> T
    let complete: @Sendable (Result<T, any Error>) -> Void

    func run(on connection: Connection) throws -> (Result<Void, any Error>) -> Void {
        connection.signals = []
        let session = connection.session
        try session.savepoint("job")
        try session.act(for: tenant)
        var outcome = Result { try body(connection) }
        if case .success = outcome { do { try session.release("job") } catch { outcome = .failure(error) } }
        if case .failure(let error) = outcome {
            if session.mustRunAgain || session.isTorn { throw error }
            // The server takes none of the group's work: what it said first is to be told.
            if case StorageFault.unusable = error { throw error }
            connection.signals = []
            try session.rollback(to: "job")
            try session.release("job")
        }
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
