import Kernel
import Storage
import TestDatabases
import Testing
import Web

@testable import Referrals

/// What stands once stands once, however many ask at the same moment.
@Suite struct OnceTests {
    @Test func `G27 of 100 parallel requests for a lead's credit one is written down`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let (user, colleague) = (
            try await office.user(.leadManager, of: id), try await office.user(.admin, of: id)
        )
        let lead = try await office.lead("One", by: user)
        try await office.approve(lead)
        let body: Value = ["lead": Value(lead), "kind": "approval"]
        let statuses = try await AtOnce.all(100) { number in
            try await office.status(.post, "/referral/credits", body, as: number % 2 == 0 ? user : colleague)
        }
        #expect(statuses.count { $0 == 201 } == 1 && statuses.allSatisfy { $0 == 201 || $0 == 409 })
        #expect(try await office.count("SELECT count(*) FROM referral_credit") == 1)
    }

    @Test func `G43 of 100 parallel payments of two batches with one reference one is booked`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        var batches: [ReferralPayout.ID] = []
        for name in ["One", "Two"] {
            _ = try await office.earned(name, by: user)
            let payout = try await office.batch(id)
            _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
            batches.append(payout)
        }
        let (both, day) = (batches, Value(office.clock.now().day))
        let statuses = try await AtOnce.all(100) { number in
            try await office.status(
                .post, "/referral/payouts/\(both[number % 2])/paid",
                ["paid_on": day, "reference": .string(number % 3 == 0 ? "ach 77" : "ACH77")], as: office.admin)
        }
        #expect(statuses.count { $0 == 200 } == 1 && statuses.allSatisfy { $0 == 200 || $0 == 409 })
        #expect(try await office.count("SELECT count(*) FROM referral_payout WHERE state = 'paid'") == 1)
        #expect(try await office.balance(id) == ["50.00", "25.00", "25.00", "0.00"])
        #expect(try await office.flaws() == [])
    }

    @Test func `G70 a file of 5,001 leads is refused as a whole, and one of 5,000 comes all or nothing`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        func rows(_ count: Int, wrong: Bool = false) -> Value {
            .list((0..<count).map { ["business_name": .string(wrong && $0 == count - 1 ? "" : "Merchant \($0)")] })
        }
        let path = "/referral/leads/import?all_or_nothing=true"
        #expect(try await office.code(.post, path, rows(LeadBatch.mostRows + 1), as: user) == "too_many_rows")
        #expect(try await office.count("SELECT count(*) FROM referral_batch") == 0)
        _ = try await office.caller.call(.post, path, rows(LeadBatch.mostRows, wrong: true), as: user)
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == 0)
        let answer = try await office.caller.call(.post, path, rows(LeadBatch.mostRows), as: user)
        #expect((answer["rows"]?.list ?? []).allSatisfy { $0["state"] == "created" })
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == LeadBatch.mostRows)
        #expect(try await office.count("SELECT created FROM referral_batch WHERE created > 0") == LeadBatch.mostRows)
        #expect(try await office.flaws() == [])
    }
}
