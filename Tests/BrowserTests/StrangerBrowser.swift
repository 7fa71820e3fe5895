import Kernel
import People
import TestDatabases
import Testing
import Web

@testable import Server
@testable import Storage

/// What another office gets to see, and can change: nothing, whatever it asks.
@Suite(.serialized)
struct StrangerBrowser {
    private static let count = 2000

    @Test
    func `G49 K03 whatever another office asks, by key or signed in, it is told nothing of ours and changes nothing`()
        async throws
    {
        try await inOffice(sends: true) { office in
            try await AccessBrowser.awaitReview(office)
            await office.rest()
            let (ours, now) = (office.demo.tenant, office.office.clock.now())
            let theirs = try await office.office.database.write { db in
                try Tenant.add(name: "Other Street Capital", by: DemoOffice.who, at: now, db)
            }
            let roles = Set(Role.all.map(\.name))
            // Records of their own, so that theirs and ours meet in one request.
            let maker = try await office.caller(roles, tenant: theirs)
            _ = try await maker.ask("POST", "/applications", ["legal_name": "Their Own LLC"])
            _ = try await maker.ask("POST", "/funders", ["name": "Their Own Funder"])
            let ids = try await KnownIDs(office)
            // Whose ids no request knows: else one of them would close their own door.
            let strangers = [
                try await office.caller(roles, tenant: theirs), try await office.session(roles, tenant: theirs),
            ]
            let marks = try await marks(of: ours, office)
            #expect(marks.count > 60)
            let before = try await rows(of: ours, office)
            #expect(before.count > 30)

            var wrong = try await lists(strangers[1], marks, office)
            // Who signs out is nobody afterwards; the doctor asks name servers.
            let routes = JoinedRoutes.table(office.office).filter {
                !$0.pattern.hasPrefix("/account") && !$0.pattern.hasPrefix("/sign-") && $0.pattern != "/doctor"
            }
            let port = office.port
            let requests = RandomRequest(routes: routes, ids: ids, callers: strangers, dice: Dice(49))
            wrong += try await apart {
                RandomRequestsBrowser.run(requests, Self.count, port: port) { request, told in
                    Self.tells(marks, told, asked: request) || told.status >= 500
                }
            }
            #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(6).joined(separator: "\n\n"))")
            for stranger in strangers { #expect(try await stranger.ask("GET", "/").status == 200) }
            let after = try await rows(of: ours, office)
            for (table, rows) in before { #expect(after[table] == rows, "\(table)") }
        }
    }

    /// Every list, and each search for what is ours.
    private func lists(_ stranger: Caller, _ marks: [String], _ office: OpenOffice) async throws -> [String] {
        var wrong: [String] = []
        for route in JoinedRoutes.table(office.office) where route.method == .get && !route.pattern.contains("{") {
            guard route.pattern != "/doctor", route.pattern != "/events" else { continue }
            for query in ["", "?q=marisol", "?q=capital", "?q=heron", "?limit=200"] {
                for accept in ["application/json", "text/html"] {
                    let told = try await stranger.ask("GET", route.pattern + query, accept: accept)
                    if Self.tells(marks, told, asked: Array(query.utf8)) {
                        wrong.append("\(route.pattern)\(query): \(told.text.prefix(300))")
                    }
                }
            }
        }
        return wrong
    }

    /// Whether the answer holds what is ours and was not in the question.
    private static func tells(_ marks: [String], _ told: Told, asked: [UInt8]) -> Bool {
        let (text, question) = (told.text, String(decoding: asked, as: UTF8.self))
        return marks.contains { text.contains($0) && !question.contains($0) }
    }

    /// The ids of our records, and the names and addresses in them.
    private func marks(of tenant: TenantID, _ office: OpenOffice) async throws -> [String] {
        let sources: [SQL] = [
            "SELECT id FROM application", "SELECT id FROM funder", "SELECT id FROM submission", "SELECT id FROM offer",
            "SELECT id FROM message", "SELECT id FROM review_item", "SELECT id FROM outbox",
            "SELECT id FROM application_file", "SELECT id FROM person", "SELECT id FROM mail_account",
            "SELECT legal_name FROM application", "SELECT name FROM funder", "SELECT email FROM person",
            "SELECT email FROM funder_contact", "SELECT id FROM partner", "SELECT name FROM partner",
            "SELECT email FROM partner", "SELECT text FROM partner_note", "SELECT id FROM funding_commitment",
            "SELECT id FROM commitment_allocation", "SELECT id FROM partner_report",
            "SELECT id FROM cohort", "SELECT name FROM cohort", "SELECT id FROM participant",
            "SELECT id FROM mission", "SELECT id FROM referral_partner", "SELECT name FROM referral_partner",
            "SELECT email FROM referral_partner", "SELECT code FROM referral_partner", "SELECT id FROM referral_lead",
            "SELECT business_name FROM referral_lead", "SELECT id FROM referral_credit",
            "SELECT id FROM referral_payout", "SELECT id FROM referral_payout_line",
            "SELECT id FROM referral_bank_change", "SELECT id FROM referral_document",
            "SELECT id FROM org_node", "SELECT name FROM org_node", "SELECT id FROM sponsor",
            "SELECT company FROM sponsor", "SELECT email FROM sponsor", "SELECT id FROM sponsor_contract",
            "SELECT id FROM sponsor_payment", "SELECT id FROM sponsor_allocation", "SELECT id FROM grant_application",
            "SELECT title FROM grant_application", "SELECT id FROM org_bank_line", "SELECT id FROM org_fee",
        ]
        return try await office.office.database.read { db in
            try sources.flatMap { source in
                try db.rows("\(part: source) WHERE tenant_id = \(tenant)").map { try $0.first(as: String.self) }
            }
        }
    }

    /// Our rows by table, but for what counts the time.
    private func rows(of tenant: TenantID, _ office: OpenOffice) async throws -> [String: [String]] {
        try await office.office.database.read { db in
            var rows: [String: [String]] = [:]
            for table in try TestDatabases.tables(db) where try db.session.columns(of: table).contains("tenant_id") {
                let statement = SQL(text: "SELECT * FROM \(table) WHERE tenant_id = '\(tenant)'", values: [])
                rows[table] = try db.rows(statement).map { "\($0.values)" }.sorted()
            }
            return rows
        }
    }
}
