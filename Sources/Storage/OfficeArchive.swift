import Crypto
import Glibc
import Kernel

/// One office's rows as files, a file for each table, and back: out of one snapshot, into one transaction.
package struct OfficeArchive: Sendable {
    let address: DatabaseAddress
    let migrations: [Migration]
    /// Holds `rows/TABLE.jsonl`.
    let folder: String

    package init(_ address: DatabaseAddress, migrations: [Migration], folder: String) {
        self.address = address
        self.migrations = migrations
        self.folder = folder
    }

    private func path(_ table: String) -> String { "\(folder)/rows/\(table).jsonl" }

    /// Writes the office's rows while everybody goes on; `look` reads what else is wanted of the same snapshot.
    package func export<T: Sendable>(
        _ tenant: TenantID, keyMark: String, _ look: @escaping @Sendable (Connection) throws -> T
    ) async throws -> (manifest: OfficeManifest, T) {
        try await Lane.apart {
            let session = try address.session(isWriter: false)
            try session.begin(.longRead, tenant: nil)
            defer {
                // A read transaction has nothing to lose.
                try? session.rollback()
            }
            let db = Connection(session)
            guard let name: String = try db.value("SELECT name FROM tenant WHERE id = \(tenant)") else {
                throw OfficeArchiveRefusal.notOurs
            }
            let tables = try OfficeTable.all(migrations, session).map { table in
                var lines = try LineFile(writing: path(table.name))
                let (rows, digest) = try Self.hash(table, tenant, session) { try lines.add($0) }
                try lines.finish()
                return OfficeManifest.Table(name: table.name, columns: table.columns, rows: rows, digest: digest)
            }
            let manifest = OfficeManifest(
                tenant: tenant, name: name, migrations: migrations.map { ($0.name, $0.checksum) }, tables: tables,
                keyMark: keyMark)
            return (manifest, try look(db))
        }
    }

    /// Goes over the office's rows of a table as lines.
    private static func hash(
        _ table: OfficeTable, _ tenant: TenantID, _ session: any Session, _ take: ([UInt8]) throws -> Void
    ) throws -> (rows: Int, digest: Digest) {
        var hasher = Hasher256()
        var rows = 0
        try session.each(table.query(tenant)) { row in
            let line = OfficeTable.line(row.values)
            hasher.update(line)
            rows += 1
            try take(line)
        }
        return (rows, hasher.finish())
    }

    /// Stores all rows or none. They are read back and compared with the manifest, and `finish` looks at them and does
    /// what remains to be done, before the transaction ends.
    package func `import`<T: Sendable>(
        _ manifest: OfficeManifest, _ finish: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        guard manifest.migrations.map(\.name) == migrations.map(\.name),
            manifest.migrations.map(\.checksum) == migrations.map(\.checksum)
        else { throw OfficeArchiveRefusal.otherSchema }
        return try await Lane.apart {
            let session = try address.session(isWriter: true)
            try session.prepareForMigrations()
            try session.begin(.schema, tenant: nil)
            do {
                let db = Connection(session)
                guard try db.row("SELECT id FROM tenant WHERE id = \(manifest.tenant)") == nil else {
                    throw OfficeArchiveRefusal.isThere(manifest.tenant)
                }
                let tables = try OfficeTable.all(migrations, session)
                guard tables.map(\.name) == manifest.tables.map(\.name) else { throw OfficeArchiveRefusal.otherSchema }
                for (table, told) in zip(tables, manifest.tables) {
                    guard table.columns == told.columns else { throw OfficeArchiveRefusal.otherSchema }
                    try fill(table, told, manifest.tenant, session)
                }
                try session.finishFilling(tables.map(\.name))
                for (table, told) in zip(tables, manifest.tables) {
                    let (rows, digest) = try Self.hash(table, manifest.tenant, session) { _ in }
                    guard rows == told.rows, digest == told.digest else {
                        throw OfficeArchiveRefusal.changed(table: table.name)
                    }
                }
                let outcome = try finish(db)
                try session.commit(telling: db.signals)
                return outcome
            } catch {
                // The first error is the one to tell.
                try? session.rollback()
                throw error
            }
        }
    }

    private func fill(
        _ table: OfficeTable, _ told: OfficeManifest.Table, _ tenant: TenantID, _ session: any Session
    ) throws {
        guard told.rows > 0 else { return }
        var hasher = Hasher256()
        var count = 0
        do {
            try session.add(table.name, table.columns) { take in
                try LineFile.each(path(table.name)) { line in
                    count += 1
                    hasher.update(line + [10])
                    guard let values = table.values(line, tenant: tenant) else {
                        throw OfficeArchiveRefusal.badRow(table: table.name, line: count)
                    }
                    try take(values)
                }
                // Known before the engine has the last row.
                guard count == told.rows, hasher.finish() == told.digest else {
                    throw OfficeArchiveRefusal.changed(table: table.name)
                }
            }
        } catch StorageFault.notUnique {
            throw OfficeArchiveRefusal.taken(table: table.name)
        } catch StorageFault.constraint {
            throw OfficeArchiveRefusal.unfit(table: table.name)
        }
    }
}
