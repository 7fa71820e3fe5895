import Crypto
import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// Laws that hold after whatever happened, and what every command writes down.
@Suite struct LawTests {
    /// Draws numbers that are the same in each run.
    private struct Draw {
        var state: UInt64
        mutating func callAsFunction(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `G09 G10 after whatever sequence, balances and months are what rows and ledger come to`(seed: UInt64)
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        var draw = Draw(state: seed)
        func ids(_ sql: SQL) async throws -> [String] {
            try await office.database.read { db in try db.rows(sql).map { try $0.first() } }
        }
        func some(_ sql: SQL) async throws -> String {
            let all = try await ids(sql)
            return all.isEmpty ? String(repeating: "0", count: 26) : all[draw(all.count)]
        }
        var statuses: [Int: Int] = [:]
        for step in 0..<120 {
            if draw(6) == 0 { office.clock.advance(.days(9)) }
            let day = office.clock.now().day
            let (path, body, asker): (String, Value, Principal)
            switch draw(12) {
            case 0, 1: (path, body, asker) = ("/referral/leads", Referring.lead("M \(step)"), user)
            case 2, 3:
                let application = try await office.application("A \(step)")
                let lead = try await some("SELECT id FROM referral_lead WHERE state = 'submitted'")
                (path, body, asker) = (
                    "/referral/leads/\(lead)/approve", ["application": Value(application)], office.admin
                )
            case 4:
                let lead = try await some("SELECT id FROM referral_lead WHERE state = 'submitted'")
                (path, body, asker) = ("/referral/leads/\(lead)/reject", ["reason": "x"], office.admin)
            case 5:
                let lead = try await some("SELECT id FROM referral_lead WHERE application_id IS NOT NULL")
                (path, body, asker) = ("/referral/credits", ["lead": .string(lead)], user)
            case 6, 7:
                let credit = try await some("SELECT id FROM referral_credit")
                (path, body, asker) = ("/referral/credits/\(credit)/approve", [:], office.admin)
            case 8:
                let credit = try await some("SELECT id FROM referral_credit")
                (path, body, asker) = ("/referral/credits/\(credit)/clawback", ["reason": "x"], office.admin)
            case 9:
                (path, body, asker) = (
                    "/referral/payouts/generate",
                    ["partner": Value(id), "from": Value(day.adding(days: -40)), "to": Value(day.adding(days: -1))],
                    office.admin
                )
            case 10:
                let payout = try await some("SELECT id FROM referral_payout")
                let event = ["approve", "approve", "reject", "failure"][draw(4)]
                (path, body, asker) = ("/referral/payouts/\(payout)/\(event)", ["notes": "x"], office.checker)
            default:
                let payout = try await some("SELECT id FROM referral_payout WHERE state = 'approved'")
                (path, body, asker) = (
                    "/referral/payouts/\(payout)/paid", ["paid_on": Value(day), "reference": .string("R\(step)")],
                    office.admin
                )
            }
            statuses[try await office.status(.post, path, body, as: asker), default: 0] += 1
            #expect(try await office.flaws() == [], "\(seed) \(step) \(path)")
        }
        #expect(statuses.keys.allSatisfy { [200, 201, 404, 409, 422].contains($0) }, "\(statuses)")
        let figures = try await office.get("/referral/partners/\(id)/stats").value
        let counted = try await office.count("SELECT count(*) FROM referral_lead WHERE application_id IS NOT NULL")
        #expect(figures["approved_leads"]?.integer == Int64(counted))
        #expect((statuses[201] ?? 0) + (statuses[200] ?? 0) > 30, "\(statuses)")
    }

    /// Commands of the whole office write into its history alone; a score that is only asked for changes nothing.
    private static let ofOffice = ["/referral/settings", "/referral/score-weights"]
    private static let without = ["/referral/leads/score"]

