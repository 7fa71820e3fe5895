import Classification
import TestReadings
import Testing

/// Reasons, papers and outcomes as many people put them, a sentence each.
@Suite struct ManyWordsTests {
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

    @Test func `D09 nine of ten reasons are read in whatever words they are given`() {
        var missed: [String] = []
        for row in Self.rows {
            let reading = ReplyReader.read(.init(subject: "Re: Oak Cafe", body: row.body))
            let isRight = reading.outcome == .declined && reading.declineReasons.first?.rawValue == row.reason
            if !isRight { missed.append(row.body) }
        }
        #expect(Self.rows.count > 200)
        #expect(missed.count * 10 <= Self.rows.count, "\(missed)")
    }

    @Test func `D08 nine of ten short mails are read with their papers`() {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/outcomes.tsv"), as: UTF8.self)
        var missed: [String] = []
        var count = 0
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 3 else { continue }
            count += 1
            let reading = ReplyReader.read(.init(subject: "Re: Oak Street Cafe", body: cells[2]))
            let papers = Set(reading.requestedDocuments.map(\.rawValue))
            let isRight =
                reading.outcome.rawValue == cells[0] && papers == Set(cells[1].split(separator: " ").map(String.init))
            if !isRight { missed.append(cells[2]) }
        }
        #expect(count > 90)
        #expect(missed.count * 10 <= count, "\(missed)")
    }

    @Test func `D08 a file that is handed on is not refused`() {
        let reading = ReplyReader.read(
            .init(subject: "Re: Oak Cafe", body: "I'll pass on the file to underwriting this afternoon."))
        #expect(reading.outcome == .acknowledged)
    }
}
