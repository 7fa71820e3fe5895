import Applications
import BenchTools
import Dispatch
import Glibc
import Kernel
import People
import Server
import Storage
import Submissions
import Web

/// Measures the pages of the desk over a filled database: real schema, router, templates and server, asked over one
/// kept connection on loopback. Prints one JSON object for each case.
@main enum BenchLists {
    static let usage = """
        usage: bench-lists [--database postgresql://…] FOLDER COUNT [ROUNDS [CASE]]

        Fills a new SQLite database with COUNT submissions below FOLDER, or takes the one that an earlier run left there,
        and asks for each page ROUNDS times (300). With a PostgreSQL the same rows are copied to it, unless an earlier run
        did, and it is asked. CASE: only the cases whose name contains it.
        """

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        var arguments = Array(CommandLine.arguments.dropFirst())
        let server = DatabaseAddress.option(in: &arguments)
        guard (2...4).contains(arguments.count), let count = Int(arguments[1]), (1...10_000_000).contains(count),
            let rounds = Int(arguments.count > 2 ? arguments[2] : "300"), rounds > 0
        else { Terminal.end(2, usage) }
        do {
            let bench = try await ListsBench(folder: arguments[0], count: count, server: server)
            try await bench.run(rounds: rounds, only: arguments.count > 3 ? arguments[3] : "")
        } catch let error as any Refusal {
            Terminal.end(1, error.reason)
        } catch {
            Terminal.end(1, "\(error)")
        }
    }
}

/// An office with a full database and somebody who may read it.
struct ListsBench: Sendable {
    let office: Office
    let tenant: TenantID
    let key = APIKey.Secret()
    let session = Session.Token()

    init(folder: String, count: Int, server: DatabaseAddress?) async throws {
        mkdir(folder, 0o700)
        let place = "\(folder)/\(count)"
        let file: Value = ["data": .string(place), "listen": "127.0.0.1:0"]
        let local = try Configuration(file, environment: [:], base: ".")
        let log = Log(level: .quiet)
        if try await !local.database.isMade() { try await Self.fill(local, count, log) }
        try await Self.addMoney(local, log)
        if let server {
            if try await !server.isMade() { try await Self.copy(from: local.database, to: server) }
            let shared = try Configuration(file, environment: ["FUNDGATE_DATABASE": server.text], base: ".")
            office = try await Office.open(shared, log: log)
        } else {
            office = try await Office.open(local, log: log)
        }
        guard let first = try await office.database.read({ try Tenant.all($0).first }) else {
            throw PlainRefusal(.conflict, code: "unfilled", "the folder holds an unfinished database")
        }
        tenant = first.id
        try await admit()
    }

    private static func fill(_ configuration: Configuration, _ count: Int, _ log: Log) async throws {
        let begin = Usage.monotonicMicroseconds()
        let office = try await Office.create(configuration, log: log)
        let now = office.clock.now()
        let tenant = try await office.database.write {
            try Tenant.add(name: "Bench", by: .system("bench"), at: now, $0)
        }
        try await Filling(database: office.database, tenant: tenant, count: count, now: now).run()
        Terminal.say("filled in \((Usage.monotonicMicroseconds() - begin) / 1_000_000) s")
    }

    private static func addMoney(_ configuration: Configuration, _ log: Log) async throws {
        let office = try await Office.open(configuration, log: log)
        let now = office.clock.now()
        guard let tenant = try await office.database.read({ try Tenant.all($0).first?.id }),
            try await office.database.read({ try MoneyFilling.isMissing($0) })
        else { return }
        let begin = Usage.monotonicMicroseconds()
        try await office.database.write { try MoneyFilling(tenant: tenant, now: now).run($0) }
        Terminal.say("deals and ledger in \((Usage.monotonicMicroseconds() - begin) / 1_000_000) s")
    }

    private static func copy(from local: DatabaseAddress, to server: DatabaseAddress) async throws {
        let begin = Usage.monotonicMicroseconds()
        let copy = OfficeCopy(
            from: local, to: server, migrations: JoinedSchema.migrations, isOnline: true, look: { _ in })
        let rows = try await copy.run().rows
        Terminal.say("copied \(rows) rows in \((Usage.monotonicMicroseconds() - begin) / 1_000_000) s")
    }