    @Test func `G47 every command writes down who did it`() async throws {
        let office = try await Referring()
        let done = try await Told(office).everything()
        let commands = office.caller.routes.filter { !$0.method.isSafe && $0.pattern.hasPrefix("/referral") }
            .map { "\($0.method.rawValue) \($0.pattern)" }
        #expect(
            Set(commands).subtracting(done.keys).filter { line in !Self.without.contains { line.hasSuffix($0) } } == [])
        for (name, rows) in done {
            let isOfOffice = Self.ofOffice.contains { name.hasSuffix($0) }
            #expect(rows.history > 0 && (rows.activity > 0 || isOfOffice), "\(name): \(rows)")
        }
        let actions = try await office.database.read { db in
            try db.rows("SELECT DISTINCT action FROM referral_activity").map { try $0.first(as: String.self) }
        }
        // The six of the seed and what belongs to them.
        for action in [
            "lead_submitted", "lead_approved", "lead_rejected", "payout_requested", "payout_approved",
            "credit_approved",
            "payout_rejected", "payout_paid", "credit_rejected", "partner_suspended", "user_changed",
        ] {
            #expect(actions.contains(action), "\(action)")
        }
    }
}

/// Sends each command once, and counts what it wrote.
private final class Told {
    private let office: Referring
    private var rows: [String: (activity: Int, history: Int)] = [:]

    init(_ office: Referring) { self.office = office }

    private func counts() async throws -> (activity: Int, history: Int) {
        (
            try await office.count("SELECT count(*) FROM referral_activity"),
            try await office.count("SELECT count(*) FROM history")
        )
    }

    @discardableResult
    private func send(
        _ pattern: String, _ id: String = "", _ body: Value = [:], as asker: Principal? = nil,
        _ method: Web.Method = .post, files: [UploadedFile] = []
    ) async throws -> String {
        office.clock.advance(.seconds(1))
        let before = try await counts()
        let answer = try await office.caller.call(
            method, pattern.replacing("{id}", with: id), body, as: asker ?? office.admin, files: files)
        #expect((200...202).contains(answer.status), "\(pattern): \(answer.status)")
        let after = try await counts()
        rows["\(method.rawValue) \(pattern)"] = (after.activity - before.activity, after.history - before.history)
        return answer["id"]?.text ?? ""
    }

    func everything() async throws -> [String: (activity: Int, history: Int)] {
        let partner = try await partners()
        let user = try await people(of: partner)
        try await leads(of: partner, by: user)
        try await payouts(of: partner, by: user)
        try await ends()
        return rows
    }

    private func partners() async throws -> String {
        let id = try await send("/referral/partners", "", Referring.registration)
        let at = "/referral/partners/{id}"
        try await send("\(at)/documents", id, ["kind": "registration"], files: [try office.upload("a.txt", "a")])
        try await send("\(at)/tax-id", id, ["tax_id": "12-3456789"])
        let first = try await send("\(at)/bank-changes", id, Referring.bank)
        try await send("/referral/bank-changes/{id}/rejection", first, ["reason": "x"], as: office.checker)
        let change = try await send("\(at)/bank-changes", id, Referring.bank)
        try await send("/referral/bank-changes/{id}/approval", change, as: office.checker)
        for flag in ["documents", "tax_id", "bank"] {
            try await send("\(at)/verifications", id, ["flag": .string(flag)], as: office.checker)
        }
        try await send("\(at)/status", id, ["status": "active"], as: office.checker)
        try await send("\(at)/terms", id, ["model": "hybrid", "percent": "15", "price": "25"])
        try await send("\(at)/tier", id, ["tier": "gold"])
        try await send("\(at)/suspend", id, ["reason": "x"])
        try await send("\(at)/status", id, ["status": "active"])
        for (method, name) in [(Web.Method.post, "Ann"), (.patch, "Bea")] {
            let version = try found(try await office.get("/referral/partners/\(id)")["version"])
            try await send(at, id, ["contact_name": .string(name), "version": version], method)
        }
        return id
    }

