import Kernel
import Storage

/// What rows are booked on: the end of the journal, what the keys booked before, and the accounts with their sums.
struct Ground {
    private(set) var lastSeq: Int64 = 0
    private(set) var lastHash = ""
    private var former: [String: Former] = [:]
    private var accounts: [LedgerAccount.ID: LedgerAccount] = [:]
    private var totals: [LedgerAccount.ID: AccountTotals] = [:]

    /// What a key booked before.
    private struct Former {
        let receipt: Journal.Receipt
        let content: String
    }

    /// One statement for all of it where the keys are new, because each is a way to the server and back.
    init(_ ids: Set<LedgerAccount.ID>, keys: [String], tenant: TenantID, _ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT \(part: LedgerAccount.columns), \(part: AccountTotals.columns),
                   (SELECT seq FROM ledger_row WHERE tenant_id = \(tenant) ORDER BY seq DESC LIMIT 1) AS last_seq,
                   (SELECT hash FROM ledger_row WHERE tenant_id = \(tenant) ORDER BY seq DESC LIMIT 1) AS last_hash,
                   (SELECT count(*) FROM ledger_row
                     WHERE tenant_id = \(tenant) AND key IN \(list: keys)) AS former_count
              FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
             WHERE ledger_account.tenant_id = \(tenant) AND ledger_account.id IN \(list: ids.sorted())
             ORDER BY ledger_account.id
            """)
        for row in rows {
            let account = try LedgerAccount(row)
            accounts[account.id] = account
            totals[account.id] = try AccountTotals(row)
        }
        guard let row = rows.first else { return }
        lastSeq = try row.get("last_seq", as: Int64?.self) ?? 0
        lastHash = try row.get("last_hash", as: String?.self) ?? ""
        if try row.get("former_count", as: Int.self) > 0 { try readFormer(keys, tenant: tenant, db) }
    }

    private mutating func readFormer(_ keys: [String], tenant: TenantID, _ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT key, seq, transfer_id, content_hash FROM ledger_row
             WHERE tenant_id = \(tenant) AND key IN \(list: keys) ORDER BY seq
            """)
        for row in rows {
            former[try row["key"]] = Former(
                receipt: Journal.Receipt(transfer: try row["transfer_id"], seq: try row["seq"], isReplay: true),
                content: try row["content_hash"])
        }
    }

    /// What the key booked before; refused where it asked something else.
    func receipt(of key: String, content: String) throws(LedgerRefusal) -> Journal.Receipt? {
        guard let former = former[key] else { return nil }
        guard former.content == content else { throw .keyReused(key) }
        return former.receipt
    }

    /// Goes on behind the row, which is booked and not yet stored. Its hash is computed where it is stored.
    mutating func follow(_ row: JournalRow) {
        lastSeq = row.seq
        guard let key = row.key else { return }
        former[key] = Former(
            receipt: Journal.Receipt(transfer: row.transfer, seq: row.seq, isReplay: true), content: row.contentHash)
    }

    func check(_ leg: Transfer.Leg) throws(LedgerRefusal) {
        guard let account = accounts[leg.account] else { throw .unknownAccount(leg.account) }
        guard account.currency == leg.currency else { throw .otherCurrency(account.id, account.currency) }
    }

    /// Books the entries on the sums; refused where an account would leave its bounds.
    mutating func book(_ entries: [JournalRow.Entry], as event: JournalEvent) throws(LedgerRefusal) {
        for entry in entries {
            guard totals[entry.account]?.add(entry.amount, on: entry.side, as: event) ?? false else {
                throw .totalTooLarge(entry.account)
            }
        }
        for entry in entries {
            guard let account = accounts[entry.account], let sums = totals[entry.account] else { continue }
            if let floor = account.floor, sums.lowest(on: account.normalSide) < floor {
                throw .belowFloor(account.id, floor)
            }
            if let ceiling = account.ceiling, sums.highest(on: account.normalSide) > ceiling {
                throw .aboveCeiling(account.id, ceiling)
            }
        }
    }

    func storeBalances(tenant: TenantID, _ db: Connection) throws {
        let values = totals.sorted { $0.key < $1.key }.map { id, sums -> SQL in
            """
            (\(id), \(tenant), \(sums.postedDebit), \(sums.postedCredit), \(sums.pendingDebit), \(sums.pendingCredit))
            """
        }
        try db.run(
            """
            INSERT INTO ledger_balance (account_id, tenant_id, posted_debit_cents, posted_credit_cents,
                                        pending_debit_cents, pending_credit_cents)
            VALUES \(part: .list(values))
            ON CONFLICT (account_id) DO UPDATE
               SET posted_debit_cents = excluded.posted_debit_cents,
                   posted_credit_cents = excluded.posted_credit_cents,
                   pending_debit_cents = excluded.pending_debit_cents,
                   pending_credit_cents = excluded.pending_credit_cents
            """)
    }
}
