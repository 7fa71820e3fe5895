import Glibc
import Kernel
import People
import Referrals
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

    private func ask(
        _ what: String, _ port: UInt16, _ key: String, _ count: Int, _ about: String? = nil
    ) async throws -> Value {
        let line: String? = await withCheckedContinuation { continuation in
            TestServers.Thread.start {
                let child = ChildProcess(
                    ["python3", Self.clients, what, "\(port)", key, "\(count)"] + (about.map { [$0] } ?? []))
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
        let (program, place) = try await serve(test)
        #expect(try await ask("read", place, secret.text, Self.readers) == ["200": .int(Int64(2 * Self.readers))])
        #expect(try await ask("write", place, secret.text, Self.writers) == ["201": .int(Int64(Self.writers))])
        #expect(try await test.count("application") == Self.writers)
        program.signal(SIGTERM)
        #expect(await program.end().status == 0)
    }

    @Test(.enabled(if: mayOpenThatMany, "needs the right to 12,000 open files"))
    func `K02 10,000 open requests for referral partners are answered, and of 100 that send leads none meets a lock`()
        async throws
    {
        let test = try await TestOffice(port: 0)
        let (office, partner) = try await test.referring()
        let (program, place) = try await serve(test)
        let path = "/referral/partners?status=active&limit=5"
        #expect(try await ask("read", place, office, Self.readers, path) == ["200": .int(Int64(2 * Self.readers))])
        #expect(try await ask("write", place, partner, Self.writers, "leads") == ["201": .int(Int64(Self.writers))])
        #expect(
            try await test.database.read { try $0.value("SELECT submitted FROM referral_month") ?? 0 } == Self.writers)
        program.signal(SIGTERM)
        #expect(await program.end().status == 0)
    }

    /// The program, and the port on which it serves.
    private func serve(_ test: TestOffice) async throws -> (Program, UInt16) {
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
        return (program, try #require(port))
    }
}

extension TestOffice {
    /// A key of the office, and one of an active referral partner.
    fileprivate func referring() async throws -> (office: String, partner: String) {
        let (ours, theirs, now, tenant) = (APIKey.Secret(), APIKey.Secret(), office.clock.now(), tenant)
        try await database.write { db in
            let who = Who.system("test")
            _ = try APIKey.add(ours, name: "ours", roles: [.admin], tenant: tenant, by: who, at: now, db)
            let key = try APIKey.add(
                theirs, name: "theirs", roles: [.referralLeadManager], tenant: tenant, by: who, at: now, db)
            let referrer = try Referrer.register(
                ReferrerFields(name: "Larch", .vendor, contact: ("Ines", "ines@larch.example")),
                ReferralAct(tenant: tenant, by: who, at: now), db)
            try db.run(
                """
                UPDATE referral_partner SET status = 'active', approved_by = 'system:x', approved_at = 1, decided_by = 'system:x',
                       decided_at = 1
                """)
            try db.run(
                """
                INSERT INTO referral_key (api_key_id, tenant_id, partner_id, created_at)
                VALUES (\(key.id), \(tenant), \(referrer.id), \(now))
                """)
        }
        return (ours.text, theirs.text)
    }
}
