import Kernel
import Sheets
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Lines of statements that may be what is booked already.
@Suite struct TwinTests {
    /// What is found for each line of a statement, and which of the links and forms of further money are offered.
    private static func findings(_ lines: [Value]) -> [String] {
        lines.map { line in
            let finding = line["finding"]
            return [
                finding?["verdict"]?.text ?? "none", finding?["is_twin"]?.flag == true ? "twin" : nil,
                finding?["link"]?["name"]?.text,
            ].compactMap(\.self).joined(separator: " ")
        }
    }

    private static func payment(_ amount: String, _ day: String, _ reference: String) -> Value {
        [
            "amount": .string(amount), "currency": "EUR", "received_on": .string(day), "reference": .string(reference),
        ]
    }

    @Test(arguments: [
        // of what is booked by hand: amount, day, reference; what is found for 15,000 of the 18th under TX 1, and whether it is
        // booked without a word
        ("15000", "2026-11-18", "TX 1", "link payment", false),
        ("15000", "2026-01-05", "TX 1", "link payment", false),
        ("15000", "2026-11-09", "by phone", "unclear twin payment", false),
        ("15000", "2026-11-07", "by phone", "book", true),
        ("1500", "2026-11-18", "tx-1", "unclear twin payment", false),
        ("1500", "2026-11-18", "by phone", "book", true),
    ])
    func `H11 a line that may be what is booked by hand is booked only as further money`(
        amount: String, day: String, reference: String, finding: String, isFree: Bool
    ) async throws {
        let one = try await NodeBankCase()
        let office = one.office
        office.clock.advance(.days(2))
        let path = "/sponsor-contracts/\(one.contract)/payments"
        let payment = try await office.act(path, Self.payment(amount, day, reference))
        let statement = try await one.take("2026-11-18,Gold,Larch & Sons,15000.00,TX 1\n")
        let lines = try await one.lines(statement)
        #expect(Self.findings(lines) == [finding])
        let line = "/org-bank-lines/\(try Self.id(lines[0]))"
        let body: Value = ["contract": Value(one.contract)]
        if !isFree {
            #expect(try await office.code("\(line)/booking", body) == "booked_already")
            let isLinked = finding.hasPrefix("link")
            #expect(
                try await office.code("/org-statements/\(statement)/booking") == (isLinked ? nil : "nothing_matched"))
            if isLinked {
                #expect(try await office.count("SELECT count(*) FROM sponsor_payment") == 1)
                return
            }
        }
        #expect(try await office.code("\(line)/booking", body.adding("further", .bool(!isFree))) == nil)
        #expect(try await office.count("SELECT count(*) FROM sponsor_payment") == 2)
        #expect(payment["id"]?.text != nil)
        #expect(try await office.unbalanced() == 0)
    }

    private static func id(_ line: Value) throws -> String { try found(line["id"]?.text) }

    @Test func `H11 a second export of a movement, with its payer spelled otherwise, books nothing again`() async throws
    {
        let one = try await NodeBankCase()
        let office = one.office
        let first = try await one.take("2026-11-18,Gold,Larch & Sons,15000.00,TX 1\n")
        _ = try await office.act("/org-statements/\(first)/booking")
        let second = try await one.take("2026-11-19,Gold,LARCH AND SONS LTD,15000.00,tx 1\n")
        let lines = try await one.lines(second)
        #expect(Self.findings(lines) == ["unclear twin"], "it cannot be linked: another line is that payment")
        #expect(try await office.code("/org-statements/\(second)/booking") == "nothing_matched")
        let booking = "/org-bank-lines/\(try Self.id(lines[0]))/booking"
        #expect(try await office.code(booking, ["contract": Value(one.contract)]) == "booked_already")
        #expect(try await office.balance("node.bank", of: one.tree.district) == "15000.00")
        // The same reference in another month is another payment, as of who gives it each time.
        office.clock.advance(.days(40))
        let later = try await one.take("2026-12-20,Gold,Larch & Sons,15000.00,TX 1\n")
        #expect(Self.findings(try await one.lines(later)) == ["book"])
        _ = try await office.act("/org-statements/\(later)/booking")
        #expect(try await office.balance("node.bank", of: one.tree.district) == "30000.00")
        #expect(try await office.unbalanced() == 0)
    }

    @Test(arguments: [
        ("SP-2026-12 last rate", ["SP-2026-12"]), ("sp 2026 1, rate 2", ["SP-2026-1"]), ("SP20261", ["SP-2026-1"]),
        ("SP-2026-1 and SP-2026-12", ["SP-2026-1", "SP-2026-12"]), ("XSP-2026-1", []), ("SP-2026-1-B", ["SP-2026-1-B"]),
        ("SP 2026", []), ("GOLD instalment", ["GOLD"]), ("GOLDEN", []), ("", []),
    ])
    func `H11 a reference is named by whole words, and the longest of those that begin alike`(
        text: String, named: [String]
    ) {
        let references = ["SP-2026-1", "SP-2026-12", "SP-2026-1-B", "GOLD", "R-1"]
        #expect(NamedReference.places(in: text, of: references).map { references[$0] } == named)
    }

    @Test func `H11 a line that names one contract is never booked for another`() async throws {
        let one = try await NodeBankCase()
        let office = one.office
        let larch = try await office.sponsor("gold", of: one.tree.district)
        func contract(_ reference: String, of sponsor: Sponsor.ID, year: Int) async throws -> SponsorContract.ID {
            let id = try await office.drafted(sponsor, Sponsoring.contract(reference, year: year))
            _ = try await office.act("/sponsor-contracts/\(id)/activation", as: office.checker)
            return id
        }
        let paid = try await contract("LARCH-2026", of: larch, year: 2029)
        let open = try await contract("LARCH-2027", of: larch, year: 2031)
        let other = try await office.act(
            "/sponsors",
            [
                "company": "Alder Bank", "contact_name": "A", "email": "a@alder.example", "tier": "gold",
                "node": Value(one.tree.district),
            ])
        let alder = try await contract(
            "SP-2026-1", of: try found(other["id"]?.text.flatMap { Sponsor.ID($0) }), year: 2026)
        _ = try await contract("GOLD", of: try found(other["id"]?.text.flatMap { Sponsor.ID($0) }), year: 2033)
        _ = try await office.act(
            "/sponsor-contracts/\(paid)/payments",
            ["amount": "30000", "currency": "EUR", "received_on": "2026-10-01", "reference": "ALL"])
        let rows =
            [
                ("LARCH-2026 paid twice", "Larch & Sons", "unclear", nil), ("LARCH-2027", "Somebody", "book", open),
                ("SP-2026-12 last rate", "Somebody", "unmatched", nil), ("SP-2026-1", "Larch & Sons", "unclear", nil),
                ("SP-2026-1 rate", "Alder Bank", "book", alder), ("GOLD bars", "Somebody", "unmatched", nil),
                ("LARCH-2027 and SP-2026-1", "Somebody", "unclear", nil),
            ] as [(String, String, String, SponsorContract.ID?)]
        let text = rows.enumerated().map { "2026-11-1\($0),\($1.0),\($1.1),\(100 + $0).00,TX \($0)\n" }.joined()
        let lines = try await one.lines(try await one.take(text))
        for (line, row) in zip(lines, rows) {
            #expect(line["finding"]?["verdict"]?.text == row.2, "\(row.0)")
            #expect(line["finding"]?["contract"]?.text == row.3?.description, "\(row.0)")
            #expect(line["offers"]?["contracts"]?.list?.isEmpty == false, "a person may know better")
            #expect(line["finding"]?["reason"]?.text?.contains("01") != true, "told in people's words: \(row.0)")
        }
    }

    @Test func `H11 a line that cannot be booked keeps no other from being booked`() async throws {
        let one = try await NodeBankCase()
        let statement = try await one.take(
            "2026-11-25,Gold,Larch & Sons,100.00,TX 1\n2026-11-18,Gold,Larch & Sons,200.00,TX 2\n")
        let booked = try await one.office.act("/org-statements/\(statement)/booking")
        #expect(booked["newly_matched"]?.integer == 1 && booked["open"]?.integer == 1)
        #expect(booked["refused"]?.list?.compactMap { $0["code"]?.text } == ["in_the_future"])
        #expect(try await one.office.code("/org-statements/\(statement)/booking") == "in_the_future")
        #expect(try await one.office.balance("node.bank", of: one.tree.district) == "200.00")
    }

    @Test func `H11 money that waits is told page by page, to the oldest`() async throws {
        let one = try await NodeBankCase()
        let rows = (0..<5).map { "2026-11-18,x,Nobody,\(10 + $0).00,TX \($0)\n" }.joined()
        _ = try await one.take(rows)
        var (seen, next) = ([String](), "")
        repeat {
            let page = try await one.office.get("/org-bank-lines?limit=2\(next)")
            seen += page["items"]?.list?.compactMap { $0["id"]?.text } ?? []
            next = page["next"]?.text.map { "&after=\($0)" } ?? ""
        } while !next.isEmpty
        #expect(seen.count == 5 && Set(seen).count == 5)
    }

    @Test func `H11 the same movement twice in one file is booked once`() async throws {
        let one = try await NodeBankCase()
        let row = "2026-11-18,Gold,Larch & Sons,5000.00,TX 1\n"
        let statement = try await one.take(row + "2026-11-18,Gold again,Larch & Sons,5000.00,TX 1\n")
        #expect(Self.findings(try await one.lines(statement)) == ["book", "unclear twin"])
        let booked = try await one.office.act("/org-statements/\(statement)/booking")
        #expect(booked["newly_matched"]?.integer == 1 && booked["open"]?.integer == 1)
        #expect(try await one.office.balance("node.bank", of: one.tree.district) == "5000.00")
    }

    @Test func `H11 a line reads what is like it, and not every booking of its node`() async throws {
        let one = try await NodeBankCase()
        let (office, node, now) = (one.office, one.tree.district, one.office.clock.now())
        for number in 0..<40 {
            let fee: Value = [
                "kind": "licence_fee", "amount": .string("\(number + 100)"), "currency": "EUR",
                "received_on": "2026-11-18", "reference": .string("L-\(number)"),
            ]
            _ = try await office.act("/org-nodes/\(node)/fees", fee)
        }
        let tenant = office.tenants[0]
        func near(_ line: BankFile.Line) async throws -> [String] {
            try await office.database.read {
                try BookedMoney.near([line], at: node, tenant: tenant, $0).map(\.reference)
            }
        }
        let line = BankFile.Line(
            line: 1, bookedOn: now.day, amount: Cents(10_700), currency: .eur, reference: "l 31", payer: nil, text: nil)
        #expect(try await near(line) == ["L-7", "L-31"], "as much, and of that reference")
        let other = BankFile.Line(
            line: 1, bookedOn: now.day.adding(days: 11), amount: Cents(10_700), currency: .eur, reference: nil,
            payer: nil, text: nil)
        #expect(try await near(other) == [])
    }
}
