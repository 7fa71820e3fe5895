import Kernel
import Testing

@testable import Sheets

@Suite struct CellTests {
    // swift-format-ignore
    @Test(arguments: [
        // cell            point               comma
        ("1200",           "1200.00",          "1200.00"),
        ("1,234",          "1234.00",          "-"),
        ("1.234",          "-",                "1234.00"),
        ("12.50",          "12.50",            "-"),
        ("12,5",           "-",                "12.50"),
        ("1,234,567.89",   "1234567.89",       "-"),
        ("1.234.567,89",   "-",                "1234567.89"),
        ("1 234,50",       "-",                "1234.50"),
        ("1'234.50",       "1234.50",          "-"),
        ("$1,200.00",      "1200.00 USD",      "-"),
        ("1.200,00 €",     "-",                "1200.00 EUR"),
        ("USD 50.00",      "50.00 USD",        "-"),
        ("C$50.00",        "50.00 CAD",        "-"),
        ("(50.00)",        "-50.00",           "-"),
        ("($50.00)",       "-50.00 USD",       "-"),
        ("-$50.00",        "-50.00 USD",       "-"),
        ("$-50.00",        "-50.00 USD",       "-"),
        ("50.00-",         "-50.00",           "-"),
        ("\u{2212}50.00",  "-50.00",           "-"),
        ("",               "none",             "none"),
        (" - ",            "none",             "none"),
        ("5%",             "percent",          "percent"),
        ("1e9",            "exponent",         "exponent"),
        ("1E9",            "exponent",         "exponent"),
        ("10000000000.01", "tooLarge",         "-"),
        ("99999999999999999999", "tooLarge",   "tooLarge"),
        ("¥500",           "unknownCurrency",  "unknownCurrency"),
        ("$5.00 EUR",      "notAnAmount",      "-"),
        ("--5.00",         "-",                "-"),
        ("(-5.00)",        "-",                "-"),
        ("12,34,567.00",   "-",                "-"),
        ("1,23.00",        "-",                "-"),
        (".",              "-",                "-"),
        ("abc",            "-",                "-"),
        ("0x10",           "-",                "-"),
        ("1/2",            "-",                "-"),
    ])
    func `N09 an amount is right with one decimal sign only, or is refused`(
        cell: String, point: String, comma: String
    ) {
        for (sign, expected) in [(DecimalSign.point, point), (.comma, comma)] {
            let read: String
            do {
                let amount = try SheetAmount.read(cell, sign)
                read = amount.map { $0.amount.decimal + ($0.currency.map { " " + $0.rawValue } ?? "") } ?? "none"
            } catch {
                read = expected == "-" ? "-" : "\(error)"
            }
            #expect(read == expected, "\(cell) with \(sign)")
        }
    }

    // swift-format-ignore
    @Test(arguments: [
        // cell                 alone          month first     day first
        ("2026-11-20",          "2026-11-20",  "2026-11-20",   "2026-11-20"),
        ("2026-11-20T10:00:00", "2026-11-20",  "2026-11-20",   "2026-11-20"),
        ("2026/11/20",          "2026-11-20",  "2026-11-20",   "2026-11-20"),
        ("11/20/2026",          "-",           "2026-11-20",   "-"),
        ("20.11.2026",          "-",           "-",            "2026-11-20"),
        ("3/4/26",              "-",           "2026-03-04",   "2026-04-03"),
        ("4/4/2026",            "2026-04-04",  "2026-04-04",   "2026-04-04"),
        ("Nov 20, 2026",        "2026-11-20",  "2026-11-20",   "2026-11-20"),
        ("20-Nov-26",           "2026-11-20",  "2026-11-20",   "2026-11-20"),
        ("11/20/2026 9:30 AM",  "-",           "2026-11-20",   "-"),
        ("13/13/2026",          "-",           "-",            "-"),
        ("2026-02-30",          "-",           "-",            "-"),
        ("soon",                "-",           "-",            "-"),
        ("1/2",                 "-",           "-",            "-"),
    ])
    func `N09 a day is read in one way or not at all`(cell: String, alone: String, monthFirst: String, dayFirst: String) {
        for (order, expected) in [(nil, alone), (DayOrder.monthFirst, monthFirst), (.dayFirst, dayFirst)] {
            #expect(SheetDay.read(cell, order)?.description ?? "-" == expected, "\(cell) \(String(describing: order))")
        }
    }
}
