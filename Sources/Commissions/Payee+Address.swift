import Kernel
import Notices
import People
import Storage

extension Payee {
    package static let recordKind = "payee"

    /// The payee as one to whom mails are written.
    package var party: Notice.Party { Notice.Party(Self.recordKind, id) }

    /// Where the payee is written to from now on; nil: nowhere. The same address entered anew counts as looked at: what
    /// came back from it stops nothing any more.
    package static func setAddress(
        _ email: String?, of id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        _ = try find(id, tenant: tenant, db)
        let new = try email.map { try PersonRules.email($0) }
        try db.run(
            """
            UPDATE payee SET email = \(new), email_set_at = \(new == nil ? nil : now)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                recordKind, id, "address", by: who, at: now,
                detail: ["fields": ["email"], "has_address": .bool(new != nil)]),
            tenant: tenant, db)
    }

    /// The notice that came back from the payee's address, for which nothing is written to it by itself.
    package func stop(tenant: TenantID, _ db: Connection) throws -> Notice? {
        guard let address else { return nil }
        return try Notice.stop(of: address.email, since: address.since, to: party, tenant: tenant, db)
    }
}
