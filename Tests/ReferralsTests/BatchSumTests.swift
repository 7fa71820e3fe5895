import Kernel
import Storage
import TestDatabases
import Testing
import Web

@testable import Referrals

/// What a batch comes to is what its lines come to, whatever was done last.
@Suite struct BatchSumTests {
    @Test func `G37 a batch is the sum of its lines, and of those that are approved, after each of its transitions`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        let third = Referring.principal(office.tenants[0], PersonID(bits: 77), [.admin])
        let (checker, payout) = (office.checker, try await office.batch(id))
        let path = "/referral/payouts/\(payout)"
        try await check(payout, "75.00", nil, office)
        let late = try await office.earned("Late", by: user)
        _ = try await office.act("\(path)/lines", ["credit": Value(late)], as: third)
        try await check(payout, "100.00", nil, office)
        let lines = try await office.lines(payout).map(\.id)
        _ = try await office.act("/referral/payout-lines/\(lines[0])/approve", as: checker)
        try await check(payout, "100.00", nil, office)
        _ = try await office.act("/referral/payout-lines/\(lines[1])/reject", ["notes": "x"], as: checker)
        try await check(payout, "100.00", nil, office)
        _ = try await office.act("/referral/payout-lines/\(lines[2])/approve", as: checker)
        _ = try await office.act("\(path)/approve-partial", as: checker)
        try await check(payout, "100.00", "50.00", office)
        try await office.pay(payout, "A")
        try await check(payout, "100.00", "50.00", office)
    }

    @Test func `G37 a batch that is rejected, sent in again, approved whole and not paid out is so too`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<2 { _ = try await office.earned("M \(number)", by: user) }
        let first = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(first)/reject", ["notes": "which?"], as: office.checker)
        try await check(first, "50.00", nil, office)
        let again = try await office.act("/referral/payouts/\(first)/resubmission")
        let second = try found(again["id"]?.text.flatMap { ReferralPayout.ID($0) })
        try await check(second, "50.00", nil, office)
        _ = try await office.act("/referral/payouts/\(second)/approve", as: office.checker)
        try await check(second, "50.00", "50.00", office)
        _ = try await office.act("/referral/payouts/\(second)/failure", ["notes": "the bank sent it back"])
        // What was approved stays told; nothing of it is held any more.
        let value = try await office.get("/referral/payouts/\(second)")
        #expect(value["generated_amount"] == "50.00" && value["approved_amount"] == "50.00")
        #expect(try await office.lines(second).allSatisfy { $0.state == .rejected })
        #expect(try await office.balance(id) == ["50.00", "0.00", "0.00", "50.00"])
        #expect(try await office.flaws() == [])
    }

    private func check(
        _ payout: ReferralPayout.ID, _ generated: String, _ approved: String?, _ office: Referring
    ) async throws {
        let value = try await office.get("/referral/payouts/\(payout)")
        let lines = try await office.lines(payout)
        #expect(value["generated_amount"]?.text == generated)
        #expect(value["approved_amount"]?.text == approved)
        #expect(PayoutLine.sum(lines, Set(PayoutLine.State.allCases)).decimal == generated)
        if let approved { #expect(PayoutLine.sum(lines, [.approved]).decimal == approved) }
        #expect(try await office.flaws() == [])
    }
}
