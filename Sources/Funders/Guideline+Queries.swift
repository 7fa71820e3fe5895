import Kernel
import Storage

extension Guideline {
    private static let columns: SQL = """
        SELECT id, funder_id, version, version_id, updated_at FROM funder_guideline
        """

    private init(_ row: Row, tenant: TenantID, _ db: Connection) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        version = try row["version"]
        updatedAt = try row["updated_at"]
        let standing: VersionID = try row["version_id"]
        versionID = standing
        criteria = try Self.criteria(standing, tenant: tenant, db)
    }

    package static func of(_ funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> Guideline? {
        try db.row(
            columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder)"
        ).map { try Guideline($0, tenant: tenant, db) }
    }

    package static func all(tenant: TenantID, _ db: Connection) throws -> [Guideline] {
        try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY funder_id").map {
            try Guideline($0, tenant: tenant, db)
        }
    }

    /// The criteria as they were in that version, to explain a shortlist of then.
    package static func criteria(_ id: VersionID, tenant: TenantID, _ db: Connection) throws -> Criteria {
        try CriteriaShelf.criteria(at: CriteriaShelf.Place(tenant: tenant, version: id)) {
            let content: Value? = try db.value(
                "SELECT content FROM funder_guideline_version WHERE tenant_id = \(tenant) AND id = \(id)")
            guard let content else { throw RecordRefusal.unknown("guideline version", id) }
            return try Criteria.read(content)
        }
    }

    /// The saved versions, the newest first.
    package static func versions(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [Value] {
        try db.rows(
            """
            SELECT funder_guideline_version.id, funder_guideline_version.version, who, at
              FROM funder_guideline_version
              JOIN funder_guideline ON funder_guideline.id = funder_guideline_version.guideline_id
             WHERE funder_guideline.tenant_id = \(tenant) AND funder_guideline.funder_id = \(funder)
             ORDER BY funder_guideline_version.version DESC
             LIMIT 200
            """
        ).map { row in
            [
                "id": .string(try row["id"]), "version": .int(try row["version"]),
                "who": .string(try row.get("who", as: Who.self).text), "at": Value(try row.get("at", as: Moment.self)),
            ]
        }
    }

    /// Saves the criteria as a new version. `version` is that of the guidelines they were made from, nil where the
    /// funder had none; refused (409) where they changed meanwhile.
    package static func save(
        _ criteria: Criteria, version: Int?, of funder: Funder.ID, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Guideline {
        _ = try Funder.find(funder, tenant: tenant, db)
        let former = try of(funder, tenant: tenant, db)
        guard former?.version == version else { throw RecordRefusal.changedMeanwhile("guidelines of funder", funder) }
        let id = former?.id ?? ID(at: moment)
        let next = (former?.version ?? 0) + 1
        let versionID = VersionID(at: moment)
        try write(criteria, id, next, versionID, of: funder, tenant: tenant, by: who, at: moment, db)
        try db.run(
            """
            INSERT INTO funder_guideline_version (id, tenant_id, guideline_id, version, content, who, at)
            VALUES (\(versionID), \(tenant), \(id), \(next), \(criteria.value), \(who), \(moment))
            """)
        let (new, old) = (criteria.value, former?.criteria.value)
        let names = (new.fields?.names ?? []).filter { new[$0] != old?[$0] }
        try Funder.note(
            funder, "guidelines_saved", ["version": Value(next), "fields": .list(names.map { Value($0) })], by: who,
            at: moment, tenant: tenant, db)
        return Guideline(
            id: id, funder: funder, version: next, versionID: versionID, criteria: criteria, updatedAt: moment)
    }
}
