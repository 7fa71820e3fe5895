import Kernel
import Sheets
import Testing

@testable import PartnerFunding

/// Money that went out is never taken for money that came in, whatever columns a bank writes.
@Suite struct BankColumnTests {
    // swift-format-ignore
    private static let sheets: [(head: String, rows: [(cells: String, amount: String?)])] = [
        ("Debit,Credit,Amount", [
            ("10.00,,10.00",    "0"),     (",20.00,20.00",    "20.00"), (",20.00,-20.00",  nil),   ("5.00,5.00,5.00", nil),
            (",20.00,21.00",    nil),     ("10.00,,-10.00",   "0"),     (",,30.00",        "0"),   ("0.00,7.00,",     "7.00"),
            (",-4.00,",         "0"),     ("10.00,,11.00",    nil),
        ]),
        ("Debit,Credit", [("10.00,", "0"), (",20.00", "20.00"), ("1.00,2.00", nil), ("10.00,0.00", "0")]),
        ("Debit,Amount", [("10.00,10.00", "0"), (",20.00", "20.00"), ("10.00,-10.00", "0"), ("10.00,9.00", nil)]),
        ("Money in,Amount", [("10.00,10.00", "10.00"), (",20.00", "0"), ("10.00,-10.00", nil), (",-20.00", "0")]),
        ("Debit/Credit,Amount", [
            ("CR,10.00", "10.00"), ("DR,20.00", "0"), ("Credit,-10.00", nil), ("debit,-20.00", "0"), (",30.00", nil),
            ("POS,30.00", nil), ("+,5.00", "5.00"), ("-,5.00", "0"), (",-5.00", "0"),
        ]),
        ("S/H,Amount", [("H,10.00", "10.00"), ("S,20.00", "0")]),
        ("Direction,Credit,Amount", [("out,10.00,", nil), ("in,10.00,", "10.00"), ("out,,10.00", "0"), ("in,,10.00", "10.00")]),
        ("Amount", [("10.00", "10.00"), ("-10.00", "0"), ("0.00", "0")]),
    ]

    @Test func `F67 what a row's columns say of its direction counts, and a contradiction refuses the row by its line`()
        throws
    {
        for (head, rows) in Self.sheets {
            for row in rows {
                let text = "Date,Description,\(head)\n2026-11-20,gift,\(row.cells)\n"
                let file = try BankFile(Array(text.utf8), BankLayout(), currency: .usd)
                let said = "\(head): \(row.cells)"
                switch row.amount {
                case nil:
                    #expect(file.lines.isEmpty && file.flaws.map(\.line) == [2], "\(said)")
                    let isTold = file.flaws.allSatisfy {
                        $0.reason.contains("contradict") || $0.reason.contains("came or went")
                    }
                    #expect(isTold, "\(said): \(file.flaws)")
                case "0": #expect(file.lines.isEmpty && file.flaws == [] && file.outgoing == 1, "\(said)")
                default: #expect(file.lines.map(\.amount.decimal) == [row.amount] && file.outgoing == 0, "\(said)")
                }
            }
        }
    }

    @Test(arguments: [
        ("DE89 3704 0044 0532 0130 00", "DE…3000"), ("0123456789", "…6789"), ("T1", "T1"),
        ("FG-7Z123456 20261117", "FG-7Z123456 20261117"), ("fg 1234 5678 4000123456789010", "fg 1234 5678 …9010"),
        ("FGHI 1234567890", "FGHI …7890"), ("FG-123456789 0", "FG-…7890"),
    ]) func `F67 a reference is cut as other words are, and the code of a commitment stays whole`(
        reference: String, kept: String
    ) throws {
        let text = "Date,Amount,Reference\n2026-11-20,10.00,\(reference)\n"
        let line = try #require(try BankFile(Array(text.utf8), BankLayout(), currency: .usd).lines.first)
        #expect(line.reference == kept)
        #expect((line.wholeReference == nil) == kept.contains("…"))
    }
}
