import Testing

@testable import Submissions

@Suite struct StatusTests {
    /// Events in order, and the status that follows.
    static let courses: [(events: [EventType], status: Status)] = [
        ([], .queued),
        ([.queued], .queued),
        ([.queued, .sent], .sent),
        ([.queued, .uncertain], .uncertain),
        ([.queued, .uncertain, .sent], .sent),
        ([.queued, .uncertain, .sendFailed], .failed),
        ([.queued, .sendFailed, .resent, .sent], .sent),
        ([.queued, .cancelled], .cancelled),
        ([.queued, .sent, .undeliverable], .undeliverable),
        ([.queued, .sent, .replied, .acknowledged], .acknowledged),
        ([.queued, .sent, .replied, .requestedDocs], .docsRequested),
        ([.queued, .sent, .replied, .offered], .offered),
        ([.queued, .sent, .replied, .offered, .requestedDocs], .offeredWithStips),
        ([.queued, .sent, .replied, .requestedDocs, .docsSent, .offered], .offered),
        ([.queued, .sent, .replied, .declined], .declined),
        ([.queued, .sent, .autoReply], .sent),
        ([.queued, .sent, .opened], .sent),
        ([.queued, .sent, .bounced], .sent),
        ([.queued, .sent, .offered, .withdrawn], .withdrawn),
        // An answer that is filed before the server's 250 is written down, or after a send that was thought lost.
        ([.queued, .replied, .declined, .sent], .declined),
        ([.queued, .replied, .acknowledged, .sent], .acknowledged),
        ([.queued, .uncertain, .sendFailed, .replied, .offered], .offered),
        ([.queued, .sent, .offered, .accepted, .contractSent, .funded], .funded),
        // Settled states stay, whatever a machine reads later (D10).
        ([.queued, .sent, .declined, .offered], .declined),
        ([.queued, .sent, .declined, .acknowledged], .declined),
        ([.queued, .sent, .offered, .accepted, .declined], .accepted),
        ([.queued, .sent, .offered, .accepted, .requestedDocs], .accepted),
        ([.queued, .sent, .declined, .reopened, .offered], .offered),
        ([.queued, .sent, .merchantWithdrawn, .offered], .merchantWithdrawn),
    ]

    @Test(arguments: courses)
    func `A41 the status follows from the events by one function`(events: [EventType], status: Status) {
        let rows = events.enumerated().map { SubmissionEvent(seq: $0 + 1, $1) }
        #expect(Status.derived(from: rows) == status)
    }

    @Test func `B04 an opened mail changes no status, whatever it is`() {
        for status in Status.allCases { #expect(Status.lifecycle.target(from: status, on: .opened) == nil) }
    }

    @Test func `a taken-back event does not count, nor does the one that takes it back`() {
        let events = [
            SubmissionEvent(seq: 1, .queued), SubmissionEvent(seq: 2, .sent), SubmissionEvent(seq: 3, .declined),
            SubmissionEvent(seq: 4, .undone, undoes: 3), SubmissionEvent(seq: 5, .offered),
        ]
        #expect(Status.derived(from: events) == .offered)
    }

    @Test func `D10 no event but a person's leaves a settled state`() {
        let people: Set<EventType> = [
            .accepted, .reopened, .merchantDeclined, .merchantWithdrawn, .cancelled, .resent, .funded,
        ]
        for status in Status.allCases where status.isSettled {
            for event in EventType.allCases where !people.contains(event) {
                #expect(Status.lifecycle.target(from: status, on: event) == nil, "\(status) on \(event)")
            }
        }
    }

    @Test func `E28 every status has its name in MCA Suite and Lendflow, or none there`() {
        #expect(StatusElsewhere.table.map(\.status.rawValue).sorted() == Status.allCases.map(\.rawValue).sorted())
        let names = Set(StatusElsewhere.table.compactMap(\.mcaSuite))
        #expect(
            names == [
                "Submitted", "Under Review", "Additional Documents Required", "Offer(s) Received",
                "Offer(s) Received with Stipulations", "Accepted by Merchant", "Rejected by Funder",
                "Rejected by Merchant",
            ])
        // Who said no is told apart there too.
        #expect(StatusElsewhere(.declined).mcaSuite == "Rejected by Funder")
        #expect(StatusElsewhere(.merchantDeclined).mcaSuite == "Rejected by Merchant")
        #expect(StatusElsewhere(.declined).lendflow != StatusElsewhere(.merchantDeclined).lendflow)
    }
}
