import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// A month's end: the batches of all partners by one command.
@Suite struct PayoutRunTests {
    @Test func `G33 G78 one command makes every partner's batch of a period, once, as its dry run said`() async throws {
        let office = try await Referring()
        _ = try await office.act("/referral/settings", ["minimum": "30", "limit": "10000"])
        var partners: [Referrer.ID] = []
        for count in [2, 1, 3] {
            let id = try await office.active()
            let user = try await office.user(.leadManager, of: id)
            for number in 0..<count { _ = try await office.earned("M \(partners.count) \(number)", by: user) }
            partners.append(id)
        }
        _ = try await office.active()
        office.clock.advance(.days(1))
        let day = office.clock.now().day
        let body: Value = ["from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1))]
        let path = "/referral/payouts/generate"
        for each in [body, body.adding("dry_run", true)] {
            #expect(try await office.code(.post, path, each.adding("to", Value(day))) == "period_not_over")
        }
        func told(_ value: Value) -> [[String?]] {
            (value["items"]?.list ?? []).map { [$0["partner"]?.text, $0["answer"]?.text, $0["amount"]?.text] }
        }
        let dry = try await office.act(path, body.adding("dry_run", true)).value
        #expect(try await office.count("SELECT count(*) FROM referral_payout") == 0)
        let made = try await office.act(path, body, key: "november")
        let expected = zip(partners, [["made", "50.00"], ["below_minimum", "25.00"], ["made", "75.00"]]).map {
            [$0.description] + $1
        }
        #expect(told(dry) == expected && told(made.value) == expected)
        #expect(made["made"] == 2 && made["below_minimum"] == 1 && made["former"] == 0)
        #expect(try await office.count("SELECT count(*) FROM referral_payout WHERE state = 'pending'") == 2)
        // The same key answers as before, another one makes nothing more; the same key of something else is refused.
        let again = try await office.act(path, body, key: "november")
        #expect(again.value == made.value)
        #expect(again.headers.contains { $0.name == "Idempotency-Replayed" })
        #expect(try await office.act(path, body)["made"] == 0)
        await #expect(throws: IdempotencyRefusal.otherBody) {
            _ = try await office.act(path, body.adding("from", Value(day.adding(days: -3))), key: "november")
        }
        #expect(try await office.count("SELECT count(*) FROM referral_payout") == 2)
        // What was freed since stands in no second batch of the period.
        let last = partners[2]
        let payout: ReferralPayout.ID = try found(
            try await office.database.read {
                try $0.value("SELECT id FROM referral_payout WHERE partner_id = \(last)")
            })
        let line = try await office.lines(payout)[0]
        _ = try await office.act("/referral/payout-lines/\(line.id)/reject", ["notes": "x"], as: office.checker)
        let later = try await office.act(path, body)
        #expect(later["former"] == 1 && later["made"] == 0)
        #expect(try await office.flaws() == [])
    }
}
