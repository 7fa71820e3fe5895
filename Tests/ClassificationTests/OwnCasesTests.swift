import Classification
import TestReadings
import Testing

@Suite struct OwnCasesTests {
    @Test func `D08 replies written by other hands are read as labelled`() {
        #expect(OwnCase.all.count >= 50)
        var score = Score()
        for one in OwnCase.all { score.add(one.name, ReplyReader.read(one.input), one.label) }
        #expect(score.outcomePercent >= 99, "\(score.misread)")
        #expect(score.wronglyApplied.isEmpty, "\(score.wronglyApplied)")
        #expect(score.fieldPercent >= 95)
        #expect(score.invented.isEmpty, "\(score.invented)")
    }

    @Test func `D12 a conditional approval is an offer with stipulations`() throws {
        let reading = ReplyReader.read(
            .init(subject: "Re: X", body: "Approved $40,000 at 1.30, 26 weeks, weekly. Need the voided check and DL."))
        #expect(reading.outcome == .offered)
        #expect(reading.also == [.requestedDocuments])
        #expect(reading.requestedDocuments == [.voidCheck, .driversLicense])
    }
}
