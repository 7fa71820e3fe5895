import Kernel
import Storage

/// What somebody wrote down about a funder; never changed.
package struct FunderNote: Sendable {
    package typealias ID = Identifier<FunderNote>

    package let id: ID
    package let text: String
    package let who: Who
    package let at: Moment

    init(_ row: Row) throws {
        id = try row["id"]
        text = try row["text"]
        who = try row["who"]
        at = try row["at"]
    }

    package var value: Value {
        ["id": Value(id), "text": Value(text), "who": Value(who.text), "at": Value(at)]
    }

    package static func add(
        _ text: String, to funder: Funder.ID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Value {
        _ = try Funder.find(funder, tenant: tenant, db)
        let id = ID(at: moment)
        try db.run(
            """
            INSERT INTO funder_note (id, tenant_id, funder_id, text, who, at)
            VALUES (\(id), \(tenant), \(funder), \(text), \(who), \(moment))
            """)
        try Funder.note(funder, "note_added", ["note": Value(id)], by: who, at: moment, tenant: tenant, db)
        return ["id": Value(id), "text": Value(text), "who": Value(who.text), "at": Value(moment)]
    }

    /// The funder's notes, the newest first.
    package static func list(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [FunderNote] {
        try db.rows(
            """
            SELECT id, text, who, at FROM funder_note
             WHERE tenant_id = \(tenant) AND funder_id = \(funder)
             ORDER BY id DESC LIMIT 200
            """
        ).map(FunderNote.init)
    }
}

/// A call with a funder; opens the way to one that wants a call first.
package enum FunderCall {
    package static func add(
        _ note: String, calledAt: Moment, to funder: Funder.ID, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Value {
        _ = try Funder.find(funder, tenant: tenant, db)
        let id = Identifier<FunderCall>(at: moment)
        try db.run(
            """
            INSERT INTO funder_call (id, tenant_id, funder_id, note, who, called_at)
            VALUES (\(id), \(tenant), \(funder), \(note), \(who), \(calledAt))
            """)
        try Funder.note(funder, "call_noted", ["call": Value(id)], by: who, at: moment, tenant: tenant, db)
        return ["id": Value(id), "note": Value(note), "who": Value(who.text), "called_at": Value(calledAt)]
    }

    /// The funder's calls, the latest first.
    package static func list(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [Value] {
        try db.rows(
            """
            SELECT id, note, who, called_at FROM funder_call
             WHERE tenant_id = \(tenant) AND funder_id = \(funder)
             ORDER BY called_at DESC, id DESC LIMIT 50
            """
        ).map { row in
            [
                "id": .string(try row["id"]), "note": .string(try row["note"]),
                "who": .string(try row.get("who", as: Who.self).text),
                "called_at": Value(try row.get("called_at", as: Moment.self)),
            ]
        }
    }

    /// When each funder was last called.
    package static func last(tenant: TenantID, _ db: Connection) throws -> [Funder.ID: Moment] {
        let rows = try db.rows(
            """
            SELECT funder_id, max(called_at) AS called_at
              FROM funder_call WHERE tenant_id = \(tenant)
             GROUP BY funder_id ORDER BY funder_id
            """)
        return try Dictionary(
            uniqueKeysWithValues: rows.map { try ($0.get("funder_id", as: Funder.ID.self), $0["called_at"]) })
    }

    /// When the funder was last called.
    package static func last(to funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> Moment? {
        try db.row(
            """
            SELECT called_at FROM funder_call WHERE tenant_id = \(tenant) AND funder_id = \(funder)
             ORDER BY called_at DESC LIMIT 1
            """
        )?["called_at"]
    }
}
