import Crypto
import Kernel
import Storage

/// Shows that a row of the journal is one of those whose root stands in a head, to somebody who sees this row and of all
/// others nothing but hashes (N10). It shows that the row was booked, not that nothing took it back later.
package struct LedgerProof: Sendable {
    let row: JournalRow
    let formerHash: String
    package let hash: Digest
    /// The currency of each entry's account.
    let currencies: [Currency]
    package let head: LedgerHead
    let size: Int
    let place: Int
    let path: [Digest]

    /// For the row that a transfer began with; nil while no head with a root covers it.
    package static func of(_ transfer: Transfer.ID, tenant: TenantID, _ db: Connection) throws -> LedgerProof? {
        let found = try db.row(
            """
            SELECT \(part: JournalRow.columns) FROM ledger_row
             WHERE tenant_id = \(tenant) AND transfer_id = \(transfer) AND step = 1
            """)
        guard let found else { throw LedgerRefusal.unknownTransfer(transfer) }
        let seq: Int64 = try found["seq"]
        let heads = try LedgerHead.all(tenant: tenant, db).filter { $0.root != nil }
        guard let head = heads.first(where: { $0.seq >= seq }) else { return nil }
        let first = (heads.last { $0.seq < seq }?.seq ?? 0) + 1
        let hashes = try db.rows(
            """
            SELECT hash FROM ledger_row
             WHERE tenant_id = \(tenant) AND seq BETWEEN \(first) AND \(head.seq)
             ORDER BY seq
            """
        ).map { try $0.first(as: Digest.self) }
        let legs = try db.rows(
            """
            SELECT ledger_entry.account_id, ledger_entry.side, ledger_entry.amount_cents, ledger_account.currency
              FROM ledger_entry JOIN ledger_account ON ledger_account.id = ledger_entry.account_id
             WHERE ledger_entry.tenant_id = \(tenant) AND ledger_entry.seq = \(seq)
             ORDER BY ledger_entry.leg
            """)
        let former: String? = try db.value(
            "SELECT hash FROM ledger_row WHERE tenant_id = \(tenant) AND seq = \(seq - 1)")
        return LedgerProof(
            row: try JournalRow(found, entries: try legs.map(JournalRow.Entry.init)), formerHash: former ?? "",
            hash: try found["hash"], currencies: try legs.map { try $0["currency"] }, head: head, size: hashes.count,
            place: Int(seq - first), path: HashTree.path(to: Int(seq - first), in: hashes[...]))
    }

    /// All that a reader hashes, in the order in which it is hashed.
    package var value: Value {
        [
            "row": [
                "former_hash": .string(formerHash), "tenant": Value(head.tenant), "seq": .int(row.seq),
                "transfer": Value(row.transfer), "event": .string(row.event.rawValue), "key": .string(row.key ?? ""),
                "purpose": .string(row.purpose), "subject_kind": .string(row.subject?.kind ?? ""),
                "subject_id": .string(row.subject?.id ?? ""), "day": Value(row.day),
                "reverses": .string(row.reverses?.description ?? ""),
                "expires_at_ms": .string(row.expiresAt.map { "\($0.milliseconds)" } ?? ""),
                "who": .string(row.who.text), "at_ms": .int(row.at.milliseconds),
                "entries": .list(
                    zip(row.entries, currencies).map { entry, currency in
                        [
                            "account": Value(entry.account), "side": .string(entry.side.rawValue),
                            "amount_cents": .int(entry.amount.count), "currency": .string(currency.rawValue),
                        ]
                    }),
            ],
            "hash": .string(hash.description), "size": Value(size), "place": Value(place),
            "path": .list(path.map { .string($0.description) }), "head": head.value,
        ]
    }
}
