import Crypto
import Kernel
import Storage

/// A look at an office's whole ledger: every row booked again, and all that follows from the rows compared with it.
package struct LedgerReview: Sendable {
    package let verdict: LedgerVerdict
    let lastSeq: Int64
    let lastHash: String
    /// Over the rows behind the last head; nil where there are none.
    let root: Digest?
    let totals: [LedgerAccount.ID: AccountTotals]

    private static let rowsAtOnce = 2000

    /// Looks at one office's ledger on the transaction's snapshot. `exported` are heads that were kept elsewhere.
    package static func look(
        at tenant: TenantID, exported: [LedgerHead] = [], _ db: Connection
    ) throws -> LedgerReview {
        let accounts = try LedgerAccount.all(tenant: tenant, db)
        var replay = LedgerReplay(tenant: tenant, accounts: accounts.map(\.account))
        var heads = try HeadCheck(exported, tenant: tenant, db)
        func end(_ flaw: LedgerFlaw?, seq: Int64) -> LedgerReview {
            LedgerReview(
                verdict: flaw.map { .broken(tenant: tenant, seq: seq, $0) } ?? .whole(rows: Int(seq)),
                lastSeq: replay.lastSeq, lastHash: replay.lastHash, root: heads.root, totals: replay.totals)
        }
        while true {
            let page = try page(after: replay.lastSeq, tenant: tenant, db)
            for (row, hash) in page {
                let flaw = try replay.apply(row, stored: hash) { try booked($0, tenant: tenant, db) }
                if let flaw { return end(flaw, seq: replay.lastSeq + 1) }
                if let flaw = try heads.check(replay, db) { return end(flaw, seq: replay.lastSeq) }
            }
            if page.count < rowsAtOnce { break }
        }
        if heads.hasMore { return end(.missing, seq: replay.lastSeq + 1) }
        for (account, totals) in accounts where totals != replay.totals[account.id] ?? AccountTotals() {
            return end(.otherTotals(account.id), seq: replay.lastSeq)
        }
        return end(try leftovers(replay, db), seq: replay.lastSeq)
    }

    /// Looks at the ledgers of all offices.
    package static func all(exported: [LedgerHead] = [], _ db: Connection) throws -> LedgerVerdict {
        let stored: [TenantID] = try db.rows("SELECT DISTINCT tenant_id FROM ledger_account").map {
            try $0["tenant_id"]
        }
        var count = 0
        for tenant in Set(stored + exported.map(\.tenant)).sorted() {
            let verdict = try look(at: tenant, exported: exported.filter { $0.tenant == tenant }, db).verdict
            guard case .whole(let rows) = verdict else { return verdict }
            count += rows
        }
        return .whole(rows: count)
    }

    private static func page(
        after seq: Int64, tenant: TenantID, _ db: Connection
    ) throws -> [(row: JournalRow, hash: String)] {
        let rows = try db.rows(
            """
            SELECT \(part: JournalRow.columns) FROM ledger_row
             WHERE tenant_id = \(tenant) AND seq > \(seq)
             ORDER BY seq LIMIT \(rowsAtOnce)
            """)
        guard let last = try rows.last?.get("seq", as: Int64.self) else { return [] }
        var entries: [Int64: [JournalRow.Entry]] = [:]
        try db.each(
            """
            SELECT seq, account_id, side, amount_cents FROM ledger_entry
             WHERE tenant_id = \(tenant) AND seq > \(seq) AND seq <= \(last)
             ORDER BY seq, leg
            """
        ) { entries[try $0["seq"], default: []].append(try JournalRow.Entry($0)) }
        return try rows.map { row in
            (try JournalRow(row, entries: entries[try row["seq"]] ?? []), try row["hash"])
        }
    }

    /// What a transfer posted; nothing where it did not.
    private static func booked(
        _ id: Transfer.ID, tenant: TenantID, _ db: Connection
    ) throws -> [JournalRow.Entry] {
        try db.rows(
            """
            SELECT ledger_entry.account_id, ledger_entry.side, ledger_entry.amount_cents
              FROM ledger_row
              JOIN ledger_entry ON ledger_entry.tenant_id = ledger_row.tenant_id AND ledger_entry.seq = ledger_row.seq
             WHERE ledger_row.tenant_id = \(tenant) AND ledger_row.transfer_id = \(id)
               AND ledger_row.event IN ('post', 'settle') AND ledger_row.reverses_id IS NULL
             ORDER BY ledger_entry.seq, ledger_entry.leg
            """
        ).map(JournalRow.Entry.init)
    }

    /// Entries without a row, and reservations that are open in one place only.
    private static func leftovers(_ replay: LedgerReplay, _ db: Connection) throws -> LedgerFlaw? {
        let tenant = replay.tenant
        let entries: Int = try db.value("SELECT count(*) FROM ledger_entry WHERE tenant_id = \(tenant)") ?? 0
        if entries != replay.entryCount { return .strayEntries }
        let stored = try db.rows("SELECT transfer_id FROM ledger_reservation WHERE tenant_id = \(tenant)")
        let listed = Set(try stored.map { try $0.get("transfer_id", as: Transfer.ID.self) })
        return listed.symmetricDifference(replay.open.keys).min().map { .otherReservations($0) }
    }
}
