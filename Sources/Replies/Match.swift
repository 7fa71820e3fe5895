import Kernel
import Submissions

/// Where a received mail belongs, and how sure that is (C13).
package enum Match: Sendable, Equatable {
    /// One submission. `isSenderKnown`: the mail came from an address or domain of its funder.
    case submission(Submission.ID, grade: MessageLink.Grade, isSenderKnown: Bool)
    /// Nobody guesses (C15): the likeliest first.
    case unclear([Submission.ID], cause: ReviewItem.Cause)
    /// One of our own mails came back to us.
    case own
    /// Nothing points to a submission.
    case stranger
}

/// A submission that a mail may answer, with what is needed to tell.
package struct Candidate: Sendable {
    package let submission: Submission.ID
    package let funder: Identifier<FunderTag>
    package let status: Status
    /// Names as they are compared: the legal name and the trade name without legal forms, folded.
    package let merchantNames: [String]
    package let merchantLabel: String
    package let merchantKey: String
    package let createdAt: Moment

    /// Whether one of the merchant's names stands in the folded text as whole words. Names shorter than four letters are
    /// no evidence.
    package func isNamed(in folded: String) -> Bool {
        merchantNames.contains { name in name.utf8.count >= 4 && " \(folded) ".contains(" \(name) ") }
    }
}

/// The funder of a candidate, by its id alone.
package enum FunderTag {}
