import Crypto
import Kernel
import Sheets
import Storage
import TestServers
import Testing

@testable import PartnerFunding
@testable import Web

@Suite struct BankTests {
    /// One statement in three ways of writing.
    // swift-format-ignore
    @Test(arguments: [
        "Date,Description,Name,Amount,Reference\n2026-11-20,gift FG-1,Lark Foundation,\"1,000.00\",T1\n2026-11-21,rent,Landlord,-500.00,T2\n",
        "Account 1\n\nBuchungstag;Verwendungszweck;Auftraggeber;Betrag;Reference\r\n20.11.2026;gift FG-1;Lark Foundation;1.000,00;T1\r\n21.11.2026;rent;Landlord;-500,00;T2\r\n",
        "Posting Date\tMemo\tPayer\tMoney in\tAmount\tBank Reference\n20-Nov-26\tgift FG-1\tLark Foundation\t1000\t\tT1\n21-Nov-26\trent\tLandlord\t\t-500\tT2\n",
    ])
    func `F67 a statement is read whatever bank wrote it, and only what came in is kept`(text: String) throws {
        let file = try BankFile(Array(text.utf8), BankLayout(), currency: .usd)
        #expect(file.flaws == [] && file.outgoing == 1)
        let line = try #require(file.lines.first)
        #expect(file.lines.count == 1 && line.bookedOn == Day("2026-11-20") && line.amount == Cents(100_000))
        #expect([line.reference, line.payer, line.text] == ["T1", "Lark Foundation", "gift FG-1"])
    }

    @Test func `F67 a line is matched to none of two partners of one name, not by its amount either`() async throws {
        let office = try await Partnered()
        let first = try await office.partner(in: .approved, ("name", "Heron Trust LLC"))
        let id = try await office.approved(
            ["type": "one_off", "currency": "USD", "amount": "700", "intended_use": "general_pool"], for: first)
        func verdict(_ payer: String, _ text: String = "gift") async throws -> String? {
            let taken = try await office.upload("Date,Description,Name,Amount\n2026-11-17,\(text),\(payer),700.00\n")
            let path = "/bank-statements/\(taken["id"]?.text ?? "")"
            let page = try await office.caller.call(.get, path, as: office.admin)
            return page["lines"]?.list?.first?["finding"]?["verdict"]?.text
        }
        #expect(try await verdict("Heron Trust") == "matched")
        // Whoever only asks makes nothing unclear.
        try await office.enquire(("name", "Heron Trust Inc"), ("email", "lead@heron.example"))
        #expect(try await verdict("Heron Trust Ltd") == "matched")
        // The other one has nothing open.
        _ = try await office.partner(in: .approved, ("name", "Heron Trust Inc"), ("email", "inc@heron.example"))
        #expect(try await verdict("Heron Trust LLC") == "unclear")
        #expect(try await verdict("Heron Trust LLC", office.commitment(id).paymentCode) == "matched")
    }

    @Test func `F67 a payer may give the same reference each month: each payment is a line of its own`() throws {
        func keys(_ day: String, _ amount: String) throws -> Set<String> {
            let text = "Date,Name,Amount,Reference\n\(day),Lark Foundation,\(amount),FG-AAAA1111\n"
            return Set(try BankFile(Array(text.utf8), BankLayout(), currency: .usd).lines.map(\.key))
        }
        let first = try keys("2026-10-01", "500")
        #expect(try first == keys("2026-10-01", "500"), "the same row of another statement")
        #expect(try first.isDisjoint(with: keys("2026-11-01", "500")))
        #expect(try first.isDisjoint(with: keys("2026-10-01", "499")))
    }

    @Test(arguments: [
        ("DE89 3704 0044 0532 0130 00 gift", "DE…3000 gift"), ("card 4000-1234-5678-9010", "card …9010"),
        ("room 12 34", "room 12 34"), ("20 Nov 2026", "20 Nov 2026"), ("FG-0000 1111 thanks", "FG-0000 1111 thanks"),
    ]) func `F67 a number of an account is cut however it is grouped`(text: String, kept: String) {
        #expect(BankFile.withoutAccounts(text) == kept)
    }

