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

    /// So many that are not revoked a partner has at most: its page shows every one.
    package static let most = 100

    private init(_ row: Row, _ key: APIKey) throws {
        self.key = key
        referrer = try row["partner_id"]
        madeBy = try row["made_by"]
    }

    private static let columns: SQL = """
        SELECT api_key_id, referral_key.partner_id,
               (SELECT who FROM history
                 WHERE history.tenant_id = referral_key.tenant_id AND record_kind = 'api_key'
                   AND record_id = api_key_id AND event = 'added' AND seq > 0 ORDER BY seq LIMIT 1) AS made_by
          FROM referral_key
          JOIN api_key ON api_key.tenant_id = referral_key.tenant_id AND api_key.id = api_key_id
        """

    package static func find(_ id: APIKey.ID, tenant: TenantID, _ db: Connection) throws -> ReferrerKey {
        let row = try db.row(columns + " WHERE referral_key.tenant_id = \(tenant) AND api_key_id = \(id)")
        guard let row else { throw RecordRefusal.unknown("key", id) }
        return try ReferrerKey(row, try APIKey.find(id, tenant: tenant, db))
    }

    /// A partner's keys: all that are not revoked, and of the others the newest.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferrerKey] {
        let rows = try db.rows(
            columns
                + """
                 WHERE referral_key.tenant_id = \(tenant) AND referral_key.partner_id = \(referrer)
                 ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, api_key_id DESC LIMIT 200
                """)
        let keys = try APIKey.find(rows.map { try $0["api_key_id"] }, tenant: tenant, db)
        return try rows.compactMap { row in
            let id: APIKey.ID = try row["api_key_id"]
            return try keys[id].map { try ReferrerKey(row, $0) }
        }
    }

    package static func add(
        _ secret: APIKey.Secret, named word: String, to referrer: Referrer, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferrerKey {
        guard referrer.status == .active else { throw ReferralRefusal.notAdmitted(referrer.status) }
        let standing: Int =
            try db.value(
                """
                SELECT count(*) FROM referral_key
                  JOIN api_key ON api_key.tenant_id = referral_key.tenant_id AND api_key.id = api_key_id
                 WHERE referral_key.tenant_id = \(referrer.tenant) AND referral_key.partner_id = \(referrer.id)
                   AND revoked_at IS NULL
                """) ?? 0
        guard standing < most else { throw ReferralRefusal.tooManyKeys(most) }
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

    /// Whoever goes leaves no key behind, however many there were since.
    static func revokeAll(madeBy person: PersonID, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection)
        throws
    {
        let rows = try db.rows(
            """
            SELECT api_key_id FROM referral_key
              JOIN api_key ON api_key.tenant_id = referral_key.tenant_id AND api_key.id = api_key_id
             WHERE referral_key.tenant_id = \(act.tenant) AND referral_key.partner_id = \(referrer)
               AND revoked_at IS NULL
               AND EXISTS (SELECT 1 FROM history
                            WHERE history.tenant_id = referral_key.tenant_id AND record_kind = 'api_key'
                              AND record_id = api_key_id AND event = 'added' AND who = \(Who.person(person)) AND seq > 0)
             ORDER BY api_key_id
            """)
        for row in rows { try find(try row["api_key_id"], tenant: act.tenant, db).revoke(act, db) }
    }

    package var value: Value {
        key.value.adding("partner", Value(referrer)).adding("made_by", .string(madeBy.text))
    }
}
