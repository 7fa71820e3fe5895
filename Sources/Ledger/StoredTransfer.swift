import Kernel
import Storage

/// A transfer as it stands in the journal.
package struct StoredTransfer: Sendable, Equatable {
    package let id: Transfer.ID
    package let state: TransferState
    package let purpose: String
    package let subject: Transfer.Subject?
    package let day: Day
    package let legs: [Transfer.Leg]
    /// The transfer that it takes back.
    package let reverses: Transfer.ID?
    /// The transfer that took it back.
    package let reversedBy: Transfer.ID?
    /// Of a reservation: from then on it cannot be settled.
    package let expiresAt: Moment?
    package let at: Moment

    /// Refused where the office has no such transfer.
    package static func find(_ id: Transfer.ID, tenant: TenantID, _ db: Connection) throws -> StoredTransfer {
        let rows = try db.rows(
            """
            SELECT seq, event, purpose, subject_kind, subject_id, day, reverses_id, expires_at, at,
                   (SELECT later.transfer_id FROM ledger_row AS later
                     WHERE later.tenant_id = \(tenant) AND later.reverses_id = \(id)) AS reversed_by
              FROM ledger_row WHERE tenant_id = \(tenant) AND transfer_id = \(id) ORDER BY step
            """)
        guard let first = rows.first, let last = rows.last else { throw LedgerRefusal.unknownTransfer(id) }
        let seq: Int64 = try first["seq"]
        let legs = try db.rows(
            """
            SELECT ledger_entry.account_id, ledger_entry.side, ledger_entry.amount_cents, ledger_account.currency
              FROM ledger_entry JOIN ledger_account ON ledger_account.id = ledger_entry.account_id
             WHERE ledger_entry.tenant_id = \(tenant) AND ledger_entry.seq = \(seq)
             ORDER BY ledger_entry.leg
            """)
        return StoredTransfer(
            id: id, state: try last.get("event", as: JournalEvent.self).state, purpose: try first["purpose"],
            subject: Transfer.Subject(kind: try first["subject_kind"], id: try first["subject_id"]),
            day: try first["day"],
            legs: try legs.map {
                Transfer.Leg(try $0["side"], try $0["account_id"], try $0["amount_cents"], try $0["currency"])
            },
            reverses: try first["reverses_id"], reversedBy: try first["reversed_by"],
            expiresAt: try first["expires_at"], at: try first["at"])
    }

    /// A transfer is taken back once, and never for more than it booked.
    func allowReversal(by legs: [Transfer.Leg]) throws(LedgerRefusal) {
        guard reverses == nil else { throw .isReversal(id) }
        guard state == .posted else { throw .notPosted(id, state) }
        if let reversedBy { throw .alreadyReversed(id, by: reversedBy) }
        let flaw = JournalRow.Entry.excess(of: legs.map(\.entry), over: self.legs.map(\.entry))
        if let flaw { throw .moreThanBooked(id, flaw) }
    }
}

extension JournalRow.Entry {
    /// The first account from which `reversal` takes more than `original` booked there; nil where it takes no more.
    static func excess(of reversal: [Self], over original: [Self]) -> LedgerAccount.ID? {
        func sum(_ entries: [Self], _ account: LedgerAccount.ID, _ side: Side) -> Int64 {
            entries.filter { $0.account == account && $0.side == side }.reduce(0) { $0 + $1.amount.count }
        }
        return reversal.first { entry in
            sum(reversal, entry.account, entry.side) > sum(original, entry.account, entry.side.other)
        }?.account
    }
}
