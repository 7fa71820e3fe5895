import Applications
import Cohorts
import Kernel
import Storage
import Web

/// What a participant writes on support and confidence: the personal layer, which its owner reads and nobody else (I42). No answer to anybody
/// else, no summary and no archive is made of it.
package struct JournalEntry: Sendable {
    package typealias ID = Identifier<JournalEntry>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case reflection, confidence

        package var label: String { self == .reflection ? "How support helped, or not" : "How sure I feel" }
    }

    private static func place(_ id: ID) -> String { "support_journal.text/\(id)" }

    static func add(
        _ kind: Kind, _ text: String, by participant: Participant, keys: PersonalKeys, _ act: SupportAct,
        _ db: Connection
    ) throws -> ID {
        let id = ID(at: act.now)
        let sealed = keys.sealing.seal(LongNumbers.masked(text), place: place(id))
        try db.run(
            """
            INSERT INTO support_journal (id, tenant_id, participant_id, layer, kind, text_sealed, at)
            VALUES (\(id), \(act.tenant), \(participant.id), \(ImpactLayer.personal), \(kind), \(sealed), \(act.now))
            """)
        // That something was written is history; what, and of which kind, is not.
        try act.log("support_journal", id, "written", db)
        return id
    }

    /// The participant's own, the newest first.
    static func own(
        of participant: Participant, page: PageRequest, keys: PersonalKeys, _ db: Connection
    ) throws -> Page<Value> {
        var conditions: [SQL] = ["tenant_id = \(participant.tenant)", "participant_id = \(participant.id)"]
        if let after = page.after?.value.text { conditions.append("id < \(after)") }
        let entries = try db.rows(
            """
            SELECT id, layer, kind, text_sealed, at FROM support_journal
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """
        ).map { row -> Value in
            let (id, kind): (ID, Kind) = (try row["id"], try row["kind"])
            return [
                "id": Value(id), "layer": .string(try row["layer"]), "kind": .string(kind.rawValue),
                "kind_label": .string(kind.label), "written_at": Value(try row.get("at", as: Moment.self)),
                "text": .string(try keys.opened(try row["text_sealed"], place: place(id))),
            ]
        }
        return Page(rows: entries, of: page) { $0["id"] ?? .null }
    }

    /// Reseals what an older key sealed, of all tenants; says how many.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        for row in try db.rows("SELECT id, text_sealed FROM support_journal ORDER BY id") {
            let (id, sealed): (ID, [UInt8]) = (try row["id"], try row["text_sealed"])
            guard keys.sealing.isOutdated(sealed) else { continue }
            let anew = keys.sealing.seal(try keys.opened(sealed, place: place(id)), place: place(id))
            try db.run("UPDATE support_journal SET text_sealed = \(anew) WHERE id = \(id)")
            count += 1
        }
        return count
    }
}
