import Crypto
import Kernel

/// One step of the schema. Once released it is never edited: the database keeps its checksum.
package struct Migration: Sendable {
    /// `people.1`: the slice and a number that grows.
    package let name: String
    package let statements: [String]
    /// What the statements cannot say: fills a new table from rows that are there already. In the same transaction.
    let fill: (@Sendable (Connection) throws -> Void)?

    package init(
        _ name: String, _ statements: [String], then fill: (@Sendable (Connection) throws -> Void)? = nil
    ) {
        self.name = name
        self.statements = statements
        self.fill = fill
    }

    /// What makes and changes tables; what fills them is left out.
    var shape: [String] { statements.filter { !$0.hasPrefix("INSERT") && !$0.hasPrefix("UPDATE") } }

    /// The tables that it makes.
    var tables: [String] {
        statements.compactMap { statement in
            let words = statement.split(maxSplits: 3) { $0 == " " || $0.isNewline }
            return words.count > 2 && words[0] == "CREATE" && words[1] == "TABLE" ? String(words[2]) : nil
        }
    }

    package var checksum: Digest { Digest(of: Array(statements.joined(separator: ";\n").utf8)) }

    /// The table of what was applied.
    static let table = """
        CREATE TABLE IF NOT EXISTS migration (
            name        TEXT NOT NULL PRIMARY KEY,
            checksum    TEXT NOT NULL,
            applied_at  INTEGER NOT NULL
        ) STRICT
        """

    /// Triggers that refuse UPDATE and DELETE on `table`.
    package static func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { AppendOnlyTrigger(table: table, verb: $0).text }
    }

    /// Triggers that refuse DELETE on `table`, and UPDATE of `columns`: the others tell where a row stands.
    package static func keeping(_ columns: String..., of table: String) -> [String] {
        [
            AppendOnlyTrigger(table: table, verb: "UPDATE", columns: columns).text,
            AppendOnlyTrigger(table: table, verb: "DELETE").text,
        ]
    }
}

/// A released migration was edited, or the file is of another program.
package enum MigrationRefusal: Refusal, Equatable {
    case edited(String)

    package var kind: RefusalKind { .conflict }
    package var code: String { "edited_migration" }
    package var reason: String {
        switch self {
        case .edited(let name):
            "migration \(name) differs from the one that made this database; restore the released text"
        }
    }
}

extension Database {
    /// Applies what is not applied yet, in order, each in a transaction of its own; says which were applied.
    /// A second run does nothing.
    @discardableResult
    package func migrate(_ migrations: [Migration], at moment: Moment) async throws -> [String] {
        try await alone { connection in
            let session = connection.session
            try session.prepareForMigrations()
            try session.apply(Migration.table)
            var applied: [String] = []
            for migration in migrations {
                // Looked at without the writers' lock first: mostly there is nothing to do.
                if try Self.isApplied(migration, connection) { continue }
                try session.begin(.schema, tenant: nil)
                do {
                    if try Self.apply(migration, at: moment, connection) { applied.append(migration.name) }
                    try session.commit(telling: [])
                } catch {
                    // The first error is the one to tell.
                    try? session.rollback()
                    throw error
                }
            }
            try session.finishMigrations()
            return applied
        }
    }

    /// Runs the migration unless it was run before; asked inside the transaction, because another node may migrate too.
    private static func apply(_ migration: Migration, at moment: Moment, _ db: Connection) throws -> Bool {
        if try isApplied(migration, db) { return false }
        for statement in migration.statements { try db.session.apply(statement) }
        try migration.fill?(db)
        try db.run(
            "INSERT INTO migration (name, checksum, applied_at) VALUES (\(migration.name), \(migration.checksum), \(moment))"
        )
        return true
    }

    private static func isApplied(_ migration: Migration, _ db: Connection) throws -> Bool {
        let former: Digest? = try db.value("SELECT checksum FROM migration WHERE name = \(migration.name)")
        guard let former else { return false }
        guard former == migration.checksum else { throw MigrationRefusal.edited(migration.name) }
        return true
    }
}
