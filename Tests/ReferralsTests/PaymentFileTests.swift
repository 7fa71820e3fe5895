import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import Referrals

/// What payment files have, and that what they had is booked as it was paid.
@Suite struct PaymentFileTests {
    /// An approved batch of two credits, and the payouts of files.
    private struct Case {
        let office: Referring
        let id: Referrer.ID
        let user: Principal
        let credits: [ReferralCredit.ID]
        let payout: ReferralPayout.ID

        init() async throws {
            office = try await Referring()
            id = try await office.active()
            user = try await office.user(.leadManager, of: id)
            credits = [try await office.earned("X", by: user), try await office.earned("Y", by: user)]
            payout = try await office.batch(id)
            _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        }

        func file(_ body: Value = [:]) async throws -> [String] {
            String(decoding: try await office.act("/referral/payment-files", body).bytes, as: UTF8.self)
                .split(separator: "\r\n").dropFirst().map(String.init)
        }

        func clawBack(_ credit: ReferralCredit.ID) async throws {
            _ = try await office.act("/referral/credits/\(credit)/clawback", ["reason": "a mistake"])
        }
    }

    @Test func `G75 G77 a batch with a credit that was taken back stands in no file and is not booked as paid`()
        async throws
    {
        let one = try await Case()
        try await one.clawBack(one.credits[0])
        #expect(try await one.file() == [])
        let body: Value = ["paid_on": Value(one.office.clock.now().day), "reference": "R"]
        #expect(
            try await one.office.code(.post, "/referral/payouts/\(one.payout)/paid", body) == "credit_clawed_back")
        _ = try await one.office.act("/referral/payouts/\(one.payout)/failure", ["notes": "a credit less"])
        #expect(try await one.office.lines(try await one.office.batch(one.id)).map(\.credit) == [one.credits[1]])
        #expect(try await one.office.balance(one.id) == ["25.00", "0.00", "0.00", "25.00"])
        #expect(try await one.office.flaws() == [])
    }

    @Test func `G68 G75 a partner that is not what the ledger says stands in no file`() async throws {
        let one = try await Case()
        let credit = one.credits[0]
        try await one.office.database.write {
            try $0.run("UPDATE referral_credit SET amount_cents = 2600 WHERE id = \(credit)")
        }
        #expect(try await one.file() == [])
    }

    @Test
    func
        `G77 what stood in a file is booked as it was paid, and a credit taken back since is set off in the next batch`()
        async throws
    {
        let one = try await Case()
        let office = one.office
        #expect(try await one.file().count == 1)
        try await one.clawBack(one.credits[0])
        #expect(try await office.balance(one.id) == ["25.00", "50.00", "0.00", "-25.00"])
        try await office.pay(one.payout, "R1")
        #expect(try await office.state(one.payout) == "paid")
        #expect(try await office.balance(one.id) == ["25.00", "0.00", "50.00", "-25.00"])
        #expect(try await office.flaws() == [])
        for name in ["V", "W"] { _ = try await office.earned(name, by: one.user) }
        let next = try await office.batch(one.id)
        #expect(try await office.lines(next).map(\.amount.count).sorted() == [-2500, 2500, 2500])
        _ = try await office.act("/referral/payouts/\(next)/approve", ["amount": "25"], as: office.checker)
        try await office.pay(next, "R2")
        #expect(try await office.balance(one.id) == ["75.00", "0.00", "75.00", "0.00"])
        #expect(try await office.flaws() == [])
    }

    @Test func `G75 what stood in a file and did not get out is free but for the credit that was taken back`()
        async throws
    {
        let one = try await Case()
        _ = try await one.file()
        try await one.clawBack(one.credits[0])
        let notes: Value = ["notes": "the bank sent it back"]
        _ = try await one.office.act("/referral/payouts/\(one.payout)/failure", notes, as: one.office.checker)
        let next = try await one.office.batch(one.id)
        #expect(try await one.office.lines(next).map(\.credit) == [one.credits[1]])
        #expect(try await one.office.flaws() == [])
    }

    @Test func `G75 a batch stands in one file, which is had again alone and as it was where it got lost`() async throws
    {
        let one = try await Case()
        let first = try await one.file()
        #expect(first.count == 1 && first[0].contains(",bank_transfer,50.00,USD,"))
        #expect(try await one.file() == [])
        #expect(try await one.office.get("/referral/payouts/\(one.payout)")["exported_at"]?.text != nil)
        let seen = try await one.office.get("/referral/payouts/\(one.payout)", as: one.user)
        #expect(seen["exported_at"] == nil, "the partner is told when it is paid")
        // Next week's file is another one: the first got lost, and comes without what the bank has of the second.
        for name in ["V", "W"] { _ = try await one.office.earned(name, by: one.user) }
        let next = try await one.office.batch(one.id)
        _ = try await one.office.act("/referral/payouts/\(next)/approve", as: one.office.checker)
        let second = try await one.file()
        #expect(second.count == 1 && second[0].hasPrefix("\(next),"))
        let files = try await one.office.get("/referral/payment-files")["items"]?.list ?? []
        #expect(files.map { $0["waiting"]?.integer } == [1, 1])
        #expect(try await one.file(["file": files.last?["id"] ?? .null]) == first)
        #expect(try await one.file(["file": files.first?["id"] ?? .null]) == second)
        try await one.office.pay(one.payout, "R1")
        #expect(try await one.file(["file": files.last?["id"] ?? .null]) == [], "what is booked as paid is in no file")
        let other: Value = ["file": .string(String(repeating: "0", count: 26))]
        #expect(try await one.office.code(.post, "/referral/payment-files", other) == "unknown_payment_file")
    }

    @Test func `G75 the same key has the same file again, whose answer did not get out`() async throws {
        let one = try await Case()
        func ask(_ body: Value = [:], key: String) async throws -> (rows: [String], isReplay: Bool) {
            let answer = try await one.office.act("/referral/payment-files", body, key: key)
            let rows = String(decoding: answer.bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
            return (rows.map(String.init), answer.headers.contains { $0.name == "Idempotency-Replayed" })
        }
        let first = try await ask(key: "monday")
        #expect(first.rows.count == 1 && !first.isReplay)
        let again = try await ask(key: "monday")
        #expect(again.rows == first.rows && again.isReplay)
        #expect(try await ask(key: "tuesday").rows == [])
        #expect(try await one.office.count("SELECT count(*) FROM referral_payment_file") == 1)
        #expect(
            try await one.office.count("SELECT count(*) FROM referral_activity WHERE action = 'payment_file_made'") == 1
        )
        await #expect(throws: IdempotencyRefusal.otherBody) { _ = try await ask(["method": "wire"], key: "monday") }
    }

    @Test func `G75 what an older program exported stands in its file, with the details of then, and in no other`()
        async throws
    {
        let one = try await Case()
        let first = try await one.file()
        let (office, partner) = (one.office, "/referral/partners/\(one.id)")
        // As it stood before payouts named their file; since then the details changed.
        try await office.database.write { db in
            try db.run(
                """
                UPDATE referral_payout SET payment_file_id = NULL, exported_at = NULL, exported_by = NULL,
                       bank_change_id = NULL, method = NULL
                """)
        }
        let change = try await office.act(
            "\(partner)/bank-changes", ["method": "paypal", "paypal_email": "pay@larch.example"])
        _ = try await office.act("/referral/bank-changes/\(change["id"]?.text ?? "")/approval", as: office.checker)
        _ = try await office.act("\(partner)/verifications", ["flag": "bank"], as: office.checker)
        for _ in 0..<2 { try await office.database.write { try ReferralUpgrade.fill($0) } }
        #expect(try await one.file() == [], "the bank has it")
        let files = try await office.get("/referral/payment-files")["items"]?.list ?? []
        // Both files are of one moment; the former one is empty now.
        let named = files.first { $0["payouts"] == 1 }
        #expect(try await one.file(["file": named?["id"] ?? .null]) == first)
        // Also where a credit was taken back before the upgrade it is booked as it was paid.
        try await one.clawBack(one.credits[0])
        try await office.pay(one.payout, "R1")
        #expect(try await office.state(one.payout) == "paid")
        #expect(try await office.flaws() == [])
    }

    @Test(arguments: [true, false])
    func `G43 a payout is booked to the details of its file, and one without a file to those that stand`(isInFile: Bool)
        async throws
    {
        let one = try await Case()
        let (office, partner) = (one.office, "/referral/partners/\(one.id)")
        if isInFile { _ = try await one.file() }
        let former = try await office.count("SELECT count(*) FROM referral_bank_change")
        let change = try await office.act(
            "\(partner)/bank-changes", ["method": "paypal", "paypal_email": "pay@larch.example"])
        let other = try found(change["id"]?.text)
        _ = try await office.act("/referral/bank-changes/\(other)/approval", as: office.checker)
        let path = "/referral/payouts/\(one.payout)"
        let body: Value = ["paid_on": Value(office.clock.now().day), "reference": "R"]
        if isInFile {
            #expect(try await office.code(.post, "\(path)/paid", body.adding("method", "paypal")) == "other_method")
        } else {
            // Other details are looked at anew before anything is paid to them.
            #expect(try await office.code(.post, "\(path)/paid", body) == "not_verified")
            _ = try await office.act("\(partner)/verifications", ["flag": "bank"], as: office.checker)
        }
        let paid = try await office.act("\(path)/paid", body)
        #expect(paid["method"] == (isInFile ? "bank_transfer" : "paypal"))
        #expect(
            try await office.count(
                "SELECT count(*) FROM referral_payout WHERE bank_change_id = \(other) AND state = 'paid'")
                == (isInFile ? 0 : 1))
        #expect(former == 1)
    }
}
