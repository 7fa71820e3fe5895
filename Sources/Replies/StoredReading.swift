import Classification
import Correspondence
import Kernel
import Storage

/// What was read in a mail, by which version of the rules or by whom; rows are only ever added.
package struct StoredReading: Sendable {
    package let seq: Int
    /// `rules:1` or `person:ID`.
    package let reader: String
    package let reading: Value
    package let disposition: Reading.Disposition
    package let at: Moment
    /// The version of the office's words; 0: it had none.
    package let wordsVersion: Int
    /// False: read again later, by other rules or words, and without effect.
    package let isStanding: Bool

    /// A person, or a program with a key.
    package var isByPerson: Bool { !reader.hasPrefix("rules:") }

    /// Who read.
    package enum Reader: Sendable, Equatable {
        case rules(String, words: Int)
        case person(Who)

        package var text: String {
            switch self {
            case .rules(let version, _): "rules:\(version)"
            case .person(let who): who.text
            }
        }

        var wordsVersion: Int { if case .rules(_, let words) = self { words } else { 0 } }
    }

    static let columns: SQL = """
        reading.seq, reading.reader, reading.reading, reading.disposition, reading.at, reading.words_version,
        reading.is_standing
        """

    init(_ row: Row) throws {
        seq = try row["seq"]
        reader = try row["reader"]
        reading = try row["reading"]
        disposition = try row["disposition"]
        at = try row["at"]
        wordsVersion = try row["words_version"]
        isStanding = try row["is_standing"]
    }

    /// Adds a reading behind the mail's others; says its number.
    @discardableResult
    package static func add(
        _ reading: Reading, by reader: Reader, isStanding: Bool = true, message: Message.ID, tenant: TenantID,
        at now: Moment, _ db: Connection
    ) throws -> Int {
        let seq: Int =
            try db.value("SELECT coalesce(max(seq), 0) + 1 FROM reading WHERE message_id = \(message)") ?? 1
        try db.run(
            """
            INSERT INTO reading (message_id, seq, tenant_id, reader, outcome, disposition, confidence, reading, at,
                                 words_version, is_standing)
            VALUES (\(message), \(seq), \(tenant), \(reader.text), \(reading.outcome.rawValue),
                    \(reading.disposition), \(reading.confidence), \(reading.value()), \(now),
                    \(reader.wordsVersion), \(isStanding))
            """)
        return seq
    }

    /// The reading that took effect at that moment.
    package static func standing(
        of message: Message.ID, at moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> StoredReading? {
        try of(message, tenant: tenant, db).first { $0.isStanding && $0.at <= moment }
    }

    /// A mail's readings, the newest first.
    package static func of(_ message: Message.ID, tenant: TenantID, _ db: Connection) throws -> [StoredReading] {
        try db.rows(
            """
            SELECT \(part: columns) FROM reading
             WHERE tenant_id = \(tenant) AND message_id = \(message)
             ORDER BY seq DESC
            """
        ).map(StoredReading.init)
    }
}

extension Reading.Disposition: SQLBindable, SQLReadable {}
