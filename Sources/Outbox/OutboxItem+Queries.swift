import Correspondence
import Kernel
import MIME
import Storage

extension OutboxItem {
    package static let columns: SQL = """
        outbox.id, outbox.tenant_id, outbox.message_id, outbox.account_id, outbox.state, outbox.phase,
        outbox.envelope_from, outbox.size_bytes, outbox.needs_eight_bit, outbox.needs_smtputf8, outbox.attempts,
        outbox.first_tried_at, outbox.next_attempt_at, outbox.lease_until, outbox.why, outbox.last_reply,
        outbox.created_at, outbox.settled_at, outbox.settled_by, outbox.recalled_by
        """

    package init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        message = try row["message_id"]
        account = try row["account_id"]
        state = try row["state"]
        phase = try row["phase"]
        envelopeFrom = try row["envelope_from"]
        sizeBytes = try row["size_bytes"]
        needsEightBit = try row["needs_eight_bit"]
        needsSMTPUTF8 = try row["needs_smtputf8"]
        attempts = try row["attempts"]
        firstTriedAt = try row["first_tried_at"]
        nextAttemptAt = try row["next_attempt_at"]
        leaseUntil = try row["lease_until"]
        why = try row["why"]
        lastReply = try row["last_reply"]
        createdAt = try row["created_at"]
        settledAt = try row["settled_at"]
        settledBy = try row["settled_by"]
        recalledBy = try row["recalled_by"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> OutboxItem {
        let row = try db.row("SELECT \(part: columns) FROM outbox WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw OutboxRefusal.unknown(id) }
        return try OutboxItem(row)
    }

    package static func of(message id: Message.ID, tenant: TenantID, _ db: Connection) throws -> OutboxItem? {
        try db.row("SELECT \(part: columns) FROM outbox WHERE tenant_id = \(tenant) AND message_id = \(id)")
            .map(OutboxItem.init)
    }

    package static func recipients(of id: ID, tenant: TenantID, _ db: Connection) throws -> [Recipient] {
        try db.rows(
            """
            SELECT ordinal, address, field, state, reply, at FROM outbox_recipient
             WHERE tenant_id = \(tenant) AND outbox_id = \(id)
             ORDER BY ordinal
            """
        ).map { row in
            Recipient(
                ordinal: try row["ordinal"], address: try row["address"], field: try row["field"],
                state: try row["state"], reply: try row["reply"], at: try row["at"])
        }
    }

    /// How many rows are in each state, and when the oldest of them was made: the queue page and the alerts.
    package static func counts(tenant: TenantID, _ db: Connection) throws -> [(
        state: State, count: Int, oldest: Moment
    )] {
        try db.rows(
            """
            SELECT state, count(*) AS number, min(created_at) AS oldest FROM outbox
             WHERE tenant_id = \(tenant) AND state IN ('queued', 'held', 'sending', 'failed', 'uncertain')
             GROUP BY state ORDER BY state
            """
        ).map { (try $0["state"], try $0["number"], try $0["oldest"]) }
    }

    /// The envelope and the flags of a mail that is to be queued.
    package struct Posting: Sendable {
        package var envelopeFrom: MailboxAddress
        package var to: [MailboxAddress]
        package var cc: [MailboxAddress]
        package var sizeBytes: Int64
        package var needsEightBit: Bool
        package var needsSMTPUTF8: Bool
        /// It asks an address that a stranger named whether it is theirs.
        package var isAskedByStranger: Bool

        package init(
            envelopeFrom: MailboxAddress, to: [MailboxAddress], cc: [MailboxAddress], sizeBytes: Int64,
            needsEightBit: Bool, needsSMTPUTF8: Bool, isAskedByStranger: Bool = false
        ) {
            self.envelopeFrom = envelopeFrom
            self.to = to
            self.cc = cc
            self.sizeBytes = sizeBytes
            self.needsEightBit = needsEightBit
            self.needsSMTPUTF8 = needsSMTPUTF8
            self.isAskedByStranger = isAskedByStranger
        }
    }

    /// Queues a stored mail in the running transaction. `notBefore` leaves time to change one's mind (J35).
    package static func enqueue(
        _ message: Message.ID, _ posting: Posting, account: MailAccount.ID, notBefore: Moment, tenant: TenantID,
        by who: Who, at now: Moment, _ db: Connection
    ) throws -> ID {
        guard !posting.to.isEmpty else { throw OutboxRefusal.noRecipients }
        if case .system = who {
            try Breaker.check(message, posting, tenant: tenant, at: now, db)
        }
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO outbox (id, tenant_id, message_id, account_id, state, phase, envelope_from, size_bytes,
                                needs_eight_bit, needs_smtputf8, next_attempt_at, why, created_at, is_asked_by_stranger)
            VALUES (\(id), \(tenant), \(message), \(account), 'queued', 'waiting', \(posting.envelopeFrom.address),
                    \(posting.sizeBytes), \(posting.needsEightBit), \(posting.needsSMTPUTF8), \(notBefore),
                    'new', \(now), \(posting.isAskedByStranger))
            """)
        let recipients = posting.to.map { ($0, Recipient.Field.to) } + posting.cc.map { ($0, Recipient.Field.cc) }
        for (ordinal, (address, field)) in recipients.enumerated() {
            try db.run(
                """
                INSERT INTO outbox_recipient (outbox_id, ordinal, tenant_id, address, field, state)
                VALUES (\(id), \(ordinal), \(tenant), \(address.address), \(field), 'waiting')
                """)
        }
        try History.append(
            HistoryEntry("outbox", id, "queue", to: State.queued.rawValue, by: who, at: now), tenant: tenant, db)
        db.signal("outbox", of: tenant)
        return id
    }
}
