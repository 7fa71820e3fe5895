import Applications
import FoundationEssentials
import Funders
import Inbox
import Kernel
import Outbox
import People
import Storage
import Submissions
import TestDatabases

@testable import Server

/// A demonstration of its own for one test, whose clock stands still; workers do what is due when they are asked.
final class TemporaryDemo: Sendable {
    let place: DemoPlace
    let demo: DemoOffice
    let clock: ManualClock
    let workers: Workers
    let funders: SimulatedFunders

    init(
        at moment: Moment = Moment(seconds: 1_795_000_000), log: (@Sendable (String) -> Void)? = nil
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fundgate-demo-\(UUID().uuidString)").path
        place = DemoPlace(folder: folder)
        clock = ManualClock(moment)
        try LocalFile.makeFolder(folder)
        try await TestDatabases.prepare("\(folder)/fundgate.db", JoinedSchema.migrations)
        demo = try await Self.open(place, clock, log: log)
        workers = Workers(demo.office, accounts: try await demo.office.enroll())
        funders = SimulatedFunders(place: place, clock: clock, log: { _ in })
    }

    deinit {
        // What cannot be removed now lies in the system's folder for such files.
        try? FileManager.default.removeItem(atPath: place.folder)
    }

    static func open(
        _ place: DemoPlace, _ clock: ManualClock, log: (@Sendable (String) -> Void)? = nil
    ) async throws -> DemoOffice {
        let environment = ["FUNDGATE_TEMPLATES": TemporaryOffice.root + "/templates"]
        var configuration = try place.configuration(port: nil, environment: environment, base: place.folder)
        configuration.database = TestDatabases.address("\(place.folder)/fundgate.db")
        return try await DemoOffice.open(
            place, configuration, clock: clock, log: log.map { Log(level: .debug, write: $0) } ?? Log(level: .quiet),
            passwords: Passwords(cost: 4))
    }

    /// Sends what waits, lets the funders answer at their time, and files the answers, until nobody has more to say.
    func exchange() async throws {
        try await sendOut()
        try funders.answer()
        while let due = funders.nextDue {
            clock.set(due)
            try funders.deliver()
            try await file()
        }
    }

    /// Sends what waits.
    func sendOut() async throws {
        clock.advance(.seconds(10))
        for enrolled in workers.accounts {
            guard let sending = enrolled.file.send else { continue }
            let sender = Sender(account: enrolled.account, sending: sending, parts: workers.senderParts)
            _ = try await sender.drain()
        }
    }

    func file() async throws {
        for enrolled in workers.accounts {
            _ = try await workers.poller(enrolled)?.once()
        }
        _ = try await workers.filer.drain()
    }

    /// Sends the merchant to the funders: for each that was refused, the refusal's code.
    func send(_ merchant: String, to funders: [String]) async throws -> [String: String] {
        let tenant = demo.tenant
        let (application, names) = try await demo.office.database.read { db in
            (
                try DemoMerchant.all.first { $0.key == merchant }.flatMap {
                    try DemoOffice.find($0, tenant: tenant, db)
                },
                Dictionary(
                    uniqueKeysWithValues: try FunderDossier.all(tenant: tenant, db).map {
                        ($0.funder.id, $0.funder.name)
                    })
            )
        }
        guard let application else { return [merchant: "unknown"] }
        let ids = names.filter { funders.contains($0.value) }.keys.sorted()
        let order = SendingDesk.Order(application: application, funders: ids)
        let (answer, _) = try await demo.office.sendingDesk.send(
            order, key: nil, tenant: tenant, by: .system("test"))
        var refused: [String: String] = [:]
        for line in answer["lines"]?.list ?? [] where line["state"] == "blocked" {
            let id = line["funder"]?.text.flatMap { Funder.ID($0) }
            refused[id.flatMap { names[$0] } ?? "?"] = line["code"]?.text
        }
        return refused
    }

    /// Funder, status, pending and all offers, documents wanted, why a person is asked: a line for each submission.
    func lines(of merchant: String) async throws -> [String] {
        try await demo.office.database.read { db in
            try db.rows(
                """
                SELECT funder.name, submission.status,
                       (SELECT count(*) FROM offer WHERE submission_id = submission.id AND state = 'pending') AS pending,
                       (SELECT count(*) FROM offer WHERE submission_id = submission.id) AS offers,
                       (SELECT count(*) FROM submission_document WHERE submission_id = submission.id) AS documents,
                       (SELECT group_concat(cause, ',') FROM review_item
                         WHERE state = 'open' AND candidates LIKE '["' || submission.id || '"%') AS causes
                  FROM submission
                  JOIN funder ON funder.id = submission.funder_id
                  JOIN application ON application.id = submission.application_id
                 WHERE application.external_id = \(merchant)
                 ORDER BY funder.name
                """
            ).map { row in
                let name: String = try row["name"]
                let status: String = try row["status"]
                let causes: String? = try row["causes"]
                let counts = try ["pending", "offers", "documents"].map { "\(try row.get($0, as: Int.self))" }
                return ([name, status] + counts + [causes ?? "-"]).joined(separator: " | ")
            }
        }
    }

    func count(_ table: String) async throws -> Int {
        let sql: SQL =
            switch table {
            case "funder": "SELECT count(*) FROM funder"
            case "person": "SELECT count(*) FROM person"
            case "application": "SELECT count(*) FROM application"
            case "application_file": "SELECT count(*) FROM application_file"
            default: "SELECT count(*) FROM submission"
            }
        return try await demo.office.database.read { try $0.value(sql) ?? -1 }
    }
}
