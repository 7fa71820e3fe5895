import Classification
import Kernel
import TestReadings
import Testing

@Suite struct LabelledRepliesTests {
    private func score(_ isIncluded: (Int) -> Bool) -> Score {
        var score = Score()
        for (index, reply) in Fixtures.replies.enumerated() where isIncluded(index + 1) {
            score.add(reply.name, ReplyReader.read(reply.input), reply.label)
        }
        return score
    }

    @Test func `D08 the half from which rules were written is read as before`() {
        let score = score { $0 % 2 == 1 }
        #expect(score.cases == 55)
        #expect(score.outcomePercent >= 98, "\(score.misread)")
        #expect(score.wronglyApplied.isEmpty, "\(score.wronglyApplied)")
        #expect(score.offers.recall >= 100)
        #expect(score.fields.percent >= 96)
        #expect(score.firstReasons.percent >= 95)
    }

    @Test func `D08 the half from which no rule was written is read as before`() {
        let score = score { $0 % 2 == 0 }
        #expect(score.cases == 55)
        #expect(score.outcomePercent >= 80, "\(score.outcomes)")
        #expect(score.wronglyApplied.isEmpty)
        #expect(score.offers.recall >= 75)
    }

    @Test func `D05 history, signatures and notices never decide`() {
        for reply in Fixtures.replies where reply.label.outcome == .acknowledged {
            let reading = ReplyReader.read(reply.input)
            #expect(reading.disposition == .review || reading.outcome == reply.label.outcome, "\(reply.name)")
        }
    }

    @Test func `N01 every outcome that is applied shows the words it was read from`() {
        for reply in Fixtures.replies {
            let reading = ReplyReader.read(reply.input)
            guard reading.disposition == .apply else { continue }
            let proof = reading.evidence.first { $0.what == .outcome(reading.outcome) }
            #expect(proof?.quote(from: reply.input)?.isEmpty == false, "\(reply.name)")
            for evidence in reading.evidence {
                #expect(evidence.quote(from: reply.input) != nil, "\(reply.name) \(evidence.name)")
            }
        }
    }

    @Test func `the same mail gives the same reading`() {
        for reply in Fixtures.replies.prefix(20) {
            #expect(ReplyReader.read(reply.input) == ReplyReader.read(reply.input))
        }
    }
}
