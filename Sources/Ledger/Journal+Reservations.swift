import Crypto
import Kernel
import Storage

extension Journal {
    /// Books what was reserved; refused when its time is over.
    package func settle(_ id: Transfer.ID, key: String, _ db: Connection) throws -> Receipt {
        try resolve(id, on: .settle, key: key, db)
    }

    /// Lets go of what was reserved.
    package func void(_ id: Transfer.ID, key: String, _ db: Connection) throws -> Receipt {
        try resolve(id, on: .void, key: key, db)
    }

    /// Whether `expire` has something to do.
    package static func hasExpired(at now: Moment, _ db: Connection) throws -> Bool {
        try db.row("SELECT transfer_id FROM ledger_reservation WHERE expires_at <= \(now) LIMIT 1") != nil
    }

    /// Ends the reservations of all offices whose time is over at `now`, those that ended first before the others, at most
    /// `most`; says which.
    package static func expire(at now: Moment, most: Int = 500, _ db: Connection) throws -> [Transfer.ID] {
        let rows = try db.rows(
            """
            SELECT tenant_id, transfer_id FROM ledger_reservation
             WHERE expires_at <= \(now)
             ORDER BY expires_at, tenant_id, transfer_id
             LIMIT \(most)
            """)
        return try rows.map { row in
            let id: Transfer.ID = try row["transfer_id"]
            _ = try Journal(tenant: row["tenant_id"], by: .system("ledger"), at: now).resolve(
                id, on: .expire, key: nil, db)
            return id
        }
    }

    private func resolve(
        _ id: Transfer.ID, on event: JournalEvent, key: String?, _ db: Connection
    ) throws -> Receipt {
        if let key { try Transfer.check(key: key) }
        let transfer = try StoredTransfer.find(id, tenant: tenant, db)
        var text = Netstrings()
        text.add(event.rawValue)
        text.add(id.description)
        let content = Digest(of: text.bytes).description
        var ground = try Ground(Set(transfer.legs.map(\.account)), keys: key.map { [$0] } ?? [], tenant: tenant, db)
        if let key, let former = try ground.receipt(of: key, content: content) { return former }
        _ = try TransferState.lifecycle.move(transfer.state, on: event)
        if event == .settle, let end = transfer.expiresAt, end <= now { throw LedgerRefusal.isOver(id, at: end) }
        let entries = transfer.legs.map(\.entry)
        try ground.book(entries, as: event)
        let row = JournalRow(
            seq: ground.lastSeq + 1, transfer: id, event: event, key: key, contentHash: content,
            purpose: transfer.purpose, subject: transfer.subject, day: now.day, reverses: nil, expiresAt: nil, who: who,
            at: now, entries: event.hasEntries ? entries : [])
        try JournalRow.insert([row], after: ground.lastHash, tenant: tenant, db)
        try ground.storeBalances(tenant: tenant, db)
        try db.run("DELETE FROM ledger_reservation WHERE tenant_id = \(tenant) AND transfer_id = \(id)")
        return Receipt(transfer: id, seq: row.seq, isReplay: false)
    }
}
