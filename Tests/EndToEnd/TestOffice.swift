import Correspondence
import Crypto
import Glibc
import Inbox
import Kernel
import Outbox
import People
import Server
import Storage
import TestCalls
import TestDatabases
import TestServers
import Web

/// An office in a folder of its own, made and opened by the program's own code. `fundgate --config` opens it too.
final class TestOffice: Sendable {
    let folder: TemporaryFolder
    let office: Office
    let tenant: TenantID
    let broker: Principal
    let accounts: [EnrolledAccount]
    let caller: RouteCaller

    var database: Database { office.database }
    var configurationFile: String { "\(folder.path)/fundgate.json5" }
    /// What the program said.
    var log: String { String(decoding: Files.read("\(folder.path)/program.log") ?? [], as: UTF8.self) }
    var workers: Workers { Workers(office, accounts: accounts) }

    /// `mailboxes` gives each account's file by name; it is told the office's folder. `database` is an address of its own,
    /// `extra` are settings besides.
    init(
        clock: any Clock = SystemClock(), undoSeconds: Int = 0, port: UInt16 = 1, database: String? = nil,
        extra: Value = [:],
        mailboxes: (String) -> [String: Value] = TestOffice.localMaildirs
    ) async throws {
        folder = try TemporaryFolder()
        var settings: Value = [
            "data": "data", "templates": .string("\(Repository.folder)/templates"), "mailboxes": "mailboxes",
            "undo_seconds": Value(undoSeconds), "listen": .string("127.0.0.1:\(port)"), "log_level": "quiet",
        ]
        if database == nil { try await TestDatabases.prepare(folder.path, JoinedSchema.migrations) }
        if let address = database ?? TestDatabases.environment(folder.path)["FUNDGATE_DATABASE"] {
            settings = settings.with(["database": .string(address)])
        }
        settings = settings.with(extra)
        try Self.write(settings.jsonBytes, to: "\(folder.path)/fundgate.json5")
        try Self.makeFolder("\(folder.path)/mailboxes")
        for (name, file) in mailboxes(folder.path) {
            try Self.write(file.jsonBytes, to: "\(folder.path)/mailboxes/\(name).json5")
        }
        let configuration = try Configuration(settings, environment: [:], base: folder.path)
        office = try await Office.create(
            configuration, clock: clock, log: Log(level: .quiet), passwords: Passwords(cost: 4))
        let now = clock.now()
        let hash = await office.passwords.hash("not of interest")
        let (tenant, person) = try await office.database.write { db in
            let tenant = try Tenant.add(name: "Harbour Street Funding", by: .system("test"), at: now, db)
            let draft = try Person.Draft(
                email: "dana@harbourstreet.example", name: "Dana Broker", roles: [.admin, .broker, .reviewer])
            return (
                tenant,
                try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
            )
        }
        self.tenant = tenant
        broker = Principal(
            tenant: tenant, person: person.id, name: "Dana Broker", roles: [.admin, .broker, .reviewer],
            credential: .key(name: "test"))
        accounts = try await office.enroll()
        caller = RouteCaller(JoinedRoutes.table(office))
    }

    /// Starts the program; what an earlier one said is forgotten. It ends at the fault point, where one is armed.
    func serve(fault: String? = nil) throws -> Program {
        let log = "\(folder.path)/program.log"
        truncate(log, 0)
        return try Program(
            ["serve", "--config", configurationFile], environment: fault.map { ["FUNDGATE_FAULT": $0] } ?? [:],
            output: log)
    }

    /// The desk's address in offices without servers.
    static let deskAddress = "desk@harbourstreet.example"

    /// One account that sends into Maildirs below the office's folder and reads its own.
    static func localMaildirs(_ folder: String) -> [String: Value] {
        [
            "desk": [
                "address": .string(deskAddress), "display_name": "Harbour Street Funding",
                "send": [
                    "transport": "maildir", "folder": .string("\(folder)/mail"), "per_minute": 100_000,
                    "recipients_per_day": 1_000_000, "connections": 1,
                ],
                "receive": [
                    "source": "maildir", "folder": .string("\(folder)/mail/\(deskAddress)"), "poll_seconds": 1,
                    "authentication_server": "mx.harbourstreet.example",
                ],
            ]
        ]
    }

    struct NotWritten: Error { let path: String }

    static func write(_ bytes: [UInt8], to path: String) throws {
        guard Files.write(bytes, to: path) else { throw NotWritten(path: path) }
    }

    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw NotWritten(path: path) }
    }
}

/// Where this repository lies.
enum Repository {
    static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
}
