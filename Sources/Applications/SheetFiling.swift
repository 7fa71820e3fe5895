import Documents
import Kernel
import Storage

/// Finds or makes an application's PDF.
package struct SheetFiling: Sendable {
    let database: Database
    let keys: PersonalKeys
    let intake: FileIntake

    package init(database: Database, keys: PersonalKeys, intake: FileIntake) {
        self.database = database
        self.keys = keys
        self.intake = intake
    }

    /// The application's PDF for funders: the one that was uploaded, or a sheet made from the fields and kept until
    /// they change.
    package func file(
        of id: Application.ID, tenant: TenantID, by who: Who, at now: Moment
    ) async throws -> ApplicationFile {
        let material = try await database.read { try Material(id, keys: keys, tenant: tenant, today: now.day, $0) }
        if let uploaded = material.uploaded { return uploaded }
        let blobs = intake.blobs
        if let kept = material.kept, try await intake.run({ try blobs.size(of: kept.digest) }) == kept.sizeBytes {
            return kept
        }
        let blob = try await intake.put { try material.sheet.sheet.render(date: now) }
        return try await database.write { db in
            try material.store(blob, of: id, tenant: tenant, by: who, at: now, db)
        }
    }

    /// What is known before anything is made.
    private struct Material: Sendable {
        let sheet: ApplicationSheet
        let uploaded: ApplicationFile?
        let kept: ApplicationFile?

        init(_ id: Application.ID, keys: PersonalKeys, tenant: TenantID, today: Day, _ db: Connection) throws {
            let sheet = try ApplicationSheet(id, keys: keys, tenant: tenant, today: today, db)
            let files = try ApplicationFile.list(of: id, tenant: tenant, db).filter { $0.document == .application }
            uploaded = files.last { !$0.isGenerated }
            kept = files.last { $0.fieldsHash == sheet.fieldsHash }
            self.sheet = sheet
        }

        func store(
            _ blob: FileIntake.Blob, of id: Application.ID, tenant: TenantID, by who: Who, at now: Moment,
            _ db: Connection
        ) throws -> ApplicationFile {
            for old in try ApplicationFile.list(of: id, tenant: tenant, db)
            where old.isGenerated && old.fieldsHash != sheet.fieldsHash {
                _ = try ApplicationFile.remove(old.id, of: id, tenant: tenant, by: who, at: now, db)
            }
            let draft = ApplicationFile.Draft(
                document: .application, name: "\(sheet.application.reference) application.pdf",
                type: FileType.pdf.type, sizeBytes: blob.sizeBytes, digest: blob.digest, fieldsHash: sheet.fieldsHash)
            return try ApplicationFile.add(draft, to: id, tenant: tenant, by: who, at: now, db)
        }
    }
}
