/// The trigger that refuses one kind of change of a table whose rows are only ever added.
struct AppendOnlyTrigger: Equatable {
    let table: String
    /// UPDATE or DELETE.
    let verb: String

    init(table: String, verb: String) {
        self.table = table
        self.verb = verb
    }

    /// The trigger that a migration's statement makes; nil where the statement makes something else.
    init?(text: String) {
        let words = text.split { $0 == " " || $0.isNewline }
        guard words.count > 6, words[0] == "CREATE", words[1] == "TRIGGER" else { return nil }
        self.init(table: String(words[6]), verb: String(words[4]))
        precondition(self.text == text, "the only triggers are those of append-only tables")
    }

    var name: String { "\(table)_no_\(verb.lowercased())" }

    /// The statement of a migration, in SQLite's spelling.
    var text: String {
        """
        CREATE TRIGGER \(name) BEFORE \(verb) ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
        """
    }
}
