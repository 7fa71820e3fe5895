import Correspondence
import FoundationEssentials
import Kernel
import People
import Storage
import TestDatabases
import Testing
import Web

@testable import Server

/// The sample office in this process: its pages on a free port, and workers and simulated funders where wanted.
final class OpenOffice: Sendable {
    let demo: DemoOffice
    let port: UInt16
    private let server: HTTPServer
    private let work: Task<Void, Never>

    var office: Office { demo.office }
    var password: String { demo.password }
    var base: String { "http://127.0.0.1:\(port)" }

    /// The folder that holds Package.swift.
    static let root: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// Opens one in a folder of its own. `sends`: what the demonstration sends first is sent, and it has a past of deals.
    static func open(works: Bool = true, sends: Bool = false, undoSeconds: Int = 0) async throws -> OpenOffice {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fundgate-browser-\(UUID().uuidString)")
            .path
        let place = DemoPlace(folder: folder)
        var configuration = try place.configuration(
            port: 0, environment: ["FUNDGATE_TEMPLATES": root + "/templates"], base: folder)
        try LocalFile.makeFolder(folder)
        try await TestDatabases.prepare("\(folder)/fundgate.db", JoinedSchema.migrations)
        configuration.database = TestDatabases.address("\(folder)/fundgate.db")
        configuration.undoSeconds = undoSeconds
        let demo = try await DemoOffice.open(
            place, configuration, log: Log(level: .quiet), passwords: Passwords(cost: 4))
        let accounts = try await demo.office.enroll()
        if sends {
            try await demo.sendFirst()
            try await demo.addDeals()
            try await demo.addRemittances()
        }
        return try OpenOffice(demo, accounts, works: works)
    }

    private init(_ demo: DemoOffice, _ accounts: [EnrolledAccount], works: Bool) throws {
        self.demo = demo
        // On a busy machine a client may pause; what a slow one may cost is looked at in the server's own tests.
        server = Desk(demo.office, accounts: accounts).server { $0.grantTime() }
        try server.start()
        port = server.port
        let workers = Workers(demo.office, accounts: accounts)
        let funders = SimulatedFunders(place: demo.place, clock: demo.office.clock, log: { _ in })
        work = Task {
            guard works else { return }
            await withTaskGroup(of: Void.self) { group in
                // Ends with the task; what a worker could not do shows in the pages, but none may end by itself.
                group.addTask {
                    do { try await workers.run() } catch is CancellationError {} catch {
                        Issue.record("the workers ended: \(error)")
                    }
                }
                group.addTask { await funders.run() }
            }
        }
    }

    func close() async {
        work.cancel()
        await server.stop(grace: .seconds(2))
        await work.value
        // What cannot be removed now lies in the system's folder for such files.
        try? FileManager.default.removeItem(atPath: demo.place.folder)
    }

    /// The mails that were delivered to an address, without what quotes their lines. The simulated funders look at each mail, and so
    /// move it from `new` to `cur`, perhaps just now.
    func mails(to address: String) -> [String] {
        ["new", "cur"].flatMap { part in
            let folder = "\(demo.place.outgoing)/\(address)/\(part)"
            return LocalFile.names(in: folder).compactMap { name in
                // It is in the other folder then, where it is found the next time.
                (try? LocalFile.read("\(folder)/\(name)")).map { bytes in
                    String(decoding: bytes, as: UTF8.self)
                        .replacing("\r\n", with: "\n").replacing("=\n", with: "").replacing("=3D", with: "=")
                }
            }
        }
    }

    /// A program's key with those roles in an office.
    func caller(_ roles: Set<RoleName>, tenant: TenantID? = nil) async throws -> Caller {
        let secret = APIKey.Secret()
        let (tenant, now) = (tenant ?? demo.tenant, office.clock.now())
        let name = "test \(secret.text.suffix(12))"
        _ = try await office.database.write { db in
            try APIKey.add(secret, name: name, roles: roles, tenant: tenant, by: DemoOffice.who, at: now, db)
        }
        return Caller(port: port, proof: .key(secret.text))
    }

    /// A browser in which a new person with those roles has signed in.
    func session(_ roles: Set<RoleName>, tenant: TenantID) async throws -> Caller {
        let (now, hash) = (office.clock.now(), await office.passwords.hash(password))
        let email = "p\(UUID().uuidString)@street.example"
        let draft = try Person.Draft(email: email, name: "Signed In", roles: roles)
        _ = try await office.database.write { db in
            try Person.add(draft, password: hash, tenant: tenant, by: DemoOffice.who, at: now, db)
        }
        let (token, _) = try await SignIn(database: office.database, passwords: office.passwords)
            .begin(email: email, password: password, at: now)
        return Caller(port: port, proof: .session(token: token.text, csrf: token.csrf))
    }

    /// Workers and simulated funders end; the pages stay.
    func rest() async {
        work.cancel()
        await work.value
    }

    /// One value of the database, as a test looks it up.
    func value<T: SQLReadable & Sendable>(_ sql: SQL, as: T.Type = T.self) async throws -> T? {
        try await office.database.read { try $0.value(sql) }
    }
}

/// Runs a test in an office that is closed afterwards, whatever happens.
func inOffice<Answer>(
    works: Bool = true, sends: Bool = false, undoSeconds: Int = 0,
    _ body: (OpenOffice) async throws -> Answer
) async throws -> Answer {
    let office = try await OpenOffice.open(works: works, sends: sends, undoSeconds: undoSeconds)
    do {
        let answer = try await body(office)
        await office.close()
        return answer
    } catch {
        await office.close()
        throw error
    }
}
