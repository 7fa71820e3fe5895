import Deals
import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// Deals and credits that were taken back, and what comes in their place.
@Suite struct TakenBackTests {
    @Test func `G24 G77 a deal that is corrected by taking it back and entering it anew earns what it earns`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let (lead, wrong) = try await office.converted("One", by: user, "5000")
        let first = try await office.ask(for: lead, by: user, "conversion")
        _ = try await office.act("/referral/credits/\(first)/approve")
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            _ = try FundedDeal.cancel(wrong, reason: "x", tenant: tenant, by: .system("test"), at: now, db)
            try ReferralCredit.end(with: wrong, tenant: tenant, by: office.admin.who, at: now, db)
        }
        let open = try await office.get("/referral/leads/\(lead)")
        #expect(open["state"] == "approved" && open["deal"] == .null && open["converted_at"] == .null)
        #expect(try await office.get("/referral/partners/\(id)/stats")["converted_leads"]?.integer == 0)
        let month = try await office.month(id, ReferralMonth.name(now.day))
        #expect(month["converted"]?.integer == 1 && month["unconverted"]?.integer == 1)
        #expect(try await office.flaws() == [])
        #expect(
            try await office.code(.post, "/referral/credits", ["lead": Value(lead), "kind": "conversion"], as: user)
                == "lead_not_converted")
        // The same merchant's deal as it is.
        let right = try await office.database.write { db in
            var deal = FundedDeal.New(offer: try FundedDeal.find(wrong, tenant: tenant, db).offer, fundedOn: now.day)
            deal.amount = Cents(600_000)
            return try FundedDeal.make(deal, tenant: tenant, by: .system("test"), at: now, db).id
        }
        _ = try await office.act("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(right)])
        #expect(try await office.get("/referral/leads")["items"]?.list?.first?["credit_status"] == "rejected")
        let second = try await office.ask(for: lead, by: user, "conversion")
        _ = try await office.act("/referral/credits/\(second)/approve")
        #expect(try await office.balance(id) == ["900.00", "0.00", "0.00", "900.00"])
        #expect(try await office.get("/referral/partners/\(id)/stats")["converted_leads"]?.integer == 1)
        #expect(try await office.get("/referral/leads")["items"]?.list?.first?["credit_status"] == "approved")
        let kept = try await office.get("/referral/quality")["months"]?.list?.first
        #expect(kept?["converted"]?.integer == 1)
        #expect(try await office.flaws() == [])
        let told = try await office.get("/referral/activity?action=lead_unconverted")["items"]?.list ?? []
        #expect(told.count == 1 && told[0]["resource"] == Value(lead))
    }

    @Test func `G24 G77 a lead whose deal an older program took back waits for the deal as it is entered anew`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let (lead, wrong) = try await office.converted("One", by: user, "5000")
        let (standing, _) = try await office.converted("Two", by: user, "5000")
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            _ = try FundedDeal.cancel(wrong, reason: "x", tenant: tenant, by: .system("test"), at: now, db)
        }
        #expect(try await office.get("/referral/leads/\(lead)")["state"] == "converted", "as it was left")
        for _ in 0..<2 { try await office.database.write { try ReferralUpgrade.fill($0) } }
        let open = try await office.get("/referral/leads/\(lead)")
        #expect(open["state"] == "approved" && open["deal"] == .null && open["converted_at"] == .null)
        #expect(try await office.get("/referral/leads/\(standing)")["state"] == "converted")
        let month = try await office.month(id, ReferralMonth.name(now.day))
        #expect(month["converted"]?.integer == 2 && month["unconverted"]?.integer == 1)
        #expect(try await office.flaws() == [])
        let right = try await office.database.write { db in
            var deal = FundedDeal.New(offer: try FundedDeal.find(wrong, tenant: tenant, db).offer, fundedOn: now.day)
            deal.amount = Cents(600_000)
            return try FundedDeal.make(deal, tenant: tenant, by: .system("test"), at: now, db).id
        }
        _ = try await office.act("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(right)])
        #expect(try await office.flaws() == [])
    }

    @Test func `G69 G73 L03 a deal that is taken back a year later takes no deal from the twelve months since`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let (lead, deal) = try await office.converted("Old", by: user, "5000")
        office.clock.advance(.days(400))
        let (_, _) = try await office.converted("New", by: user, "5000")
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            _ = try FundedDeal.cancel(deal, reason: "x", tenant: tenant, by: .system("test"), at: now, db)
            try ReferralCredit.end(with: deal, tenant: tenant, by: office.admin.who, at: now, db)
        }
        #expect(try await office.get("/referral/leads/\(lead)")["state"] == "approved")
        let kept = try await office.get("/referral/quality")["months"]?.list ?? []
        #expect(kept.map { $0["converted"]?.integer } == [1], "of this month's own leads none was lost")
        #expect(kept.first?["conversion_rate"]?.text == "100")
        let standing = try await office.get("/referral/partners/\(id)/standing")["items"]?.list?.first
        #expect(standing?["measure"]?.text == "deals" && standing?["own"]?.text == "1")
        #expect(try await office.get("/referral/partners/\(id)/stats")["converted_leads"]?.integer == 1)
        #expect(try await office.flaws() == [])
    }

    @Test func `G77 a credit that a program of an older version took back is asked for again`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let credit = try await office.earned("One", by: user)
        let lead: ReferredLead.ID = try found(
            try await office.database.read { try $0.value("SELECT lead_id FROM referral_credit WHERE id = \(credit)") })
        _ = try await office.act("/referral/credits/\(credit)/clawback", ["reason": "a mistake"])
        // That one writes the clawback and not the mark.
        try await office.database.write { try $0.run("UPDATE referral_credit SET is_clawed_back = 0") }
        let again = try await office.ask(for: lead, by: user, "approval")
        _ = try await office.act("/referral/credits/\(again)/approve")
        #expect(try await office.balance(id) == ["25.00", "0.00", "0.00", "25.00"])
        #expect(try await office.flaws() == [])
    }

    @Test func `G77 a credit that was taken back by mistake is asked for again, once at a time`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let credit = try await office.earned("One", by: user)
        let lead = try found(
            try await office.get("/referral/credits/\(credit)")["lead"]?.text.flatMap { ReferredLead.ID($0) })
        let body: Value = ["lead": Value(lead), "kind": "approval"]
        #expect(try await office.code(.post, "/referral/credits", body, as: user) == "credit_asked")
        _ = try await office.act("/referral/credits/\(credit)/clawback", ["reason": "the wrong one"])
        let again = try await office.ask(for: lead, by: user, "approval")
        #expect(try await office.code(.post, "/referral/credits", body, as: user) == "credit_asked")
        _ = try await office.act("/referral/credits/\(again)/approve")
        #expect(try await office.balance(id) == ["25.00", "0.00", "0.00", "25.00"])
        let (tenant, fresh, now) = (office.tenants[0], ReferralCredit.ID(bits: 9), office.clock.now())
        await #expect(throws: StorageFault.self, "two that stand are refused by the database") {
            try await office.database.write { db in
                try db.run(
                    """
                    INSERT INTO referral_credit (id, tenant_id, partner_id, lead_id, kind, calculation, terms_id,
                                                 amount_cents, currency, state, is_free, requested_by, requested_at)
                    SELECT \(fresh), \(tenant), partner_id, lead_id, kind, calculation, terms_id, amount_cents, currency,
                           'pending_approval', 0, 'x', \(now)
                      FROM referral_credit WHERE id = \(again)
                    """)
            }
        }
        #expect(try await office.flaws() == [])
    }
}
