import Kernel
import People
import Storage
import TestCalls
import Testing

@testable import Server
@testable import Web

/// Two partners of one office: neither's records are there for the other.
@Suite struct ReferralIsolationTests {
    private static let ranks: [RoleName] = [.referralAdmin, .referralLeadManager, .referralViewer]

    /// What the sample office's own referral partner has, by the beginning of a path.
    // swift-format-ignore
    private static let records: [(path: String, sql: SQL)] = [
        ("/referral/partners/{id}",  "SELECT id FROM referral_partner WHERE code = 'LARKSPUR'"),
        ("/referral/users/{id}",     "SELECT person_id FROM referral_user JOIN referral_partner ON id = partner_id WHERE code = 'LARKSPUR'"),
        ("/referral/leads/{id}",     "SELECT referral_lead.id FROM referral_lead JOIN referral_partner ON referral_partner.id = partner_id WHERE code = 'LARKSPUR' ORDER BY 1 LIMIT 1"),
        ("/referral/credits/{id}",   "SELECT referral_credit.id FROM referral_credit JOIN referral_partner ON referral_partner.id = partner_id WHERE code = 'LARKSPUR' ORDER BY 1 LIMIT 1"),
        ("/referral/payouts/{id}",   "SELECT referral_payout.id FROM referral_payout JOIN referral_partner ON referral_partner.id = partner_id WHERE code = 'LARKSPUR' ORDER BY 1 LIMIT 1"),
        ("/referral/keys/{id}",      "SELECT api_key_id FROM referral_key JOIN referral_partner ON id = partner_id WHERE code = 'LARKSPUR'"),
        ("/referral/documents/{id}", "SELECT referral_document.id FROM referral_document JOIN referral_partner ON referral_partner.id = partner_id WHERE code = 'LARKSPUR' ORDER BY 1 LIMIT 1"),
    ]

    /// A body that the command would take of the record's own people, so that nothing is refused before it is looked for.
    // swift-format-ignore
    private static let bodies: [(ending: String, body: Value)] = [
        ("/partners/{id}",        ["contact_name": "Mallory", "version": 1]),
        ("/documents",            ["kind": "other"]),
        ("/tax-id",               ["tax_id": "12-3456789"]),
        ("/bank-changes",         ["method": "paypal", "paypal_email": "mallory@larch.example"]),
        ("/partners/{id}/users",  ["email": "mallory@larch.example", "name": "Mallory", "role": "admin", "password": "correct horse battery"]),
        ("/keys",                 ["name": "mallory"]),
        ("/users/{id}",           ["name": "Mallory", "version": 1]),
        ("/password",             ["current_password": "correct horse battery", "password": "another long password"]),
    ]

    @Test
    func `G04 G49 each route with an id that a partner's people may use has no other partner's record, same office`()
        async throws
    {
        let desk = try await ReferralDesk()
        let person = try #require(desk.user.person)
        let theirs = try #require(try await desk.demo.value(Self.records[0].sql, as: String.self))
        try await desk.act("/referral/partners/\(theirs)/keys", ["name": "theirs"])
        var seen = 0
        for route in desk.caller.routes where route.pattern.contains("{") {
            let ranks = Self.ranks.filter { route.access.admits([$0]) }
            // What anybody may ask for has ids that are secrets, or shows nobody's records.
            guard !ranks.isEmpty, !route.access.admits([RoleName("nobody")]) else { continue }
            let record = try #require(
                Self.records.last { route.pattern.hasPrefix($0.path) },
                "say which record of another partner \(route.pattern) would show")
            let id = try #require(try await desk.demo.value(record.sql, as: String.self))
            let path = route.pattern.replacing("{id}", with: id).replacing("{year}", with: "2026")
                .replacing("{month}", with: "10")
            #expect(!path.contains("{"), "\(route.pattern)")
            let body = Self.bodies.last { route.pattern.hasSuffix($0.ending) }?.body ?? [:]
            // Nobody changes anybody else's password, whoever they are: said before anything is looked for.
            let isOwnOnly = route.pattern.hasSuffix("/password")
            for rank in ranks {
                let asker = ReferralDesk.principal(desk.tenant, person, [rank])
                let answer = try await status(desk, route.method, path, route.method.isSafe ? .null : body, asker)
                #expect(answer == (isOwnOnly ? 403 : 404), "\(route.method.rawValue) \(route.pattern) as \(rank)")
                seen += 1
            }
        }
        #expect(seen > 60, "\(seen)")
    }

    @Test func `G49 nor is another partner's record found by a query or in a body`() async throws {
        let desk = try await ReferralDesk()
        func record(_ place: Int) async throws -> String {
            try #require(try await desk.demo.value(Self.records[place].sql, as: String.self))
        }
        let (partner, lead) = (try await record(0), try await record(2))
        #expect(try await status(desk, .get, "/referral/leads?partner=\(partner)", .null, desk.user) == 404)
        #expect(try await status(desk, .post, "/referral/credits", ["lead": .string(lead)], desk.user) == 404)
        #expect(try await desk.get("/referral/leads", as: desk.user)["items"]?.list == [])
        #expect(try await desk.get("/referral", as: desk.user)["id"]?.text == desk.partner)
        // Theirs are there for themselves.
        let own: PersonID = try #require(
            try await desk.demo.value(Self.records[1].sql, as: String.self).flatMap { PersonID($0) })
        let asker = ReferralDesk.principal(desk.tenant, own, [.referralAdmin])
        for (place, each) in Self.records.enumerated() where !each.path.hasPrefix("/referral/keys") {
            let path = each.path.replacing("{id}", with: try await record(place))
            #expect(try await status(desk, .get, path, .null, asker) == 200, "\(path)")
        }
    }

    private func status(
        _ desk: ReferralDesk, _ method: Web.Method, _ path: String, _ body: Value, _ asker: Principal
    ) async throws -> Int {
        desk.demo.clock.advance(.minutes(2))
        do {
            return try await desk.caller.call(method, path, body, as: asker).status
        } catch let refusal as any Refusal {
            return refusal.kind.rawValue
        }
    }
}
