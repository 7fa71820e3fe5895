import Synchronization

/// Connections that only read: in WAL mode they see the last commit and never wait for the writer.
final class Readers: Sendable {
    private let lanes: [Lane]
    private let loads: Mutex<[Int]>

    init(path: String, count: Int) throws {
        lanes = try (0..<count).map { try Lane(path: path, isWriter: false, label: "fundgate.reader.\($0)") }
        loads = Mutex(Array(repeating: 0, count: count))
    }

    /// Runs `body` in one snapshot on the reader with the fewest waiting closures.
    func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let index = loads.withLock { loads in
            var best = 0
            for index in loads.indices where loads[index] < loads[best] { best = index }
            loads[best] += 1
            return best
        }
        defer { loads.withLock { $0[index] -= 1 } }
        let lane = lanes[index]
        return try await withCheckedThrowingContinuation { continuation in
            lane.queue.async {
                continuation.resume(
                    with: Result {
                        try lane.onQueue { connection in
                            try connection.execute("BEGIN")
                            defer {
                                // A read transaction has nothing to lose: ending it can only fail with the file itself.
                                try? connection.execute("ROLLBACK")
                            }
                            return try body(connection)
                        }
                    })
            }
        }
    }
}
