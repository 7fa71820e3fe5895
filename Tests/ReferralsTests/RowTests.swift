import Kernel
import Ledger
import Storage
import TestDatabases
import Testing
import Web

@testable import Referrals

/// What is kept of leads, credits and payouts, and what is worked out from it.
@Suite struct RowTests {
    @Test func `G20 G22 a lead is of one of three kinds, and who reviewed it is the server's to say`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for kind in ["new_lead", "referral"] {
            let lead = try await office.lead("By \(kind)", by: user, ("submission_type", .string(kind)))
            #expect(try await office.get("/referral/leads/\(lead)")["submission_type"]?.text == kind)
        }
        _ = try await office.caller.call(.post, "/referral/leads/import", [Referring.lead("Filed")], as: user)
        #expect(
            try await office.count("SELECT count(DISTINCT submission_type) FROM referral_lead") == 3)
        for kind in ["friend", "import_batch"] {
            let body = Referring.lead("X", ("submission_type", .string(kind)))
            #expect(try await office.status(.post, "/referral/leads", body, as: user) == 422)
        }
        let lead = try await office.lead("Claimed", by: user, ("reviewed_by", "person:me"), ("state", "NY"))
        #expect(try await office.get("/referral/leads/\(lead)")["reviewed_by"] == .null)
        let application = try await office.application("Claimed")
        let body: Value = ["actual_lead_id": Value(application)]
        #expect(
            try await office.status(
                .post, "/referral/leads/\(lead)/approve", body.adding("reviewed_by", "person:me"), as: office.admin)
                == 422)
        let done = try await office.act("/referral/leads/\(lead)/approve", body)
        #expect(done["reviewed_by"]?.text == office.admin.who.text)
        #expect(done["reviewed_at"]?.text == office.clock.now().description)
    }

    @Test func `G35 G37 a batch keeps what was asked for beside what was approved, and is the sum of its lines`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        let payout = try await office.batch(id)
        func amounts() async throws -> [String?] {
            let value = try await office.get("/referral/payouts/\(payout)")
            return [value["generated_amount"]?.text, value["approved_amount"]?.text]
        }
        func sum(_ states: Set<PayoutLine.State>) async throws -> String {
            PayoutLine.sum(try await office.lines(payout), states).decimal
        }
        #expect(try await amounts() == [try await sum([.pending]), nil])
        let line = try await office.lines(payout)[0].id
        _ = try await office.act("/referral/payout-lines/\(line)/approve", as: office.checker)
        #expect(try await amounts() == ["75.00", nil])
        _ = try await office.act("/referral/payouts/\(payout)/approve-partial", as: office.checker)
        #expect(try await amounts() == ["75.00", "25.00"])
        #expect(try await sum([.approved]) == "25.00")
        #expect(try await sum([.approved, .rejected]) == "75.00")
        try await office.pay(payout, "A")
        #expect(try await amounts() == ["75.00", "25.00"])
        await #expect(throws: StorageFault.self, "nothing is approved below zero") {
            try await office.database.write {
                try $0.run("UPDATE referral_payout SET approved_cents = 0 WHERE id = \(payout)")
            }
        }
    }

    @Test func `G40 each approval is written down with who, when, how much and why not, and nobody changes it`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let first = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(first)/reject", ["notes": "which?"], as: office.checker)
        let second = try await office.act("/referral/payouts/\(first)/resubmission")
        _ = try await office.act("/referral/payouts/\(second["id"]?.text ?? "")/approve", as: office.checker)
        for (action, note) in [("payout_rejected", Value.string("which?")), ("payout_approved", .null)] {
            let rows = try await office.get("/referral/activity?action=\(action)")["items"]?.list ?? []
            #expect(rows.count == 1 && rows[0]["who"]?.text == office.checker.who.text, "\(action)")
            #expect(rows[0]["amount"] == "25.00" && rows[0]["note"] == note && rows[0]["at"]?.text != nil, "\(action)")
        }
        for change: SQL in ["UPDATE referral_activity SET amount_cents = 1", "DELETE FROM referral_activity"] {
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(change) } }
        }
    }

    @Test func `G65 a batch is overdue after seven days, and the days to approval are averaged`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        func overdue() async throws -> [Bool?] {
            (try await office.get("/referral/payouts/pending")["items"]?.list ?? []).map { $0["is_overdue"]?.flag }
        }
        office.clock.advance(.hours(7 * 24 - 1))
        #expect(try await overdue() == [false])
        office.clock.advance(.hours(1))
        #expect(try await overdue() == [true])
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        #expect(try await overdue() == [])
        #expect(try await office.get("/referral/partners/\(id)/payout-stats")["average_days_to_approval"] == "7.0")
    }

    @Test func `G60 a payout that the bank sent back was approved by management, and not rejected`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let first = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(first)/approve", as: office.checker)
        _ = try await office.act("/referral/payouts/\(first)/failure", ["notes": "the bank sent it back"])
        let made = try await office.act("/referral/payouts/\(first)/resubmission")["id"]?.text ?? ""
        _ = try await office.act("/referral/payouts/\(made)/approve", as: office.checker)
        try await office.pay(try found(ReferralPayout.ID(made)), "R-1")
        let figures = try await office.get("/referral/partners/\(id)/payout-stats")
        #expect(figures["total_payouts_generated"]?.integer == 2 && figures["approved_payouts"]?.integer == 2)
        #expect(figures["rejected_payouts"]?.integer == 0 && figures["average_approval_rate"]?.text == "100")
        #expect(figures["total_amount_approved"]?.text == "25.00" && figures["total_amount_paid"]?.text == "25.00")
    }

    @Test func `G66 L03 the quality of leads is shown by partner and month, by band, and as a rate of approval`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        func send(_ name: String, _ fico: Int) async throws -> ReferredLead.ID {
            try await office.lead(name, by: user, ("fico", Value(fico)))
        }
        let (good, weak) = (try await send("Good", 690), try await send("Weak", 560))
        try await office.approve(good)
        _ = try await office.act("/referral/leads/\(weak)/reject", ["reason": "x"])
        office.clock.advance(.days(31))
        _ = try await send("Later", 690)
        let scores = try await office.get("/referral/partners/\(id)/stats")["months"]?.list ?? []
        #expect(scores.map { $0["average_lead_quality"]?.text } == ["85.00", "79.50"], "\(scores)")
        let quality = try await office.get("/referral/quality").value
        let bands = (quality["bands"]?.list ?? []).filter { $0["submitted"]?.integer ?? 0 > 0 }
        #expect(bands.map { $0["label"]?.text } == ["80 to 89", "70 to 79"])
        #expect(bands.map { $0["submitted"]?.integer } == [2, 1])
        #expect(bands.map { $0["approval_rate"]?.text } == ["100", "0"])
        #expect(quality["months"]?.list?.count == 2)
    }

    @Test func `G51 G52 the tables that the seed names are there with its groups of fields`() async throws {
        let office = try await Referring()
        let tables = Set(try await office.database.read { try TestDatabases.tables($0) })
        // partners, users, leads, credits, payouts, details, activities; the eighth is taken to be the offices.
        let named = [
            "referral_partner", "referral_user", "referral_lead", "referral_credit", "referral_payout",
            "referral_payout_line", "referral_activity", "tenant",
        ]
        #expect(tables.isSuperset(of: named))
        let groups: [(String, SQL)] = [
            ("banking", "SELECT method, details_sealed, last4, decided_by FROM referral_bank_change"),
            ("documents", "SELECT kind, name, sha256 FROM referral_document"),
            ("verification", "SELECT flag, is_verified, who, at FROM referral_verification"),
            ("terms and tiers", "SELECT model, percent_thousandths, price_cents FROM referral_terms"),
            ("performance", "SELECT submitted, approved, rejected, converted, score_sum FROM referral_month"),
            ("money", "SELECT earned_cents, clawed_back_cents, paid_cents FROM referral_month"),
            (
                "approval, quota, deletion",
                "SELECT approved_by, approved_at, decision_reason, monthly_quota, tier, deleted_at, tax_id_sealed FROM referral_partner"
            ),
        ]
        for (name, sql) in groups {
            let rows = try await office.database.read { try $0.rows(sql).count }
            #expect(rows == 0, "\(name)")
        }
    }

    @Test func `G73 a partner stands among those of its own office, and learns nothing of any of them`() async throws {
        let office = try await Referring()
        var ids: [Referrer.ID] = []
        for _ in 0..<5 { ids.append(try await office.active()) }
        let user = try await office.user(.viewer, of: ids[3])
        let path = "/referral/partners/\(ids[3])/standing"
        func standing() async throws -> [Value] { try await office.get(path, as: user)["items"]?.list ?? [] }
        #expect(try await standing().map { $0["percentile"] } == [.null, .null, .null])
        let (tenant, month) = (office.tenants[0], ReferralMonth.name(office.clock.now().day))
        try await office.database.write { [ids] db in
            for (place, id) in ids.enumerated() {
                var counted = ReferralMonth(month)
                (counted.submitted, counted.approved, counted.rejected) = (10, 2 + place, 8 - place)
                (counted.converted, counted.scoreSum) = (place, 500)
                try ReferralMonth.add(counted, of: id, tenant: tenant, db)
            }
        }
        let items = try await standing()
        #expect(items.map { $0["own"]?.text } == ["3", "50", "50.00"])
        #expect(items.map { $0["percentile"]?.integer } == [75, 75, 100])
        let told = try await office.get(path, as: user).value.json
        #expect(!ids.filter { $0 != ids[3] }.contains { told.contains($0.description) })
        #expect(try await office.status(.get, path, as: office.stranger) == 404)
    }
}
