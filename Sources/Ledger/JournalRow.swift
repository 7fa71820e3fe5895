import Crypto
import Kernel
import Storage

/// One row of an office's journal, chained to the row before it.
struct JournalRow: Sendable {
    /// One leg as it is booked.
    struct Entry: Sendable, Hashable {
        let account: LedgerAccount.ID
        let side: Side
        let amount: Cents
    }

    let seq: Int64
    let transfer: Transfer.ID
    let event: JournalEvent
    let key: String?
    let contentHash: String
    let purpose: String
    let subject: Transfer.Subject?
    let day: Day
    let reverses: Transfer.ID?
    let expiresAt: Moment?
    let who: Who
    let at: Moment
    let entries: [Entry]

    /// The hash of this row after the row whose hash is `former` (empty for the first).
    func hash(after former: String, tenant: TenantID) -> Digest {
        var text = Netstrings()
        text.add(former)
        text.add(tenant.description)
        text.add("\(seq)")
        text.add(transfer.description)
        text.add(event.rawValue)
        text.add(key ?? "")
        text.add(contentHash)
        text.add(purpose)
        text.add(subject?.kind ?? "")
        text.add(subject?.id ?? "")
        text.add(day.description)
        text.add(reverses?.description ?? "")
        text.add(expiresAt.map { "\($0.milliseconds)" } ?? "")
        text.add(who.text)
        text.add("\(at.milliseconds)")
        for entry in entries {
            text.add(entry.account.description)
            text.add(entry.side.rawValue)
            text.add("\(entry.amount.count)")
        }
        return Digest(of: text.bytes)
    }
}

extension JournalRow {
    static let columns: SQL = """
        seq, transfer_id, event, key, content_hash, purpose, subject_kind, subject_id, day, reverses_id, expires_at, who,
        at, hash
        """

    init(_ row: Row, entries: [Entry]) throws {
        seq = try row["seq"]
        transfer = try row["transfer_id"]
        event = try row["event"]
        key = try row["key"]
        contentHash = try row["content_hash"]
        purpose = try row["purpose"]
        subject = Transfer.Subject(kind: try row["subject_kind"], id: try row["subject_id"])
        day = try row["day"]
        reverses = try row["reverses_id"]
        expiresAt = try row["expires_at"]
        who = try row["who"]
        at = try row["at"]
        self.entries = entries
    }

    /// Adds the rows with their entries behind the row whose hash is `former`.
    static func insert(_ rows: [JournalRow], after former: String, tenant: TenantID, _ db: Connection) throws {
        var last = former
        let values = rows.map { row -> SQL in
            last = row.hash(after: last, tenant: tenant).description
            return """
                (\(tenant), \(row.seq), \(row.transfer), \(row.event.isFirst ? 1 : 2), \(row.event), \(row.key),
                 \(row.contentHash), \(row.purpose), \(row.subject?.kind ?? ""), \(row.subject?.id ?? ""), \(row.day),
                 \(row.reverses), \(row.expiresAt), \(row.who), \(row.at), \(last))
                """
        }
        try db.run(
            """
            INSERT INTO ledger_row (tenant_id, seq, transfer_id, step, event, key, content_hash, purpose, subject_kind,
                                    subject_id, day, reverses_id, expires_at, who, at, hash)
            VALUES \(part: .list(values))
            """)
        let entries = rows.flatMap { row in
            row.entries.enumerated().map { place, entry -> SQL in
                "(\(tenant), \(row.seq), \(place + 1), \(entry.account), \(entry.side), \(entry.amount))"
            }
        }
        for first in stride(from: 0, to: entries.count, by: Transfer.mostLegs) {
            try db.run(
                """
                INSERT INTO ledger_entry (tenant_id, seq, leg, account_id, side, amount_cents)
                VALUES \(part: .list(entries[first..<min(entries.count, first + Transfer.mostLegs)]))
                """)
        }
    }
}

extension JournalRow.Entry {
    init(_ row: Row) throws {
        account = try row["account_id"]
        side = try row["side"]
        amount = try row["amount_cents"]
    }
}

extension SQL {
    /// Parts with commas between them.
    static func list(_ parts: some Collection<SQL>) -> SQL {
        guard let first = parts.first else { preconditionFailure("a list of SQL has a first part") }
        return parts.dropFirst().reduce(first) { "\(part: $0), \(part: $1)" }
    }
}

/// Texts one behind the other, each with its length before it, so that no two lists give the same bytes.
struct Netstrings {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    mutating func add(_ text: String) {
        bytes.append(contentsOf: "\(text.utf8.count):".utf8)
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: ","))
    }
}
