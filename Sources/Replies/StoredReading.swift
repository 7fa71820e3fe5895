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

    package var isByPerson: Bool { reader.hasPrefix("person:") }

    init(_ row: Row) throws {
        seq = try row["seq"]
        reader = try row["reader"]
        reading = try row["reading"]
        disposition = try row["disposition"]
        at = try row["at"]
    }

    package static func add(
        _ reading: Reading, reader: String, message: Message.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO reading (message_id, seq, tenant_id, reader, outcome, disposition, confidence, reading, at)
            SELECT \(message), coalesce(max(seq), 0) + 1, \(tenant), \(reader), \(reading.outcome.rawValue),
                   \(reading.disposition), \(reading.confidence), \(reading.value()), \(now)
              FROM reading WHERE message_id = \(message)
            """)
    }

    /// A mail's readings, the newest first.
    package static func of(_ message: Message.ID, tenant: TenantID, _ db: Connection) throws -> [StoredReading] {
        try db.rows(
            """
            SELECT seq, reader, reading, disposition, at FROM reading
             WHERE tenant_id = \(tenant) AND message_id = \(message)
             ORDER BY seq DESC
            """
        ).map(StoredReading.init)
    }

    /// Keeps a person's correction as a case for the next version of the rules (N01).
    package static func addCase(
        message: Message.ID, machine: Value, truth: Value, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO reading_case (id, tenant_id, message_id, machine, truth, who, at)
            VALUES (\(Identifier<StoredReading>(at: now)), \(tenant), \(message), \(machine), \(truth), \(who), \(now))
            """)
    }
}

extension Reading.Disposition: SQLBindable, SQLReadable {}
