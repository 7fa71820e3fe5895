import Crypto
import Kernel
import Storage

/// The last row of an office's journal as of a day, with what was asserted of its accounts then. Kept in a second place
/// too, because somebody who can write the database could compute a new chain, or cut its end off.
package struct LedgerHead: Sendable, Equatable {
    package let tenant: TenantID
    package let day: Day
    package let seq: Int64
    package let hash: Digest
    /// Of the tree over all rows behind the head before that has one, up to this one; nil in heads of before there were trees.
    package let root: Digest?

    package var value: Value {
        var fields = Value.Fields()
        fields["tenant"] = Value(tenant)
        fields["day"] = Value(day)
        fields["seq"] = .int(seq)
        fields["hash"] = .string(hash.description)
        if let root { fields["root"] = .string(root.description) }
        return .object(fields)
    }

    /// One line of the file of heads.
    package var line: String { value.json }

    /// Reads a line of the file of heads; nil where it is none.
    package init?(line: String) {
        // What is no JSON is no head.
        guard let value = try? Value(parsing: Array(line.utf8)),
            let tenant = value["tenant"]?.text.flatMap({ TenantID($0) }),
            let day = value["day"]?.text.flatMap({ Day($0) }), case .int(let seq)? = value["seq"],
            let hash = value["hash"]?.text.flatMap({ Digest($0) })
        else { return nil }
        self.init(tenant: tenant, day: day, seq: seq, hash: hash, root: value["root"]?.text.flatMap { Digest($0) })
    }

    init(tenant: TenantID, day: Day, seq: Int64, hash: Digest, root: Digest?) {
        self.tenant = tenant
        self.day = day
        self.seq = seq
        self.hash = hash
        self.root = root
    }

    /// The heads that the database holds, the oldest first.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [LedgerHead] {
        try db.rows("SELECT day, seq, hash, root FROM ledger_head WHERE tenant_id = \(tenant) ORDER BY day").map {
            LedgerHead(
                tenant: tenant, day: try $0["day"], seq: try $0["seq"], hash: try $0["hash"], root: try $0["root"])
        }
    }

    /// The offices whose journal grew since their last head, and have none of `day` yet.
    package static func wanting(_ day: Day, _ db: Connection) throws -> [TenantID] {
        try db.rows(
            """
            SELECT grown.tenant_id
              FROM (SELECT tenant_id, max(seq) AS seq FROM ledger_row GROUP BY tenant_id) AS grown
              LEFT JOIN (SELECT tenant_id, max(seq) AS seq, max(day) AS day FROM ledger_head GROUP BY tenant_id) AS head
                ON head.tenant_id = grown.tenant_id
             WHERE head.seq IS NULL OR (head.seq < grown.seq AND head.day < \(day))
             ORDER BY grown.tenant_id
            """
        ).map { try $0["tenant_id"] }
    }

    /// Writes down how the ledger stood when it was looked at: the last row, the root over the rows since the head before,
    /// and the sums of each account that changed since the assertion before. Nil where the look found a flaw, or the day has its head.
    package static func close(
        _ day: Day, _ review: LedgerReview, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> LedgerHead? {
        guard case .whole = review.verdict, review.lastSeq > 0, let hash = Digest(review.lastHash) else { return nil }
        let isNew = try db.changes(
            """
            INSERT INTO ledger_head (tenant_id, day, seq, hash, root, at)
            VALUES (\(tenant), \(day), \(review.lastSeq), \(hash), \(review.root), \(now))
            ON CONFLICT DO NOTHING
            """)
        guard isNew == 1 else { return nil }
        let former = try asserted(tenant: tenant, db)
        for (account, totals) in review.totals.sorted(by: { $0.key < $1.key }) where former[account] != totals {
            try db.run(
                """
                INSERT INTO ledger_assertion (tenant_id, day, account_id, posted_debit_cents, posted_credit_cents,
                                              pending_debit_cents, pending_credit_cents)
                VALUES (\(tenant), \(day), \(account), \(totals.postedDebit), \(totals.postedCredit),
                        \(totals.pendingDebit), \(totals.pendingCredit))
                """)
        }
        return LedgerHead(tenant: tenant, day: day, seq: review.lastSeq, hash: hash, root: review.root)
    }

    /// The newest assertion of each account.
    private static func asserted(
        tenant: TenantID, _ db: Connection
    ) throws -> [LedgerAccount.ID: AccountTotals] {
        var newest: [LedgerAccount.ID: AccountTotals] = [:]
        try db.each(
            """
            SELECT assertion.account_id, \(part: AccountTotals.columns)
              FROM ledger_assertion AS assertion
              JOIN (SELECT account_id, max(day) AS day FROM ledger_assertion
                     WHERE tenant_id = \(tenant) GROUP BY account_id) AS newest
                ON newest.account_id = assertion.account_id AND newest.day = assertion.day
             WHERE assertion.tenant_id = \(tenant)
            """
        ) { newest[try $0["account_id"]] = try AccountTotals($0) }
        return newest
    }
}
