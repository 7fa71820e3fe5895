import Kernel
import Storage

extension ApplicationFile {
    private static let columns: SQL = """
        SELECT id, application_id, document, months, name, type, size_bytes, sha256, is_generated, fields_hash, created_at
          FROM application_file
        """

    /// The application's files, the oldest first, without removed ones.
    package static func list(
        of application: Application.ID, tenant: TenantID, _ db: Connection
    ) throws -> [ApplicationFile] {
        try db.rows(
            columns + """
                 WHERE tenant_id = \(tenant) AND application_id = \(application) AND removed_at IS NULL
                 ORDER BY id
                """
        ).map(ApplicationFile.init)
    }

    /// The file, or a refusal (404); one that was removed is still found, because mails were sent with it.
    package static func find(
        _ id: ID, of application: Application.ID, tenant: TenantID, _ db: Connection
    ) throws -> ApplicationFile {
        let row = try db.row(
            columns + " WHERE tenant_id = \(tenant) AND application_id = \(application) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("file", id) }
        return try ApplicationFile(row)
    }

    /// Adds a file. The same content under the same document code is not added twice: the first is answered.
    package static func add(
        _ draft: Draft, to application: Application.ID, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> ApplicationFile {
        let owner = try Application.find(application, tenant: tenant, db)
        guard owner.archivedAt == nil else { throw ApplicationRefusal.archived(application) }
        let former = try list(of: application, tenant: tenant, db).first {
            $0.digest == draft.digest && $0.document == draft.document && $0.isGenerated == (draft.fieldsHash != nil)
        }
        if let former, former.fieldsHash == draft.fieldsHash { return former }
        let id = ID(at: moment)
        try db.run(
            """
            INSERT INTO application_file (id, tenant_id, application_id, document, months, name, type, size_bytes, sha256,
                                          is_generated, fields_hash, created_by, created_at)
            VALUES (\(id), \(tenant), \(application), \(draft.document), \(draft.months), \(draft.name), \(draft.type),
                    \(draft.sizeBytes), \(draft.digest), \(draft.fieldsHash != nil), \(draft.fieldsHash), \(who),
                    \(moment))
            """)
        let detail: Value = ["file": Value(id), "document": Value(draft.document.rawValue)]
        try Application.note(application, "file_added", detail, by: who, at: moment, tenant: tenant, db)
        return try find(id, of: application, tenant: tenant, db)
    }

    /// Takes the file from the application; a second time changes nothing.
    package static func remove(
        _ id: ID, of application: Application.ID, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> ApplicationFile {
        let file = try find(id, of: application, tenant: tenant, db)
        let changed = try db.changes(
            """
            UPDATE application_file SET removed_at = \(moment)
             WHERE tenant_id = \(tenant) AND id = \(id) AND removed_at IS NULL
            """)
        if changed == 1 {
            let detail: Value = ["file": Value(id), "document": Value(file.document.rawValue)]
            try Application.note(application, "file_removed", detail, by: who, at: moment, tenant: tenant, db)
        }
        return file
    }
}
