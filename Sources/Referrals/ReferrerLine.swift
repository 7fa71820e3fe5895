import Kernel
import Storage
import Web

/// A partner as lists show it: read without what only its own page shows, because a list may have a thousand.
package struct ReferrerLine: Sendable {
    package let id: String
    private let code: String
    private let name: String
    private let kind: String
    private let status: String
    private let tier: String
    private let contactName: String
    private let email: String
    private let website: String?
    private let currency: String
    private let quota: Int64?
    private let createdAt: Moment
    private let approvedAt: Moment?

    static let column = PackedRow.column([
        "id", "code", "name", "type", "status", "tier", "contact_name", "email", "website", "currency", "monthly_quota",
        "created_at", "approved_at",
    ])

    init(_ row: Row) throws {
        let row = try PackedRow(row)
        id = row.text(0)
        code = row.text(1)
        name = row.text(2)
        kind = row.text(3)
        status = row.text(4)
        tier = row.text(5)
        contactName = row.text(6)
        email = row.text(7)
        website = row[8]
        currency = row.text(9)
        quota = row.number(10)
        createdAt = Moment(milliseconds: row.number(11) ?? 0)
        approvedAt = row.number(12).map { Moment(milliseconds: $0) }
    }

    /// As programs read it.
    package var value: Value {
        [
            "id": .string(id), "code": .string(code), "name": .string(name), "type": .string(kind),
            "status": .string(status), "tier": .string(tier), "contact_name": .string(contactName),
            "email": .string(email), "website": Value(website), "currency": .string(currency),
            "monthly_quota": Value(quota), "created_at": Value(createdAt), "approved_at": Value(approvedAt),
        ]
    }

    /// As pages show it.
    var shown: Value {
        let status = Referrer.Status(rawValue: status)
        return value.adding("type_label", Value(ReferrerKind(rawValue: kind)?.label))
            .adding("status_label", Value(status?.label)).adding("status_tone", Value(status?.tone))
            .adding("tier_label", Value(Referrer.Tier(rawValue: tier)?.label))
    }
}
