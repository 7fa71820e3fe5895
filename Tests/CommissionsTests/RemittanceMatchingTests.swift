import Deals
import Kernel
import Sheets
import Testing

@testable import Commissions

@Suite struct RemittanceMatchingTests {
    /// A deal of 1,000.00 commission, due on 20 November 2026, and what is booked for it.
    private static func deal(
        _ number: Int, merchant: String = "Ann's Diner LLC", expected: Int64 = 100_000,
        _ booked: [(Int64, String?)] = []
    ) -> RemittanceExpectation {
        var deal = RemittanceExpectation(
            deal: FundedDeal.ID(bits: UInt128(number)), references: ["A-00000\(number)"], merchants: [merchant],
            currency: .usd, funded: Cents(expected * 10), fundedOn: day, expected: Cents(expected), dueOn: day)
        deal.clawback = RemittanceExpectation.Clawback(.full, until: day.adding(days: 30))
        deal.payments = booked.map { RemittanceExpectation.Payment(amount: Cents($0.0), trace: $0.1, paidOn: day) }
        return deal
    }

    private static let day = Day(number: 20_777)

    private static func line(_ place: Int, _ text: String) -> RemittanceLine {
        let cells = text.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
        var line = RemittanceLine(
            line: place + 2, amount: Cents(decimal: cells[1]) ?? .zero,
            currency: cells.count > 3 ? Currency(rawValue: cells[3]) ?? .usd : .usd)
        if cells[0].hasPrefix("A-") { line.reference = cells[0] } else { line.merchant = cells[0] }
        line.trace = cells.count > 2 && !cells[2].isEmpty ? cells[2] : nil
        return line
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let booked: [(Int64, String?)]
        /// Deal or merchant, amount, trace, currency.
        let lines: [String]
        /// Verdict, expected, received.
        let findings: [String]

        init(_ booked: [(Int64, String?)], _ lines: [String], _ findings: [String]) {
            self.booked = booked
            self.lines = lines
            self.findings = findings
        }

        var testDescription: String { lines.joined(separator: " / ") }
    }

