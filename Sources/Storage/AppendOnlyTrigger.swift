/// The trigger that refuses one kind of change of a table whose rows are only ever added, or of columns that stay.
struct AppendOnlyTrigger: Equatable {
    let table: String
    /// UPDATE or DELETE.
    let verb: String
    /// Of an UPDATE: those that stay; none where all do.
    let columns: [String]

    init(table: String, verb: String, columns: [String] = []) {
        self.table = table
        self.verb = verb
        self.columns = columns
    }

    /// The trigger that a migration's statement makes; nil where the statement makes something else.
    init?(text: String) {
        let words = text.split { $0 == " " || $0 == "," || $0.isNewline }.map(String.init)
        guard words.count > 6, words[0] == "CREATE", words[1] == "TRIGGER", let on = words.firstIndex(of: "ON") else {
            return nil
        }
        self.init(table: words[on + 1], verb: words[4], columns: Array(words[5..<on].dropFirst()))
        precondition(self.text == text, "the only triggers are those of append-only tables and of columns that stay")
    }

    var name: String { "\(table)_no_\(verb.lowercased())" }

    /// What it stands before: `DELETE`, or `UPDATE OF amount_cents, currency`.
    var event: String { columns.isEmpty ? verb : "\(verb) OF \(columns.joined(separator: ", "))" }

    /// The statement of a migration, in SQLite's spelling.
    var text: String {
        """
        CREATE TRIGGER \(name) BEFORE \(event) ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
        """
    }
}
