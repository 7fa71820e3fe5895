import Kernel
import Storage

extension Message {
    /// How an id became known as a name of one of our mails.
    package enum AliasSource: String, Sendable, SQLBindable {
        case own
        /// A relay gave the mail this id and said so in its reply.
        case relay
        case sentFolder = "sent_folder"
        case reply
    }

    /// Remembers another id of an outgoing mail (B13). The first to claim an id keeps it.
    package static func learn(
        _ key: String, of id: ID, source: AliasSource, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        guard let key = normalKey(key) else { return }
        try db.run(
            """
            INSERT INTO message_alias (tenant_id, key, message_id, source, at)
            VALUES (\(tenant), \(key), \(id), \(source), \(now))
            ON CONFLICT (tenant_id, key) DO NOTHING
            """)
    }

    /// Our mails that go by one of these ids. Amazon SES names an id's left part only when it takes a mail.
    package static func known(as keys: [String], tenant: TenantID, _ db: Connection) throws -> [(key: String, id: ID)] {
        let normal = keys.compactMap(normalKey)
        let keys = normal + normal.filter { $0.hasSuffix(".amazonses.com") }.map { String($0.prefix { $0 != "@" }) }
        guard !keys.isEmpty else { return [] }
        return try db.rows(
            """
            SELECT key, message_id FROM message_alias
             WHERE tenant_id = \(tenant) AND key IN \(list: keys)
             ORDER BY message_id
            """
        ).map { (try $0["key"], try $0["message_id"]) }
    }

    /// The normal form of a Message-ID (C02): brackets and white space gone, letter case kept; nil where nothing is
    /// left that could tell two mails apart.
    package static func normalKey(_ text: String) -> String? {
        let bytes = text.utf8.filter { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
        guard bytes.count >= 3, bytes.count <= 998, bytes.contains(where: { $0 != UInt8(ascii: "@") }) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
