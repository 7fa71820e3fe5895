import BenchTools
import Dispatch
import Glibc
import Kernel
import People
import Referrals
import Server
import Storage
import Web

/// Measures the pages of referral partners over HTTP on a filled database, beside plain SQL on the same rows. Prints one JSON
/// object for each case.
@main enum BenchReferrals {
    static let usage = """
        usage: bench-referrals [--database postgresql://…] FOLDER LEADS [ROUNDS]

        Fills a new SQLite database with LEADS leads of ten months, as many payouts, and a hundredth as many partners below
        FOLDER, or takes the one that an earlier run left there, and asks for each page ROUNDS times (300). With a
        PostgreSQL the same rows are copied to it, unless an earlier run did, and it is asked.
        """

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        var arguments = Array(CommandLine.arguments.dropFirst())
        let server = DatabaseAddress.option(in: &arguments)
        guard (2...3).contains(arguments.count), let count = Int(arguments[1]), (1000...10_000_000).contains(count),
            let rounds = Int(arguments.count > 2 ? arguments[2] : "300"), rounds > 0
        else { Terminal.end(2, usage) }
        do {
            let bench = try await ReferralsBench(folder: arguments[0], count: count, server: server)
            try await bench.run(rounds: rounds)
        } catch let error as any Refusal {
            Terminal.end(1, error.reason)
        } catch {
            Terminal.end(1, "\(error)")
        }
    }
}

/// An office with many partners and somebody who may read all of it.
struct ReferralsBench: Sendable {
    let office: Office
    let tenant: TenantID
    let count: Int
    let key = APIKey.Secret()

    init(folder: String, count: Int, server: DatabaseAddress?) async throws {
        mkdir(folder, 0o700)
        let file: Value = ["data": .string("\(folder)/referrals-\(count)"), "listen": "127.0.0.1:0"]
        let local = try Configuration(file, environment: [:], base: ".")
        let log = Log(level: .quiet)
        self.count = count
        if try await !local.database.isMade() {
            let begin = Usage.monotonicMicroseconds()
            let made = try await Office.create(local, log: log)
            let now = made.clock.now()
            try await made.database.write { db in
                let tenant = try Tenant.add(name: "Bench", by: .system("bench"), at: now, db)
                try ReferralFilling(tenant: tenant, count: count, now: now).run(db)
            }
            Terminal.say("filled in \((Usage.monotonicMicroseconds() - begin) / 1_000_000) s")
        }
        if let server {
            if try await !server.isMade() {
                let copy = OfficeCopy(
                    from: local.database, to: server, migrations: JoinedSchema.migrations, isOnline: true,
                    look: { _ in })
                Terminal.say("copied \(try await copy.run().rows) rows")
            }
            let shared = try Configuration(file, environment: ["FUNDGATE_DATABASE": server.text], base: ".")
            office = try await Office.open(shared, log: log)
        } else {
            office = try await Office.open(local, log: log)
        }
        guard let first = try await office.database.read({ try Tenant.all($0).first }) else {
            throw PlainRefusal(.conflict, code: "unfilled", "the folder holds an unfinished database")
        }
        tenant = first.id
        let (tenant, secret, now) = (first.id, key, office.clock.now())
        _ = try await office.database.write { db in
            try APIKey.add(
                secret, name: "bench \(now.milliseconds)", roles: [.admin], tenant: tenant, by: .system("bench"),
                at: now, db)
        }
    }

    func run(rounds: Int) async throws {
        let server = Desk(office, accounts: []).server()
        try server.start()
        let (port, now) = (server.port, office.clock.now())
        let first = try await firstPartner()
        guard first + rounds + rounds / 10 + 1 <= count / 100 else {
            throw PlainRefusal(
                .conflict, code: "used_up", "earlier runs made the batches of all partners; fill another folder")
        }
        let cases = ReferralCase.all(tenant: tenant, partners: count / 100, first: first, at: now)
        for each in cases {
            let plain = try await plain(each, rounds: rounds)
            let headers = "Accept: application/json\r\nAuthorization: Bearer \(key.text)\r\n"
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "bench.client").async {
                    Self.measure(each, port: port, headers: headers, rounds: rounds, beside: plain)
                    continuation.resume()
                }
            }
        }
        await server.stop(grace: .seconds(1))
    }

    /// The number of the first partner without a generated batch: an earlier run's would only be read again.
    private func firstPartner() async throws -> Int {
        let tenant = tenant
        let last: String? = try await office.database.read { db in
            try db.value(
                """
                SELECT partner_id FROM referral_payout WHERE tenant_id = \(tenant) AND kind = 'generated'
                 ORDER BY partner_id DESC LIMIT 1
                """)
        }
        return last.flatMap { Int($0.dropFirst(2)) }.map { $0 + 1 } ?? 0
    }

    /// The statement alone, on a connection that is open.
    private func plain(_ each: ReferralCase, rounds: Int) async throws -> String {
        guard let sql = each.plain else { return "null" }
        return try await office.database.read { db in
            var samples = Samples()
            for _ in 0..<min(rounds, 100) {
                let begin = Usage.monotonicMicroseconds()
                _ = try db.rows(sql)
                samples.add(Usage.monotonicMicroseconds() - begin)
            }
            return samples.percentile(50)
        }
    }

    private static func measure(
        _ each: ReferralCase, port: UInt16, headers: String, rounds: Int, beside plain: String
    ) {
        guard let client = KeepAliveClient(port: port) else { Terminal.end(1, "the server does not answer") }
        var samples = Samples()
        let mark = UInt64.random(in: 0 ... .max)
        for round in -(rounds / 10 + 1)..<rounds {
            let begin = Usage.monotonicMicroseconds()
            let answer: (status: Int, body: [UInt8])?
            if let body = each.body {
                let extra = "Content-Type: application/json\r\nIdempotency-Key: bench-\(mark)-\(round)\r\n"
                answer = client.post(each.path, body(round + rounds / 10 + 1), headers: headers + extra)
            } else {
                answer = client.get(each.path, headers: headers)
            }
            // What is made is made anew each time.
            guard let answer, answer.status == (each.body == nil ? 200 : 201) else {
                Terminal.end(1, "\(each.name): answered with \(answer?.status ?? 0)")
            }
            if round >= 0 { samples.add(Usage.monotonicMicroseconds() - begin) }
        }
        Terminal.line(
            #"{"case": "\#(each.name)", "p50_ms": \#(samples.percentile(50)), "p95_ms": \#(samples.percentile(95)), "#
                + #""p99_ms": \#(samples.percentile(99)), "plain_sql_p50_ms": \#(plain)}"#)
    }
}
