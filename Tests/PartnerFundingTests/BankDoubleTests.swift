import Kernel
import Sheets
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Money is booked once, whether a person enters it or a statement brings it, and a statement that was read wrongly is taken
/// back.
@Suite struct BankDoubleTests {
    // swift-format-ignore
    @Test(arguments: [
        // reference, text,              payer,             amount,   day,          verdict
        ("T1",   "gift FG-DDDD4444",     "somebody",        "600",    "2026-11-22", "unclear"),
        ("T1",   "gift FG-DDDD4444",     "somebody",        "600",    "2026-11-15", "unclear"),
        ("T1",   "gift FG-DDDD4444",     "somebody",        "600",    "2026-11-26", "matched"),
        ("T1",   "gift FG-DDDD4444",     "somebody",        "599.99", "2026-11-22", "matched"),
        ("T1",   "gift",                 "Finch Fund Ltd",  "600",    "2026-11-20", "unclear"),
        ("T1",   "gift",                 "A Stranger",      "600",    "2026-11-20", "unclear"),
        ("T1",   "gift",                 "Lark Foundation", "600",    "2026-11-20", "matched"),
        ("T1",   "for FG-AAAA1111",      "Finch Fund",      "600",    "2026-11-20", "matched"),
        ("h 1",  "for FG-AAAA1111",      "Lark Foundation", "1",      "2026-12-30", "known"),
    ])
    func `F67 a line that may be a receipt entered by hand is told with that receipt, and is not matched`(
        reference: String, text: String, payer: String, amount: String, day: String, verdict: String
    ) throws {
        let receipt = BankTests.receipt("H1", Cents(60_000), on: "2026-11-20", hasLine: false)
        var matcher = BankMatcher(
            [
                .init(BankTests.ids[0], code: "FG-AAAA1111", partner: "Lark Foundation", .usd, usual: Cents(50_000), outstanding: Cents(100_000)),
                .init(BankTests.ids[3], code: "FG-DDDD4444", partner: "Finch Fund", .usd, usual: Cents(60_000), outstanding: Cents(900_000)),
            ], booked: [receipt])
        let sheet = "Date,Memo,Payer,Amount,Reference\n\(day),\(text),\(payer),\(amount),\(reference)\n"
        let line = try #require(try BankFile(Array(sheet.utf8), BankLayout(), currency: .usd).lines.first)
        let finding = matcher.finding(for: line)
        #expect(finding.verdict.rawValue == verdict, "\(finding)")
        #expect(finding.twin == (verdict == "matched" ? nil : receipt.receipt), "\(finding)")
    }

