import Correspondence
import Kernel
import Submissions

/// Where a received mail belongs, and how sure that is (C13).
package enum Match: Sendable, Equatable {
    /// One submission. `isSenderKnown`: the mail came from an address or domain of its funder.
    case submission(Submission.ID, grade: MessageLink.Grade, isSenderKnown: Bool)
    /// Nobody guesses (C15): the likeliest first.
    case unclear([Submission.ID], cause: ReviewItem.Cause)
    /// A notice of ours to a partner: what answers it concerns no submission (B06).
    case notice(Message.ID)
    /// One of our own mails came back to us.
    case own
    /// Nothing points to a submission.
    case stranger

    /// The submission that the mail answers, or those that it may answer.
    var submissions: [Submission.ID] {
        switch self {
        case .submission(let id, _, _): [id]
        case .unclear(let ids, _): ids
        case .notice, .own, .stranger: []
        }
    }
}

/// A submission that a mail may answer, with what is needed to tell.
package struct Candidate: Sendable {
    package let submission: Submission.ID
    package let funder: Identifier<FunderTag>
    package let status: Status
    package let merchantLabel: String
    package let merchantKey: String
    package let createdAt: Moment
}

/// The funder of a candidate, by its id alone.
package enum FunderTag {}
