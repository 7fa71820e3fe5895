import Kernel
import Storage
import Synchronization
import TestDatabases
import TestServers
import Testing

/// What a standby is for: nobody is told that something is kept which the primary alone has.
@Suite struct StandbyEndToEnd {
    @Test(.enabled(if: TestDatabases.server == nil, "brings its own PostgreSQL"))
    func `K08 a commit is not answered before the standby has it, however long that takes`() async throws {
        let pair = try #require(PostgresPair())
        let address = try #require(DatabaseAddress(pair.address))
        let database = try Database(address, readers: 2)
        try await database.migrate(StorageSchema.migrations, at: Moment(seconds: 0))
        pair.pauseStandby()
        let isAnswered = Mutex(false)
        async let answer: Void = {
            try await database.write { db in
                // Shorter than the writers' own limit, so that this test is too: a commit's waiting does not count.
                try db.run("SET LOCAL statement_timeout = '200ms'")
                try db.run(
                    "INSERT INTO setting (tenant_id, name, value, changed_at) VALUES ('t', 'colour', '1', 1)")
            }
            isAnswered.withLock { $0 = true }
        }()
        // Longer than the limit, seen from the server.
        let waits: SQL = """
            SELECT count(*) FROM pg_stat_activity
             WHERE wait_event = 'SyncRep' AND state_change < clock_timestamp() - INTERVAL '1 second'
            """
        var isWaiting = false
        for _ in 0..<15_000 where !isWaiting && !isAnswered.withLock({ $0 }) {
            try await Task.sleep(for: .milliseconds(20))
            isWaiting = try await database.read { try $0.value(waits, as: Int.self) ?? 0 } == 1
        }
        #expect(isWaiting && !isAnswered.withLock { $0 })
        pair.resumeStandby()
        try await answer
        pair.killPrimary()
        pair.promote()
        let kept = try await database.write { db in
            try db.value("SELECT count(*) FROM setting WHERE name = 'colour'", as: Int.self)
        }
        #expect(kept == 1)
    }
}
