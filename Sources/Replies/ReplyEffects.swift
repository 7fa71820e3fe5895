import Classification
import Correspondence
import Kernel
import MIME
import Storage
import Submissions

/// What a reading sets off in the other slices, in the transaction of the mail. The table itself stands in
/// `Server/ReplyEffects.swift`.
package protocol ReplyEffects: Sendable {
    /// Applies a reading to a submission: events, offers, reasons, documents.
    func apply(_ reading: Reading, to submission: Submission.ID, from mail: AnsweringMail, _ db: Connection) throws

    /// A delivery report about a mail of the submission.
    func bounce(_ report: DeliveryReport, on submission: Submission.ID, from mail: AnsweringMail, _ db: Connection)
        throws

    /// An answer to a notice, or a delivery report about it: no submission hears of it.
    func answer(toNotice notice: Message.ID, _ report: DeliveryReport?, from mail: AnsweringMail, _ db: Connection)
        throws

    /// Takes back everything that a mail set off on a submission.
    func takeBack(_ mail: AnsweringMail, on submission: Submission.ID, reason: String, _ db: Connection) throws

    /// A reply came: a mail whose delivery was uncertain has arrived.
    func settleDelivery(of submission: Submission.ID, evidence: String, from mail: AnsweringMail, _ db: Connection)
        throws
}

/// The mail that an effect comes from.
package struct AnsweringMail: Sendable {
    package let message: Message.ID
    package let tenant: TenantID
    /// The Date header, or the arrival where it has none.
    package let datedAt: Moment
    package let arrivedAt: Moment
    /// The machine that read it, or the person who settled it.
    package let who: Who
    package let now: Moment

    package init(
        message: Message.ID, tenant: TenantID, datedAt: Moment, arrivedAt: Moment, who: Who, now: Moment
    ) {
        self.message = message
        self.tenant = tenant
        self.datedAt = datedAt
        self.arrivedAt = arrivedAt
        self.who = who
        self.now = now
    }
}

extension Reading {
    /// Whether the reading speaks of money or of what binds: such a mail from a disowned sender is a person's (C23).
    package var speaksOfMoney: Bool {
        !offers.isEmpty || fundedAmount != nil || commissionAmount != nil
            || [.offered, .funded, .commissionNotice, .contractSent].contains(outcome)
    }

    /// The events that the reading sets off, in the order in which they take effect: what outweighs comes later.
    package var events: [EventType] {
        Self.order.filter { states($0.outcome) }.map(\.event)
    }

    // swift-format-ignore
    private static let order: [(outcome: Outcome, event: EventType)] = [
        (.acknowledged,        .acknowledged),
        (.question,            .question),
        (.commissionNotice,    .commissionNotice),
        (.offered,             .offered),
        (.requestedDocuments,  .requestedDocs),
        (.contractSent,        .contractSent),
        (.withdrawn,           .withdrawn),
        (.declined,            .declined),
        (.funded,              .funded),
        (.autoReply,           .autoReply),
    ]

    /// Whether a settled submission says otherwise than the reading (D10): the machine never overwrites.
    package func contradicts(_ status: Status) -> Bool {
        guard status.isSettled else { return false }
        return events.contains { event in
            switch event {
            case .acknowledged, .commissionNotice, .autoReply: false
            case .funded: status != .accepted && status != .funded
            case .declined: status != .declined
            case .withdrawn: status != .withdrawn
            default: true
            }
        }
    }
}
