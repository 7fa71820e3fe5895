import Applications
import Crypto
import Kernel
import People
import Storage

/// Why somebody of the office decided something, in their own words, which may name somebody: sealed, one row for each. The history has a
/// keyed hash of them in its chain, which proves the words to who has the keys and tells everybody else that there are some.
package struct SupportReason: Sendable {
    /// What stands in columns that held the words before they were sealed.
    static let word = "sealed"

    private let text: String
    private let keys: PersonalKeys

    /// Without long numbers.
    package init(_ text: String, keys: PersonalKeys) {
        self.text = LongNumbers.masked(text)
        self.keys = keys
    }

    static func place(_ kind: String, _ id: String, _ number: Int) -> String {
        "support_reason.text/\(kind)/\(id)/\(number)"
    }

    /// Keeps them as the record's next words; answers what the history says of them.
    package func keep(_ kind: String, _ id: String, _ act: SupportAct, _ db: Connection) throws -> Value {
        let last: Int?? = try db.value(
            """
            SELECT max(number) FROM support_reason
             WHERE tenant_id = \(act.tenant) AND record_kind = \(kind) AND record_id = \(id)
            """)
        let number = ((last ?? nil) ?? 0) + 1
        let place = Self.place(kind, id, number)
        try db.run(
            """
            INSERT INTO support_reason (tenant_id, record_kind, record_id, number, text_sealed, at)
            VALUES (\(act.tenant), \(kind), \(id), \(number), \(keys.sealing.seal(text, place: place)), \(act.now))
            """)
        return ["reason": .string(Self.proof(text, place, keys)), "reason_number": Value(number)]
    }

    /// What the history holds of words: without the key nobody can try which they were, nor see where the same stand.
    static func proof(_ text: String, _ place: String, _ keys: PersonalKeys) -> String {
        keys.fingerprint("support.reason", "\(place) \(text)")
    }

    /// A record's words by their numbers; none of what was written before they were sealed.
    static func of(
        _ kind: String, _ id: String, keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws -> [Int: String] {
        let rows = try db.rows(
            """
            SELECT number, text_sealed FROM support_reason
             WHERE tenant_id = \(tenant) AND record_kind = \(kind) AND record_id = \(id) ORDER BY number
            """
        ).map { row -> (Int, String) in
            let number: Int = try row["number"]
            return (number, try keys.opened(try row["text_sealed"], place: place(kind, id, number)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// A record's newest words.
    static func last<Record>(
        _ kind: String, _ id: Identifier<Record>, keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws -> Value {
        Value(try of(kind, id.description, keys: keys, tenant: tenant, db).max { $0.key < $1.key }?.value)
    }

    /// The newest words of each record of a page that has some.
    static func last<Record>(
        _ kind: String, _ ids: [Identifier<Record>], keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws -> [Identifier<Record>: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows(
            """
            SELECT record_id, number, text_sealed FROM support_reason
             WHERE tenant_id = \(tenant) AND record_kind = \(kind) AND record_id IN \(list: ids)
             ORDER BY record_id, number
            """)
        var newest: [Identifier<Record>: (number: Int, sealed: [UInt8])] = [:]
        for row in rows { newest[try row["record_id"]] = (try row["number"], try row["text_sealed"]) }
        return try Dictionary(
            uniqueKeysWithValues: newest.map { id, words in
                (id, try keys.opened(words.sealed, place: place(kind, id.description, words.number)))
            })
    }

    /// A record's history as pages show it, with the words where `keys` are those of somebody who may see them.
    static func history<Record>(
        of kind: String, _ id: Identifier<Record>, keys: PersonalKeys?, tenant: TenantID, _ db: Connection
    ) throws -> Value {
        let entries = try History.of(kind, id, tenant: tenant, db)
        // What was written before words were sealed stands plain in the entry.
        guard let keys else { return .list(entries.map { $0.value.adding("reason", .null) }) }
        let words = try of(kind, id.description, keys: keys, tenant: tenant, db)
        return .list(
            entries.map { entry in
                guard let number = entry.detail["reason_number"]?.integer, let text = words[Int(number)] else {
                    return entry.value
                }
                return entry.value.adding("reason", .string(text))
            })
    }

    /// Reseals what an older key sealed, of all tenants; says how many.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        let rows = try db.rows(
            """
            SELECT tenant_id, record_kind, record_id, number, text_sealed FROM support_reason
             ORDER BY tenant_id, record_kind, record_id, number
            """)
        for row in rows {
            let (tenant, kind, id): (TenantID, String, String) = (
                try row["tenant_id"], try row["record_kind"], try row["record_id"]
            )
            let (number, sealed): (Int, [UInt8]) = (try row["number"], try row["text_sealed"])
            guard keys.sealing.isOutdated(sealed) else { continue }
            let place = place(kind, id, number)
            let anew = keys.sealing.seal(try keys.opened(sealed, place: place), place: place)
            try db.run(
                """
                UPDATE support_reason SET text_sealed = \(anew)
                 WHERE tenant_id = \(tenant) AND record_kind = \(kind) AND record_id = \(id) AND number = \(number)
                """)
            count += 1
        }
        return count
    }
}
