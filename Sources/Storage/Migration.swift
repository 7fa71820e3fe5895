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

    package var checksum: Digest { Digest(of: Array(statements.joined(separator: ";\n").utf8)) }

    /// Triggers that refuse UPDATE and DELETE on `table`.
    package static func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { verb in
            """
            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
            """
        }
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
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS migration (
                    name        TEXT NOT NULL PRIMARY KEY,
                    checksum    TEXT NOT NULL,
                    applied_at  INTEGER NOT NULL
                ) STRICT
                """)
            var applied: [String] = []
            for migration in migrations {
                let checksum = migration.checksum
                if let former: Digest = try connection.value(
                    "SELECT checksum FROM migration WHERE name = \(migration.name)")
                {
                    guard former == checksum else { throw MigrationRefusal.edited(migration.name) }
                    continue
                }
                try connection.execute("BEGIN IMMEDIATE")
                do {
                    for statement in migration.statements { try connection.execute(statement) }
                    try migration.fill?(connection)
                    try connection.run(
                        "INSERT INTO migration (name, checksum, applied_at) VALUES (\(migration.name), \(checksum), \(moment))"
                    )
                    try connection.execute("COMMIT")
                } catch {
                    // The first error is the one to tell.
                    try? connection.execute("ROLLBACK")
                    throw error
                }
                applied.append(migration.name)
            }
            return applied
        }
    }
}
