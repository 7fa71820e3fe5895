import Cohorts
import Kernel
import Storage

/// A participant asks for what enables a mission. It holds an amount, so it is for who may see budgets; what a participant is
/// answered is an `OwnRequest`, which has none.
package struct SupportRequest: Sendable {
    package typealias ID = Identifier<SupportRequest>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// The rules did not look at it yet.
        case submitted
        /// Waits for a person.
        case queued
        /// The participant was asked something.
        case asked
        /// Its amount is held.
        case approved
        case denied
        /// The cohort ended before anybody decided.
        case lapsed
        case completed, failed

        var isOpen: Bool { self == .submitted || self == .queued || self == .asked }
    }

    package enum Event: String, Sendable, CaseIterable {
        /// By the program, for tier 1 alone.
        case accept
        case queue, approve, deny, ask, answer, lapse
        /// It was given, or could not be: by what a provider says, never by hand.
        case complete, fail
        /// Two people settled that it came back, or arrived late.
        case takeBack = "take_back"
        case giveLate = "give_late"
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from         on          to
        (.submitted,    .accept,    .approved),
        (.submitted,    .queue,     .queued),
        (.submitted,    .lapse,     .lapsed),
        (.queued,       .approve,   .approved),
        (.queued,       .deny,      .denied),
        (.queued,       .ask,       .asked),
        (.queued,       .lapse,     .lapsed),
        (.asked,        .answer,    .queued),
        (.asked,        .deny,      .denied),
        (.asked,        .lapse,     .lapsed),
        (.approved,     .complete,  .completed),
        (.approved,     .fail,      .failed),
        (.completed,    .takeBack,  .failed),
        (.failed,       .giveLate,  .completed),
    ])

    package let id: ID
    package let tenant: TenantID
    package let wallet: Wallet.ID
    package let participant: Participant.ID
    package let cohort: Cohort.ID
    package let kind: SupportKind
    package let mission: Mission.ID
    package let whyNotEarlier: WhyNotEarlier?
    package let state: State
    package let askedAtMinute: Int
    package let amount: Cents
    package let tier: Tier?
    package let reasons: [TierReason]
    package let ruleVersion: String?
    package let transfer: Identifier<Held>?
    package let denial: Denial?
    package let question: Question?
    package let justificationCategory: JustificationCategory?
    package let channel: Channel?
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let createdBy: Who
    package let createdAt: Moment
    let sealedJustification: [UInt8]
    let sealedAnswer: [UInt8]?

    /// A transfer that the ledger holds.
    package enum Held {}

    static let columns: SQL = """
        support_request.id, support_request.tenant_id, support_request.wallet_id, support_request.participant_id,
        support_request.cohort_id, support_request.kind, support_request.mission_id, support_request.why_not_earlier,
        support_request.justification_sealed, support_request.state, support_request.asked_at_minute,
        support_request.amount_cents, support_request.tier, support_request.tier_reasons, support_request.rule_version,
        support_request.transfer_id, support_request.denial, support_request.question, support_request.answer_sealed,
        support_request.justification_category, support_request.channel, support_request.decided_by,
        support_request.decided_at, support_request.created_by, support_request.created_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        wallet = try row["wallet_id"]
        participant = try row["participant_id"]
        cohort = try row["cohort_id"]
        kind = try row["kind"]
        mission = try row["mission_id"]
        whyNotEarlier = try row["why_not_earlier"]
        sealedJustification = try row["justification_sealed"]
        state = try row["state"]
        askedAtMinute = try row["asked_at_minute"]
        amount = try row["amount_cents"]
        tier = try row.get("tier", as: Int?.self).flatMap(Tier.init)
        reasons = try row.get("tier_reasons", as: String.self).split(separator: " ").compactMap {
            TierReason(rawValue: String($0))
        }
        ruleVersion = try row["rule_version"]
        transfer = try row["transfer_id"]
        denial = try row["denial"]
        question = try row["question"]
        sealedAnswer = try row["answer_sealed"]
        justificationCategory = try row["justification_category"]
        channel = try row["channel"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
    }

    static func place(_ field: String, _ id: ID) -> String { "support_request.\(field)/\(id)" }

    /// Who approved it, as the log says it: SYSTEM for the first tier.
    var approver: String { tier == .automatic ? "SYSTEM" : decidedBy?.text ?? "SYSTEM" }
}
