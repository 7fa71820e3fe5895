import Applications
import Deals
import Kernel
import Ledger
import Storage
import Web

@testable import Referrals

extension Referring {
    /// A lead that became a deal of that amount.
    func converted(_ name: String, by user: Principal, _ amount: String) async throws -> (
        lead: ReferredLead.ID, deal: FundedDeal.ID
    ) {
        let lead = try await lead(name, by: user)
        let application = try await approve(lead)
        let deal = try await deal(of: application, amount)
        _ = try await act("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(deal)])
        return (lead, deal)
    }

    /// What the partner asks for a lead.
    func ask(for lead: ReferredLead.ID, by user: Principal, _ kind: String? = nil) async throws -> ReferralCredit.ID {
        let made = try await act("/referral/credits", ["lead": Value(lead), "kind": Value(kind)], as: user)
        return try found(made["id"]?.text.flatMap { ReferralCredit.ID($0) })
    }

    /// A credit of 25.00 for an approved lead, approved itself.
    func earned(_ name: String, by user: Principal) async throws -> ReferralCredit.ID {
        let lead = try await lead(name, by: user)
        try await approve(lead)
        let credit = try await ask(for: lead, by: user, "approval")
        _ = try await act("/referral/credits/\(credit)/approve")
        return credit
    }

    func balance(_ id: Referrer.ID) async throws -> [String?] {
        let value = try await get("/referral/partners/\(id)/stats")["balance"]
        return ["earned", "reserved", "paid", "available"].map { value?[$0]?.text }
    }

    func month(_ id: Referrer.ID, _ name: String) async throws -> Value {
        let parts = name.split(separator: "-")
        return try await get("/referral/partners/\(id)/stats/\(parts[0])/\(parts[1])").value
    }

    /// The batch of all that waits, until yesterday, made by the first admin.
    func batch(_ id: Referrer.ID) async throws -> ReferralPayout.ID {
        clock.advance(.days(1))
        let day = clock.now().day
        let made = try await act(
            "/referral/payouts/generate",
            ["partner": Value(id), "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1))])
        return try found(made["id"]?.text.flatMap { ReferralPayout.ID($0) })
    }

    func lines(_ id: ReferralPayout.ID) async throws -> [PayoutLine] {
        let tenant = tenants[0]
        return try await database.read { try PayoutLine.of(id, tenant: tenant, $0) }
    }

    func pay(_ id: ReferralPayout.ID, _ reference: String, as asker: Principal? = nil) async throws {
        _ = try await act(
            "/referral/payouts/\(id)/paid",
            ["paid_on": Value(clock.now().day), "reference": .string(reference)], as: asker)
    }

    func state(_ id: ReferralPayout.ID) async throws -> String? {
        try await get("/referral/payouts/\(id)")["state"]?.text
    }

    /// What is not as it should be: balances against rows, and the ledger's own chain.
    func flaws() async throws -> [String] {
        let tenants = tenants
        return try await database.read { db in
            let review = try ReferralReview.look(tenants, db)
            let verdict = try LedgerReview.all(exported: [], db)
            if case .whole = verdict { return review.flaws }
            return review.flaws + ["\(verdict)"]
        }
    }
}
