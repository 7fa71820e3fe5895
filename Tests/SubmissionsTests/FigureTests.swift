import Kernel
import Testing

@testable import Submissions

@Suite struct FigureTests {
    private static let hour: Int64 = 3600

    /// Events with the hour at which each occurred.
    private func figures(_ events: [(EventType, Int64)], undoing: [Int] = []) -> SubmissionFigures? {
        let told = events.enumerated().map { index, event in
            SubmissionEvent(seq: index + 1, event.0, at: Moment(seconds: event.1 * Self.hour))
        }
        let undone = undoing.enumerated().map { index, seq in
            SubmissionEvent(seq: told.count + index + 1, .undone, undoes: seq)
        }
        return SubmissionFigures(told + undone)
    }

    // swift-format-ignore
    @Test(arguments: [
        // events                                                              stage                minutes to the first answer
        ([(EventType.queued, Int64(0))],                                       Stage?.none,         Int?.none),
        ([(.queued, 0), (.sent, 1)],                                           .submitted,          nil),
        ([(.queued, 0), (.sent, 1), (.autoReply, 2)],                          .submitted,          nil),
        ([(.queued, 0), (.sent, 1), (.replied, 4), (.question, 4)],            .replied,            180),
        ([(.queued, 0), (.sent, 1), (.replied, 2), (.declined, 2)],            .replied,            60),
        ([(.queued, 0), (.sent, 1), (.offered, 27)],                           .offered,            1680),
        ([(.queued, 0), (.sent, 1), (.replied, 2), (.offered, 9), (.accepted, 9)], .accepted,       60),
        ([(.queued, 0), (.sent, 1), (.replied, 2), (.funded, 90)],             .funded,             60),
        ([(.queued, 0), (.replied, 1), (.sent, 3)],                            .replied,            nil),
        ([(.queued, 0), (.sent, 0), (.replied, 24 * 200)],                     .replied,            WaitStep.beyond),
    ]) func `L07 a submission counts for the furthest stage that its events tell of, and waits until the first answer`(
        events: [(EventType, Int64)], stage: Stage?, minutes: Int?
    ) {
        let found = figures(events)
        #expect(found?.stage == stage)
        #expect(found?.wait?.minutes == minutes)
    }

    @Test func `L07 what was taken back does not count`() {
        let found = figures([(.queued, 0), (.sent, 1), (.replied, 2), (.offered, 2)], undoing: [4])
        #expect(found?.stage == .replied && found?.status == .sent)
        #expect(SubmissionFigures([SubmissionEvent]()) == nil)
    }

    @Test(arguments: [
        (1, 15, "15 min"), (15, 15, "15 min"), (16, 30, "30 min"), (61, 75, "75 min"), (241, 300, "5 h"),
        (121, 150, "2.5 h"), (1441, 1680, "28 h"), (5761, 7200, "5 days"), (200_000, 999_999, "over 90 days"),
    ]) func `L05 a wait is rounded up to its step`(minutes: Int64, step: Int, label: String) {
        let found = WaitStep(.minutes(minutes))
        #expect(found.minutes == step && found.label == label)
    }
}