    private func people(of partner: String) async throws -> Principal {
        let at = "/referral/partners/{id}"
        let first = try await office.user(.admin, of: try found(Referrer.ID(partner)))
        let id = try await send(
            "\(at)/users", partner,
            ["email": "z@larch.example", "name": "Zoe", "role": "viewer", "password": .string(Referring.password)])
        try await send("/referral/users/{id}", id, ["name": "Zora", "version": 1])
        try await send("/referral/users/{id}", id, ["name": "Zo", "version": 2], .patch)
        try await send("/referral/users/{id}/deactivate", id)
        try await send("/referral/users/{id}/reactivate", id)
        let own = try found(first.person).description
        try await send(
            "/referral/users/{id}/password", own,
            ["current_password": .string(Referring.password), "password": "another long password"], as: first)
        let key = try await send("\(at)/keys", partner, ["name": "robot"])
        try await send("/referral/keys/{id}/revocation", key)
        return first
    }

    private func leads(of partner: String, by user: Principal) async throws {
        try await send(
            "/referral/score-weights", "",
            ["contact": 1, "identity": 1, "revenue": 1, "time_in_business": 1, "need": 1, "credit": 1])
        try await send("/referral/leads/import", "", [Referring.lead("Filed")], as: user)
        let lead = try await send("/referral/leads", "", Referring.lead("One"), as: user)
        let double = try await send("/referral/leads", "", Referring.lead("One"), as: user)
        try await send("/referral/leads/{id}/release", double, ["reason": "x"])
        try await send("/referral/leads/{id}/reject", double, ["reason": "x"])
        try await send("/referral/leads/{id}/status", lead, ["status": "under_review"])
        let application = try await office.application("One")
        try await send("/referral/leads/{id}/approve", lead, ["application": Value(application)])
        let first = try await send("/referral/credits", "", ["lead": .string(lead)], as: user)
        try await send("/referral/credits/{id}/reject", first, ["reason": "x"])
        let credit = try await send("/referral/credits", "", ["lead": .string(lead)], as: user)
        try await send("/referral/credits/{id}/approve", credit)
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            try db.run(
                """
                INSERT INTO referral_credit_loss (credit_id, tenant_id, taken_back_cents, at)
                VALUES (\(credit), \(tenant), 100, \(now))
                """)
        }
        try await send("/referral/credits/{id}/keep", credit, ["reason": "x"])
        try await send("/referral/credits/{id}/clawback", credit, ["reason": "x"])
    }

    private func payouts(of partner: String, by user: Principal) async throws {
        try await send("/referral/settings", "", ["minimum": "1", "limit": "10000"])
        try await send("/referral/partners/{id}/payout-requests", partner, as: user)
        let credits = [
            try await office.earned("A", by: user), try await office.earned("B", by: user),
            try await office.earned("C", by: user),
        ]
        let day = office.clock.now().day
        let period: Value = ["partner": .string(partner), "from": Value(day), "to": Value(day)]
        let at = "/referral/payouts/{id}"
        let batch = try await send("/referral/payouts", "", period.adding("credits", [Value(credits[0])]))
        try await send("\(at)/lines", batch, ["credit": Value(credits[1])])
        let lines = try await office.lines(try found(ReferralPayout.ID(batch))).map(\.id.description)
        try await send("/referral/payout-lines/{id}/approve", lines[0], as: office.checker)
        try await send("/referral/payout-lines/{id}/reject", lines[1], ["notes": "x"], as: office.checker)
        try await send("\(at)/approve-partial", batch, as: office.checker)
        try await send("/referral/payment-files")
        try await send("\(at)/paid", batch, ["paid_on": Value(office.clock.now().day), "reference": "R"])
        office.clock.advance(.days(1))
        let later: Value = ["partner": .string(partner), "from": Value(day), "to": Value(day)]
        let second = try await send("/referral/payouts/generate", "", later)
        try await send("\(at)/reject", second, ["notes": "x"], as: office.checker)
        let third = try await send("\(at)/resubmission", second)
        try await send("\(at)/approve", third, as: office.checker)
        try await send("\(at)/failure", third, ["notes": "x"])
    }

    private func ends() async throws {
        let other = try await office.active(nil).description
        try await send("/referral/partners/{id}/deactivate", other, ["reason": "x"])
        try await send("/referral/partners/{id}", other, ["reason": "x"], .delete)
    }
}
