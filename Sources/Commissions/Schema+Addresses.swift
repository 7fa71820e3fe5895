import Storage

extension CommissionsSchema {
    /// Where payees are written to, and the order in which payouts were marked.
    static let addresses = Migration(
        "commissions.3",
        [
            "ALTER TABLE payee ADD COLUMN email TEXT",
            // when it was entered: what came back earlier tells nothing of it
            "ALTER TABLE payee ADD COLUMN email_set_at INTEGER",
            "CREATE INDEX commission_payout_marked ON commission_payout (tenant_id, at)",
        ])
}
