import Crypto
import Kernel
import Storage

/// An office's journal in one person's or program's hand at one moment. Every function books in the running
/// transaction: rows, balances and reservations change together or not at all.
package struct Journal: Sendable {
    let tenant: TenantID
    let who: Who
    let now: Moment

    package init(tenant: TenantID, by who: Who, at now: Moment) {
        self.tenant = tenant
        self.who = who
        self.now = now
    }

    /// What was booked.
    package struct Receipt: Sendable, Equatable {
        package let transfer: Transfer.ID
        package let seq: Int64
        /// The same key asked the same before: this is what was booked then.
        package let isReplay: Bool
    }

    /// Books a transfer.
    package func post(_ transfer: Transfer, _ db: Connection) throws -> Receipt {
        try transfer.check()
        return try begin(Beginning(transfer, .post), db)
    }

    /// Books transfers in their order, all or none: much faster than one by one where there are many.
    package func post(_ transfers: [Transfer], _ db: Connection) throws -> [Receipt] {
        for transfer in transfers { try transfer.check() }
        var receipts: [Receipt] = []
        for first in stride(from: 0, to: transfers.count, by: Self.mostAtOnce) {
            let group = transfers[first..<min(transfers.count, first + Self.mostAtOnce)]
            receipts += try begin(group.map { Beginning($0, .post) }, db)
        }
        return receipts
    }

    private static let mostAtOnce = 50

    /// Holds a transfer's amounts until it is settled, void or over; without `end` until somebody decides.
    package func reserve(_ transfer: Transfer, until end: Moment? = nil, _ db: Connection) throws -> Receipt {
        try transfer.check()
        if let end, end <= now { throw LedgerRefusal.endsInThePast }
        return try begin(Beginning(transfer, .reserve, until: end), db)
    }

    /// Takes a posted transfer back, once: as a whole, or the given legs of it, whose sides are the other way round.
    package func reverse(
        _ id: Transfer.ID, _ part: [Transfer.Leg]? = nil, key: String, purpose: String, on day: Day, _ db: Connection
    ) throws -> Receipt {
        try Transfer.check(key: key)
        let original = try StoredTransfer.find(id, tenant: tenant, db)
        let whole = original.legs.map { Transfer.Leg($0.side.other, $0.account, $0.amount, $0.currency) }
        let transfer = Transfer(key: key, purpose: purpose, about: original.subject, on: day, part ?? whole)
        try transfer.check()
        return try begin(Beginning(transfer, .post, reversing: original), db)
    }

    /// A transfer's first row, as it is asked for.
    private struct Beginning {
        let transfer: Transfer
        let event: JournalEvent
        let end: Moment?
        let original: StoredTransfer?

        init(
            _ transfer: Transfer, _ event: JournalEvent, until end: Moment? = nil,
            reversing original: StoredTransfer? = nil
        ) {
            precondition(!transfer.purpose.isEmpty, "a transfer has a purpose")
            self.transfer = transfer
            self.event = event
            self.end = end
            self.original = original
        }

        /// What a key stands for.
        var content: String {
            var text = Netstrings()
            text.add(event.rawValue)
            text.add(transfer.purpose)
            text.add(transfer.subject?.kind ?? "")
            text.add(transfer.subject?.id ?? "")
            text.add(transfer.day.description)
            text.add(end.map { "\($0.milliseconds)" } ?? "")
            text.add(original?.id.description ?? "")
            for leg in transfer.legs {
                text.add(leg.account.description)
                text.add(leg.side.rawValue)
                text.add("\(leg.amount.count)")
                text.add(leg.currency.rawValue)
            }
            return Digest(of: text.bytes).description
        }
    }

    private func begin(_ beginning: Beginning, _ db: Connection) throws -> Receipt {
        try begin([beginning], db)[0]
    }

    private func begin(_ beginnings: [Beginning], _ db: Connection) throws -> [Receipt] {
        let accounts = Set(beginnings.flatMap { $0.transfer.legs.map(\.account) })
        var ground = try Ground(accounts, keys: beginnings.map(\.transfer.key), tenant: tenant, db)
        let lastHash = ground.lastHash
        var rows: [JournalRow] = []
        let receipts = try beginnings.map { beginning -> Receipt in
            let (transfer, content) = (beginning.transfer, beginning.content)
            if let former = try ground.receipt(of: transfer.key, content: content) { return former }
            for leg in transfer.legs { try ground.check(leg) }
            try beginning.original?.allowReversal(by: transfer.legs)
            let row = JournalRow(
                seq: ground.lastSeq + 1, transfer: Transfer.ID(at: now), event: beginning.event, key: transfer.key,
                contentHash: content, purpose: transfer.purpose, subject: transfer.subject, day: transfer.day,
                reverses: beginning.original?.id, expiresAt: beginning.end, who: who, at: now,
                entries: transfer.legs.map(\.entry))
            try ground.book(row.entries, as: beginning.event)
            ground.follow(row)
            rows.append(row)
            return Receipt(transfer: row.transfer, seq: row.seq, isReplay: false)
        }
        guard !rows.isEmpty else { return receipts }
        try JournalRow.insert(rows, after: lastHash, tenant: tenant, db)
        try ground.storeBalances(tenant: tenant, db)
        for row in rows where row.event == .reserve {
            try db.run(
                """
                INSERT INTO ledger_reservation (tenant_id, transfer_id, expires_at)
                VALUES (\(tenant), \(row.transfer), \(row.expiresAt))
                """)
        }
        return receipts
    }
}

extension Transfer.Leg {
    var entry: JournalRow.Entry { JournalRow.Entry(account: account, side: side, amount: amount) }
}
