import Kernel
import Storage

/// An organisation that refers merchants and earns by it (G02–G12). Nothing of its own is decided by itself.
package struct Referrer: Sendable, Equatable {
    package typealias ID = Identifier<Referrer>

    package enum Status: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case pending, active, inactive, suspended, rejected

        package var label: String {
            switch self {
            case .pending: "Waits for approval"
            case .active: "Active"
            case .inactive: "Inactive"
            case .suspended: "Suspended"
            case .rejected: "Rejected"
            }
        }

        var tone: String {
            switch self {
            case .pending: "wait"
            case .active: "good"
            case .inactive: "plain"
            case .suspended, .rejected: "bad"
            }
        }
    }

    package enum Event: String, Sendable, CaseIterable { case activate, reject, suspend, deactivate }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Status, Event>([
        // from        on            to
        (.pending,     .activate,    .active),
        (.pending,     .reject,      .rejected),
        (.active,      .suspend,     .suspended),
        (.active,      .deactivate,  .inactive),
        (.suspended,   .activate,    .active),
        (.suspended,   .deactivate,  .inactive),
        (.inactive,    .activate,    .active),
    ])

    /// How a partner ranks; management gives it.
    package enum Tier: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case bronze, silver, gold

        package var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    package let id: ID
    package let tenant: TenantID
    package let code: String
    package let fields: ReferrerFields
    package let status: Status
    package let tier: Tier
    package let taxIDLast4: String?
    package let bank: BankChange.ID?
    package let createdBy: Who
    package let createdAt: Moment
    package let approvedBy: Who?
    package let approvedAt: Moment?
    package let decidedBy: Who?
    package let decidedAt: Moment?
    package let decisionReason: String?
    package let version: Int

    static let columns: SQL = """
        id, tenant_id, code, name, type, contact_name, email, website, currency, monthly_quota, status, tier, tax_id_last4,
        bank_change_id, created_by, created_at, approved_by, approved_at, decided_by, decided_at, decision_reason, version
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        code = try row["code"]
        fields = try ReferrerFields(row)
        status = try row["status"]
        tier = try row["tier"]
        taxIDLast4 = try row["tax_id_last4"]
        bank = try row["bank_change_id"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        approvedBy = try row["approved_by"]
        approvedAt = try row["approved_at"]
        decidedBy = try row["decided_by"]
        decidedAt = try row["decided_at"]
        decisionReason = try row["decision_reason"]
        version = try row["version"]
    }

    /// What the partner itself may see.
    package var value: Value {
        fields.value.adding("id", Value(id)).adding("code", .string(code)).adding("status", .string(status.rawValue))
            .adding("status_label", .string(status.label)).adding("status_tone", .string(status.tone))
            .adding("tier", .string(tier.rawValue)).adding("tier_label", .string(tier.label))
            .adding("tax_id_last4", Value(taxIDLast4)).adding("created_at", Value(createdAt))
            .adding("approved_at", Value(approvedAt)).adding("decided_at", Value(decidedAt))
            .adding("decision_reason", Value(decisionReason)).adding("version", Value(version))
    }

    /// What management sees.
    package var wholeValue: Value {
        value.adding("created_by", .string(createdBy.text)).adding("approved_by", Value(approvedBy?.text))
            .adding("decided_by", Value(decidedBy?.text))
            .adding("allowed", .list(Self.lifecycle.events(from: status).map { .string($0.rawValue) }))
    }
}
