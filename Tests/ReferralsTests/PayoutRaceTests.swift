import Kernel
import Ledger
import Storage
import TestDatabases
import Testing
import Web

@testable import Referrals

/// Many at once: one effect, and no credit in two batches.
@Suite struct PayoutRaceTests {
    @Test func `M10 G42 G43 of 200 parallel approvals of a payout one holds the money, of 200 payments one books it`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<2 { _ = try await office.earned("M \(number)", by: user) }
        let path = "/referral/payouts/\(try await office.batch(id))"
        let rows = try await office.count("SELECT count(*) FROM ledger_row")
        let approved = try await AtOnce.all(200) { _ in
            try await office.status(.post, "\(path)/approve", as: office.checker)
        }
        #expect(approved.count { $0 == 200 } == 1 && approved.allSatisfy { $0 == 200 || $0 == 409 })
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows + 1)
        #expect(try await office.balance(id) == ["50.00", "50.00", "0.00", "0.00"])
        #expect(try await office.count("SELECT count(*) FROM referral_activity WHERE action = 'payout_approved'") == 1)
        let day = Value(office.clock.now().day)
        let paid = try await AtOnce.all(200) { number in
            try await office.status(
                .post, "\(path)/paid", ["paid_on": day, "reference": .string("R\(number)")], as: office.admin)
        }
        #expect(paid.count { $0 == 200 } == 1 && paid.allSatisfy { $0 == 200 || $0 == 409 })
        #expect(try await office.balance(id) == ["50.00", "0.00", "50.00", "0.00"])
        #expect(try await office.count("SELECT CAST(sum(paid_cents) AS BIGINT) FROM referral_month") == 5000)
        #expect(try await office.flaws() == [])
    }

    @Test func `G38 a lead is in two batches by no way, however many ask for it at the same moment`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        var credits: [ReferralCredit.ID] = []
        for number in 0..<6 { credits.append(try await office.earned("M \(number)", by: user)) }
        // One that was rejected, and may be sent in again.
        let first = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(first)/reject", ["notes": "x"], as: office.checker)
        let day = office.clock.now().day
        let empty = try await office.earned("Base", by: user)
        let made = try await office.act(
            "/referral/payouts",
            ["partner": Value(id), "from": Value(day), "to": Value(day), "credits": [Value(empty)]])
        let open = try found(made["id"]?.text)
        let wanted = credits
        let statuses = try await AtOnce.all(120) { number in
            let credit = wanted[number % wanted.count]
            let period: Value = [
                "partner": Value(id), "from": Value(day.adding(days: -40 - number)), "to": Value(day.adding(days: -1)),
            ]
            switch number % 4 {
            case 0: return try await office.status(.post, "/referral/payouts/generate", period, as: office.admin)
            case 1:
                return try await office.status(
                    .post, "/referral/payouts", period.adding("credits", [Value(credit)]), as: office.admin)
            case 2:
                return try await office.status(
                    .post, "/referral/payouts/\(open)/lines", ["credit": Value(credit)], as: office.checker)
            default:
                return try await office.status(.post, "/referral/payouts/\(first)/resubmission", as: office.admin)
            }
        }
        #expect(statuses.contains { $0 == 201 || $0 == 200 } && statuses.allSatisfy { [200, 201, 409].contains($0) })
        let twice: SQL = """
            SELECT count(*) FROM (SELECT lead_id FROM referral_payout_line
                                    JOIN referral_credit ON referral_credit.id = referral_payout_line.credit_id
                                   WHERE referral_payout_line.state <> 'rejected' AND referral_credit.kind = 'approval'
                                   GROUP BY lead_id HAVING count(*) > 1) AS twice
            """
        #expect(try await office.count(twice) == 0)
        #expect(
            try await office.count("SELECT count(*) FROM referral_payout_line WHERE state <> 'rejected'") == 7)
        #expect(try await office.flaws() == [])
    }
}