    // swift-format-ignore
    static let cases: [Case] = [
        Case([],                ["A-000001 | 1000.00 | T1"],                             ["matched 1000.00 1000.00 exact"]),
        Case([],                ["A-000 001 | 1000.00 | T1"],                            ["matched 1000.00 1000.00 exact"]),
        Case([],                ["Anns Diner | 1000.00 | T1"],                           ["matched 1000.00 1000.00"]),
        Case([],                ["A-000001 | 1000.00"],                                  ["matched 1000.00 1000.00"]),
        Case([],                ["A-000001 | 999.99 | T1"],                              ["short_paid 1000.00 999.99"]),
        Case([],                ["A-000001 | 1000.01 | T1"],                             ["over_paid 1000.00 1000.01 not"]),
        Case([],                ["A-000001 | 400.00 | T1", "A-000001 | 600.00 | T2"],
             ["matched 1000.00 400.00", "matched 600.00 600.00 exact"]),
        Case([],                ["A-000001 | 400.00 | T1", "A-000001 | 500.00 | T2"],
             ["matched 1000.00 400.00", "short_paid 600.00 500.00"]),
        Case([],                ["A-000001 | 1000.00 | T1", "A-000001 | 1000.00 | t-1"],
             ["matched 1000.00 1000.00 exact", "paid_twice 1000.00 1000.00 not"]),
        Case([],                ["A-000001 | 1000.00", "A-000001 | 1000.00"],
             ["matched 1000.00 1000.00", "paid_twice 1000.00 1000.00 not"]),
        Case([(100_000, "T1")], ["A-000001 | 1000.00 | T1"],                             ["paid_twice 1000.00 1000.00 not"]),
        Case([(100_000, "T1")], ["A-000001 | 1000.00"],                                  ["paid_twice 1000.00 1000.00 not"]),
        Case([(100_000, nil)],  ["A-000001 | 1000.00 | T1"],                             ["paid_twice 1000.00 1000.00 not"]),
        Case([(100_000, "T1")], ["A-000001 | 1000.00 | T2"],                             ["over_paid 0.00 1000.00 not"]),
        Case([(50_000, "T1")],  ["A-000001 | 500.00 | T2"],                              ["matched 500.00 500.00 exact"]),
        Case([(50_000, "T1")],  ["A-000001 | 500.00"],                                   ["unclear 500.00 500.00 not"]),
        Case([(50_000, "T1")],  ["A-000001 | 500.00 | T1"],
             ["paid_twice 500.00 500.00 not", "missing 500.00 0.00 not"]),
        Case([(100_000, "T1")], ["A-000001 | -1000.00 | T1"],                            ["clawed_back -1000.00 -1000.00"]),
        Case([(100_000, "T1")], ["A-000001 | -300.00 | T2"],                             ["clawed_back -1000.00 -300.00"]),
        Case([(100_000, "T1")], ["A-000001 | -1000.01 | T2"],                            ["clawed_back -1000.00 -1000.01 not"]),
        Case([(100_000, "T1"), (-100_000, "T2")], ["A-000001 | -1000.00 | T2"],          ["paid_twice -1000.00 -1000.00 not"]),
        Case([(100_000, "T1"), (-100_000, "T2")], ["A-000001 | -500.00 | T3"],           ["clawed_back 0.00 -500.00 not"]),
        // What is taken back is held against what is booked before it, wherever its line stands.
        Case([],                ["A-000001 | 1200.00 | T1", "A-000001 | -200.00 | T2"],
             ["over_paid 1000.00 1200.00 not", "clawed_back 0.00 -200.00 not"]),
        Case([],                ["A-000001 | -200.00 | T2", "A-000001 | 1000.00 | T1"],
             ["clawed_back -1000.00 -200.00", "matched 1000.00 1000.00 exact"]),
        Case([],                ["A-000001 | 1000.00 | T1 | CAD"],                       ["wrong_currency 1000.00 1000.00 not"]),
        Case([],                ["A-000009 | 10.00 | T1"],
             ["unknown_deal - 10.00 not", "missing 1000.00 0.00 not"]),
        Case([],                ["Somebody else | 10.00"],
             ["unknown_deal - 10.00 not", "missing 1000.00 0.00 not"]),
        Case([],                [],                                                      ["missing 1000.00 0.00 not"]),
        Case([(100_000, "T1")], [],                                                      []),
    ]

    private static func told(_ finding: RemittanceFinding) -> String {
        let figures = [finding.expected, finding.received].map { $0?.decimal ?? "-" }
        let note =
            finding.isExact
            ? " exact" : finding.isBookable || finding.place == nil && finding.verdict != .missing ? "" : " not"
        return ([finding.verdict.rawValue] + figures).joined(separator: " ") + note
    }

    @Test(arguments: cases) func `N09 each line is told with both figures`(one: Case) {
        let matcher = RemittanceMatcher([Self.deal(1, one.booked)])
        let lines = one.lines.enumerated().map { Self.line($0, $1) }
        let findings = matcher.findings(lines, through: Self.day)
        #expect(findings.map(Self.told) == one.findings)
        #expect(findings.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func `N09 what two deals could be is a person's, and then taken`() {
        let matcher = RemittanceMatcher([Self.deal(1), Self.deal(2), Self.deal(3, merchant: "Bo")])
        let lines = [Self.line(0, "Ann's Diner | 1000.00 | T1")]
        let open = matcher.findings(lines, through: nil)
        #expect(open.map(\.verdict) == [.unclear] && open[0].candidates.count == 2 && !open[0].isBookable)
        let chosen = matcher.findings(lines, through: nil, words: [0: .init(deal: FundedDeal.ID(bits: 2))])
        #expect(chosen.map(\.verdict) == [.matched] && chosen[0].deal == FundedDeal.ID(bits: 2) && !chosen[0].isExact)
        // What only one of them can be needs nobody: by what is open to the cent, or by the amount funded.
        let other = RemittanceMatcher([Self.deal(1), Self.deal(2, expected: 70_000)])
        #expect(other.findings([Self.line(0, "Ann's Diner | 700.00")], through: nil).map(\.verdict) == [.matched])
        var funded = Self.line(0, "Ann's Diner | 650.00")
        funded.funded = Cents(700_000)
        #expect(other.findings([funded], through: nil).map(\.verdict) == [.shortPaid])
        var torn = Self.line(0, "A-000003 | 1000.00")
        torn.merchant = "Ann's Diner"
        #expect(matcher.findings([torn], through: nil).map(\.verdict) == [.unclear])
    }

