import Cohorts
import Kernel
import PartnerFunding
import People
import Storage
import TestCalls
import TestDatabases
import Testing
import Web

@testable import Server
@testable import Storage

/// What a partner reaches of the whole program: its own, whatever it asks and by whatever method.
@Suite struct PartnerScopeTests {
    /// The sample office, whose partner asks, with another partner's capital in it, and a second office with a third one's.
    private struct Scope {
        let demo: TemporaryDemo
        let caller: RouteCaller
        let asker: Principal
        /// Every id that is not the asker's.
        let strange: [String]
        /// What others' records say of them.
        let secrets: [String]

        init() async throws {
            demo = try await TemporaryDemo()
            let office = demo.demo.office
            let (tenant, now, keys) = (demo.demo.tenant, office.clock.now(), office.keys.personal)
            let elsewhere = try await office.database.write { db in
                let elsewhere = try Tenant.add(name: "Second", by: .system("test"), at: now, db)
                let lagos = try #require(try Cohort.all(tenant: tenant, db).first { $0.name == "Lagos 7" })
                try OtherCapital.add("Strange Fund", to: lagos, at: now, db)
                let terms = CohortTerms(
                    name: "Hidden 1", from: now.day, to: now.day.adding(days: 9), cost: Cents(10_000), currency: .usd)
                let hidden = try Cohort.add(terms, tenant: elsewhere, by: .system("test"), at: now, db)
                try OtherCapital.add("Far Fund", to: hidden, at: now, db)
                let person = ParticipantPerson(name: "Hidden Person", email: "h@hidden.example", phone: nil)
                _ = try Participant.add(
                    ParticipantEntry(person), to: hidden.id, keys: keys, tenant: elsewhere, by: .system("test"),
                    at: now,
                    db)
                return elsewhere
            }
            let (own, person) = try await Self.own(office.database)
            (strange, secrets) = try await office.database.read { db in
                func texts(_ statement: SQL) throws -> [String] {
                    try db.rows(statement).map { try $0.first(as: String.self) }
                }
                let tables = try TestDatabases.tables(db).filter {
                    try db.session.columns(of: $0).contains("id")
                }
                let all = try tables.flatMap {
                    try db.rows(SQL(text: "SELECT id FROM \($0) ORDER BY id DESC LIMIT 12", values: []))
                        .compactMap { try? $0.first(as: String.self) }
                }
                let strange = Set(all).subtracting(own).filter { $0.utf8.count == 26 }
                return (
                    strange.sorted(),
                    try texts("SELECT name FROM partner WHERE name <> 'Meadowlark Foundation'")
                        + texts("SELECT email FROM partner WHERE name <> 'Meadowlark Foundation'")
                        + texts("SELECT id FROM participant") + texts("SELECT id FROM support_wallet")
                        + texts("SELECT id FROM support_request") + texts("SELECT id FROM support_disbursement")
                        + texts("SELECT holder FROM allocation_claim") + texts("SELECT cause FROM allocation_claim")
                        + texts("SELECT id FROM funding_commitment").filter { !own.contains($0) }
                        + texts("SELECT id FROM commitment_allocation").filter { !own.contains($0) }
                        + texts("SELECT id FROM commitment_receipt").filter { !own.contains($0) }
                        + texts("SELECT id FROM partner_report").filter { !own.contains($0) } + [
                            elsewhere.description, "Hidden 1", "h@hidden.example", "a secret of the office", "7777.77",
                        ]
                )
            }
            caller = RouteCaller(JoinedRoutes.table(office))
            asker = Principal(
                tenant: tenant, person: person, name: "Ines Calloway", roles: [.partner],
                credential: .session(id: "none", csrf: "none"))
        }

