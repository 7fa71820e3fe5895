import Deals
import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Who stands behind what a partner's people and programs enter decides none of it.
@Suite struct HandsTests {
    /// By which way an admin of the office can act as somebody of the partner.
    enum Way: String, CaseIterable, Sendable { case added, reset, key, addedByAdded }

    /// What that somebody enters, and what is decided of it.
    enum Decision: String, CaseIterable, Sendable {
        case release, approveLead, rejectLead, approveCredit, rejectCredit
        case approveBank, rejectBank, verifyTaxID, verifyBank, verifyDocuments
    }

    @Test(arguments: Way.allCases)
    func `G05 G07 G26 G27 I7 whoever gave a partner's person or key the hand decides nothing that came through it`(
        way: Way
    ) async throws {
        let office = try await Referring()
        let id = try await office.active()
        let third = try await office.another()
        let maker = try await Self.maker(way, of: id, office)
        for decision in Decision.allCases {
            // A key is a lead manager's.
            if way == .key, decision.rawValue.hasSuffix("Bank") || decision.rawValue.hasPrefix("verify") { continue }
            let (path, body) = try await Self.prepare(decision, of: id, by: maker, third, office)
            office.clock.advance(.seconds(1))
            #expect(try await office.code(.post, path, body) == "own_work", "\(decision)")
            #expect(try await office.status(.post, path, body, as: third) == 200, "\(decision)")
        }
        #expect(try await office.flaws() == [])
    }

    /// Somebody of the partner as whom the first admin can act.
    private static func maker(_ way: Way, of id: Referrer.ID, _ office: Referring) async throws -> Principal {
        switch way {
        case .added: return try await office.user(.admin, of: id, by: office.admin)
        case .reset:
            let user = try await office.user(.admin, of: id)
            _ = try await office.act("/users/\(try found(user.person))/password-reset")
            return user
        case .key:
            let user = try await office.user(.admin, of: id, by: office.admin)
            let made = try await office.act("/referral/partners/\(id)/keys", ["name": "robot"], as: user)
            let name = try found(made["name"]?.text)
            return Principal(
                tenant: office.tenants[0], person: nil, name: name, roles: [.referralLeadManager],
                credential: .key(name: name))
        case .addedByAdded:
            return try await office.user(.admin, of: id, by: try await office.user(.admin, of: id, by: office.admin))
        }
    }

    private static func prepare(
        _ decision: Decision, of id: Referrer.ID, by maker: Principal, _ third: Principal, _ office: Referring
    ) async throws -> (String, Value) {
        let (partner, name) = ("/referral/partners/\(id)", "Merchant \(decision)")
        func lead() async throws -> ReferredLead.ID { try await office.lead(name, by: maker) }
        switch decision {
        case .release:
            _ = try await lead()
            return ("/referral/leads/\(try await lead())/release", ["reason": "looked at"])
        case .approveLead:
            let application = try await office.application(name)
            return ("/referral/leads/\(try await lead())/approve", ["actual_lead_id": Value(application)])
        case .rejectLead: return ("/referral/leads/\(try await lead())/reject", ["reason": "x"])
        case .approveCredit, .rejectCredit:
            let lead = try await lead()
            try await office.approve(lead, as: third)
            let credit = try await office.ask(for: lead, by: maker, "approval")
            let path = "/referral/credits/\(credit)"
            return decision == .approveCredit ? ("\(path)/approve", [:]) : ("\(path)/reject", ["reason": "x"])
        case .approveBank, .rejectBank:
            let change = try await office.act("\(partner)/bank-changes", Referring.bank, as: maker)
            let word = decision == .approveBank ? "approval" : "rejection"
            return ("/referral/bank-changes/\(try found(change["id"]?.text))/\(word)", ["reason": "x"])
        case .verifyTaxID:
            _ = try await office.act("\(partner)/tax-id", ["tax_id": "987654321"], as: maker)
            return ("\(partner)/verifications", ["flag": "tax_id"])
        case .verifyBank: return ("\(partner)/verifications", ["flag": "bank"])
        case .verifyDocuments:
            try await office.addDocument(to: id, as: maker)
            return ("\(partner)/verifications", ["flag": "documents"])
        }
    }

    @Test func `G48 that somebody of the office reset a password stands in the partner's activity`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.viewer, of: id)
        _ = try await office.another()
        _ = try await office.act("/users/\(try found(user.person))/password-reset")
        let rows = try await office.get("/referral/partners/\(id)/activity?action=password_reset")["items"]?.list ?? []
        #expect(rows.count == 1 && rows[0]["who"]?.text == office.admin.who.text)
    }

    @Test func `G14 whoever works for a partner is given no role of the desk, and decides nothing of it with one`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        let person = try found(user.person)
        func code(_ roles: Value) async throws -> String? {
            try await office.code(.post, "/users/\(person)/roles", ["roles": roles, "version": 1])
        }
        #expect(try await code(["admin", "referral_admin"]) == "works_for_partner")
        #expect(try await code(["broker"]) == "works_for_partner")
        #expect(try await code(["referral_admin", "referral_viewer"]) == "works_for_partner")
        #expect(try await code(["referral_lead_manager"]) == nil)
        // Who got one by an older program.
        let twoHats = Referring.principal(office.tenants[0], person, [.admin, .referralAdmin])
        let colleague = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("One", by: colleague)
        let application = try await office.application("One")
        let body: Value = ["actual_lead_id": Value(application)]
        #expect(try await office.code(.post, "/referral/leads/\(lead)/approve", body, as: twoHats) == "own_work")
        _ = try await office.act("/referral/leads/\(lead)/approve", body)
        let credit = try await office.ask(for: lead, by: colleague, "approval")
        #expect(try await office.code(.post, "/referral/credits/\(credit)/approve", as: twoHats) == "own_work")
        _ = try await office.act("/referral/credits/\(credit)/approve")
        let payout = try await office.batch(id)
        for word in ["approve", "reject"] {
            let path = "/referral/payouts/\(payout)/\(word)"
            #expect(try await office.code(.post, path, ["notes": "x"], as: twoHats) == "own_work")
        }
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        let paid: Value = ["paid_on": Value(office.clock.now().day), "reference": "R1"]
        for (word, body): (String, Value) in [("paid", paid), ("failure", ["notes": "x"])] {
            let path = "/referral/payouts/\(payout)/\(word)"
            #expect(try await office.code(.post, path, body, as: twoHats) == "own_work", "\(word)")
        }
    }

    @Test func `G14 G77 whoever asked for a deal's credit can take the deal back: the deal ends the credit`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let (lead, deal) = try await office.converted("One", by: user, "5000")
        let credit = try await office.ask(for: lead, by: user, "conversion")
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            _ = try FundedDeal.cancel(deal, reason: "x", tenant: tenant, by: user.who, at: now, db)
            try ReferralCredit.end(with: deal, tenant: tenant, by: user.who, at: now, db)
        }
        let after = try await office.get("/referral/credits/\(credit)")
        #expect(after["state"] == "rejected" && after["decided_by"]?.text == "system:deals")
        #expect(try await office.flaws() == [])
    }
}
