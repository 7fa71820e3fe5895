import Storage
import Testing

@testable import Server

/// Nodes of two versions work side by side during an upgrade (0014).
@Suite struct MigrationRuleTests {
    private static let additions = [
        "CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "CREATE TRIGGER ", "CREATE VIRTUAL TABLE ",
        "INSERT INTO ",
    ]

    /// Unique indexes in whose place a narrower one stands: an older node asks before it inserts, and goes on.
    private static let weakened = ["referral_credit_once", "remittance_notice"]
    /// Values that are filled in: of a column that older nodes do not read, or such as they write there themselves.
    private static let filled = [
        "remittance SET is_retracted =", "allocation_standing SET cycle_taken =",
        "allocation_claim SET back_entry_id =",
    ]

    /// Nil where an older node can go on after the statement.
    private static func trouble(_ statement: String) -> String? {
        let words = statement.split(whereSeparator: \.isWhitespace).map(String.init)
        let text = words.joined(separator: " ")
        if additions.contains(where: text.hasPrefix) || weakened.contains(where: { text == "DROP INDEX \($0)" })
            || filled.contains(where: { text.hasPrefix("UPDATE \($0)") })
        {
            return nil
        }
        guard words.prefix(2) == ["ALTER", "TABLE"], words.dropFirst(3).prefix(2) == ["ADD", "COLUMN"] else {
            return "does more than add: \(text.prefix(60))"
        }
        guard text.contains("NOT NULL"), !text.contains("DEFAULT") else { return nil }
        return "an older node gives the new column no value: \(text.prefix(60))"
    }

    @Test func `a migration only adds, so that older nodes go on`() {
        for migration in JoinedSchema.migrations {
            for statement in migration.statements {
                #expect(Self.trouble(statement) == nil, "\(migration.name)")
            }
        }
    }

    @Test(arguments: [
        ("ALTER TABLE offer ADD COLUMN note TEXT", true),
        ("ALTER TABLE offer\n  ADD COLUMN rank INTEGER NOT NULL DEFAULT 0", true),
        ("ALTER TABLE offer ADD COLUMN rank INTEGER NOT NULL", false),
        ("ALTER TABLE offer DROP COLUMN note", false), ("ALTER TABLE offer RENAME TO bid", false),
        ("ALTER TABLE offer RENAME COLUMN note TO remark", false), ("DROP TABLE offer", false),
        ("DROP INDEX offer_state", false), ("UPDATE offer SET note = ''", false),
        ("UPDATE remittance SET state = 'booked'", false),
    ]) func `the rule knows what is an addition`(statement: String, isAddition: Bool) {
        #expect((Self.trouble(statement) == nil) == isAddition)
    }
}
