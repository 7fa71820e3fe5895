import Kernel
import Storage
import Web

/// What a sponsor pays a node in a period, and by which terms (H04). Another person than who entered it makes it stand.
package struct SponsorContract: Sendable, Equatable {
    package typealias ID = Identifier<SponsorContract>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case draft, active, terminated, cancelled
    }

    package enum Event: String, Sendable, CaseIterable { case activate, cancel, terminate }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on          to
        (.draft,    .activate,  .active),
        (.draft,    .cancel,    .cancelled),
        (.active,   .terminate, .terminated),
    ])

    /// A due part of the amount.
    package struct Instalment: Sendable, Equatable {
        package let dueOn: Day
        package let amount: Cents
    }

    package let id: ID
    package let tenant: TenantID
    package let sponsor: Sponsor.ID
    package let node: OrgNode.ID
    package let project: OrgProject.ID?
    package let reference: String
    package let tier: Sponsor.Tier
    package let amount: Cents
    package let currency: Currency
    package let startsOn: Day
    package let endsOn: Day
    package let terms: String
    package let state: State
    package let renews: ID?
    package let createdBy: Who
    package let createdAt: Moment
    package let activatedBy: Who?
    package let activatedAt: Moment?
    package let terminatedOn: Day?
    package let terminationReason: String?

    static let columns: SQL = """
        sponsor_contract.id, sponsor_contract.tenant_id, sponsor_contract.sponsor_id, sponsor_contract.node_id,
        sponsor_contract.project_id,
        coalesce(sponsor_contract.former_reference, sponsor_contract.reference) AS reference, sponsor_contract.tier, sponsor_contract.amount_cents,
        sponsor_contract.currency, sponsor_contract.starts_on, sponsor_contract.ends_on, sponsor_contract.terms,
        sponsor_contract.state, coalesce(sponsor_contract.former_renews_id, sponsor_contract.renews_id) AS renews_id,
        sponsor_contract.created_by, sponsor_contract.created_at,
        sponsor_contract.activated_by, sponsor_contract.activated_at, sponsor_contract.terminated_on,
        sponsor_contract.termination_reason
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        sponsor = try row["sponsor_id"]
        node = try row["node_id"]
        project = try row["project_id"]
        reference = try row["reference"]
        tier = try row["tier"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        startsOn = try row["starts_on"]
        endsOn = try row["ends_on"]
        terms = try row["terms"]
        state = try row["state"]
        renews = try row["renews_id"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        activatedBy = try row["activated_by"]
        activatedAt = try row["activated_at"]
        terminatedOn = try row["terminated_on"]
        terminationReason = try row["termination_reason"]
    }

    /// The last day on which something is delivered for it.
    package var lastDay: Day { terminatedOn.map { min($0, endsOn) } ?? endsOn }

    /// As shown: an active one whose period is over has ended.
    private func shown(on today: Day) -> (label: String, tone: String) {
        switch state {
        case .draft: ("Draft", "wait")
        case .active: endsOn < today ? ("Ended", "plain") : ("Active", "good")
        case .terminated: ("Terminated", "bad")
        case .cancelled: ("Cancelled", "plain")
        }
    }

    package func value(on today: Day) -> Value {
        let shown = shown(on: today)
        return [
            "id": Value(id), "sponsor": Value(sponsor), "node": Value(node), "project": Value(project),
            "reference": .string(reference), "tier": .string(tier.rawValue), "tier_label": .string(tier.label),
            "amount": .string(amount.decimal), "amount_text": .string(currency.shown(amount)),
            "currency": .string(currency.rawValue), "starts_on": Value(startsOn), "ends_on": Value(endsOn),
            "terms": .string(terms), "state": .string(state.rawValue), "state_label": .string(shown.label),
            "state_tone": .string(shown.tone), "renews": Value(renews), "created_by": .string(createdBy.text),
            "created_at": Value(createdAt), "activated_by": Value(activatedBy?.text),
            "activated_at": Value(activatedAt), "terminated_on": Value(terminatedOn),
            "termination_reason": Value(terminationReason),
        ]
    }
}
