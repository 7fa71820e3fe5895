import Kernel
import Synchronization

/// Connections that only read: they see the last commit and never wait for the writer.
final class Readers: Sendable {
    private let lanes: [Lane]
    private let loads: Mutex<[Int]>

    init(_ address: DatabaseAddress, count: Int) throws {
        lanes = try (0..<count).map { try Lane(address, isWriter: false, label: "fundgate.reader.\($0)") }
        loads = Mutex(Array(repeating: 0, count: count))
    }

    /// Runs `body` in one snapshot on the reader with the fewest waiting closures.
    func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let tenant = Tenancy.current?.description
        return try await onLeastLaden { connection in
            try Self.again(on: connection) { try Self.readOnce(body, tenant: tenant, on: connection) }
        }
    }

    /// One query without a snapshot around it.
    func rows(of query: SQL) async throws -> [Row] {
        guard Tenancy.current == nil else { return try await read { try $0.rows(query) } }
        return try await onLeastLaden { connection in
            try Self.again(on: connection) { try connection.session.rows(of: query) }
        }
    }

    private func onLeastLaden<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let (index, isFree) = loads.withLock { loads in
            var best = 0
            for index in loads.indices where loads[index] < loads[best] { best = index }
            loads[best] += 1
            return (best, loads[best] == 1)
        }
        defer { loads.withLock { $0[index] -= 1 } }
        let lane = lanes[index]
        // Nobody is before it there: a thread that may block does it itself.
        if isFree, BlockingThreads.isCurrent { return try lane.queue.sync { try lane.onQueue(body) } }
        return try await withCheckedThrowingContinuation { continuation in
            lane.queue.async { continuation.resume(with: Result { try lane.onQueue(body) }) }
        }
    }

    /// A read that was interrupted has changed nothing: it is made again, once the connection stands.
    private static func again<T>(on connection: Connection, _ body: () throws -> T) throws -> T {
        for _ in 1..<Writer.mostRuns {
            do { return try body() } catch  where connection.session.mustRunAgain {}
        }
        return try body()
    }

    private static func readOnce<T>(
        _ body: (Connection) throws -> T, tenant: String?, on connection: Connection
    ) throws -> T {
        try connection.session.begin(.read, tenant: tenant)
        defer {
            // A read transaction has nothing to lose: ending it can only fail with the engine itself.
            try? connection.session.rollback()
        }
        return try body(connection)
    }
}
