import Kernel
import Storage

/// Where a submission stands. Derived from its events by `Status.derived(from:)`, stored beside them for lists, and
/// compared with them by `fundgate verify`.
package enum Status: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case queued, uncertain, failed, cancelled
    case sent, undeliverable
    case acknowledged, question
    case docsRequested = "docs_requested"
    case offered
    case offeredWithStips = "offered_with_stips"
    case contractSent = "contract_sent"
    case accepted, declined, withdrawn
    case merchantDeclined = "merchant_declined"
    case merchantWithdrawn = "merchant_withdrawn"
    case funded

    /// What a person reads.
    package var label: String {
        switch self {
        case .queued: "Queued"
        case .uncertain: "Uncertain"
        case .failed: "Not sent"
        case .cancelled: "Cancelled"
        case .sent: "Sent"
        case .undeliverable: "Undeliverable"
        case .acknowledged: "Under review"
        case .question: "Question"
        case .docsRequested: "Documents wanted"
        case .offered: "Offer"
        case .offeredWithStips: "Offer with stipulations"
        case .contractSent: "Contract out"
        case .accepted: "Accepted"
        case .declined: "Declined"
        case .withdrawn: "Offer withdrawn"
        case .merchantDeclined: "Declined by merchant"
        case .merchantWithdrawn: "Withdrawn by us"
        case .funded: "Funded"
        }
    }

    /// States that only a person may leave (D10).
    package var isSettled: Bool {
        switch self {
        case .accepted, .declined, .withdrawn, .merchantDeclined, .merchantWithdrawn, .funded, .cancelled: true
        default: false
        }
    }

    /// Whether an answer of the funder may still come.
    package var isOpen: Bool { !isSettled && self != .failed && self != .queued }
}

extension Status {
    /// The states before any decision.
    private static let undecided: [Status] = [
        .sent, .uncertain, .undeliverable, .acknowledged, .question, .docsRequested,
    ]
    private static let offering: [Status] = [.offered, .offeredWithStips, .contractSent]
    private static let open = undecided + offering
    /// Who answers has the mail, though its end was not written down yet, or was thought to be a failure.
    private static let unanswered: [Status] = [.queued, .failed]

    // swift-format-ignore
    private static let table: [(from: [Status], on: EventType, to: Status)] = [
        // from                                       on                   to
        ([.queued, .uncertain, .failed, .undeliverable], .sent,            .sent),
        ([.queued],                                   .uncertain,          .uncertain),
        ([.queued, .uncertain],                       .sendFailed,         .failed),
        ([.queued, .failed],                          .cancelled,          .cancelled),
        ([.failed, .undeliverable],                   .resent,             .queued),
        ([.sent, .uncertain, .acknowledged],          .undeliverable,      .undeliverable),
        (unanswered + [.sent, .uncertain],            .acknowledged,       .acknowledged),
        (unanswered + undecided,                      .question,           .question),
        (unanswered + undecided,                      .requestedDocs,      .docsRequested),
        ([.offered, .offeredWithStips],               .requestedDocs,      .offeredWithStips),
        (unanswered + open,                           .offered,            .offered),
        (unanswered + open,                           .contractSent,       .contractSent),
        (unanswered + open,                           .declined,           .declined),
        (offering,                                    .withdrawn,          .withdrawn),
        (offering,                                    .accepted,           .accepted),
        (open + [.accepted],                          .funded,             .funded),
        (open + [.accepted],                          .merchantDeclined,   .merchantDeclined),
        (open + [.queued, .failed],                   .merchantWithdrawn,  .merchantWithdrawn),
        // What only a person may say of a settled submission: see `EventType.mayReopen`.
        ([.declined, .withdrawn, .merchantDeclined],  .reopened,           .acknowledged),
    ]

    /// From state to state by event. An event that the table does not know in a state is a fact without effect.
    package static let lifecycle = Lifecycle<Status, EventType>(
        table.flatMap { row in row.from.map { ($0, row.on, row.to) } })

    /// The one function from events to status; taken-back events and those that take back do not count.
    package static func derived(from events: [SubmissionEvent]) -> Status {
        let undone = Set(events.compactMap(\.undoes))
        var status = Status.queued
        for event in events where !undone.contains(event.seq) && event.undoes == nil {
            status = lifecycle.target(from: status, on: event.type) ?? status
        }
        return status
    }
}
