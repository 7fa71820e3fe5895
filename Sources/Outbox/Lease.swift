import Correspondence
import Kernel
import Storage

/// What a sender took over for a while.
package struct LeasedMail: Sendable {
    package let item: OutboxItem
    package let owner: String
    package let segments: [MessageSegment]
    /// Those that have not taken the mail yet.
    package let recipients: [OutboxItem.Recipient]
}

/// How much one account may send, checked before anything is leased (B11).
package struct SendingLimits: Sendable {
    package var perMinute: Int
    package var recipientsPerDay: Int

    package init(perMinute: Int, recipientsPerDay: Int) {
        self.perMinute = perMinute
        self.recipientsPerDay = recipientsPerDay
    }
}

extension OutboxItem {
    /// Long enough for the largest mail over a slow line; a sender that dies is known after it.
    package static let leaseLength = Span.minutes(10)

    /// Takes the oldest due rows of an account, as many as its limits leave. None while the stop switch is on or the
    /// account is paused.
    package static func lease(
        account: MailAccount, limits: SendingLimits, most: Int, owner: String, at now: Moment, _ db: Connection
    ) throws -> [LeasedMail] {
        guard account.maySend(at: now), try !StopSwitch.isOn(tenant: account.tenant, db) else { return [] }
        let room = try min(most, self.room(of: account, limits: limits, at: now, db))
        guard room > 0 else { return [] }
        let due = try db.rows(
            """
            SELECT \(part: columns) FROM outbox
             WHERE account_id = \(account.id) AND state = 'queued' AND next_attempt_at <= \(now)
             ORDER BY next_attempt_at, id
             LIMIT \(room)
            """
        ).map(OutboxItem.init)
        return try due.map { item in
            let until = now + leaseLength
            try db.run(
                """
                UPDATE outbox
                   SET state = 'sending', phase = 'connecting', attempts = attempts + 1, lease_owner = \(owner),
                       lease_until = \(until), first_tried_at = coalesce(first_tried_at, \(now)), why = 'being sent'
                 WHERE id = \(item.id) AND state = 'queued'
                """)
            let recipients = try recipients(of: item.id, tenant: item.tenant, db).filter { $0.state == .waiting }
            return LeasedMail(
                item: try find(item.id, tenant: item.tenant, db), owner: owner,
                segments: try Message.segments(of: item.message, tenant: item.tenant, db), recipients: recipients)
        }
    }

    /// How many mails the account may send now.
    private static func room(
        of account: MailAccount, limits: SendingLimits, at now: Moment, _ db: Connection
    ) throws -> Int {
        let minute = try db.value(
            """
            SELECT (SELECT count(*) FROM outbox_attempt WHERE account_id = \(account.id) AND ended_at > \(now - .minutes(1)))
                 + (SELECT count(*) FROM outbox WHERE account_id = \(account.id) AND state = 'sending')
            """, as: Int.self)
        let day = try db.value(
            """
            SELECT coalesce(sum(recipients), 0) FROM outbox_attempt
             WHERE account_id = \(account.id) AND ended_at > \(now - .hours(24))
            """, as: Int.self)
        guard (day ?? 0) < limits.recipientsPerDay else { return 0 }
        return limits.perMinute - (minute ?? 0)
    }

    /// Notes, before its bytes go out, that a phase begins. Nil where the lease is no longer ours: then nothing may be
    /// sent. Reaching `finalDot` is what decides later whether a broken attempt may be repeated.
    package static func note(_ phase: Phase, of leased: LeasedMail, at now: Moment, _ db: Connection) throws {
        let isOurs = try db.changes(
            """
            UPDATE outbox SET phase = \(phase), lease_until = \(now + leaseLength)
             WHERE id = \(leased.item.id) AND state = 'sending' AND lease_owner = \(leased.owner)
            """)
        guard isOurs == 1, try !StopSwitch.isOn(tenant: leased.item.tenant, db) else { throw LeaseLost() }
    }

    /// Ends leases whose holder is gone: what had not reached the final dot is queued again, the rest is uncertain.
    /// Says how many there were.
    @discardableResult
    package static func takeBackExpired(account: MailAccount.ID, at now: Moment, _ db: Connection) throws -> Int {
        let expired = try db.rows(
            """
            SELECT \(part: columns) FROM outbox
             WHERE account_id = \(account) AND state = 'sending' AND lease_until < \(now)
             ORDER BY id
            """
        ).map(OutboxItem.init)
        for item in expired { try takeBack(item, at: now, db) }
        return expired.count
    }

    /// The same for all leases of this program's earlier life, at its start.
    package static func takeBackAll(owner prefix: String, at now: Moment, _ db: Connection) throws -> Int {
        let left = try db.rows(
            """
            SELECT \(part: columns) FROM outbox
             WHERE state = 'sending' AND substr(lease_owner, 1, \(prefix.utf8.count)) = \(prefix)
             ORDER BY id
            """
        ).map(OutboxItem.init)
        for item in left { try takeBack(item, at: now, db) }
        return left.count
    }

    private static func takeBack(_ item: OutboxItem, at now: Moment, _ db: Connection) throws {
        let mayHaveArrived = item.phase == .finalDot || item.phase == .answered
        try move(
            item, on: mayHaveArrived ? .lose : .retry,
            why: mayHaveArrived
                ? "the program stopped after the final dot" : "the program stopped before the final dot",
            by: .system("sender"), at: now,
            changing: "lease_owner = NULL, lease_until = NULL, next_attempt_at = \(now)", db)
        try logAttempt(
            item, outcome: mayHaveArrived ? "uncertain" : "retry", recipients: 0, reply: nil, at: now, db)
        db.signal(mayHaveArrived ? "outbox.uncertain" : "outbox")
    }

    static func logAttempt(
        _ item: OutboxItem, outcome: String, recipients: Int, reply: String?, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO outbox_attempt (outbox_id, attempt, tenant_id, account_id, ended_at, phase, outcome, recipients,
                                        reply)
            SELECT \(item.id), coalesce(max(attempt), 0) + 1, \(item.tenant), \(item.account), \(now), \(item.phase),
                   \(outcome), \(recipients), \(reply)
              FROM outbox_attempt WHERE outbox_id = \(item.id)
            """)
    }
}

/// The row was taken by somebody else, or the stop switch was thrown, before the final dot: nothing was sent.
package struct LeaseLost: Fault, Equatable {
    package var description: String { "the mail is no longer ours to send" }
}
