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
        let body: Value = ["all": true, "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1))]
        let path = "/referral/payouts/generate"
        for each in [body, body.adding("dry_run", true)] {
            #expect(try await office.code(.post, path, each.adding("to", Value(day))) == "period_not_over")
        }
        for none: Value in [.null, ""] {
            let empty = body.adding("all", .null).adding("partner", none)
            #expect(try await office.status(.post, path, empty, as: office.admin) == 422, "a slip makes nobody's batch")
        }
        let both = body.adding("partner", Value(partners[0]))
        #expect(try await office.status(.post, path, both, as: office.admin) == 422)
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

    @Test func `G33 a partner that was taken out of the lists keeps no other from its batch`() async throws {
        let office = try await Referring()
        let ids = [try await office.active(), try await office.active()]
        let gone = try await office.user(.leadManager, of: ids[0])
        let first = try await office.earned("One", by: gone)
        let payout = try await office.batch(ids[0])
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        try await office.pay(payout, "R1")
        // Paid, taken back, and as much earned again: nothing is owed, and no batch is ever made of it.
        _ = try await office.act("/referral/credits/\(first)/clawback", ["reason": "x"])
        _ = try await office.earned("Two", by: gone)
        _ = try await office.earned("Three", by: try await office.user(.leadManager, of: ids[1]))
        _ = try await office.act("/referral/partners/\(ids[0])/deactivate", ["reason": "over"])
        _ = try await office.caller.call(
            .delete, "/referral/partners/\(ids[0])", ["reason": "over"], as: office.admin)
        office.clock.advance(.days(1))
        let day = office.clock.now().day
        let (from, to) = (day.adding(days: -30), day.adding(days: -1))
        let body: Value = ["all": true, "from": Value(from), "to": Value(to)]
        for each in [body.adding("dry_run", true), body] {
            let answer = try await office.act("/referral/payouts/generate", each)
            #expect(answer["made"] == 1 && answer["refused"] == 0)
            #expect(answer["items"]?.list?.map { $0["partner"]?.text } == [ids[1].description])
        }
        // One that goes between being found and being looked at.
        let act = ReferralAct(tenant: office.tenants[0], by: office.admin.who, at: office.clock.now())
        let run = PayoutRun(database: office.database, act: act, from: from, to: to)
        let entry = try await office.database.write { try run.make(for: ids[0], $0).value }
        #expect(entry["answer"] == "refused" && entry["refusal"] == "unknown_partner")
        #expect(try await office.flaws() == [])
    }

    @Test func `G33 a transaction of a run ends with fifty partners or a thousand lines`() {
        func block(_ lines: [Int]) -> Int { PayoutRun.block(of: lines[...], lines: { $0 }, { $0 }).count }
        #expect(block(Array(repeating: 1, count: 60)) == 50)
        #expect(block([600, 399, 1, 5]) == 3)
        #expect(block([10_000, 1]) == 1)
        #expect(block([3, 4]) == 2)
    }
}