    @Test func `F67 numbers of accounts are kept by their last digits, and rows that are wrong are told`() throws {
        let text = """
            Date,Description,Amount
            2026-11-20,from DE89370400440532013000 and 0123456789,10.00
            soon,x,10.00
            2026-11-20,y,ten
            2026-11-20,same,5.00
            2026-11-20,same,5.00
            """
        let file = try BankFile(Array(text.utf8), BankLayout(), currency: .gbp)
        #expect(file.lines.first?.text == "from DE…3000 and …6789" && file.lines.first?.currency == .gbp)
        #expect(file.flaws.map(\.line) == [3, 4])
        // Two rows that say the same are two.
        #expect(Set(file.lines.map(\.key)).count == 3)
        #expect(throws: SheetRefusal.noColumn(BankField.amount.column)) {
            try BankFile(Array("Date,Note,Amount due\n2026-11-20,a,b\n".utf8), Self.chosen, currency: .usd)
        }
    }

    private static var chosen: BankLayout {
        var layout = BankLayout()
        layout.columns = [.bookedOn: "Date"]
        return layout
    }

    static func receipt(_ reference: String, _ amount: Cents, on day: String, hasLine: Bool) -> BookedMoney {
        BookedMoney(
            receipt: CommitmentReceipt.ID(bits: 9), commitment: ids[3], code: "FG-DDDD4444", partner: "Finch Fund",
            amount: amount, currency: .usd, day: Day(day) ?? Day(number: 0), reference: reference, hasLine: hasLine)
    }

    static let ids = (1...4).map { Commitment.ID(bits: UInt128($0)) }

    // swift-format-ignore
    @Test(arguments: [
        // payer                   text                  amount    currency  verdict      which
        ("somebody",               "for FG-AAAA1111",    "100",    "USD",    "matched",   0),
        ("somebody",               "fg aaaa 1111 thanks","100",    "USD",    "matched",   0),
        ("Wren Trust Ltd.",        "FG-ZZZZ9999",        "700",    "USD",    "unclear",   nil),
        ("Lark Foundation",        "FG-BBBB2222",        "100",    "USD",    "matched",   1),
        ("Wren Trust Ltd.",        "gift",               "700",    "USD",    "matched",   2),
        ("WREN TRUST",             "gift",               "50",     "USD",    "matched",   2),
        ("Wren Trust",             "gift",               "700.01", "USD",    "too_much",  2),
        ("Lark Foundation Inc",    "gift",               "250",    "USD",    "matched",   1),
        ("Lark Foundation",        "gift",               "77",     "USD",    "unclear",   nil),
        ("Lark Foundation",        "gift",               "250",    "EUR",    "unclear",   nil),
        ("somebody",               "FG-AAAA1111 FG-BBBB2222", "99", "USD",   "unclear",   nil),
        ("Wren",                   "gift",               "700",    "USD",    "unmatched", nil),
        ("somebody",               "booked R-7",         "1",      "USD",    "known",     3),
    ])
    func `F67 a line is matched by code or name, and never by a guess`(
        payer: String, text: String, amount: String, currency: String, verdict: String, which: Int?
    ) throws {
        var matcher = BankMatcher(
            [
                .init(Self.ids[0], code: "FG-AAAA1111", partner: "Lark Foundation", .usd, usual: Cents(50_000), outstanding: Cents(100_000)),
                .init(Self.ids[1], code: "FG-BBBB2222", partner: "Lark Foundation", .usd, usual: Cents(25_000), outstanding: Cents(100_000)),
                .init(Self.ids[2], code: "FG-CCCC3333", partner: "Wren Trust", .usd, usual: Cents(70_000), outstanding: Cents(70_000)),
            ], booked: [Self.receipt("R-7", Cents(100), on: "2026-01-01", hasLine: false)])
        let sheet = "Date,Memo,Payer,Amount,Currency,Reference\n2026-11-20,\(text),\(payer),\(amount),\(currency),\(verdict == "known" ? "r-7" : "")\n"
        let line = try #require(try BankFile(Array(sheet.utf8), BankLayout(), currency: .usd).lines.first)
        let finding = matcher.finding(for: line)
        #expect(finding.verdict.rawValue == verdict && finding.commitment == which.map { Self.ids[$0] }, "\(finding)")
    }

    @Test
    func
        `F23 F67 a pledge is funded by a matched line of a statement and by nothing else, and what is not matched is listed`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let pledge = try await office.approved(
            ["type": "pledge_pending", "currency": "USD", "amount": "1000"], for: partner)
        await #expect(throws: CommitmentRefusal.statementNeeded(pledge)) {
            try await office.receive("1000", for: pledge)
        }
        let code = try await office.commitment(pledge).paymentCode
        let text = """
            Date,Description,Name,Amount,Reference
            2026-11-17,pledge \(code),Somebody Else,600.00,T1
            2026-11-17,thank you,Lark Foundation,400.00,T2
            2026-11-17,sold a desk,A Stranger,80.00,T3
            2026-11-17,rent,Landlord,-500.00,T4
            2026-11-17,more,Lark Foundation,1.00,T5
            """
        let taken = try await office.upload(text)
        let id = taken["id"]?.text ?? ""
        #expect(taken["open"] == 4 && taken["outgoing"] == 1)
        let statement = try #require(BankStatement.ID(id))
        await #expect(throws: BankRefusal.knownFile(statement)) { try await office.upload(text) }
        // Not even money of another commitment, which may have been entered by hand, comes to it.
        let given = try await office.approved(CommitmentTests.oneOff, for: partner)
        try await office.receive("3", for: given)
        let other: Value = [
            "type": "pledge_pending", "currency": "USD", "amount": "5000", "partner": Value(partner),
            "supersedes": Value(given),
        ]
        await #expect(throws: CommitmentRefusal.unreleased(given, left: Cents(300), .usd)) {
            try await office.act("/commitments", other)
        }
        try await office.refund("3", of: given)
        _ = try await office.act("/commitments/\(given)/cancellation", ["reason": "x"])
        #expect(try await office.standing(pledge)["is_funded"] == false)
        func fundedAt() async throws -> Value? {
            try await office.caller.call(.get, "/commitments/\(pledge)", as: office.admin)["funded_at"]
        }
        #expect(try await fundedAt() == .null)
        let shown = try await office.caller.call(.get, "/bank-statements/\(id)", as: office.admin)
        #expect(
            shown["lines"]?.list?.map { $0["finding"]?["verdict"]?.text } == [
                "matched", "matched", "unmatched", "too_much",
            ])
        let booked = try await office.act("/bank-statements/\(id)/booking")
        #expect(booked["newly_booked"] == 2 && booked["open"] == 2)
        let standing = try await office.standing(pledge)
        #expect(standing["received"]?.text == "1000.00" && standing["is_funded"] == true)
        #expect(try await fundedAt() == Value(office.clock.now()))
        #expect(try await office.booked("commitment.capital", of: pledge) == 100_000)
        await #expect(throws: BankRefusal.nothingMatched(statement)) {
            try await office.act("/bank-statements/\(id)/booking")
        }
        let after = try await office.caller.call(.get, "/bank-statements/\(id)", as: office.admin)
        #expect(shown["has_matched"] == true && after["has_matched"] == false)
        let waiting = try await office.caller.call(.get, "/bank-lines", as: office.admin)
        #expect(Set(waiting["lines"]?.list?.compactMap { $0["reference"]?.text } ?? []) == ["T3", "T5"])
        // The next statement overlaps with it.
        let next = try await office.upload(text + "\n2026-11-18,new,A Stranger,9.00,T6")
        #expect(next["open"] == 1 && next["known"] == 4)
        // A release is possible now.
        let allocation = try await office.allocate("1000", of: pledge, to: try await office.cohort()).id
        try await office.release(allocation)
    }

    @Test func `F67 a person books, puts away and takes out a line, and one whose receipt is taken back waits again`()
        async throws
    {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        _ = try await office.upload("Date,Description,Amount\n2026-11-17,a,100.00\n2026-11-17,b,2000.00\n")
        let lines = try await office.caller.call(.get, "/bank-lines", as: office.admin)["lines"]?.list ?? []
        func line(_ text: String) -> String { lines.first { $0["text"]?.text == text }?["id"]?.text ?? "" }
        _ = try await office.act("/bank-lines/\(line("a"))/booking", ["commitment": Value(id)])
        await #expect(throws: CommitmentRefusal.moreThanPromised(id, left: Cents(90_000), .usd)) {
            try await office.act("/bank-lines/\(line("b"))/booking", ["commitment": Value(id)])
        }
        #expect(
            try await office.status(.post, "/bank-lines/\(line("b"))/dismissal", ["reason": " "], as: office.admin)
                == 422)
        _ = try await office.act("/bank-lines/\(line("b"))/dismissal", ["reason": "our own transfer"])
        await #expect(throws: IllegalMove.self) {
            try await office.act("/bank-lines/\(line("b"))/booking", ["commitment": Value(id)])
        }
        _ = try await office.act("/bank-lines/\(line("b"))/restoration")
        #expect(try await office.status(.post, "/bank-lines/\(line("a"))/restoration", as: office.admin) == 409)
        let receipt = try await office.database.read {
            try $0.value("SELECT receipt_id FROM bank_line WHERE receipt_id IS NOT NULL", as: String.self)
        }
        _ = try await office.act("/commitment-receipts/\(receipt ?? "")/reversal", ["reason": "another's"])
        #expect(try await office.count("SELECT count(*) FROM bank_line WHERE state = 'open'") == 2)
        _ = try await office.act("/bank-lines/\(line("a"))/booking", ["commitment": Value(id)])
        #expect(try await office.booked("commitment.capital", of: id) == 10_000)
        #expect(try await office.status(.get, "/bank-lines", as: office.checker) == 200)
        #expect(
            try await office.status(
                .post, "/bank-lines/\(line("b"))/booking", ["commitment": Value(id)], as: office.admins[1]) == 404)
    }
}

extension Partnered {
    /// Takes a bank's statement in.
    @discardableResult
    func upload(_ text: String) async throws -> Value {
        let path = "\(folder.path)/statement-\(Digest(of: Array(text.utf8)).description.prefix(8)).csv"
        guard Files.write(Array(text.utf8), to: path) else { throw NotWritten() }
        let file = UploadedFile(
            field: "file", name: "statement.csv", contentType: "text/csv", sizeBytes: text.utf8.count,
            file: TemporaryFile(path: path))
        return try await caller.call(.post, "/bank-statements", as: admin, files: [file]).value
    }

    private struct NotWritten: Error {}
}
