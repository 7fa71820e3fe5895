import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// A partner's own pages, the ranks that are proposed, and the stop where balances differ.
@Suite struct PortalTests {
    @Test func `G01 a partner signs in, sends leads, follows them, asks to be paid, and management approves all of it`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        let email = try found(
            try await office.get("/referral/users/\(try found(user.person))")["email"]?.text)
        let signed = try await office.caller.call(
            .post, "/sign-in", ["email": .string(email), "password": .string(Referring.password)], as: nil)
        #expect(signed.status == 200)
        #expect(Role.home(of: user.roles) == "/referral")
        let lead = try await office.lead("Corner Bakery", by: user)
        func home() async throws -> Value { try await office.get("/referral", as: user).value }
        func first() async throws -> Value? { try await home()["leads"]?.list?.first }
        #expect(try await first()?["state"] == "submitted")
        let application = try await office.approve(lead)
        #expect(try await first()?["state"] == "approved")
        let deal = try await office.deal(of: application, "1000")
        _ = try await office.act("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(deal)])
        for kind in ["approval", "conversion"] {
            let credit = try await office.ask(for: lead, by: user, kind)
            _ = try await office.act("/referral/credits/\(credit)/approve")
        }
        #expect(try await home()["balance"]?["available"] == "175.00")
        _ = try await office.act("/referral/partners/\(id)/payout-requests", [:], as: user)
        let payout = try await office.batch(id)
        #expect(try await home()["figures"]?["pending_payout"] == "175.00")
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        try await office.pay(payout, "G01")
        let after = try await home()
        #expect(after["balance"]?["paid"] == "175.00" && after["payouts"]?.list?.first?["state"] == "paid")
        #expect(after["leads"]?.list?.first?["credit_status"] == "paid")
    }

    @Test func `J30 each rank has its pages: a viewer sees all and changes nothing`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        // swift-format-ignore
        let rows: [(rank: ReferrerUser.Rank, sends: Bool, keeps: Bool)] = [
            (.admin, true, true), (.leadManager, true, false), (.viewer, false, false),
        ]
        _ = try await office.user(.admin, of: id)
        for row in rows {
            let user = try await office.user(row.rank, of: id)
            let home = try await office.get("/referral", as: user)
            #expect(home["may_send"]?.flag == row.sends && home["is_keeper"]?.flag == row.keeps, "\(row.rank)")
            for path in ["stats", "credits", "payouts", "payout-stats"] {
                #expect(try await office.status(.get, "/referral/partners/\(id)/\(path)", as: user) == 200)
            }
            let keeping = try await office.status(.get, "/referral/partners/\(id)/activity", as: user)
            #expect(keeping == (row.keeps ? 200 : 403), "\(row.rank)")
            let sending = try await office.status(
                .post, "/referral/leads", Referring.lead("By \(row.rank)"), as: user)
            #expect(sending == (row.sends ? 201 : 403), "\(row.rank)")
        }
    }

    @Test func `G69 ranks are proposed by the deals of twelve months, and given by a person`() async throws {
        #expect([0, 9, 10, 24, 25].map(TierRule.tier) == [.bronze, .bronze, .silver, .silver, .gold])
        let office = try await Referring()
        let id = try await office.active()
        var month = ReferralMonth(ReferralMonth.name(office.clock.now().day))
        month.converted = 10
        let (tenant, counted) = (office.tenants[0], month)
        try await office.database.write { try ReferralMonth.add(counted, of: id, tenant: tenant, $0) }
        let proposed = try await office.get("/referral/tier-proposals")["items"]?.list ?? []
        #expect(proposed.map { $0["proposed_tier"]?.text } == ["silver"] && proposed[0]["tier"] == "bronze")
        #expect(try await office.get("/referral/partners/\(id)")["tier"] == "bronze")
        _ = try await office.act("/referral/partners/\(id)/tier", ["tier": "silver"])
        #expect(try await office.get("/referral/partners/\(id)")["tier"] == "silver")
        #expect(try await office.get("/referral/tier-proposals")["items"]?.list == [])
        office.clock.advance(.days(400))
        #expect(try await office.get("/referral/tier-proposals")["items"]?.list?.first?["proposed_tier"] == "bronze")
    }

    @Test func `G68 where credits are not what the ledger says, the partner is named and nothing is paid to it`()
        async throws
    {
        let office = try await Referring()
        let (id, other) = (try await office.active(), try await office.active())
        let (ann, bob) = (try await office.user(.leadManager, of: id), try await office.user(.leadManager, of: other))
        let credit = try await office.earned("One", by: ann)
        _ = try await office.earned("Two", by: bob)
        let (mine, theirs) = (try await office.batch(id), try await office.batch(other))
        #expect(try await office.flaws() == [])
        try await office.database.write {
            try $0.run("UPDATE referral_credit SET amount_cents = 2600 WHERE id = \(credit)")
        }
        #expect(try await office.flaws() == ["partner \(id)"])
        #expect(
            try await office.code(.post, "/referral/payouts/\(mine)/approve", as: office.checker) == "not_reconciled")
        #expect(try await office.status(.post, "/referral/payouts/\(theirs)/approve", as: office.checker) == 200)
    }

    @Test func `G48 a partner's activity has no note that management made for itself`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        _ = try await office.lead("Double", by: user)
        let held = try await office.lead("Double", by: user)
        let partner = "/referral/partners/\(id)"
        let secret: Value = ["reason": "secret"]
        _ = try await office.act("/referral/leads/\(held)/release", secret)
        _ = try await office.act("/referral/leads/\(held)/status", ["status": "under_review", "notes": "secret"])
        let flag = secret.adding("flag", "bank")
        _ = try await office.act("\(partner)/verifications", flag.adding("is_verified", false))
        _ = try await office.act("\(partner)/verifications", flag, as: office.checker)
        _ = try await office.act("\(partner)/tier", secret.adding("tier", "gold"))
        _ = try await office.act("/referral/leads/\(held)/reject", ["reason": "told"])
        func notes(_ asker: Principal) async throws -> [String?] {
            let items = try await office.get("\(partner)/activity?limit=200", as: asker)["items"]?.list ?? []
            return items.map { $0["note"]?.text }
        }
        #expect(try await notes(user).compactMap(\.self) == ["told"])
        #expect(try await notes(office.admin).count { $0 == "secret" } == 5)
    }
}
