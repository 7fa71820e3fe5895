import Kernel
import Storage
import Web

/// A partner as lists show it: read without what only its own page shows, because a list may have a thousand.
package struct ReferrerLine: Sendable {
    package let id: String
    private let code: String
    private let name: String
    private let kind: ReferrerKind
    private let status: Referrer.Status
    private let tier: Referrer.Tier
    private let contactName: String
    private let email: String
    private let website: String?
    private let currency: String
    private let quota: Int?
    private let createdAt: Moment
    private let approvedAt: Moment?

    static let columns: SQL = """
        id, code, name, type, status, tier, contact_name, email, website, currency, monthly_quota, created_at, approved_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        code = try row["code"]
        name = try row["name"]
        kind = try row["type"]
        status = try row["status"]
        tier = try row["tier"]
        contactName = try row["contact_name"]
        email = try row["email"]
        website = try row["website"]
        currency = try row["currency"]
        quota = try row["monthly_quota"]
        createdAt = try row["created_at"]
        approvedAt = try row["approved_at"]
    }

    /// As programs read it.
    package var value: Value {
        [
            "id": .string(id), "code": .string(code), "name": .string(name), "type": .string(kind.rawValue),
            "status": .string(status.rawValue), "tier": .string(tier.rawValue), "contact_name": .string(contactName),
            "email": .string(email), "website": Value(website), "currency": .string(currency),
            "monthly_quota": Value(quota), "created_at": Value(createdAt), "approved_at": Value(approvedAt),
        ]
    }

    /// As pages show it.
    var shown: Value {
        value.adding("type_label", .string(kind.label)).adding("status_label", .string(status.label))
            .adding("status_tone", .string(status.tone)).adding("tier_label", .string(tier.label))
    }
}
