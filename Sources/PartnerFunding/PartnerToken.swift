import Crypto
import Kernel
import Storage

/// The secret that a mail carries to a partner: it opens once, for 72 hours, and only until a newer one is sent (F14).
/// Stored is its hash.
package struct PartnerToken: Sendable {
    package enum Purpose: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// The address answers.
        case confirmation
        /// A person of the partner makes a login.
        case invitation

        var refusal: PartnerRefusal { self == .confirmation ? .badConfirmation : .badInvitation }
    }

    package static let life = Span.hours(72)

    package let text: String
    package let purpose: Purpose

    package init(_ purpose: Purpose) {
        text = Hexadecimal.encode(randomBytes(32))
        self.purpose = purpose
    }

    package init(_ text: String, for purpose: Purpose) {
        self.text = text
        self.purpose = purpose
    }

    private var hash: Digest { Digest(of: Array(text.utf8)) }

    /// The newest of its purpose; what was sent before opens nothing any more.
    func issue(for partner: Partner, at now: Moment, _ db: Connection) throws {
        try db.run(
            """
            UPDATE partner_token SET ended_at = \(now)
             WHERE tenant_id = \(partner.tenant) AND partner_id = \(partner.id) AND purpose = \(purpose)
               AND ended_at IS NULL
            """)
        try db.run(
            """
            INSERT INTO partner_token (token_hash, tenant_id, partner_id, purpose, created_at, expires_at)
            VALUES (\(hash), \(partner.tenant), \(partner.id), \(purpose), \(now), \(now + Self.life))
            """)
    }

    /// Whose it is, while it opens; refused with the same words whatever is wrong with it.
    func partner(at now: Moment, _ db: Connection) throws -> Partner {
        let row = try db.row(
            """
            SELECT tenant_id, partner_id FROM partner_token
             WHERE token_hash = \(hash) AND purpose = \(purpose) AND ended_at IS NULL AND expires_at > \(now)
            """)
        guard let row else { throw purpose.refusal }
        return try Partner.find(row["partner_id"], tenant: row["tenant_id"], db)
    }

    /// Opens, once.
    func use(at now: Moment, _ db: Connection) throws -> Partner {
        let partner = try partner(at: now, db)
        let changed = try db.changes(
            "UPDATE partner_token SET ended_at = \(now) WHERE token_hash = \(hash) AND ended_at IS NULL")
        guard changed == 1 else { throw purpose.refusal }
        return partner
    }
}
