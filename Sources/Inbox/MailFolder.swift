import Correspondence
import Kernel
import Storage

/// One folder that replies come in to, and how far it was read: all UIDs up to `lastUID` of `uidValidity` are stored
/// (RFC 9051 section 2.3.1.1).
package struct MailFolder: Sendable {
    package typealias ID = Identifier<MailFolder>

    package let id: ID
    package let tenant: TenantID
    package let account: MailAccount.ID
    package let name: String
    package let uidValidity: Int64
    package internal(set) var lastUID: Int64
    package let startFrom: Moment?
    package let countedAt: Moment?
    package let serverCount: Int64?
    package let storedCount: Int64?

    static let columns: SQL = """
        id, tenant_id, account_id, name, uid_validity, last_uid, start_from, counted_at, server_count, stored_count
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        account = try row["account_id"]
        name = try row["name"]
        uidValidity = try row["uid_validity"]
        lastUID = try row["last_uid"]
        startFrom = try row["start_from"]
        countedAt = try row["counted_at"]
        serverCount = try row["server_count"]
        storedCount = try row["stored_count"]
    }

    /// The account's folder of that name; made at the first look.
    package static func open(
        _ name: String, account: MailAccount, startFrom: Moment?, at now: Moment, _ db: Connection
    ) throws -> MailFolder {
        try db.run(
            """
            INSERT INTO mail_folder (id, tenant_id, account_id, name, uid_validity, last_uid, start_from)
            VALUES (\(ID(at: now)), \(account.tenant), \(account.id), \(name), 0, 0, \(startFrom))
            ON CONFLICT (account_id, name) DO UPDATE SET start_from = excluded.start_from
            """)
        guard let folder = try named(name, account: account.id, db) else {
            preconditionFailure("the folder was just written")
        }
        return folder
    }

    static func named(_ name: String, account: MailAccount.ID, _ db: Connection) throws -> MailFolder? {
        try db.row("SELECT \(part: columns) FROM mail_folder WHERE account_id = \(account) AND name = \(name)")
            .map(MailFolder.init)
    }

    package static func all(tenant: TenantID, _ db: Connection) throws -> [MailFolder] {
        try db.rows("SELECT \(part: columns) FROM mail_folder WHERE tenant_id = \(tenant) ORDER BY account_id, name")
            .map(MailFolder.init)
    }

    /// Takes the folder for one poller for a while; false while another holds it.
    static func lease(_ id: ID, owner: String, until: Moment, at now: Moment, _ db: Connection) throws -> Bool {
        try db.changes(
            """
            UPDATE mail_folder SET lease_owner = \(owner), lease_until = \(until)
             WHERE id = \(id) AND (lease_owner IS NULL OR lease_owner = \(owner) OR lease_until < \(now))
            """) == 1
    }

    /// A poller that is gone is known after this; a living one renews its lease with each batch.
    static let leaseLength = Span.minutes(2)

    static func renew(_ id: ID, owner: String, until: Moment, _ db: Connection) throws {
        try db.run("UPDATE mail_folder SET lease_until = \(until) WHERE id = \(id) AND lease_owner = \(owner)")
    }

    static func giveBack(_ id: ID, owner: String, _ db: Connection) throws {
        try db.run(
            "UPDATE mail_folder SET lease_owner = NULL, lease_until = NULL WHERE id = \(id) AND lease_owner = \(owner)")
    }

    /// Ends the leases whose node is gone.
    package static func giveBackOrphans(_ db: Connection) throws {
        try db.run(
            """
            UPDATE mail_folder SET lease_owner = NULL, lease_until = NULL
             WHERE lease_owner IS NOT NULL AND \(part: Node.isOrphan("lease_owner"))
            """)
    }

    /// The server made the folder anew: everything in it is looked at again, and what is known is recognised.
    static func restart(_ id: ID, uidValidity: Int64, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let former: Int64? = try db.value("SELECT uid_validity FROM mail_folder WHERE id = \(id)")
        try db.run("UPDATE mail_folder SET uid_validity = \(uidValidity), last_uid = 0 WHERE id = \(id)")
        guard let former, former != 0 else { return }
        // Nobody can ask for a UID of the former folder any more.
        let lost = try db.rows(
            """
            SELECT \(part: Arrival.columns) FROM arrival
             WHERE folder_id = \(id) AND uid_validity = \(former) AND state = 'wanted'
            """
        ).map(Arrival.init)
        for arrival in lost {
            try Arrival.move(
                arrival, on: .quarantine, why: "the folder was made anew before the mail came", by: .system("poller"),
                at: now, db)
        }
        try History.append(
            HistoryEntry(
                "mail_folder", id, "uidvalidity_changed", by: .system("poller"), at: now,
                detail: ["from": .int(former), "to": .int(uidValidity)]), tenant: tenant, db)
    }

    /// Notes the daily comparison of the server's UIDs with the stored ones (M9).
    static func noteCount(_ id: ID, server: Int, stored: Int, at now: Moment, _ db: Connection) throws {
        try db.run(
            """
            UPDATE mail_folder SET counted_at = \(now), server_count = \(server), stored_count = \(stored)
             WHERE id = \(id)
            """)
    }
}
