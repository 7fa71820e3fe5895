import Kernel

/// Books an office's journal again, row by row, and looks whether each row may follow the rows before it.
struct LedgerReplay {
    let tenant: TenantID
    let accounts: [LedgerAccount.ID: LedgerAccount]
    private(set) var totals: [LedgerAccount.ID: AccountTotals] = [:]
    private(set) var lastSeq: Int64 = 0
    private(set) var lastHash = ""
    /// What is reserved and not yet settled, void or over.
    private(set) var open: [Transfer.ID: [JournalRow.Entry]] = [:]
    private(set) var entryCount = 0

    init(tenant: TenantID, accounts: [LedgerAccount]) {
        self.tenant = tenant
        self.accounts = Dictionary(accounts.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Books the row whose stored hash is `stored`; `booked` says what a transfer that is taken back had booked.
    mutating func apply(
        _ row: JournalRow, stored: String, booked: (Transfer.ID) throws -> [JournalRow.Entry]
    ) throws -> LedgerFlaw? {
        guard row.seq == lastSeq + 1 else { return .missing }
        guard row.hash(after: lastHash, tenant: tenant).description == stored else { return .changed }
        if let flaw = checkEntries(of: row) ?? followReservation(row) { return flaw }
        if let original = row.reverses {
            guard JournalRow.Entry.excess(of: row.entries, over: try booked(original)) == nil else {
                return .reversal(of: original)
            }
        }
        (lastSeq, lastHash) = (row.seq, stored)
        entryCount += row.entries.count
        return nil
    }

    private func checkEntries(of row: JournalRow) -> LedgerFlaw? {
        var sums: [Currency: Int64] = [:]
        for entry in row.entries {
            guard let account = accounts[entry.account] else { return .unknownAccount(entry.account) }
            sums[account.currency, default: 0] += entry.side == .debit ? entry.amount.count : -entry.amount.count
        }
        return sums.first { $0.value != 0 }.map { .unbalanced($0.key) }
    }

    /// Follows what is reserved, and books.
    private mutating func followReservation(_ row: JournalRow) -> LedgerFlaw? {
        var entries = row.entries
        switch row.event {
        case .post: break
        case .reserve: open[row.transfer] = entries
        case .settle, .void, .expire:
            guard let reserved = open.removeValue(forKey: row.transfer) else { return .notReserved(row.transfer) }
            if row.event == .settle, reserved != entries { return .otherEntries(row.transfer) }
            entries = reserved
        }
        return book(entries, as: row.event)
    }

    private mutating func book(_ entries: [JournalRow.Entry], as event: JournalEvent) -> LedgerFlaw? {
        for entry in entries
        where !totals[entry.account, default: AccountTotals()].add(
            entry.amount, on: entry.side, as: event)
        {
            return .outOfBounds(entry.account)
        }
        for entry in entries {
            guard let account = accounts[entry.account], let sums = totals[entry.account] else { continue }
            let isBelow = account.floor.map { sums.lowest(on: account.normalSide) < $0 } ?? false
            let isAbove = account.ceiling.map { sums.highest(on: account.normalSide) > $0 } ?? false
            if isBelow || isAbove { return .outOfBounds(account.id) }
        }
        return nil
    }
}
