import Correspondence
import Crypto
import Kernel
import Storage

extension Arrival {
    static let columns: SQL = """
        arrival.seq, arrival.id, arrival.tenant_id, arrival.folder_id, arrival.uid_validity, arrival.uid, arrival.source_name,
        arrival.arrived_at, arrival.stored_at, arrival.raw_hash, arrival.raw_size, arrival.state, arrival.attempts,
        arrival.why, arrival.message_id, arrival.is_quiet
        """

    init(_ row: Row) throws {
        sequence = try row["seq"]
        id = try row["id"]
        tenant = try row["tenant_id"]
        folder = try row["folder_id"]
        uidValidity = try row["uid_validity"]
        uid = try row["uid"]
        sourceName = try row["source_name"]
        arrivedAt = try row["arrived_at"]
        storedAt = try row["stored_at"]
        rawHash = try row["raw_hash"]
        rawSize = try row["raw_size"]
        state = try row["state"]
        attempts = try row["attempts"]
        why = try row["why"]
        message = try row["message_id"]
        isQuiet = try row["is_quiet"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Arrival {
        let row = try db.row("SELECT \(part: columns) FROM arrival WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw ArrivalRefusal.unknown(id) }
        return try Arrival(row)
    }

    /// Writes the rows of a batch and moves the cursor, in one transaction and after the blobs are durable. A mail that
    /// is there already (another poller, a crash between) is passed over. The cursor never moves back.
    package static func store(
        _ batch: [NewArrival], in folder: MailFolder, upTo lastUID: Int64, at now: Moment, _ db: Connection
    ) throws {
        var ids = RisingIdentifiers<Arrival>()
        for mail in batch { try insert(mail, uid: mail.uid, id: ids.next(at: now), in: folder, at: now, db) }
        try db.run(
            """
            UPDATE mail_folder SET last_uid = \(lastUID)
             WHERE id = \(folder.id) AND uid_validity = \(folder.uidValidity) AND last_uid < \(lastUID)
            """)
        if !batch.isEmpty { db.signal("inbox", of: folder.tenant) }
    }

    /// The same for files, which have no UIDs: each new one gets the folder's next.
    static func storeFiles(_ batch: [NewArrival], in folder: MailFolder, at now: Moment, _ db: Connection) throws {
        var last: Int64 = try db.value("SELECT last_uid FROM mail_folder WHERE id = \(folder.id)") ?? 0
        var ids = RisingIdentifiers<Arrival>()
        for mail in batch {
            let isNew = try insert(mail, uid: last + 1, id: ids.next(at: now), in: folder, at: now, db)
            if isNew { last += 1 }
        }
        try db.run("UPDATE mail_folder SET last_uid = \(last) WHERE id = \(folder.id)")
        if !batch.isEmpty { db.signal("inbox", of: folder.tenant) }
    }

    @discardableResult
    private static func insert(
        _ mail: NewArrival, uid: Int64, id: ID, in folder: MailFolder, at now: Moment, _ db: Connection
    ) throws -> Bool {
        let state: State = mail.isWanted ? .wanted : mail.problem == nil ? .stored : .quarantined
        return try db.changes(
            """
            INSERT INTO arrival (id, tenant_id, folder_id, uid_validity, uid, source_name, arrived_at, stored_at,
                                 raw_hash, raw_size, state, why, is_quiet)
            VALUES (\(id), \(folder.tenant), \(folder.id), \(folder.uidValidity), \(uid),
                    \(mail.sourceName), \(mail.arrivedAt), \(now), \(mail.rawHash), \(mail.rawSize), \(state),
                    \(mail.problem), \(folder.isHistory(mail.arrivedAt)))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// What waits to be filed, in the order of arrival.
    package static func waiting(after sequence: Int64 = 0, limit: Int, _ db: Connection) throws -> [Arrival] {
        try db.rows(
            """
            SELECT \(part: columns) FROM arrival
             WHERE state = 'stored' AND seq > \(sequence)
             ORDER BY seq LIMIT \(limit)
            """
        ).map(Arrival.init)
    }

    /// Of all offices, the first sighting of each mail that is a record, in the order of arrival.
    package static func filed(after: ID?, limit: Int, _ db: Connection) throws -> [Arrival] {
        let place: SQL = after.map { "arrival.id > \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT \(part: columns) FROM arrival
             WHERE state = 'filed' AND \(part: place)
               AND NOT EXISTS (SELECT 1 FROM arrival AS earlier
                                WHERE earlier.message_id = arrival.message_id AND earlier.id < arrival.id)
             ORDER BY id LIMIT \(limit)
            """
        ).map(Arrival.init)
    }

    /// Mails that could not be read, filed or fetched, the newest first.
    package static func quarantined(tenant: TenantID, after: ID?, limit: Int, _ db: Connection) throws -> [Arrival] {
        let place: SQL = after.map { "arrival.id < \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT \(part: columns) FROM arrival
             WHERE tenant_id = \(tenant) AND state = 'quarantined' AND \(part: place)
             ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Arrival.init)
    }

    /// Moves an arrival by its lifecycle with a history row.
    package static func move(
        _ arrival: Arrival, on event: Event, why: String?, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try lifecycle.move(arrival.state, on: event)
        let moved = try db.changes(
            """
            UPDATE arrival SET state = \(next), why = \(why)
             WHERE tenant_id = \(arrival.tenant) AND id = \(arrival.id) AND state = \(arrival.state)
            """)
        guard moved == 1 else { throw StaleMove(record: "received mail \(arrival.id)") }
        try History.append(
            HistoryEntry(
                "arrival", arrival.id, from: arrival.state.rawValue, event.rawValue, to: next.rawValue, by: who,
                at: now, reason: why), tenant: arrival.tenant, db)
        db.signal("inbox", of: arrival.tenant)
    }

    /// Another try of a quarantined mail: read again what is stored, or fetch again what never came.
    package static func retry(_ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let arrival = try find(id, tenant: tenant, db)
        let event: Event = arrival.rawHash == Digest(of: []) ? .fetchAgain : .retry
        try move(arrival, on: event, why: nil, by: who, at: now, db)
        try db.run("UPDATE arrival SET attempts = 0 WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    /// A person puts a quarantined mail away; `restore` brings it back.
    package static func dismiss(
        _ id: ID, reason: String?, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let arrival = try find(id, tenant: tenant, db)
        try move(arrival, on: .dismiss, why: reason ?? arrival.why, by: who, at: now, db)
    }

    /// Counts a failed try; after the third the mail goes to quarantine.
    static func fail(_ arrival: Arrival, why: String, isFinal: Bool, at now: Moment, _ db: Connection) throws {
        try db.run("UPDATE arrival SET attempts = attempts + 1 WHERE id = \(arrival.id)")
        if isFinal || arrival.attempts >= 2 {
            try move(arrival, on: .quarantine, why: why, by: .system("filer"), at: now, db)
        }
    }

    /// The mail is a record now; an arrival is a sighting of it.
    static func file(_ arrival: Arrival, as message: Message.ID, at now: Moment, _ db: Connection) throws {
        let filed = try db.changes(
            """
            UPDATE arrival SET state = 'filed', why = NULL, message_id = \(message)
             WHERE id = \(arrival.id) AND state = 'stored'
            """)
        guard filed == 1 else { throw StaleMove(record: "received mail \(arrival.id)") }
        try db.run(
            """
            INSERT INTO message_sighting (tenant_id, arrival_id, message_id, at)
            VALUES (\(arrival.tenant), \(arrival.id.description), \(message), \(now))
            """)
    }

    /// The stored UIDs of a folder: what the daily count compares with the server's.
    static func storedUIDs(of folder: MailFolder, _ db: Connection) throws -> Set<UInt32> {
        var uids: Set<UInt32> = []
        try db.each(
            """
            SELECT uid FROM arrival
             WHERE folder_id = \(folder.id) AND uid_validity = \(folder.uidValidity) AND uid <= \(folder.lastUID)
            """
        ) { uids.insert(try $0["uid"]) }
        return uids
    }
}

extension Arrival {
    /// Mails whose bytes are to be fetched again.
    static func wanted(in folder: MailFolder, _ db: Connection) throws -> [Arrival] {
        try db.rows(
            """
            SELECT \(part: columns) FROM arrival
             WHERE folder_id = \(folder.id) AND uid_validity = \(folder.uidValidity) AND state = 'wanted'
             ORDER BY uid
            """
        ).map(Arrival.init)
    }

    /// Rows for UIDs that the server has and the archive lacks.
    static func want(_ uids: [UInt32], in folder: MailFolder, at now: Moment, _ db: Connection) throws {
        var ids = RisingIdentifiers<Arrival>()
        for uid in uids {
            var mail = NewArrival(uid: Int64(uid), arrivedAt: now, rawHash: Digest(of: []), rawSize: 0)
            mail.isWanted = true
            try insert(mail, uid: mail.uid, id: ids.next(at: now), in: folder, at: now, db)
        }
    }

    /// The bytes came, or never will.
    static func settleWanted(
        _ arrival: Arrival, _ came: NewArrival?, problem: String?, at now: Moment, _ db: Connection
    ) throws {
        guard let came else {
            return try move(arrival, on: .quarantine, why: problem, by: .system("poller"), at: now, db)
        }
        try db.run(
            """
            UPDATE arrival SET raw_hash = \(came.rawHash), raw_size = \(came.rawSize), arrived_at = \(came.arrivedAt),
                               attempts = 0,
                               is_quiet = (SELECT CASE WHEN \(came.arrivedAt) < start_from THEN 1 ELSE 0 END
                                             FROM mail_folder WHERE mail_folder.id = arrival.folder_id)
             WHERE id = \(arrival.id)
            """)
        try move(arrival, on: .arrive, why: nil, by: .system("poller"), at: now, db)
    }

    /// The connection failed in this mail; after the third time it goes to quarantine.
    static func failWanted(_ arrival: Arrival, why: String, at now: Moment, _ db: Connection) throws {
        try db.run("UPDATE arrival SET attempts = attempts + 1 WHERE id = \(arrival.id)")
        if arrival.attempts >= 2 {
            try move(arrival, on: .quarantine, why: why, by: .system("poller"), at: now, db)
        }
    }

    /// The message that a mail without an id of its own was filed as before the folder was made anew: its key names the
    /// UID, which is another one now, and only its bytes tell that it is the same.
    static func twin(of arrival: Arrival, _ db: Connection) throws -> Message.ID? {
        try db.value(
            """
            SELECT message_id FROM arrival
             WHERE raw_hash = \(arrival.rawHash) AND folder_id = \(arrival.folder)
               AND uid_validity <> \(arrival.uidValidity) AND message_id IS NOT NULL
             ORDER BY seq LIMIT 1
            """)
    }
}

extension MailFolder {
    /// Mail from before the start is archived without events.
    func isHistory(_ arrivedAt: Moment) -> Bool { startFrom.map { arrivedAt < $0 } ?? false }
}
