import Kernel
import Storage

/// What people of the office wrote of a partner: only ever added, and never shown to the partner (F12).
package struct PartnerNote: Sendable {
    package typealias ID = Identifier<PartnerNote>

    package let text: String
    package let who: Who
    package let at: Moment

    package static func add(
        _ text: String, to partner: Partner, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO partner_note (id, tenant_id, partner_id, text, who, at)
            VALUES (\(ID(at: now)), \(partner.tenant), \(partner.id), \(text), \(who), \(now))
            """)
        try History.append(HistoryEntry("partner", partner.id, "noted", by: who, at: now), tenant: partner.tenant, db)
    }

    /// The partner's notes, the newest first.
    package static func of(_ partner: Partner.ID, tenant: TenantID, _ db: Connection) throws -> [PartnerNote] {
        try db.rows(
            """
            SELECT text, who, at FROM partner_note
             WHERE tenant_id = \(tenant) AND partner_id = \(partner)
             ORDER BY id DESC
            """
        ).map { PartnerNote(text: try $0["text"], who: try $0["who"], at: try $0["at"]) }
    }

    var value: Value { ["text": .string(text), "who": .string(who.text), "at": Value(at)] }
}
