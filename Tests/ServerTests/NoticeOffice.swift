import Commissions
import Correspondence
import FoundationEssentials
import Inbox
import Kernel
import Notices
import Outbox
import People
import Storage
import Submissions
import TestCalls
import Web

@testable import Server

/// The sample office with its payees: notices leave by a Maildir and are answered from outside.
final class NoticeOffice: Sendable {
    let demo: TemporaryDemo
    let caller: RouteCaller
    let admin: Principal
    /// An ISO with deals, a payout and a mail address.
    let payee: Payee.ID
    let path: String

    var database: Database { demo.demo.office.database }
    var tenant: TenantID { demo.demo.tenant }
    var year: Value {
        let now = demo.clock.now()
        return ["from": Value((now - .days(365)).day), "to": Value(now.day)]
    }

    init() async throws {
        demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        let (tenant, office) = (demo.demo.tenant, demo.demo.office)
        caller = RouteCaller(JoinedRoutes.table(office))
        let now = demo.clock.now()
        let (person, payee) = try await office.database.read { db in
            (
                try Person.find(email: DemoOffice.people[0].address, db)?.id,
                try Payee.all(tenant: tenant, db).first { $0.name == "Northgate ISO" }?.id
            )
        }
        guard let person, let payee else { throw MissingPart() }
        admin = Principal(
            tenant: tenant, person: person, name: "Ada", roles: [.admin], credential: .key(name: "test"))
        self.payee = payee
        path = "/payees/\(payee)"
        // What was paid out is to be paid out again.
        try await office.database.write { db in
            for payout in try Payout.of(payee, tenant: tenant, db) {
                try CommissionBook(tenant: tenant, by: .person(person), at: now).reverse(payout.id, reason: "test", db)
            }
        }
    }

    struct MissingPart: Error {}

    func somebody(_ role: RoleName) -> Principal {
        Principal(tenant: tenant, person: nil, name: "p", roles: [role], credential: .key(name: "p"))
    }

    /// Each call with a key of its own, a second after the former.
    @discardableResult
    func post(_ path: String, _ body: Value) async throws -> RouteCaller.Outcome {
        demo.clock.advance(.seconds(1))
        return try await caller.call(.post, path, body, as: admin, key: "k\(Message.ID(at: demo.clock.now()))")
    }

    /// The refusal's code; nil where there is none.
    func refusal(_ path: String, _ body: Value) async throws -> String? {
        do { try await post(path, body) } catch let refusal as any Refusal { return refusal.code }
        return nil
    }

    func send(_ extra: (String, Value)...) async throws -> Value {
        try await post("\(path)/statement/notice", extra.reduce(year) { $0.adding($1.0, $1.1) }).value
    }

    func page(_ path: String? = nil) async throws -> Value {
        try await caller.call(.get, path ?? self.path, as: admin).value
    }

    /// The states of the payee's notices on its page, the newest first.
    func states() async throws -> [String] {
        try await page()["notices"]?.list?.compactMap { $0["state"]?.text } ?? []
    }

    func payOut(_ cents: Int64, _ reference: String, to other: Payee.ID? = nil) async throws {
        let (tenant, now, payee) = (tenant, demo.clock.now(), other ?? payee)
        guard let person = admin.person else { throw MissingPart() }
        try await database.write { db in
            _ = try CommissionBook(tenant: tenant, by: .person(person), at: now).payOut(
                Payout.New(Cents(cents), .usd, by: .ach, reference: reference, on: now.day), to: payee, db)
        }
    }

    /// What lies in the partner's mailbox.
    func mailbox(_ address: String = DemoDeal.addresses["Northgate ISO"] ?? "") throws -> [String] {
        let folder = "\(demo.place.outgoing)/\(address)/new"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            String(decoding: try LocalFile.read("\(folder)/\($0)"), as: UTF8.self)
        }
    }

    /// A mail from outside, filed at once.
    func receive(_ lines: [String], _ body: String) async throws { try await demo.receive(lines, body) }

    /// Every event of every submission, the reviews that are open, and the links of mails.
    func desk() async throws -> [Int] {
        try await database.read { db in
            let counts: [SQL] = [
                "SELECT count(*) FROM submission_event", "SELECT count(*) FROM submission_message",
                "SELECT count(*) FROM review_item",
            ]
            return try counts.map { try db.value($0) ?? -1 }
        }
    }
}

extension TemporaryDemo {
    /// One look at what payees are told by itself.
    func look() async throws -> Int { try await AutomaticLook(office: demo.office).tellPayees() }
}
