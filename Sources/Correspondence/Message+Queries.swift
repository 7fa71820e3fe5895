import Crypto
import Kernel
import MIME
import Storage

extension Message {
    package static let columns: SQL = """
        message.id, message.tenant_id, message.direction, message.account_id, message.kind, message.message_key,
        message.is_key_synthetic, message.content_hash, message.in_reply_to, message.reference_keys, message.thread_key,
        message.from_name, message.from_address, message.reply_to, message.to_list, message.cc_list,
        message.return_path, message.delivered_to, message.subject, message.dated_at, message.recorded_at,
        message.raw_hash, message.raw_size, message.automatic, message.is_report, message.authentication, message.defects
        """

    package init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        direction = try row["direction"]
        account = try row["account_id"]
        kind = try row["kind"]
        key = try row["message_key"]
        isKeySynthetic = try row["is_key_synthetic"]
        contentHash = try row["content_hash"]
        inReplyTo = try row["in_reply_to"]
        references = try row.get("reference_keys", as: Value.self).list?.compactMap(\.text) ?? []
        threadKey = try row["thread_key"]
        from = MailAddress(name: try row["from_name"], address: try row["from_address"])
        replyTo = Message.addresses(try row["reply_to"])
        to = Message.addresses(try row["to_list"])
        cc = Message.addresses(try row["cc_list"])
        returnPath = try row["return_path"]
        deliveredTo = try row.get("delivered_to", as: Value.self).list?.compactMap(\.text) ?? []
        subject = try row["subject"]
        datedAt = try row["dated_at"]
        recordedAt = try row["recorded_at"]
        rawHash = try row["raw_hash"]
        rawSize = try row["raw_size"]
        automatic = try row["automatic"]
        isReport = try row["is_report"]
        authentication = try row["authentication"]
        defects = try row.get("defects", as: Value.self).list?.compactMap(\.text) ?? []
    }

    private static func addresses(_ value: Value) -> [MailAddress] {
        (value.list ?? []).map { MailAddress(name: $0["name"]?.text, address: $0["address"]?.text ?? "") }
    }

    private static func value(_ addresses: [MailAddress]) -> Value {
        .list(addresses.map { ["name": Value($0.name), "address": .string($0.address)] })
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Message {
        let row = try db.row("SELECT \(part: columns) FROM message WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw MessageRefusal.unknown(id) }
        return try Message(row)
    }

    /// Stores a new mail with its text, attachments, segments and own alias. A mail that is already there (same key and
    /// content) is not stored again: then its id is returned with `isNew` false.
    package static func insert(
        _ draft: Draft, id: ID? = nil, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> (id: ID, isNew: Bool) {
        let id = id ?? ID(at: now)
        let inserted = try db.changes(
            """
            INSERT INTO message (id, tenant_id, direction, account_id, kind, message_key, is_key_synthetic, content_hash,
                                 in_reply_to, reference_keys, thread_key, from_name, from_address, reply_to, to_list,
                                 cc_list, return_path, delivered_to, subject, dated_at, recorded_at, raw_hash, raw_size,
                                 automatic, is_report, authentication, defects)
            VALUES (\(id), \(tenant), \(draft.direction), \(draft.account), \(draft.kind), \(draft.key),
                    \(draft.isKeySynthetic), \(draft.contentHash), \(draft.inReplyTo),
                    \(Value.list(draft.references.map(Value.string))), \(draft.threadKey), \(draft.from.name),
                    \(draft.from.address), \(value(draft.replyTo)), \(value(draft.to)), \(value(draft.cc)),
                    \(draft.returnPath), \(Value.list(draft.deliveredTo.map(Value.string))), \(draft.subject),
                    \(draft.datedAt), \(now), \(draft.rawHash), \(draft.rawSize), \(draft.automatic), \(draft.isReport),
                    \(draft.authentication), \(Value.list(draft.defects.map(Value.string))))
            ON CONFLICT (tenant_id, direction, message_key, content_hash) DO NOTHING
            """)
        guard inserted == 1 else {
            let known: ID? = try db.value(
                """
                SELECT id FROM message
                 WHERE tenant_id = \(tenant) AND direction = \(draft.direction) AND message_key = \(draft.key)
                   AND content_hash = \(draft.contentHash)
                """)
            guard let known else { preconditionFailure("the row that was in the way is there") }
            return (known, false)
        }
        try insertParts(of: draft, id: id, tenant: tenant, at: now, db)
        return (id, true)
    }

    private static func insertParts(
        of draft: Draft, id: ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        try db.run("INSERT INTO message_text (message_id, tenant_id, body) VALUES (\(id), \(tenant), \(draft.body))")
        if draft.direction == .outgoing { try learn(draft.key, of: id, source: .own, tenant: tenant, at: now, db) }
        for (ordinal, segment) in draft.segments.enumerated() {
            try db.run(
                """
                INSERT INTO message_segment (message_id, ordinal, tenant_id, blob, "offset", length)
                VALUES (\(id), \(ordinal), \(tenant), \(segment.blob), \(segment.offset), \(segment.length))
                """)
        }
        for attachment in draft.attachments {
            try db.run(
                """
                INSERT INTO message_attachment (message_id, ordinal, tenant_id, name, content_type, disposition,
                                                size_bytes, sha256)
                VALUES (\(id), \(attachment.ordinal), \(tenant), \(attachment.name), \(attachment.contentType),
                        \(attachment.disposition), \(attachment.sizeBytes), \(attachment.sha256))
                """)
        }
    }

    package static func body(of id: ID, tenant: TenantID, _ db: Connection) throws -> String {
        try db.value("SELECT body FROM message_text WHERE tenant_id = \(tenant) AND message_id = \(id)") ?? ""
    }

    package static func attachments(of id: ID, tenant: TenantID, _ db: Connection) throws -> [MessageAttachment] {
        try db.rows(
            """
            SELECT ordinal, name, content_type, disposition, size_bytes, sha256
              FROM message_attachment
             WHERE tenant_id = \(tenant) AND message_id = \(id)
             ORDER BY ordinal
            """
        ).map { row in
            MessageAttachment(
                ordinal: try row["ordinal"], name: try row["name"], contentType: try row["content_type"],
                disposition: try row["disposition"], sizeBytes: try row["size_bytes"], sha256: try row["sha256"])
        }
    }

    package static func segments(of id: ID, tenant: TenantID, _ db: Connection) throws -> [MessageSegment] {
        try db.rows(
            """
            SELECT blob, "offset", length FROM message_segment
             WHERE tenant_id = \(tenant) AND message_id = \(id)
             ORDER BY ordinal
            """
        ).map { MessageSegment(blob: try $0["blob"], offset: try $0["offset"], length: try $0["length"]) }
    }
}

extension Message.Draft {
    /// The first id of the thread: replies of one thread share it.
    var threadKey: String { references.first ?? inReplyTo ?? key }
}
