import Applications
import Crypto
import Kernel
import Storage
import Web

/// A PDF that was given to somebody: made once, at its first download, and kept as bytes, so that it is the same whenever it
/// is asked for, whatever fonts and templates have become since (F47, F48).
package struct PartnerPaper: Sendable {
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case receipt, report }

    let kind: Kind
    let record: String
    let tenant: TenantID

    init<Record>(_ kind: Kind, _ id: Identifier<Record>, tenant: TenantID) {
        self.kind = kind
        record = id.description
        self.tenant = tenant
    }

    /// The kept bytes; `make` makes them where none are kept. Of several who ask first at once, all get the same.
    func answer(
        named name: String, _ database: Database, _ intake: FileIntake, at now: Moment,
        make: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> Answer {
        let digest = try await kept(database, intake, at: now, make: make)
        let type = FileType.pdf.type
        if let link = intake.blobs.link(to: digest, type: type, name: name) { return .redirect(to: link) }
        return .file(FileAnswer(path: try await intake.blobs.awaitedPath(of: digest), type: type, name: name))
    }

    private func kept(
        _ database: Database, _ intake: FileIntake, at now: Moment, make: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> Digest {
        if let digest = try await database.read({ try find($0) }) { return digest }
        let blob = try await intake.put(make)
        return try await database.write { db in
            try db.run(
                """
                INSERT INTO partner_paper (tenant_id, kind, record_id, sha256, size_bytes, at)
                VALUES (\(tenant), \(kind), \(record), \(blob.digest), \(blob.sizeBytes), \(now))
                ON CONFLICT DO NOTHING
                """)
            return try find(db) ?? blob.digest
        }
    }

    private func find(_ db: Connection) throws -> Digest? {
        try db.value(
            """
            SELECT sha256 FROM partner_paper
             WHERE tenant_id = \(tenant) AND kind = \(kind) AND record_id = \(record)
            """)
    }
}
