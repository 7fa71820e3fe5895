import Correspondence
import Kernel
import SMTP
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
    /// A living sender renews its leases; after this one is known to be gone.
    package static let leaseLength = Span.minutes(10)
    static let renewEvery = Span.minutes(1)

    /// Takes the oldest due rows of an account, as many as its limits leave. None while the stop switch is on or the
    /// account is paused. `owner` names this one lease: nobody had or gets the same.
    package static func lease(
        account: MailAccount, limits: SendingLimits, most: Int, owner: String, at now: Moment, _ db: Connection
    ) throws -> [LeasedMail] {
        guard account.maySend(at: now), try !StopSwitch.isOn(tenant: account.tenant, db) else { return [] }
        var room = try self.room(of: account, limits: limits, at: now, db)
        guard room.mails > 0 else { return [] }
        let due = try db.rows(
            """
            SELECT \(part: columns) FROM outbox
             WHERE account_id = \(account.id) AND state = 'queued' AND next_attempt_at <= \(now)
             ORDER BY next_attempt_at, id
             LIMIT \(min(most, room.mails))
            """
        ).map(OutboxItem.init)
        var leased: [LeasedMail] = []
        for item in due {
            let recipients = try recipients(of: item.id, tenant: item.tenant, db).filter { $0.state == .waiting }
            // A mail to more people than a day allows goes out alone, as the day's first.
            guard recipients.count <= room.recipients || room.isDayUnused else { break }
            room.recipients -= recipients.count
            room.isDayUnused = false
            try db.run(
                """
                UPDATE outbox
                   SET state = 'sending', phase = 'connecting', attempts = attempts + 1, lease_owner = \(owner),
                       lease_until = \(now + leaseLength), first_tried_at = coalesce(first_tried_at, \(now)),
                       why = 'being sent'
                 WHERE id = \(item.id) AND state = 'queued'
                """)
            leased.append(
                LeasedMail(
                    item: try find(item.id, tenant: item.tenant, db), owner: owner,
                    segments: try Message.segments(of: item.message, tenant: item.tenant, db), recipients: recipients))
        }
        return leased
    }

    /// Whether a row of the account waits for its turn or has a lease that is over.
    static func isAnythingDue(account: MailAccount.ID, at now: Moment, _ db: Connection) throws -> Bool {
        try db.value(
            """
            SELECT 1 FROM outbox
             WHERE account_id = \(account)
               AND (state = 'queued' AND next_attempt_at <= \(now) OR state = 'sending' AND lease_until < \(now))
             LIMIT 1
            """, as: Int.self) != nil
    }

    private struct Room {
        var mails: Int
        var recipients: Int
        var isDayUnused: Bool
    }

    /// How many mails the account may send now, and to how many recipients: what is being sent counts already.
    private static func room(
        of account: MailAccount, limits: SendingLimits, at now: Moment, _ db: Connection
    ) throws -> Room {
        let minute = try db.value(
            """
            SELECT (SELECT count(*) FROM outbox_attempt WHERE account_id = \(account.id) AND ended_at > \(now - .minutes(1)))
                 + (SELECT count(*) FROM outbox WHERE account_id = \(account.id) AND state = 'sending')
            """, as: Int.self)
        let day = try db.value(
            """
            SELECT (SELECT coalesce(sum(recipients), 0) FROM outbox_attempt
                     WHERE account_id = \(account.id) AND ended_at > \(now - .hours(24)))
                 + (SELECT count(*) FROM outbox
                      JOIN outbox_recipient ON outbox_recipient.outbox_id = outbox.id
                     WHERE outbox.account_id = \(account.id) AND outbox.state = 'sending'
                       AND outbox_recipient.state = 'waiting')
            """, as: Int.self)
        let used = day ?? 0
        return Room(
            mails: limits.perMinute - (minute ?? 0), recipients: limits.recipientsPerDay - used, isDayUnused: used == 0)
    }

    /// Keeps the rows of a lease for as long as a lease lasts.
    package static func renew(owner: String, at now: Moment, _ db: Connection) throws {
        try db.run(
            "UPDATE outbox SET lease_until = \(now + leaseLength) WHERE lease_owner = \(owner) AND state = 'sending'")
    }

    /// Whether the row is still the one that was taken over.
    static func isHeld(_ leased: LeasedMail, _ db: Connection) throws -> Bool {
        try db.value(
            "SELECT 1 FROM outbox WHERE id = \(leased.item.id) AND state = 'sending' AND lease_owner = \(leased.owner)",
            as: Int.self) != nil
    }

    static func isRecalled(_ id: ID, _ db: Connection) throws -> Bool {
        try db.value("SELECT 1 FROM outbox WHERE id = \(id) AND recalled_by IS NOT NULL", as: Int.self) != nil
    }

    /// Notes, before its bytes go out, that a phase begins. Throws `LeaseLost` where the lease is no longer ours, the mail was asked
    /// back, or the stop switch is on: then it may not be finished. Reaching `finalDot` is what decides later whether a broken attempt may be repeated.
    package static func note(_ phase: Phase, of leased: LeasedMail, at now: Moment, _ db: Connection) throws {
        let isOurs = try db.changes(
            """
            UPDATE outbox SET phase = \(phase), lease_until = \(now + leaseLength)
             WHERE id = \(leased.item.id) AND state = 'sending' AND lease_owner = \(leased.owner)
               AND (recalled_by IS NULL OR phase IN ('final_dot', 'answered'))
            """)
        guard isOurs == 1, try !StopSwitch.isOn(tenant: leased.item.tenant, db) else { throw LeaseLost() }
    }

    /// Ends leases whose holder is gone: what had not reached the final dot is queued again, the rest is uncertain.
    /// Says how many there were.
    @discardableResult
    package static func takeBackExpired(account: MailAccount.ID, at now: Moment, effects: SendEffects, _ db: Connection)
        throws -> Int
    {
        try takeBack(
            where: "account_id = \(account) AND lease_until < \(now)", at: now, effects, db)
    }

    /// The same for leases whose node is gone, however long they would last.
    package static func takeBackOrphans(at now: Moment, effects: SendEffects, _ db: Connection) throws -> Int {
        try takeBack(where: Node.isOrphan("lease_owner"), at: now, effects, db)
    }

    /// The same for every lease, where nobody can be at work: after a restore.
    package static func takeBackAll(
        where own: SQL = "TRUE", at now: Moment, effects: SendEffects, _ db: Connection
    ) throws -> Int {
        try takeBack(where: own, at: now, effects, db)
    }

    private static func takeBack(
        where condition: SQL, at now: Moment, _ effects: SendEffects, _ db: Connection
    ) throws -> Int {
        let left = try db.rows(
            "SELECT \(part: columns) FROM outbox WHERE state = 'sending' AND \(part: condition) ORDER BY id"
        ).map(OutboxItem.init)
        for item in left { try takeBack(item, at: now, effects, db) }
        return left.count
    }

    private static func takeBack(
        _ item: OutboxItem, at now: Moment, _ effects: SendEffects, _ db: Connection
    ) throws {
        let mayHaveArrived = item.phase == .finalDot || item.phase == .answered
        let why = "the program stopped \(mayHaveArrived ? "after" : "before") the final dot"
        // A mail during which the program stops again and again does not keep it from the others.
        let wait: Span =
            item.attempts < 3 ? .seconds(0) : RetryLadder.delay(afterAttempt: item.attempts - 2) ?? .hours(4)
        try move(
            item, on: mayHaveArrived ? .lose : .retry, why: why, by: .system("sender"), at: now,
            changing: """
                lease_owner = NULL, lease_until = NULL, next_attempt_at = \(now + wait),
                phase = \(mayHaveArrived ? item.phase : .waiting)
                """, db)
        try logAttempt(
            item, outcome: mayHaveArrived ? "uncertain" : "retry", recipients: 0, reply: why, at: now, db)
        if mayHaveArrived { try tellSafely(.uncertain, item, reply: why, at: now, effects, db) }
        if mayHaveArrived { db.signal("outbox.uncertain") }
        try endRecalled(item.id, tenant: item.tenant, at: now, effects, db)
        db.signal("outbox", of: item.tenant)
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

/// The row was taken by somebody else or asked back, or the stop switch was thrown, before the final dot: nothing was sent.
package struct LeaseLost: Fault, Equatable {
    package var description: String { "the mail is no longer ours to send" }
}