    /// As if a file through that day had come since.
    private func covers(_ day: Day) -> [RemittanceExpectation.Cover] {
        [RemittanceExpectation.Cover(.usd, through: day, at: (day.adding(days: 1)).start)]
    }

    @Test func `N09 a deal is missing once, in the remittance in whose time it was due`() {
        let matcher = RemittanceMatcher([Self.deal(1)])
        #expect(matcher.findings([], covers: covers(Self.day), through: Self.day.adding(days: 30)).isEmpty)
        #expect(matcher.findings([], through: Self.day.adding(days: -1)).isEmpty)
        #expect(
            matcher.findings([], covers: covers(Self.day.adding(days: -1)), through: Self.day).map(\.verdict) == [
                .missing
            ])
    }

    @Test func `N09 what no rule allows is booked only where a person says so`() {
        let paid = Self.deal(1, [(100_000, "T1")])
        let again = Self.line(0, "A-000001 | 1000.00")
        let over = Self.line(0, "A-000001 | 1500.00 | T2")
        let same = Self.line(0, "A-000001 | 1000.00 | T1")
        for (line, isTaken) in [(again, true), (over, true), (same, false)] {
            let asked = RemittanceMatcher([paid]).findings([line], through: nil)
            #expect(asked.map(\.isBookable) == [false] && asked.map(\.isAcceptable) == [isTaken])
            let told = RemittanceMatcher([paid]).findings([line], through: nil, words: [0: .init(isAccepted: true)])
            #expect(told.map(\.isBookable) == [isTaken])
        }
        // The same sum taken back once more, without a trace.
        let back = RemittanceMatcher([Self.deal(1, [(100_000, "T1"), (-5_000, nil)])])
        let line = Self.line(0, "A-000001 | -50.00")
        let asked = back.findings([line], through: nil)
        #expect(asked.map(\.isBookable) == [false] && asked.map(\.isAcceptable) == [true])
        #expect(back.findings([line], through: nil, words: [0: .init(isAccepted: true)]).map(\.isBookable) == [true])
    }

    @Test func `N09 a trace that is booked without the deal, and a day before the deal or to come, are a person's`() {
        let payment = RemittanceExpectation.Payment(amount: Cents(1), trace: "t 9", paidOn: Self.day)
        let matcher = RemittanceMatcher([Self.deal(1)], traces: [payment], latest: Self.day.adding(days: 5))
        var line = Self.line(0, "A-000001 | 1000.00 | T9")
        #expect(matcher.findings([line], through: nil).map(\.verdict) == [.unclear])
        line.trace = "T8"
        for (days, verdict) in [(-1, RemittanceVerdict.unclear), (0, .matched), (5, .matched), (6, .unclear)] {
            line.paidOn = Self.day.adding(days: days)
            #expect(matcher.findings([line], through: nil).map(\.verdict) == [verdict])
        }
    }

    @Test func `E23 what is taken back behind the window is told and not booked`() {
        var deal = Self.deal(1, [(100_000, "T1")])
        deal.clawback = RemittanceExpectation.Clawback(.proRata, until: Self.day.adding(days: 30))
        var line = Self.line(0, "A-000001 | -1000.00 | T9")
        line.paidOn = Self.day.adding(days: 15)
        let half = RemittanceMatcher([deal]).findings([line], through: nil)
        #expect(half.map(\.isBookable) == [true] && half[0].expected == Cents(-50_000))
        line.paidOn = Self.day.adding(days: 31)
        let late = RemittanceMatcher([deal]).findings([line], through: nil)
        #expect(late.map(\.verdict) == [.clawedBack] && late.map(\.isBookable) == [false])
        let accepted = RemittanceMatcher([deal]).findings([line], through: nil, words: [0: .init(isAccepted: true)])
        #expect(accepted.map(\.verdict) == [.clawedBack] && accepted.map(\.isBookable) == [true])
    }
}
