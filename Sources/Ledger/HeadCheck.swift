import Crypto
import Kernel
import Storage

/// Holds the heads of an office's days against its journal, as that is booked again.
struct HeadCheck {
    private var heads: [Int64: [LedgerHead]] = [:]
    /// Of the heads that the database holds.
    private var asserted: [Int64: Day] = [:]
    /// Over the rows behind the last head that has a root.
    private var tree = HashTree()

    init(_ exported: [LedgerHead], tenant: TenantID, _ db: Connection) throws {
        let stored = try LedgerHead.all(tenant: tenant, db)
        for head in stored + exported { heads[head.seq, default: []].append(head) }
        for head in stored { asserted[head.seq] = head.day }
    }

    /// Heads that name rows which did not come.
    var hasMore: Bool { !heads.isEmpty }

    /// The root over the rows that no head has one for; nil where there are none.
    var root: Digest? { tree.root }

    /// Takes the row that was booked last, and looks at the heads that name it.
    mutating func check(_ replay: LedgerReplay, _ db: Connection) throws -> LedgerFlaw? {
        if let hash = Digest(replay.lastHash) { tree.add(hash) }
        guard let here = heads.removeValue(forKey: replay.lastSeq) else { return nil }
        if let other = here.first(where: { $0.hash.description != replay.lastHash }) { return .otherHead(other.day) }
        if here.contains(where: { $0.root != nil }) {
            let root = tree.root
            if let other = here.first(where: { $0.root != root }) { return .otherRoot(other.day) }
            tree = HashTree()
        }
        guard let day = asserted[replay.lastSeq] else { return nil }
        let rows = try db.rows(
            """
            SELECT account_id, \(part: AccountTotals.columns) FROM ledger_assertion
             WHERE tenant_id = \(replay.tenant) AND day = \(day)
             ORDER BY account_id
            """)
        for row in rows {
            let account: LedgerAccount.ID = try row["account_id"]
            if try AccountTotals(row) != replay.totals[account] { return .otherAssertion(day, account) }
        }
        return nil
    }
}
