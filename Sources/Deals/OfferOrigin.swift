import Correspondence
import Kernel
import Submissions

/// Where an offer came from, as its first row of the history keeps it: what is needed to make the offer's row anew.
package struct OfferOrigin: Sendable, Equatable {
    package let submission: Submission.ID
    /// Nil where a person entered it.
    package let message: Message.ID?
    /// Its place among the offers of the mail.
    package let index: Int
    let offeredAt: Moment
    let receivedAt: Moment

    var value: Value {
        [
            "submission": Value(submission), "message": Value(message), "index": Value(index),
            "offered_at": Value(offeredAt.milliseconds), "received_at": Value(receivedAt.milliseconds),
        ]
    }

    init(
        submission: Submission.ID, message: Message.ID?, index: Int, offeredAt: Moment, receivedAt: Moment
    ) {
        self.submission = submission
        self.message = message
        self.index = index
        self.offeredAt = offeredAt
        self.receivedAt = receivedAt
    }

    /// Nil for offers that were made before the history kept it.
    init?(_ value: Value) {
        guard let submission = value["submission"]?.text.flatMap({ Submission.ID($0) }),
            let index = value["index"]?.integer, let offered = value["offered_at"]?.integer,
            let received = value["received_at"]?.integer
        else { return nil }
        self.init(
            submission: submission, message: value["message"]?.text.flatMap { Message.ID($0) }, index: Int(index),
            offeredAt: Moment(milliseconds: offered), receivedAt: Moment(milliseconds: received))
    }
}
