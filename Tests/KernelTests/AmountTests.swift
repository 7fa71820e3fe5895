import Testing

@testable import Kernel

@Suite struct AmountTests {
    @Test func `decimal text becomes scaled integers and comes back`() throws {
        let table = TextTable(
            """
            text                    places   value                  written
            0                       2        0                      0.00
            -0                      2        0                      0.00
            7                       2        700                    7.00
            007                     2        700                    7.00
            1.35                    4        13500                  1.3500
            1.3500                  4        13500                  1.3500
            1.35000000              4        13500                  1.3500
            -0.05                   2        -5                     -0.05
            12                      0        12                     12
            12.000                  0        12                     12
            92233720368547758.07    2        9223372036854775807    92233720368547758.07
            -92233720368547758.07   2        -9223372036854775807   -92233720368547758.07
            """)
        for row in table.rows {
            let places = try #require(Int(row["places"]))
            let value = try #require(Int64(row["value"]))
            #expect(FixedPoint.parse(row["text"], places: places) == value, "\(row)")
            #expect(FixedPoint.format(value, places: places) == row["written"], "\(row)")
        }
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "-.5", "+5", "--5", "5-", "1.2.3", "1,000", " 5", "5 ", "1e3", "0x10", "٣", "１",
        "1.356", "1.3501", "$5", "NaN", "92233720368547758.08", "99999999999999999999",
    ])
    func `a text that is no plain decimal of two places is refused`(_ text: String) {
        #expect(FixedPoint.parse(text, places: 2) == nil)
        #expect(Cents(decimal: text) == nil)
    }

    @Test func `a short text has no zeros at its end`() {
        let cases: [(Int64, Int, String)] = [
            (13_500, 4, "1.35"), (10_000, 4, "1"), (100, 4, "0.01"), (0, 4, "0"), (-12_500, 3, "-12.5"),
            (100, 0, "100"),
            (100_000, 3, "100"),
        ]
        for (value, places, text) in cases { #expect(FixedPoint.short(value, places: places) == text) }
    }

    @Test func `the least number is written whole`() {
        #expect(FixedPoint.format(.min, places: 2) == "-92233720368547758.08")
        #expect(Cents(.min).grouped == "-92,233,720,368,547,758.08")
    }

    @Test func `cents are read within their bounds, written plainly and grouped`() throws {
        let table = TextTable(
            """
            text            cents            decimal          grouped
            0               0                0.00             0
            0.07            7                0.07             0.07
            0.7             70               0.70             0.70
            -0.50           -50              -0.50            -0.50
            999             99900            999.00           999
            1000            100000           1000.00          1,000
            50000.5         5000050          50000.50         50,000.50
            123456          12345600         123456.00        123,456
            1234567.89      123456789        1234567.89       1,234,567.89
            -1234567        -123456700       -1234567.00      -1,234,567
            10000000000     1000000000000    10000000000.00   10,000,000,000
            """)
        for row in table.rows {
            let amount = try #require(Cents(decimal: row["text"]), "\(row)")
            #expect(amount.count == Int64(row["cents"]), "\(row)")
            #expect(amount.decimal == row["decimal"])
            #expect(amount.description == row["decimal"])
            #expect(amount.grouped == row["grouped"])
        }
        #expect(Cents(decimal: "10000000000.01") == nil)
        #expect(Cents(decimal: "-10000000000.01") == nil)
    }

    @Test func `cents are added, taken away and compared exactly`() {
        #expect(Cents(150_000) + Cents(1) == Cents(150_001))
        #expect(Cents(1) - Cents(2) == Cents(-1))
        #expect(Cents(-1) < .zero)
        #expect(Cents.zero < .largest)
    }

    @Test func `rates are read exactly within their bounds`() {
        let factors = [
            "1.35": 13_500, "1.3500": 13_500, "0": 0, "99": 990_000, "1.0001": 10_001, "99.0001": nil, "100": nil,
            "-1": nil,
            "1.00001": nil, "1,35": nil, "": nil,
        ]
        for (text, value) in factors {
            #expect(FactorRate(decimal: text)?.tenThousandths == value.map(Int64.init), "\(text)")
        }
        let percents = [
            "12.5": 12_500, "0": 0, "100": 100_000, "0.001": 1, "1000": 1_000_000, "1000.001": nil, "0.0001": nil,
            "-0.5": nil, "12.5%": nil,
        ]
        for (text, value) in percents {
            #expect(Percent(decimal: text)?.thousandths == value.map(Int64.init), "\(text)")
        }
        #expect(FactorRate(tenThousandths: 13_500).decimal == "1.35")
        #expect(Percent(thousandths: 12_500).decimal == "12.5")
        #expect(FactorRate(tenThousandths: 1) < FactorRate(tenThousandths: 2))
        #expect(Percent(thousandths: 1) < Percent(thousandths: 2))
    }

    @Test func `each currency has its letters and a sign of its own`() {
        #expect(Currency(rawValue: "USD")?.symbol == "$")
        #expect(Currency(rawValue: "usd") == nil)
        #expect(Set(Currency.allCases.map(\.symbol)).count == Currency.allCases.count)
    }
}
