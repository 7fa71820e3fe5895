import Funders
import Kernel
import Storage
import Web

/// A named choice of funders that an office uses again: by what they must be like, by name, or both.
package struct SavedShortlist: Sendable {
    package typealias ID = Identifier<SavedShortlist>

    /// What a funder must be like for the application at hand; nil asks nothing.
    package struct Terms: Sendable, Equatable {
        package var fitsOnly = false
        package var completeOnly = false
        package var minPoints: Int?
        package var maxAnswerHours: Int?

        package init() {}
    }

    package let id: ID
    package let name: String
    package let terms: Terms
    /// Empty: any.
    package let funders: [Funder.ID]
    package let version: Int
    package let updatedAt: Moment

    /// Whether the line is one of the choice.
    package func holds(_ line: Shortlist.Line) -> Bool {
        if !funders.isEmpty, !funders.contains(line.dossier.funder.id) { return false }
        if terms.fitsOnly, line.assessment?.verdict != .green { return false }
        if terms.completeOnly, line.missingCount > 0 { return false }
        if let least = terms.minPoints, line.points < least { return false }
        if let most = terms.maxAnswerHours, line.answerTime?.answerHours.map({ $0 > most }) ?? true { return false }
        return true
    }

    package var value: Value {
        [
            "id": Value(id), "name": .string(name), "fits_only": .bool(terms.fitsOnly),
            "complete_only": .bool(terms.completeOnly), "min_points": Value(terms.minPoints),
            "max_answer_hours": Value(terms.maxAnswerHours), "funders": .list(funders.map { Value($0) }),
            "version": Value(version), "updated_at": Value(updatedAt),
        ]
    }
}

extension SavedShortlist {
    /// What a request says of one.
    package struct Input: Sendable {
        package var name: String
        package var terms = Terms()
        package var funders: [Funder.ID] = []

        package init(_ name: String) { self.name = name }

        init(_ reader: inout FieldReader) {
            name = reader.text("name", max: 80)
            terms.fitsOnly = reader.flag("fits_only")
            terms.completeOnly = reader.flag("complete_only")
            terms.minPoints = reader.optionalInteger("min_points", in: 0...100)
            terms.maxAnswerHours = reader.optionalInteger("max_answer_hours", in: 1...2000)
            funders = reader.ids("funders", Funder.self, count: 200)
        }
    }

    private static let columns: SQL = """
        SELECT id, name, fits_only, complete_only, min_points, max_answer_hours, funders, version, updated_at
          FROM saved_shortlist
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        var terms = Terms()
        terms.fitsOnly = try row["fits_only"]
        terms.completeOnly = try row["complete_only"]
        terms.minPoints = try row["min_points"]
        terms.maxAnswerHours = try row["max_answer_hours"]
        self.terms = terms
        funders = try row.get("funders", as: Value.self).list?.compactMap { $0.text.flatMap { Funder.ID($0) } } ?? []
        version = try row["version"]
        updatedAt = try row["updated_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SavedShortlist {
        guard let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND id = \(id)") else {
            throw RecordRefusal.unknown("saved shortlist", id)
        }
        return try SavedShortlist(row)
    }

    /// By name.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [SavedShortlist] {
        try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY name, id LIMIT 200").map { try SavedShortlist($0) }
    }

    /// Saves a new one, or with `id` and `version` a change; refused (409) where the name is taken or it changed meanwhile.
    package static func save(
        _ input: Input, _ former: (id: ID, version: Int)?, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> SavedShortlist {
        for funder in input.funders { _ = try Funder.find(funder, tenant: tenant, db) }
        let holder: ID? = try db.value(
            "SELECT id FROM saved_shortlist WHERE tenant_id = \(tenant) AND name = \(input.name)")
        if let holder, holder != former?.id {
            throw PlainRefusal(
                .conflict, code: "name_taken", field: "name", "shortlist \(holder) has this name already")
        }
        let id = former?.id ?? ID(at: now)
        let (terms, funders) = (input.terms, Value.list(input.funders.map { Value($0) }))
        if let former {
            _ = try find(id, tenant: tenant, db)
            let changed = try db.changes(
                """
                UPDATE saved_shortlist
                   SET name = \(input.name), fits_only = \(terms.fitsOnly), complete_only = \(terms.completeOnly),
                       min_points = \(terms.minPoints), max_answer_hours = \(terms.maxAnswerHours),
                       funders = \(funders), version = version + 1, updated_at = \(now)
                 WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(former.version)
                """)
            guard changed == 1 else { throw RecordRefusal.changedMeanwhile("saved shortlist", id) }
        } else {
            try db.run(
                """
                INSERT INTO saved_shortlist (id, tenant_id, name, fits_only, complete_only, min_points, max_answer_hours,
                                             funders, version, updated_at)
                VALUES (\(id), \(tenant), \(input.name), \(terms.fitsOnly), \(terms.completeOnly), \(terms.minPoints),
                        \(terms.maxAnswerHours), \(funders), 1, \(now))
                """)
        }
        try note(id, former == nil ? "added" : "changed", tenant: tenant, by: who, at: now, db)
        return try find(id, tenant: tenant, db)
    }

    package static func remove(_ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try find(id, tenant: tenant, db)
        try db.run("DELETE FROM saved_shortlist WHERE tenant_id = \(tenant) AND id = \(id)")
        try note(id, "removed", tenant: tenant, by: who, at: now, db)
    }

    private static func note(
        _ id: ID, _ event: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try History.append(HistoryEntry("saved_shortlist", id, event, by: who, at: now), tenant: tenant, db)
    }
}
