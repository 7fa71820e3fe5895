import Glibc
import Kernel

/// Copies everything that a database holds into a new one, on either engine: one snapshot of the source, one
/// transaction of the target, row by row. What was interrupted leaves no target behind.
package struct OfficeCopy: Sendable {
    let source: DatabaseAddress
    let target: DatabaseAddress
    let migrations: [Migration]
    /// Whether a program may go on working on the source: a backup may be late by what comes after, a move must not.
    let isOnline: Bool
    let report: @Sendable (Table) -> Void
    /// What the slices above look at in the copy before it is kept; throws where it is not whole.
    let look: @Sendable (Connection) throws -> Void

    /// A table that was copied.
    package struct Table: Sendable, Equatable {
        package let name: String
        package let rows: Int
    }

    /// What was copied, and verified on the other side.
    package struct Summary: Sendable, Equatable {
        package internal(set) var tables: [Table] = []
        package internal(set) var historyRows = 0
        /// Texts in which a space now stands for a NUL, as PostgreSQL's text holds none.
        package internal(set) var cleanedTexts = 0
        package var rows: Int { tables.reduce(0) { $0 + $1.rows } }
    }

    package init(
        from source: DatabaseAddress, to target: DatabaseAddress, migrations: [Migration], isOnline: Bool,
        report: @escaping @Sendable (Table) -> Void = { _ in }, look: @escaping @Sendable (Connection) throws -> Void
    ) {
        self.source = source
        self.target = target
        self.migrations = migrations
        self.isOnline = isOnline
        self.report = report
        self.look = look
    }

    /// Refused where the source is in use (unless online), of another version or broken, or where the target is there.
    @discardableResult
    package func run() async throws -> Summary {
        guard try await !target.isMade() else { throw CopyRefusal.notEmpty(target.shown) }
        guard try await source.isMade() else { throw CopyRefusal.noOffice(source.shown) }
        return try await Lane.apart { try copy() }
    }

    private func copy() throws -> Summary {
        guard let reader = isOnline ? try source.session(isWriter: false) : try source.loneSession() else {
            throw CopyRefusal.inUse(source.shown)
        }
        try reader.begin(.longRead, tenant: nil)
        defer {
            // A read transaction has nothing to lose.
            try? reader.rollback()
        }
        try checkVersion(Connection(reader))
        switch target {
        case .sqlite(let path):
            // The file has its name when it is whole.
            let draft = "\(path).new"
            unlink(draft)
            defer { unlink(draft) }
            let summary = try fill(SQLiteSession(path: draft, for: .drafting), from: reader)
            try BlobStore.syncFile(draft)
            guard rename(draft, path) == 0 else { throw BlobFault("rename", errno) }
            return summary
        case .postgres: return try fill(target.session(isWriter: true), from: reader)
        }
    }

    private func checkVersion(_ db: Connection) throws {
        var stored: [String: String] = [:]
        try db.each("SELECT name, checksum FROM migration") { stored[try $0["name"]] = try $0["checksum"] }
        for migration in migrations {
            guard let former = stored.removeValue(forKey: migration.name) else {
                throw CopyRefusal.olderSchema(source.shown)
            }
            guard former == migration.checksum.description else { throw MigrationRefusal.edited(migration.name) }
        }
        guard stored.isEmpty else { throw CopyRefusal.newerSchema(source.shown) }
    }

    private func fill(_ writer: any Session, from reader: any Session) throws -> Summary {
        try writer.prepareForMigrations()
        try writer.begin(.schema, tenant: nil)
        do {
            // Two that copy to the same place wait for each other here; the second finds the first one's table.
            try writer.apply(Migration.table)
            guard try Connection(writer).row("SELECT name FROM migration LIMIT 1") == nil else {
                throw CopyRefusal.notEmpty(target.shown)
            }
            for statement in migrations.flatMap(\.shape) { try writer.apply(statement) }
            var summary = Summary()
            let names = ["migration"] + migrations.flatMap(\.tables)
            for name in names { try copy(name, from: reader, to: writer, &summary) }
            try writer.finishFilling(names)
            try writer.finishMigrations()
            try verify(Connection(writer), &summary)
            try writer.commit(telling: [])
            return summary
        } catch {
            // The first error is the one to tell.
            try? writer.rollback()
            throw error
        }
    }

    private func copy(
        _ table: String, from reader: any Session, to writer: any Session, _ summary: inout Summary
    ) throws {
        let columns = try reader.columns(of: table)
        var (count, cleaned) = (0, 0)
        try writer.fill(table, columns) { take in
            try reader.each(SQL(text: "SELECT * FROM \(table)", values: [])) { row in
                count += 1
                try take(
                    row.values.map { value in
                        guard case .text(let text) = value, case let clean = text.withoutNUL, clean != text else {
                            return value
                        }
                        guard table != "history" else { throw CopyRefusal.unstorableHistory(row: count) }
                        cleaned += 1
                        return .text(clean)
                    })
            }
        }
        let table = Table(name: table, rows: count)
        summary.tables.append(table)
        summary.cleanedTexts += cleaned
        report(table)
    }

    private func verify(_ db: Connection, _ summary: inout Summary) throws {
        for table in summary.tables {
            let count: Int? = try db.value(SQL(text: "SELECT count(*) FROM \(table.name)", values: []))
            guard count == table.rows else { throw CopyRefusal.lostRows(table: table.name) }
        }
        switch try History.verify(db) {
        case .whole(let rows): summary.historyRows = rows
        case .broken(_, let tenant, let seq): throw CopyRefusal.brokenHistory(tenant: tenant, seq: seq)
        }
        try look(db)
    }
}
