import Classification
import Correspondence
import Kernel
import Storage

/// A person's verdict on a reading: the mail, what was read and by which version, what it says in truth, who said so and
/// when (N01, D11). Rows are only ever added.
package struct ReadingCase: Sendable {
    package typealias ID = Identifier<ReadingCase>

    package let id: ID
    package let message: Message.ID
    package let subject: String
    package let from: String
    /// What a person reads; spans of the reading count in it.
    package let body: String
    /// `rules:1`, and the version of the office's words.
    package let reader: String
    package let wordsVersion: Int
    package let machine: Value
    package let truth: Value
    /// The parts in which the person said otherwise; empty where the reading was right.
    package let changed: [String]
    package let who: Who
    package let at: Moment

    /// Keeps the verdict on `judged`.
    static func add(
        _ message: Message.ID, judged: StoredReading, truth: Value, truthSeq: Int, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let changed = Reading.differing(judged.reading, truth)
        try db.run(
            """
            INSERT INTO reading_case (id, tenant_id, message_id, machine, truth, who, at, machine_seq, truth_seq, changed)
            VALUES (\(ID(at: now)), \(tenant), \(message), \(judged.reading), \(truth), \(who), \(now),
                    \(judged.seq), \(truthSeq), \(Value.list(changed.map(Value.string))))
            """)
    }

    /// A batch of an office's cases, the oldest first.
    package static func list(
        after: ID?, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [ReadingCase] {
        let place: SQL = after.map { "reading_case.id > \($0)" } ?? "TRUE"
        return try db.rows(
            """
            SELECT reading_case.id, reading_case.message_id, reading_case.machine, reading_case.truth,
                   reading_case.changed, reading_case.who, reading_case.at, reading.reader, reading.words_version,
                   message.subject, message.from_address, message_text.body
              FROM reading_case
              JOIN reading ON reading.message_id = reading_case.message_id AND reading.seq = reading_case.machine_seq
              JOIN message ON message.id = reading_case.message_id
              JOIN message_text ON message_text.message_id = reading_case.message_id
             WHERE reading_case.tenant_id = \(tenant) AND \(part: place)
             ORDER BY reading_case.id LIMIT \(limit)
            """
        ).map { row in
            ReadingCase(
                id: try row["id"], message: try row["message_id"], subject: try row["subject"],
                from: try row["from_address"], body: try row["body"], reader: try row["reader"],
                wordsVersion: try row["words_version"], machine: try row["machine"], truth: try row["truth"],
                changed: try row.get("changed", as: Value.self).list?.compactMap(\.text) ?? [],
                who: try row["who"], at: try row["at"])
        }
    }

    /// Everything of the case; without the mail's own words where `hasText` is false.
    package func value(hasText: Bool) -> Value {
        let plain: Value = [
            "id": Value(id), "message": Value(message), "reader": .string(reader), "words_version": Value(wordsVersion),
            "reading": machine, "truth": truth, "changed": .list(changed.map(Value.string)),
            "who": .string(who.text), "at": Value(at),
        ]
        guard hasText else { return plain }
        return plain.adding("subject", .string(subject)).adding("from", .string(from)).adding("text", .string(body))
    }
}