    /// A key for the JSON cases and a session for the pages.
    private func admit() async throws {
        let now = office.clock.now()
        let (tenant, key, session) = (tenant, key, session)
        try await office.database.write { db in
            _ = try APIKey.add(
                key, name: "bench \(now.milliseconds)", roles: [.admin], tenant: tenant, by: .system("bench"), at: now,
                db)
            let person = PersonID(at: now)
            try db.run(
                """
                INSERT INTO person (id, tenant_id, email, email_key, name, password_hash, state, created_at, updated_at,
                                    version)
                VALUES (\(person), \(tenant), \("\(person)@bench.test"), \("\(person)@bench.test"), 'Bench', '-',
                        'active', \(now), \(now), 1)
                """)
            try db.run(
                "INSERT INTO person_role (tenant_id, person_id, role) VALUES (\(tenant), \(person), 'admin')")
            try db.run(
                """
                INSERT INTO session (token_hash, tenant_id, person_id, created_at, seen_at)
                VALUES (\(session.id), \(tenant), \(person), \(now), \(now))
                """)
        }
    }

    func run(rounds: Int, only part: String) async throws {
        let server = Desk(office, accounts: []).server()
        try server.start()
        let cases = try await ListCase.all(tenant: tenant, office.database).filter { $0.name.contains(part) }
        let port = server.port
        let headers = [
            false: "Accept: application/json\r\nAuthorization: Bearer \(key.text)\r\n",
            true: "Accept: text/html\r\nCookie: \(Session.cookieName)=\(session.text)\r\n",
        ]
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "bench.client").async {
                for each in cases {
                    Self.measure(each, port: port, headers: headers[each.isPage] ?? "", rounds: rounds)
                }
                continuation.resume()
            }
        }
        await server.stop(grace: .seconds(1))
        if "shortlist alone".contains(part) { try await makeShortlists(rounds: rounds) }
    }

    /// A33: every funder beside one application, without the page around it.
    private func makeShortlists(rounds: Int) async throws {
        let (tenant, now) = (tenant, office.clock.now())
        let (samples, count) = try await office.database.read { db -> (Samples, Int) in
            let newest: Application.ID? = try db.value(
                "SELECT id FROM application WHERE tenant_id = \(tenant) ORDER BY id DESC LIMIT 1")
            guard let application = newest else { return (Samples(), 0) }
            var samples = Samples()
            var count = 0
            for _ in 0..<rounds {
                let begin = Usage.monotonicMicroseconds()
                count = try Shortlist.make(application, tenant: tenant, at: now, db).lines.count
                samples.add(Usage.monotonicMicroseconds() - begin)
            }
            return (samples, count)
        }
        Terminal.line(
            #"{"case": "shortlist alone, \#(count) funders", "p50_ms": \#(samples.percentile(50)), "#
                + #""p95_ms": \#(samples.percentile(95))}"#)
    }

    private static func measure(_ each: ListCase, port: UInt16, headers: String, rounds: Int) {
        guard let client = KeepAliveClient(port: port) else { Terminal.end(1, "the server does not answer") }
        var samples = Samples()
        var bytes = 0
        var processor = 0
        for round in -(rounds / 10 + 1)..<rounds {
            if round == 0 {
                Usage.forgetPeak()
                processor = Usage.processorMicroseconds()
            }
            let begin = Usage.monotonicMicroseconds()
            let answer = client.get(each.path, headers: headers)
            guard let answer, answer.status == 200 else {
                Terminal.end(1, "\(each.name): \(each.path) was answered with \(answer?.status ?? 0)")
            }
            if round >= 0 { samples.add(Usage.monotonicMicroseconds() - begin) }
            bytes = answer.body.count
        }
        let processorEach = Decimal.thousandths((Usage.processorMicroseconds() - processor) / rounds)
        Terminal.line(
            #"{"case": "\#(each.name)", "p50_ms": \#(samples.percentile(50)), "p95_ms": \#(samples.percentile(95)), "#
                + #""p99_ms": \#(samples.percentile(99)), "#
                + #""cpu_ms": \#(processorEach), "bytes": \#(bytes), "peak_mb": \#(Usage.peakMegabytes()), "#
                + #""own_mb": \#(Usage.ownMegabytes())}"#)
    }
}
