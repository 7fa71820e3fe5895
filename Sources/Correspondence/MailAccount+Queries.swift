import Kernel
import Storage

extension MailAccount {
    static let columns: SQL = """
        id, tenant_id, name, address, display_name, can_send, can_receive, state, paused_until, pause_reason,
        last_sent_at, last_polled_at, send_fault, poll_fault, alerted_at, created_at, size_limit_bytes
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        name = try row["name"]
        address = try row["address"]
        displayName = try row["display_name"]
        canSend = try row["can_send"]
        canReceive = try row["can_receive"]
        state = try row["state"]
        pausedUntil = try row["paused_until"]
        pauseReason = try row["pause_reason"]
        lastSentAt = try row["last_sent_at"]
        lastPolledAt = try row["last_polled_at"]
        sendFault = try row["send_fault"]
        pollFault = try row["poll_fault"]
        alertedAt = try row["alerted_at"]
        createdAt = try row["created_at"]
        sizeLimitBytes = try row["size_limit_bytes"]
    }

    /// The office's accounts by name; retired ones last.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [MailAccount] {
        try db.rows(
            """
            SELECT \(part: columns) FROM mail_account WHERE tenant_id = \(tenant)
             ORDER BY state = 'retired', name
            """
        ).map(MailAccount.init)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> MailAccount {
        let row = try db.row("SELECT \(part: columns) FROM mail_account WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw MailAccountRefusal.unknown(id) }
        return try MailAccount(row)
    }

    package static func named(_ name: String, tenant: TenantID, _ db: Connection) throws -> MailAccount? {
        try db.row("SELECT \(part: columns) FROM mail_account WHERE tenant_id = \(tenant) AND name = \(name)")
            .map(MailAccount.init)
    }

    /// The account that an office's mail goes out from where nobody chose one: the first that can send.
    package static func sender(tenant: TenantID, _ db: Connection) throws -> MailAccount {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM mail_account
             WHERE tenant_id = \(tenant) AND can_send = 1 AND state <> \(State.retired)
             ORDER BY name LIMIT 1
            """)
        guard let row else { throw MailAccountRefusal.noSender }
        return try MailAccount(row)
    }

    /// Brings the row of a file up to date; a new file makes a new row, and one that came back restores its account.
    package static func enroll(
        _ file: MailAccountFile, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> MailAccount {
        try db.run(
            """
            INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state, created_at)
            VALUES (\(ID(at: now)), \(tenant), \(file.name), \(file.address), \(file.displayName),
                    \(file.send != nil), \(file.receive != nil), 'active', \(now))
            ON CONFLICT (tenant_id, name) DO UPDATE
               SET address = excluded.address, display_name = excluded.display_name, can_send = excluded.can_send,
                   can_receive = excluded.can_receive
            """)
        guard let account = try named(file.name, tenant: tenant, db) else {
            preconditionFailure("the row was just written")
        }
        guard account.state == .retired else { return account }
        try move(account.id, on: .restore, tenant: tenant, by: .system("mailboxes"), at: now, db)
        return try find(account.id, tenant: tenant, db)
    }

    /// Accounts whose file is gone send and receive nothing; their mail stays.
    package static func retire(allBut names: [String], tenant: TenantID, at now: Moment, _ db: Connection) throws {
        for account in try all(tenant: tenant, db) where account.state != .retired && !names.contains(account.name) {
            try move(
                account.id, on: .retire, reason: "its file is gone", tenant: tenant, by: .system("mailboxes"), at: now,
                db)
        }
    }

    /// Moves the account by its lifecycle; pausing tells until when and why.
    package static func move(
        _ id: ID, on event: Event, until: Moment? = nil, reason: String? = nil, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let account = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(account.state, on: event)
        let isPaused = next == .paused
        try db.run(
            """
            UPDATE mail_account
               SET state = \(next), paused_until = \(isPaused ? until : nil), pause_reason = \(isPaused ? reason : nil)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                "mail_account", id, from: account.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }

    /// Notes how a connection for sending went; one that worked clears the fault and a pause that is over.
    package static func noteSending(
        _ id: ID, fault: String?, hasSent: Bool = true, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        if let fault {
            return try db.run(
                """
                UPDATE mail_account SET send_fault = \(fault) WHERE id = \(id) AND send_fault IS DISTINCT FROM \(fault)
                """)
        }
        try db.run(
            """
            UPDATE mail_account SET send_fault = NULL, last_sent_at = coalesce(\(hasSent ? now : nil), last_sent_at)
             WHERE id = \(id)
            """)
        let account = try find(id, tenant: tenant, db)
        if account.state == .paused, let end = account.pausedUntil, end <= now {
            try move(id, on: .resume, reason: "the pause is over", tenant: tenant, by: .system("sender"), at: now, db)
        }
    }

    /// Keeps what the server last said of the largest mail that it takes.
    package static func noteSizeLimit(_ id: ID, _ bytes: Int, _ db: Connection) throws {
        try db.run(
            """
            UPDATE mail_account SET size_limit_bytes = \(bytes)
             WHERE id = \(id) AND size_limit_bytes IS DISTINCT FROM \(bytes)
            """)
    }

    /// Notes how a poll went.
    package static func notePoll(_ id: ID, fault: String?, at now: Moment, _ db: Connection) throws {
        if let fault {
            try db.run("UPDATE mail_account SET poll_fault = \(fault) WHERE id = \(id)")
        } else {
            try db.run("UPDATE mail_account SET last_polled_at = \(now), poll_fault = NULL WHERE id = \(id)")
        }
    }
}