    @Test
    func `F67 a receipt by hand and then its line in the statement are one: a person links them, or books it further`()
        async throws
    {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        let receipt = try await office.receive("600", for: id, reference: "by hand")
        let code = try await office.commitment(id).paymentCode
        let day = office.clock.now().day
        let taken = try await office.upload(
            """
            Date,Description,Name,Amount,Reference
            \(day.adding(days: 1)),gift \(code),Lark Foundation,600.00,T1
            \(day),gift,Lark Foundation,400.00,T2
            """)
        let statement = taken["id"]?.text ?? ""
        let shown = try await office.caller.call(.get, "/bank-statements/\(statement)", as: office.admin)
        let lines = shown["lines"]?.list ?? []
        #expect(lines.map { $0["finding"]?["verdict"]?.text } == ["unclear", "matched"])
        #expect(lines[0]["finding"]?["twin"]?.text == receipt)
        #expect(lines[0]["finding"]?["reason"]?.text?.contains("by hand") == true)
        #expect(try await office.act("/bank-statements/\(statement)/booking")["newly_booked"] == 1)
        let (line, other) = (lines[0]["id"]?.text ?? "", lines[1]["id"]?.text ?? "")
        let found = try #require(CommitmentReceipt.ID(receipt))
        await #expect(throws: BankRefusal.booked(found)) {
            try await office.act("/bank-lines/\(line)/booking", ["commitment": Value(id)])
        }
        await #expect(throws: IllegalMove.self) {
            try await office.act("/bank-lines/\(other)/link", ["receipt": .string(receipt)])
        }
        let linked = try await office.act("/bank-lines/\(line)/link", ["receipt": .string(receipt)])
        #expect(linked["state"] == "booked" && linked["receipt"]?.text == receipt)
        #expect(try await office.booked("commitment.capital", of: id) == 100_000)
        // The receipt is taken back: the line waits again, and is booked, because nothing is like it any more.
        _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "the statement has it"])
        _ = try await office.act("/bank-lines/\(line)/booking", ["commitment": Value(id)])
        #expect(try await office.booked("commitment.capital", of: id) == 100_000)
    }

    @Test func `F67 a line is linked to no other amount, to no receipt twice, and further money is booked as such`()
        async throws
    {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        let receipts = [
            try await office.receive("100", for: id, reference: "first"),
            try await office.receive("99", for: id, reference: "second"),
        ]
        let day = office.clock.now().day
        _ = try await office.upload("Date,Description,Amount\n\(day),a,100.00\n\(day),b,100.00\n")
        let lines = try await office.caller.call(.get, "/bank-lines", as: office.admin)["lines"]?.list ?? []
        #expect(lines.map { $0["finding"]?["twin"]?.text } == [receipts[0], receipts[0]])
        let ids = lines.map { $0["id"]?.text ?? "" }
        let wrong = try #require(CommitmentReceipt.ID(receipts[1]))
        await #expect(throws: BankRefusal.otherMoney(wrong)) {
            try await office.act("/bank-lines/\(ids[0])/link", ["receipt": .string(receipts[1])])
        }
        _ = try await office.act("/bank-lines/\(ids[0])/link", ["receipt": .string(receipts[0])])
        let right = try #require(CommitmentReceipt.ID(receipts[0]))
        await #expect(throws: BankRefusal.linked(right)) {
            try await office.act("/bank-lines/\(ids[1])/link", ["receipt": .string(receipts[0])])
        }
        _ = try await office.upload("Date,Description,Amount\n\(day.adding(days: -1)),c,99.00\n")
        let waiting = try await office.caller.call(.get, "/bank-lines", as: office.admin)["lines"]?.list ?? []
        let third = try #require(waiting.first { $0["text"]?.text == "c" }?["id"]?.text)
        await #expect(throws: BankRefusal.booked(wrong)) {
            try await office.act("/bank-lines/\(third)/booking", ["commitment": Value(id)])
        }
        _ = try await office.act("/bank-lines/\(third)/booking", ["commitment": Value(id), "further": true])
        #expect(try await office.booked("commitment.capital", of: id) == 29_800)
    }

    @Test func `F67 who pays each month under one reference is booked each month`() async throws {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        let code = try await office.commitment(id).paymentCode
        let day = office.clock.now().day
        for month in [2, 1, 0] {
            let on = day.adding(months: -month)
            let taken = try await office.upload(
                "Date,Name,Amount,Reference\n\(on),Lark Foundation,100.00,\(code)\n\(on),Lark,5.00,0123456789\n")
            let booked = try await office.act("/bank-statements/\(taken["id"]?.text ?? "")/booking")
            #expect(booked["newly_booked"] == 1, "\(on)")
            let other = try await office.database.read {
                try $0.value("SELECT max(id) FROM bank_line WHERE state = 'open'", as: String.self)
            }
            _ = try await office.act("/bank-lines/\(other ?? "")/booking", ["commitment": Value(id)])
        }
        #expect(try await office.booked("commitment.capital", of: id) == 31_500)
        // The same payment in a statement whose words differ is told.
        let again = try await office.upload(
            "Date,Name,Amount,Reference\n\(day),LARK FOUNDATION INC,100.00,\(code)\n")
        let shown = try await office.caller.call(
            .get, "/bank-statements/\(again["id"]?.text ?? "")", as: office.admin)
        #expect(shown["lines"]?.list?.first?["finding"]?["verdict"] == "known")
    }

    @Test
    func `F67 a statement read in a wrong currency is withdrawn while none of its lines is booked, and taken again`()
        async throws
    {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        let text = "Date,Description,Amount\n2026-11-17,a,100.00\n2026-11-17,b,7.00\n"
        let taken = try await office.upload(text)["id"]?.text ?? ""
        let tenant = office.tenants[0]
        func lines() async throws -> [Value] {
            try await office.caller.call(.get, "/bank-lines", as: office.admin)["lines"]?.list ?? []
        }
        let (first, second) = (try await lines()[0]["id"]?.text ?? "", try await lines()[1]["id"]?.text ?? "")
        let receipt = try await office.act("/bank-lines/\(first)/booking", ["commitment": Value(id)])["receipt"]?.text
        let statement = try #require(BankStatement.ID(taken))
        await #expect(throws: BankRefusal.stillBooked(statement, lines: 1)) {
            try await office.act("/bank-statements/\(taken)/withdrawal", ["reason": "in pounds"])
        }
        _ = try await office.act("/commitment-receipts/\(receipt ?? "")/reversal", ["reason": "in pounds"])
        _ = try await office.act("/bank-lines/\(second)/dismissal", ["reason": "ours"])
        #expect(
            try await office.status(.post, "/bank-statements/\(taken)/withdrawal", ["reason": " "], as: office.admin)
                == 422)
        let gone = try await office.act("/bank-statements/\(taken)/withdrawal", ["reason": "in pounds"])
        #expect(gone["is_withdrawn"] == true && gone["dismissed"] == 2 && gone["open"] == 0)
        #expect(try await lines().isEmpty)
        for line in [first, second] {
            await #expect(throws: BankRefusal.withdrawn(statement)) {
                try await office.act("/bank-lines/\(line)/restoration")
            }
        }
        await #expect(throws: BankRefusal.withdrawn(statement)) {
            try await office.act("/bank-statements/\(taken)/withdrawal", ["reason": "again"])
        }
        let history = try await office.database.read { try History.of("bank_statement", statement, tenant: tenant, $0) }
        let row = try #require(history.first { $0.event == "withdraw" })
        #expect(row.who == office.admin.who && row.reason == "in pounds")
        let again = try await office.upload(text)
        #expect(again["open"] == 2 && again["known"] == 0 && again["id"]?.text != taken)
        await #expect(throws: BankRefusal.self) { try await office.upload(text) }
    }
}
