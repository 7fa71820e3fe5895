import Glibc
import Kernel
import People
import Storage
import TestServers
import Testing

/// Many at once (K02).
@Suite struct LoadEndToEnd {
    private static let readers = 10_000
    private static let writers = 100
    private static let clients = "\(Repository.folder)/Tests/TestServers/many-clients"

    /// The program and the clients need a descriptor for each connection.
    private static let mayOpenThatMany: Bool = {
        var limit = rlimit(rlim_cur: 12_000, rlim_max: 12_000)
        var known = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &known) == 0 else { return false }
        if known.rlim_max >= limit.rlim_max { limit.rlim_max = known.rlim_max }
        return known.rlim_cur >= 12_000 || setrlimit(resource, &limit) == 0
    }()

    private func ask(_ what: String, _ port: UInt16, _ key: String, _ count: Int) async throws -> Value {
        let line: String? = await withCheckedContinuation { continuation in
            TestServers.Thread.start {
                let child = ChildProcess(["python3", Self.clients, what, "\(port)", key, "\(count)"])
                let line = child?.readLine()
                child?.finish()
                continuation.resume(returning: line)
            }
        }
        return try Value(parsing: Array((line ?? "null").utf8))
    }

    @Test(.enabled(if: mayOpenThatMany, "needs the right to 12,000 open files"))
    func `K02 10,000 open requests are answered without an error, and of 100 writers none meets a lock`() async throws {
        let test = try await TestOffice(port: 0)
        let (secret, now, tenant) = (APIKey.Secret(), test.office.clock.now(), test.tenant)
        _ = try await test.database.write {
            try APIKey.add(secret, name: "many", roles: [.broker], tenant: tenant, by: .system("test"), at: now, $0)
        }
        let program = try Program(
            ["serve", "--config", test.configurationFile],
            // As behind a proxy: all clients come from one address.
            environment: ["FUNDGATE_TRUSTS_FORWARDED_FOR": "true"], output: "\(test.folder.path)/program.log")
        var port: UInt16?
        for _ in 0..<30_000 where port == nil {
            try await Task.sleep(for: .milliseconds(20))
            port = test.log.split(separator: "serves port ").dropFirst().first.flatMap {
                UInt16($0.prefix { $0.isNumber })
            }
        }
        let place = try #require(port)
        #expect(try await ask("read", place, secret.text, Self.readers) == ["200": .int(Int64(2 * Self.readers))])
        #expect(try await ask("write", place, secret.text, Self.writers) == ["201": .int(Int64(Self.writers))])
        #expect(try await test.count("application") == Self.writers)
        program.signal(SIGTERM)
        #expect(await program.end().status == 0)
    }
}
