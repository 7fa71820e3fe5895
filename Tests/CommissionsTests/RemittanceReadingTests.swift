import Kernel
import Sheets
import TestServers
import Testing

@testable import Commissions

@Suite struct RemittanceReadingTests {
    /// Four ways of writing one remittance.
    @Test(arguments: [
        "Deal,Merchant,Commission,Payment Date,Trace\nA-000001,Joe's Pizza LLC,\"$1,234.50\",11/20/2026,T1\nA-2,Ann,(50.00),11/20/2026,T2\n",
        "Deal;Merchant;Commission;Payment Date;Trace\r\nA-000001;Joe's Pizza LLC;1.234,50;20.11.2026;T1\r\nA-2;Ann;-50,00;20.11.2026;T2\r\n",
        "Monthly statement\n\nDeal\tMerchant\tCommission\tPayment Date\tTrace\nA-000001\tJoe's Pizza LLC\t1234.50\t2026-11-20\tT1\r\nA-2\tAnn\t-50\t2026-11-20\tT2\rTotal\t\t1184.50\t\t\n",
        "\u{FEFF}deal_id|merchant name|AMOUNT|Date Paid|ACH Trace #|Clawback\nA-000001|Joe's Pizza LLC|1,234.50|20-Nov-26|T1|\nA-2|Ann||20-Nov-26|T2|50.00\n",
    ]) func `N09 separators, decimal signs and days are read from the file`(text: String) throws {
        let file = try RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd)
        #expect(file.flaws == [])
        let told = file.lines.map { line in
            [
                line.reference ?? "", line.merchant ?? "", line.amount.decimal, line.paidOn?.description ?? "",
                line.trace ?? "", line.currency.rawValue,
            ]
        }
        #expect(
            told == [
                ["A-000001", "Joe's Pizza LLC", "1234.50", "2026-11-20", "T1", "USD"],
                ["A-2", "Ann", "-50.00", "2026-11-20", "T2", "USD"],
            ])
        #expect(file.total == Cents(118_450) && (file.statedTotal == nil || file.statedTotal == file.total))
    }

    // swift-format-ignore
    @Test(arguments: [
        ("",                                                   "empty_file"),
        ("\n \r\n",                                            "empty_file"),
        ("Deal,Amount\n",                                      "empty_file"),
        ("just one column\nof words\n",                        "no_columns"),
        ("Name, first;Amount\nX;1,50\n",                       "undecided separator"),
        ("Deal,Amount\nA,1.50\nB,\"1,50\"\n",                  "undecided decimal_sign"),
        ("Deal,Amount,Date\nA,1.50,3/4/2026\n",                "undecided day_order"),
        ("Deal,Amount,Date\nA,1.50,30/4/26\nB,2,12/31/26\n",   "undecided day_order"),
        ("A-1,1200.00\nA-2,300.00\n",                          "no_header"),
        ("Deal,Sum of money\nA,1\n",                           "no_header"),
        ("Deal,Amount,Net\nA,1,1\n",                           "several_columns amount"),
        ("Deal,Amount,Deal\nA,1,1\n",                          "several_columns reference"),
    ])
    func `N09 a file that shows two ways is a person's to decide`(text: String, refusal: String) {
        do throws(SheetRefusal) {
            _ = try RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd)
            Issue.record("it was read")
        } catch {
            let told = refusal.split(separator: " ").map(String.init)
            #expect(error.code == told[0] && (told.count == 1 || error.field == told[1]), "\(error)")
        }
    }

    @Test func `N09 what a person chose decides, by name or by number`() throws {
        var wish = RemittanceLayout()
        wish.columns = [.amount: "Net", .reference: "Deal"]
        let named = try RemittanceFile(Array("Deal,Amount,Net\nA,2,1\n".utf8), wish, currency: .usd)
        #expect(named.lines.map(\.amount) == [Cents(100)])
        var numbers = RemittanceLayout()
        numbers.hasHeader = false
        numbers.columns = [.reference: "1", .amount: "3"]
        numbers.decimalSign = .comma
        let bare = try RemittanceFile(Array("A;x;1.200,50\nB;y;3\n".utf8), numbers, currency: .eur)
        #expect(bare.lines.map(\.amount) == [Cents(120_050), Cents(300)] && bare.lines[0].currency == .eur)
        #expect(RemittanceLayout(bare.layout.value) == bare.layout)
        numbers.columns[.amount] = "9"
        #expect(throws: SheetRefusal.absentColumn(RemittanceField.amount.column)) {
            try RemittanceFile(Array("A;x;1\n".utf8), numbers, currency: .eur)
        }
    }

    // swift-format-ignore
    @Test(arguments: [
        ("A-1,x,1e9,2026-11-20,USD",              "Commission paid: a number with an exponent is no amount: write it out"),
        ("A-1,x,5%,2026-11-20,USD",               "Commission paid: a percentage is no amount"),
        ("A-1,x,99999999999999,2026-11-20,USD",   "Commission paid: the amount is above ten thousand million"),
        ("A-1,x,,2026-11-20,USD",                 "it says no amount"),
        ("A-1,x,0.00,2026-11-20,USD",             "its amount is zero"),
        ("A-1,x,5.00,2026-02-30,USD",             "Day of the payment: this is no day"),
        ("A-1,x,5.00,2026-11-20,XBT",             "Currency: none that the desk trades in"),
        ("A-1,x,€5.00,2026-11-20,USD",            "it names two currencies"),
        (",,5.00,2026-11-20,USD",                 "it names neither deal nor merchant"),
        ("A-1,x,5.00,2026-11-20,USD,9",           "it has 6 cells, the header 5"),
        ("A-1,x",                                 "it has 2 cells, the header 5"),
        ("A-1,\"x\"y,5.00,2026-11-20,USD",        "line 3 of the CSV text: a separator or the line's end is expected after a field"),
        ("A-1,x\0y,5.00,2026-11-20,USD",          "it holds a sign that no text has, such as NUL"),
    ])
    func `N09 a bad row is told by its line, and the others are taken`(row: String, reason: String) throws {
        let text = "Deal,Merchant,Amount,Date,Currency\nA-9,y,1.00,2026-11-20,USD\n\(row)\r\nA-8,z,2.00,2026-11-20,CAD\n"
        let file = try RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd)
        #expect(file.flaws == [SheetFlaw(line: 3, reason: reason)])
        #expect(file.lines.map(\.line) == [2, 4] && file.lines.map(\.currency) == [.usd, .cad])
        #expect(file.total == nil)
    }

    @Test func `N09 a file of other signs than UTF-8 is read as it was saved`() throws {
        let text = "Deal,Merchant,Amount\nA-1,Café Zoë,5.00\n"
        let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { wide += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        for bytes in [Array(text.utf8), latin, wide] {
            let file = try RemittanceFile(bytes, RemittanceLayout(), currency: .usd)
            #expect(file.lines.map(\.merchant) == ["Café Zoë"])
        }
    }

    @Test func `N09 a file without end is refused before it is read`() {
        let huge = [UInt8](repeating: UInt8(ascii: "\""), count: 100_000_000)
        #expect(throws: SheetRefusal.tooLarge(limitBytes: 8_000_000)) {
            try RemittanceFile(huge, RemittanceLayout(), currency: .usd)
        }
        let many = Array(String(repeating: "A,1\n", count: 5_001).utf8)
        var wish = RemittanceLayout()
        wish.hasHeader = false
        wish.columns = [.reference: "1", .amount: "2"]
        #expect(throws: SheetRefusal.tooManyLines(limit: 5_000)) {
            try RemittanceFile(many, wish, currency: .usd)
        }
    }

    @Test(arguments: ["\"", "\",", "\"\"\"\n", ",\"a\nb\"\n", ";,|\t", "\u{0}", "\r"])
    func `N09 hostile repetitions are told in a moment`(piece: String) {
        var text = "Deal,Amount\nA,1\n"
        while text.utf8.count < 100_000 { text += piece }
        let elapsed = threadTime { _ = try? RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd) }
        #expect(elapsed < .seconds(20))
    }
}
