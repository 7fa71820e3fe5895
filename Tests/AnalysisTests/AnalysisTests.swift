import Kernel
import Testing
import Web

@testable import Analysis

@Suite struct AnalysisTests {
    /// A text, the words of the span, and the sentence with the span in brackets.
    @Test(arguments: [
        ("One. Too many NSFs here. Two.", "NSFs", "Too many [NSFs] here."),
        ("Declined: NSFs", "NSFs", "Declined: [NSFs]"), ("First\r\nover NSFs\r\nlast", "NSFs", "over [NSFs]"),
        ("é. Trop de rejets é!", "rejets", "Trop de [rejets] é!"), ("No. 104 is NSF", "NSF", "104 is [NSF]"),
    ]) func `L04 the sentence around a span is cut at its ends`(text: String, words: String, sentence: String) throws {
        let range = try #require(text.firstRange(of: words))
        let start = text.utf8.distance(from: text.utf8.startIndex, to: range.lowerBound)
        let found = try #require(Sentence(around: start..<start + words.utf8.count, in: text))
        #expect("\(found.before)[\(found.words)]\(found.after)" == sentence)
    }

    @Test func `L04 a long sentence is cut beside its words, and never inside a character`() throws {
        let text = String(repeating: "é", count: 400) + "NSF" + String(repeating: "é", count: 400)
        let found = try #require(Sentence(around: 800..<803, in: text))
        #expect(found.words == "NSF" && found.before.utf8.count <= 240 && found.after.utf8.count <= 240)
        #expect((found.before + found.after).allSatisfy { $0 == "é" })
        #expect(Sentence(around: 5..<900_000, in: text) == nil)
    }

    @Test(arguments: [(1, 3, "33.3"), (2, 3, "66.7"), (1, 1, "100.0"), (1, 16, "6.2"), (3, 16, "18.8"), (0, 5, "0.0")])
    func `L14 shares are rounded half to even`(confirmed: Int, verdicts: Int, percent: String) {
        #expect(Agreement(verdicts: verdicts, confirmed: confirmed).percent == percent)
    }

    @Test func `L14 the chart has a line for each version, its points within the picture, and says what it shows`()
        throws
    {
        func week(_ day: String, _ reader: String, _ confirmed: Int) throws -> QualitySums.Week {
            QualitySums.Week(
                day: try #require(Day(day)), reader: reader, agreement: Agreement(verdicts: 10, confirmed: confirmed))
        }
        let chart = AgreementChart([
            try week("2026-11-02", "rules:1", 5), try week("2026-11-09", "rules:1", 10),
            try week("2026-11-16", "rules:2", 10),
        ]).value
        let lines = chart["lines"]?.list ?? []
        #expect(lines.compactMap { $0["name"]?.text } == ["rules:1", "rules:2"])
        #expect(lines.compactMap { $0["points"]?.text } == ["62,110 385,14", "708,14"])
        #expect(lines[0]["dots"]?.list?.first?["text"] == "rules:1, week of 2026-11-02: 50.0 % of 10")
        #expect(chart["summary"]?.text?.contains("from 2026-11-02 to 2026-11-16") == true)
        #expect(AgreementChart([]).value == .null)
    }

    @Test func `L04 the filter stands in the address and is read from it again`() throws {
        let address = [
            (name: "category", value: "cash_flow"), (name: "industry", value: "Food & Drink"),
            (name: "state", value: "NY"),
            (name: "from", value: "2026-01"), (name: "to", value: "2026-11"),
        ]
        let filter = try DeclineFilter(Query(address))
        #expect(filter.entries.map(\.value) == address.map(\.value))
        #expect(filter.from == 202601 && filter.to == 202611)
        #expect(filter.link("state", "CA").hasSuffix("&state=CA") && !filter.link("state", "CA").contains("NY"))
        #expect(filter.link("industry", "-").contains("industry=-"))
        #expect(throws: FieldErrors.self) { try DeclineFilter(Query([(name: "from", value: "2026-13")])) }
    }
}
