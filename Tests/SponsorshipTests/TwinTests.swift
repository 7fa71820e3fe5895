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