        /// The asker's ids, and who asks.
        private static func own(_ database: Database) async throws -> (ids: Set<String>, person: PersonID) {
            try await database.read { db in
                let id = try #require(
                    try db.value("SELECT id FROM partner WHERE name = 'Meadowlark Foundation'", as: String.self))
                let person = try #require(
                    try db.value("SELECT person_id FROM partner_user WHERE partner_id = \(id)", as: PersonID.self))
                let commitments: SQL = "SELECT id FROM funding_commitment WHERE partner_id = \(id)"
                let ids = try [
                    commitments, "SELECT id FROM commitment_receipt WHERE commitment_id IN (\(part: commitments))",
                    "SELECT id FROM commitment_allocation WHERE commitment_id IN (\(part: commitments))",
                    "SELECT cohort_id FROM commitment_allocation WHERE commitment_id IN (\(part: commitments))",
                    "SELECT id FROM partner_report WHERE partner_id = \(id)",
                ].flatMap { try db.rows($0).map { try $0.first(as: String.self) } }
                return (Set(ids + [id, person.description]), person)
            }
        }

        /// The answer's status, and what it says; of a refusal its words.
        func ask(_ method: Web.Method, _ path: String, _ body: Value) async throws -> (status: Int, told: String) {
            do {
                let outcome = try await caller.call(method, path, body, as: asker)
                return (outcome.status, outcome.value.json + String(decoding: outcome.bytes, as: UTF8.self))
            } catch let refusal as any Refusal {
                return (refusal.kind.rawValue, refusal.reason)
            }
        }

        /// Every row of the database, by its table.
        func rows() async throws -> [String: [String]] {
            try await demo.demo.office.database.read { db in
                var rows: [String: [String]] = [:]
                // On PostgreSQL a connection counts its commits, also those of commands that were refused.
                for table in try TestDatabases.tables(db) where table != "last_commit" {
                    rows[table] = try db.rows(SQL(text: "SELECT * FROM \(table)", values: [])).map { "\($0.values)" }
                        .sorted()
                }
                return rows
            }
        }
    }

    @Test
    func
        `F43 F50 J34 by no route of the program, by no method and with nobody's id does a partner find or change what is another's`()
        async throws
    {
        let scope = try await Scope()
        let patterns = Set(scope.caller.routes.filter { $0.access != .open && Self.isOfRecords($0) }.map(\.pattern))
        #expect(scope.strange.count > 60 && patterns.count > 250)
        let before = try await scope.rows()
        var (wrong, admitted): ([String], Set<String>) = ([], [])
        for pattern in patterns.sorted() {
            let isOne = pattern.contains("{")
            for method in Web.Method.allCases {
                // What is asked for by HEAD is answered as GET is.
                let asked = method == .head ? .get : method
                let route = scope.caller.routes.first { $0.method == asked && $0.pattern == pattern }
                guard route?.access != .open else { continue }
                let isAdmitted = route?.access.admits([.partner]) ?? false
                if isAdmitted, method != .head { admitted.insert("\(method.rawValue) \(pattern)") }
                // What is no partner's is refused before any id is looked at.
                let ids =
                    isAdmitted && isOne ? scope.strange : [scope.strange[pattern.utf8.count % scope.strange.count]]
                let isOwn = isAdmitted && !isOne && method.isSafe
                for id in ids {
                    let path = Self.path(pattern, id)
                    let (status, told) = try await scope.ask(method, path, route.map { Self.body($0, id) } ?? .null)
                    if !(isOwn ? [200, 404] : isAdmitted ? [404] : [403, 404]).contains(status) {
                        wrong.append("\(method.rawValue) \(path): \(status) \(told.prefix(200))")
                    }
                    for secret in scope.secrets where told.contains(secret) && secret != id {
                        wrong.append("\(method.rawValue) \(path) tells \(secret)")
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(10).joined(separator: "\n"))")
        #expect(admitted.count { $0.hasPrefix("GET") } >= 18)
        #expect(
            admitted.filter { !$0.hasPrefix("GET") }.sorted() == [
                "POST /commitments", "POST /commitments/{id}/cancellation", "POST /commitments/{id}/pause",
                "POST /commitments/{id}/resumption",
            ])
        let after = try await scope.rows()
        for (table, rows) in before { #expect(after[table] == rows, "\(table)") }
    }

    @Test func `F43 J01 what a partner asks for in a query or a body as another's is not there, or its own`()
        async throws
    {
        let scope = try await Scope()
        let before = try await scope.rows()
        let lists = scope.caller.routes.filter {
            $0.method == .get && !$0.pattern.contains("{") && $0.access.admits([.partner]) && $0.access != .open
                && Self.isOfRecords($0)
        }
        #expect(lists.count >= 7)
        var wrong: [String] = []
        for route in lists {
            for id in scope.strange {
                for name in ["partner", "supersedes", "after"] {
                    let path = "\(route.pattern)?\(name)=\(id)&limit=200"
                    let (status, told) = try await scope.ask(.get, path, .null)
                    if status >= 500 { wrong.append("\(path): \(status)") }
                    for secret in scope.secrets where told.contains(secret) && secret != id {
                        wrong.append("\(path) tells \(secret)")
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(10).joined(separator: "\n"))")
        for id in scope.strange {
            for name in ["partner", "supersedes"] {
                let (status, told) = try await scope.ask(.post, "/commitments", Self.promise.adding(name, .string(id)))
                #expect(status == 404, "\(name) \(id): \(told)")
            }
        }
        let after = try await scope.rows()
        for (table, rows) in before { #expect(after[table] == rows, "\(table)") }
    }

    // swift-format-ignore
    private static let promise: Value = ["type": "one_off", "currency": "USD", "amount": "5", "intended_use": "general_pool"]

    /// What belongs to the account of who asks, and not to any record.
    private static func isOfRecords(_ route: Route) -> Bool {
        !route.pattern.hasPrefix("/account") && !route.pattern.hasPrefix("/sign-")
    }

    private static func path(_ pattern: String, _ id: String) -> String {
        "/" + pattern.split(separator: "/").map { $0.hasPrefix("{") ? id : String($0) }.joined(separator: "/")
    }

    /// All that the route takes, each id of it the strange one, so that nothing is refused for its fields before its record is
    /// looked for.
    private static func body(_ route: Route, _ id: String) -> Value {
        guard !route.method.isSafe else { return .null }
        if route.pattern == "/commitments" { return promise.adding("partner", .string(id)) }
        var body = Value.Fields()
        for field in route.fields {
            switch field.kind {
            case .id: body[field.name] = .string(id)
            case .money: body[field.name] = "10.00"
            case .day: body[field.name] = "2026-11-18"
            case .choice(let words): body[field.name] = words.first.map { .string($0) }
            case .integer: body[field.name] = 1
            case .text: body[field.name] = "a test"
            case .object, .file, .moment, .flag, .list: break
            }
        }
        return .object(body)
    }
}

/// Another partner's commitment, with a receipt, an allocation that is paid out in part, a note, a flag and a report.
private enum OtherCapital {
    static func add(_ name: String, to cohort: Cohort, at now: Moment, _ db: Connection) throws {
        let (tenant, maker, admin) = (cohort.tenant, Who.system("test"), Who.person(PersonID(bits: 77)))
        let mailbox = name.lowercased().split(separator: " ").joined(separator: ".")
        let enquiry = Enquiry(
            name: name, contact: ("Ida", "\(mailbox)@strange.example"), interest: .oneOff,
            amounts: (.zero, Cents(100_000)), currency: .usd, motivation: .ngo)
        let id = try Partner.add(enquiry, tenant: tenant, by: maker, at: now, db).id
        func partner() throws -> Partner { try Partner.find(id, tenant: tenant, db) }
        try partner().confirm(by: maker, at: now, db)
        for event in [Partner.Event.qualify, .approve] {
            try partner().decide(.init(event), isUnspent: false, by: admin, at: now, db)
        }
        try PartnerNote.add("a secret of the office", to: partner(), by: admin, at: now, db)
        try PartnerFlag.raise(.beneficialOwner, note: "a secret of the office", on: partner(), by: admin, at: now, db)
        let promised = try Commitment.submit(
            CommitmentTerms(Cents(777_777), .usd, .oneOff(.generalPool)), for: partner(), by: maker, at: now, db)
        try promised.decide(.approve, note: nil, by: admin, at: now, db)
        func commitment() throws -> Commitment { try Commitment.find(promised.id, tenant: tenant, db) }
        _ = try CommitmentReceipt.book(
            .init(Cents(777_777), .usd, reference: "R \(name)", on: now.day), for: commitment(), by: admin, at: now, db)
        let planned = try Allocation.plan(.init(cohort.id, Cents(90_000)), of: commitment(), by: maker, at: now, db)
        func allocation() throws -> Allocation { try Allocation.find(planned.id, tenant: tenant, db) }
        try allocation().release(by: .person(PersonID(bits: 78)), at: now, db)
        try allocation().disburse(
            .init(Cents(1_234), .cash, for: 7, note: "a secret of the office"), by: admin, at: now, db)
        // A pause of its own, which nobody else takes up.
        try commitment().pause(reason: "a secret of the office", by: admin, at: now, db)
        let time = ReportWish.Scope.time(from: now.day.adding(days: -40), to: now.day.adding(days: -1))
        _ = try PartnerReport.lock(
            ReportWish(.custom, time, [.paidIn]), for: partner(), by: admin, at: now, db)
    }
}
