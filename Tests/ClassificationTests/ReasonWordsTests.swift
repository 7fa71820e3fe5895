import Classification
import TestReadings
import Testing

/// Reasons as many people put them, a sentence each.
@Suite struct ReasonWordsTests {
    private struct Row {
        let reason: String
        let body: String
    }

    private static let rows: [Row] = {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/reasons.tsv"), as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 2 else { return nil }
            let isAlone = ["unspecified", "merchant_declined"].contains(cells[0])
            return Row(reason: cells[0], body: (isAlone ? "" : "We have to pass on this one. ") + cells[1])
        }
    }()

    @Test func `D13 nine of ten reasons are read in whatever words they are given`() {
        var missed: [String] = []
        for row in Self.rows {
            let reading = ReplyReader.read(.init(subject: "Re: Oak Cafe", body: row.body))
            let isRight = reading.outcome == .declined && reading.declineReasons.first?.rawValue == row.reason
            if !isRight { missed.append(row.body) }
        }
        #expect(Self.rows.count > 200)
        #expect(missed.count * 10 <= Self.rows.count, "\(missed)")
    }
}
