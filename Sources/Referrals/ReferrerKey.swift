import Kernel
import People
import Storage

/// A key with which a program works for a partner: it sends leads and asks for credits as a lead manager does (G72).
package struct ReferrerKey: Sendable {
    package let key: APIKey
    package let referrer: Referrer.ID
    /// Who made it.
    package let madeBy: Who

    /// Names of keys are an office's: before the partner's own word stands its code, so that no partner meets another's.
    private static func name(_ word: String, of referrer: Referrer) -> String { "\(referrer.code).\(word)" }
    /// What is left for the own word beside the longest code.
    static let longestName = 39

    private init(_ row: Row, tenant: TenantID, _ db: Connection) throws {
        key = try APIKey.find(try row["api_key_id"], tenant: tenant, db)
        referrer = try row["partner_id"]
        madeBy = try row["made_by"]
    }

    private static let columns: SQL = """
        SELECT api_key_id, partner_id,
               (SELECT who FROM history
                 WHERE history.tenant_id = referral_key.tenant_id AND record_kind = 'api_key'
                   AND record_id = api_key_id AND event = 'added' AND seq > 0 ORDER BY seq LIMIT 1) AS made_by
          FROM referral_key
        """

    package static func find(_ id: APIKey.ID, tenant: TenantID, _ db: Connection) throws -> ReferrerKey {
        let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND api_key_id = \(id)")
        guard let row else { throw RecordRefusal.unknown("key", id) }
        return try ReferrerKey(row, tenant: tenant, db)
    }

    /// A partner's keys, the newest first, revoked ones too.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferrerKey] {
        try db.rows(
            columns
                + """
                 WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY api_key_id DESC LIMIT 200
                """
        ).map { try ReferrerKey($0, tenant: tenant, db) }
    }

    package static func add(
        _ secret: APIKey.Secret, named word: String, to referrer: Referrer, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferrerKey {
        guard referrer.status == .active else { throw ReferralRefusal.notAdmitted(referrer.status) }
        let key = try APIKey.add(
            secret, name: name(word, of: referrer), roles: [.referralLeadManager], tenant: referrer.tenant,
            by: act.who, at: act.now, db)
        try db.run(
            """
            INSERT INTO referral_key (api_key_id, tenant_id, partner_id, created_at)
            VALUES (\(key.id), \(referrer.tenant), \(referrer.id), \(act.now))
            """)
        try act.log(.init(.keyAdded, "api_key", key.id), of: referrer.id, db)
        return try find(key.id, tenant: referrer.tenant, db)
    }

    /// It opens nothing from now on; a second time changes nothing.
    package func revoke(_ act: ReferralAct, _ db: Connection) throws {
        guard key.revokedAt == nil else { return }
        _ = try APIKey.revoke(key.id, tenant: act.tenant, by: act.who, at: act.now, db)
        try act.log(.init(.keyRevoked, "api_key", key.id), of: referrer, db)
    }

    /// Whoever goes leaves no key behind.
    static func revokeAll(madeBy person: PersonID, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection)
        throws
    {
        for key in try of(referrer, tenant: act.tenant, db) where key.madeBy == .person(person) {
            try key.revoke(act, db)
        }
    }

    package var value: Value {
        key.value.adding("partner", Value(referrer)).adding("made_by", .string(madeBy.text))
    }
}
