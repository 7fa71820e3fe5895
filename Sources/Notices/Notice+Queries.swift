import Correspondence
import Crypto
import Kernel
import Outbox
import Storage

extension Notice {
    private static let rows: SQL = """
        SELECT notice.id, notice.party_kind, notice.party_id, notice.about, notice.about_key, notice.content_hash,
               notice.times, notice.address, notice.message_id, notice.who, notice.at, outbox.id AS outbox_id,
               message.subject, outbox.state, outbox.settled_at,
               (SELECT min(coalesce(reply, state)) FROM outbox_recipient
                 WHERE outbox_id = outbox.id AND state IN ('bounced', 'refused')) AS returned
          FROM notice
          JOIN message ON message.id = notice.message_id
          JOIN outbox ON outbox.message_id = notice.message_id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        party = Party(kind: try row["party_kind"], id: try row["party_id"])
        matter = Matter(
            about: try row["about"], key: try row["about_key"], contentHash: try row["content_hash"])
        times = try row["times"]
        address = try row["address"]
        message = try row["message_id"]
        who = try row["who"]
        at = try row["at"]
        outbox = try row["outbox_id"]
        subject = try row["subject"]
        state = try row["state"]
        settledAt = try row["settled_at"]
        returned = try row["returned"]
    }

    /// What was written to a partner, the newest first.
    package static func of(_ party: Party, most: Int = 50, tenant: TenantID, _ db: Connection) throws -> [Notice] {
        try db.rows(
            rows + """
                 WHERE notice.tenant_id = \(tenant) AND notice.party_kind = \(party.kind)
                   AND notice.party_id = \(party.id)
                 ORDER BY notice.id DESC LIMIT \(most)
                """
        ).map(Notice.init)
    }

    /// The notice that a mail is; nil where it is none.
    package static func of(message: Message.ID, tenant: TenantID, _ db: Connection) throws -> Notice? {
        try db.row(rows + " WHERE notice.tenant_id = \(tenant) AND notice.message_id = \(message)").map(Notice.init)
    }

    /// The newest notice of the same figures that is on its way or has arrived; nil where there is none.
    package static func standing(
        _ matter: Matter, to party: Party, tenant: TenantID, _ db: Connection
    ) throws -> Notice? {
        try same(matter, to: party, tenant: tenant, db).first(where: \.isStanding)
    }

    /// The newest first.
    static func same(_ matter: Matter, to party: Party, tenant: TenantID, _ db: Connection) throws -> [Notice] {
        try db.rows(
            rows + """
                 WHERE notice.tenant_id = \(tenant) AND notice.party_kind = \(party.kind)
                   AND notice.party_id = \(party.id) AND notice.about = \(matter.about)
                   AND notice.about_key = \(matter.key) AND notice.content_hash = \(matter.contentHash)
                 ORDER BY notice.times DESC
                """
        ).map(Notice.init)
    }

    /// The newest notice that came back for good from the address since it was entered: until somebody enters it anew or
    /// another one, the program writes nothing to it by itself.
    package static func stop(
        of address: String, since: Moment, to party: Party, tenant: TenantID, _ db: Connection
    ) throws -> Notice? {
        try db.row(
            rows + """
                 WHERE notice.tenant_id = \(tenant) AND notice.party_kind = \(party.kind)
                   AND notice.party_id = \(party.id) AND lower(notice.address) = \(address.lowercased())
                   AND EXISTS (SELECT 1 FROM outbox_recipient
                                WHERE outbox_recipient.outbox_id = outbox.id
                                  AND outbox_recipient.state IN ('bounced', 'refused')
                                  AND outbox_recipient.at >= \(since))
                 ORDER BY notice.id DESC LIMIT 1
                """
        ).map(Notice.init)
    }

    /// Writes mail, outbox row and notice in the running transaction; refused where the letter would be another one by now,
    /// and where the same figures stand already, but `again`.
    static func write(
        _ mail: NoticeMail, _ stored: StoredMail, of letter: NoticeLetter, again: Bool, notBefore: Moment,
        tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Notice {
        guard try letter.isCurrent(db) else { throw NoticeRefusal.figuresChanged }
        let former = try same(letter.matter, to: letter.party, tenant: tenant, db)
        if !again, let standing = former.first(where: \.isStanding) {
            throw NoticeRefusal.alreadySent(standing.id, standing.at)
        }
        try mail.enqueue(stored, notBefore: notBefore, tenant: tenant, by: who, at: now, db)
        let id = ID(at: now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO notice (id, tenant_id, party_kind, party_id, about, about_key, content_hash, times, address,
                                    message_id, who, at)
                VALUES (\(id), \(tenant), \(letter.party.kind), \(letter.party.id), \(letter.matter.about),
                        \(letter.matter.key), \(letter.matter.contentHash), \((former.first?.times ?? 0) + 1),
                        \(mail.to.address), \(mail.message), \(who), \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique { throw NoticeRefusal.overtaken }
        guard let notice = try of(message: mail.message, tenant: tenant, db) else {
            preconditionFailure("the row that was written is there")
        }
        return notice
    }
}
