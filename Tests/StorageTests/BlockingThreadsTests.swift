import Dispatch
import Kernel
import Storage
import TestDatabases
import TestServers
import Testing

/// What a request's task asks the store, it asks on its own thread.
@Suite struct BlockingThreadsTests {
    @Test func `a task that prefers them runs there, and so do its children; others do not`() async throws {
        let within = await Task(executorPreference: BlockingThreads.shared) {
            async let child = BlockingThreads.isCurrent
            let own = BlockingThreads.isCurrent
            return [own, await child, await Task { BlockingThreads.isCurrent }.value]
        }.value
        #expect(within == [true, true, false])
        #expect(!BlockingThreads.isCurrent)
    }

    @Test func `a read runs on the thread that asks, elsewhere on the reader's own`() async throws {
        let (folder, database) = try await filled()
        defer { _ = folder }
        #expect(try await !database.read { _ in BlockingThreads.isCurrent })
        let within = try await Task(executorPreference: BlockingThreads.shared) {
            let read = try await database.read { _ in BlockingThreads.isCurrent }
            let alone = try await database.rows(of: "SELECT text FROM note ORDER BY id").count
            let written = try await database.write { db in
                try db.run("INSERT INTO note (id, text) VALUES (100, 'new')")
                return BlockingThreads.isCurrent
            }
            // What follows a write comes back to them.
            return (read, alone, written, BlockingThreads.isCurrent)
        }.value
        #expect(within == (true, 20, false, true))
    }

    @Test func `reads that take long keep neither other tasks nor the reads behind them from their end`() async throws {
        let (folder, database) = try await filled()
        defer { _ = folder }
        let (begun, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let count = 40
        let reads = (0..<count).map { number in
            Task(executorPreference: BlockingThreads.shared) {
                try await database.read { db in
                    begun.signal()
                    gate.wait()
                    return try db.value("SELECT text FROM note WHERE id = \(number % 20)", as: String.self)
                }
            }
        }
        // A reader is held, and soon all are.
        await Self.wait(for: begun)
        // A task that asks nothing is not behind them.
        #expect(await Task(executorPreference: BlockingThreads.shared) { BlockingThreads.isCurrent }.value)
        for _ in 0..<count { gate.signal() }
        for (number, read) in reads.enumerated() { #expect(try await read.value == "n\(number % 20)") }
    }

    @Test func `a read that fails on the asking thread leaves its reader fit for the next`() async throws {
        struct Stop: Error {}
        let (folder, database) = try await filled()
        defer { _ = folder }
        for _ in 0..<20 {
            await #expect(throws: Stop.self) {
                try await Task(executorPreference: BlockingThreads.shared) {
                    try await database.read { db in
                        _ = try db.rows("SELECT id FROM note ORDER BY id")
                        throw Stop()
                    }
                }.value
            }
        }
        #expect(try await database.read { try $0.value("SELECT count(*) FROM note", as: Int.self) } == 20)
    }

    private func filled() async throws -> (TemporaryFolder, Database) {
        let folder = try TemporaryFolder()
        let database = try TestDatabases.open("\(folder.path)/test.db")
        try await database.migrate(StorageSchema.migrations + DatabaseTests.schema, at: Moment(seconds: 0))
        try await database.write { db in
            for number in 0..<20 { try db.run("INSERT INTO note (id, text) VALUES (\(number), \("n\(number)"))") }
        }
        return (folder, database)
    }

    private static func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "test.wait").async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
