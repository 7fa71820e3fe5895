import Correspondence
import Crypto
import Funders
import Kernel
import Sheets
import Storage
import Submissions

/// What a funder says that it paid: a file, or a mail that tells of one payment. Its lines are proposals until a person
/// confirms them.
package struct Remittance: Sendable {
    package typealias ID = Identifier<Remittance>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case proposed
        /// Every line of it is booked or put away.
        case booked
        case dismissed

        package var label: String {
            switch self {
            case .proposed: "To be confirmed"
            case .booked: "Booked"
            case .dismissed: "Put away"
            }
        }
    }

    package enum Event: String, Sendable, CaseIterable {
        case book, dismiss
        /// Lines of it are proposals again.
        case reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on         to
        (.proposed,    .book,     .booked),
        (.proposed,    .dismiss,  .dismissed),
        (.booked,      .reopen,   .proposed),
        (.dismissed,   .reopen,   .proposed),
    ])

    package enum Source: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case file, mail
    }

    package let id: ID
    package let funder: Funder.ID
    package let source: Source
    package let fileName: String?
    package let file: Digest?
    package let message: Message.ID?
    package let submission: Submission.ID?
    package let currency: Currency
    package let layout: RemittanceLayout
    /// What was due until then and is not in it is missing; nil: nothing is.
    package let throughOn: Day?
    package let flaws: [SheetFlaw]
    package let statedTotal: Cents?
    /// What was missing when it was booked, as it is shown.
    package let missing: Value
    package let state: State
    /// The reading of its mail was taken back: it is over for good.
    package var isRetracted = false
    package let who: Who
    package let at: Moment

    /// What it is called where its lines are booked.
    package var name: String { fileName ?? "a mail of the funder" }
}

/// A stored line of a remittance.
package struct RemittanceItem: Sendable {
    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case proposed, booked, dismissed
    }

    package enum Event: String, Sendable, CaseIterable {
        case book, dismiss, restore
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on         to
        (.proposed,    .book,     .booked),
        (.proposed,    .dismiss,  .dismissed),
        (.dismissed,   .restore,  .proposed),
        // once its payment was taken back
        (.booked,      .restore,  .proposed),
    ])

    package let place: Int
    package let line: RemittanceLine
    /// What a person said about it.
    package let word: RemittanceMatcher.Word
    /// Why a person takes it though it differs.
    package let accepted: String?
    package let state: State
    /// Of a line that is booked: the finding it was booked by.
    package let finding: RemittanceFinding?
    package let payment: CommissionPayment.ID?
    package let entry: CommissionEntry.ID?
    /// Of a line that was put away.
    package let dismissal: String?
}

/// What is wrong with a request about a remittance.
package enum RemittanceDeskRefusal: Refusal, Equatable {
    case unknown(Remittance.ID)
    case noLine(Remittance.ID, place: Int)
    case knownFile(Remittance.ID)
    case noFile
    /// The records changed since the asker saw the findings.
    case changedMeanwhile
    case nothingToBook
    case isMail(Remittance.ID)
    case partBooked(Remittance.ID)
    case otherFunder
    case notAcceptable(place: Int)
    case paymentStands(CommissionPayment.ID)
    case retracted(Remittance.ID)

    package var kind: RefusalKind {
        switch self {
        case .unknown, .noLine: .missing
        case .knownFile, .changedMeanwhile, .isMail, .partBooked, .paymentStands, .nothingToBook,
            .retracted:
            .conflict
        case .noFile, .otherFunder, .notAcceptable: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "unknown_remittance"
        case .noLine: "unknown_line"
        case .knownFile: "known_file"
        case .noFile: "no_file"
        case .changedMeanwhile: "changed_meanwhile"
        case .nothingToBook: "nothing_to_book"
        case .isMail: "is_mail"
        case .partBooked: "part_booked"
        case .otherFunder: "other_funder"
        case .notAcceptable: "not_acceptable"
        case .paymentStands: "payment_stands"
        case .retracted: "retracted"
        }
    }

    package var field: String? {
        switch self {
        case .knownFile, .noFile: "file"
        case .otherFunder: "deal"
        case .changedMeanwhile: "preview"
        default: nil
        }
    }

    package var reason: String {
        switch self {
        case .unknown(let id): "there is no remittance \(id)"
        case .noLine(let id, let place): "remittance \(id) has no line \(place)"
        case .knownFile(let id): "this file was taken in already, as remittance \(id); nothing is booked twice"
        case .noFile: "choose the funder's file"
        case .changedMeanwhile: "the records changed since you looked: look at the findings again, then confirm"
        case .nothingToBook: "no line of it can be booked as it stands"
        case .isMail(let id): "remittance \(id) came by mail and has no columns"
        case .partBooked(let id): "lines of remittance \(id) are booked; take their payments back first"
        case .otherFunder: "that deal is no standing deal of this funder"
        case .notAcceptable(let place): "line \(place) cannot be booked whatever a person says; put it away instead"
        case .paymentStands(let id): "payment \(id) stands; take it back first"
        case .retracted(let id): "the mail of remittance \(id) was read anew; what its first reading told is over"
        }
    }
}
