import Kernel

/// How far submissions come, one after the other; each holds those behind it (L07).
package enum Stage: String, Sendable, CaseIterable {
    case submitted, replied, offered, accepted, funded

    package var label: String {
        switch self {
        case .submitted: "Submitted"
        case .replied: "Replied"
        case .offered: "Offered"
        case .accepted: "Accepted"
        case .funded: "Funded"
        }
    }

    /// The furthest stage of which an event tells; nil where it tells of none.
    fileprivate init?(_ event: EventType) {
        switch event {
        case .sent: self = .submitted
        case .replied, .acknowledged, .question, .requestedDocs, .declined, .withdrawn: self = .replied
        case .offered, .contractSent: self = .offered
        case .accepted: self = .accepted
        case .funded: self = .funded
        default: return nil
        }
    }
}

/// What a submission counts as in sums; follows from its events.
struct SubmissionFigures: Equatable {
    let status: Status
    /// Nil where the mail has not left.
    let stage: Stage?
    /// From the server's 250 to the funder's first answer; nil before it. Automatic replies are no answers.
    let wait: WaitStep?

    /// Nil before the first event.
    init?(_ events: some Sequence<SubmissionEvent>) {
        let events = Array(events)
        guard !events.isEmpty else { return nil }
        let undone = Set(events.compactMap(\.undoes))
        let standing = events.filter { !undone.contains($0.seq) && $0.undoes == nil }
        status = Status.derived(from: events)
        stage = standing.compactMap { Stage($0.type) }.max { $0.place < $1.place }
        let sent = standing.first { $0.type == .sent }?.occurredAt
        let answer = standing.first { event in (Stage(event.type) ?? .submitted) != .submitted }?.occurredAt
        wait = sent.flatMap { sent in answer.flatMap { $0 < sent ? nil : WaitStep($0 - sent) } }
    }
}

extension Stage {
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A length of waiting, rounded up to a step: a quarter of an hour at the beginning, a tenth to a fifth of itself later
/// on. So medians and shares of any choice of submissions are read from a few counts.
package struct WaitStep: Hashable, Sendable {
    /// The upper end, in minutes.
    package let minutes: Int

    package init(minutes: Int) { self.minutes = minutes }

    init(_ waited: Span) {
        let whole = Int((waited.milliseconds + 59_999) / 60_000)
        minutes = Self.ends.first { whole <= $0 } ?? Self.beyond
    }

    /// The upper end of what is longer than every step.
    package static let beyond = 999_999

    // swift-format-ignore
    private static let ends: [Int] =
        [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240]
        + [5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 36, 40, 44, 48, 54, 60, 66, 72, 84, 96].map { $0 * 60 }
        + [5, 6, 7, 8, 9, 10, 12, 14, 17, 21, 25, 30, 40, 50, 60, 90].map { $0 * 1440 }

    /// The upper ends of all steps in their order.
    static let all = ends + [beyond]

    /// The place of each step among all, by the quarters of an hour of its upper end.
    private static let places: [Int: Int] = Dictionary(zip(all, all.indices)) { first, _ in first }

    /// Nil where no step ends there.
    static func place(minutes: Int) -> Int? { places[minutes] }

    /// `45 min`, `6 h`, `5 days`
    package var label: String {
        switch minutes {
        case Self.beyond: "over 90 days"
        case ..<120 where minutes % 60 != 0: "\(minutes) min"
        case ..<5760 where minutes % 60 == 0: "\(minutes / 60) h"
        case ..<5760: "\(minutes / 60).\(minutes % 60 * 10 / 60) h"
        default: "\(minutes / 1440) days"
        }
    }
}
