import Kernel
import People
import Storage
import Web

/// A partner's own first page, and the ranks that management is proposed.
extension ReferrerRoutes {
    func home(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let value = try await database.read { db -> Value in
            let own = try ReferrerSight.own(of: caller, db)
            let few = PageRequest(limit: 5, after: nil)
            let leads = try ReferredLead.list(.init(referrer: own.id), page: few, tenant: own.tenant, db)
            let states = try ReferralCredit.states(of: leads.items.map(\.id), tenant: own.tenant, db)
            let payouts = try ReferralPayout.list(of: own.id, page: few, tenant: own.tenant, db)
            return try Self.page(of: own, for: caller, db)
                .adding("figures", try ReferralFigures.of(own, at: now, db).value)
                .adding("balance", try ReferralBalance.of(own, db).value)
                .adding("may_send", .bool(Access.referralSenders.admits(caller.roles) && own.status == .active))
                .adding("is_stopped", .bool(own.status != .active))
                .adding(
                    "leads",
                    .list(
                        leads.items.map {
                            $0.value(at: now, isOffice: false).adding("credit_status", Value(states[$0.id]))
                        })
                )
                .adding("payouts", .list(payouts.items.map { $0.value(at: now, isOffice: false) }))
        }
        return .view("referrals/home", value, title: value["name"]?.text)
    }

    func tierProposals(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let proposals = try await database.read { try TierRule.proposals(tenant: caller.tenant, at: now, $0) }
        return .view(
            "referrals/tiers", ["items": .list(proposals.map(\.value)), "next": .null], title: "Ranks proposed")
    }
}
