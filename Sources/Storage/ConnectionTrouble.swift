import Kernel

/// Why no connection to a PostgreSQL server came about, in words that say what to mend. libpq tells it as text only.
struct ConnectionTrouble: Error, Equatable {
    let sentence: String
    /// How long it is worth trying again, for a connection that never stood.
    let patience: Span

    /// `words`: libpq's, one line for each host of the address. The first row of the table that fits any line counts.
    init(_ words: String, at place: String) {
        let row = Self.table.first { words.contains($0.words) }
        let rest = words.split(separator: "\n").joined(separator: "; ")
        sentence = "no connection to \(place): \(row?.sentence ?? rest)"
        patience = row?.patience ?? .seconds(2)
    }

    private init(sentence: String) {
        self.sentence = sentence
        patience = .seconds(0)
    }

    /// `version` as libpq has it: 150020 is 15.20.
    static func tooOld(_ version: Int32, at place: String) -> Self? {
        guard version < leastVersion else { return nil }
        return Self(
            sentence: "\(place) is PostgreSQL \(version / 10_000); fundgate needs \(leastVersion / 10_000) or later")
    }

    private static let leastVersion: Int32 = 150_000

    // swift-format-ignore
    private static let table: [(words: String, sentence: String, patience: Span)] = [
        ("is starting up",                  "the server is starting up",                                           .minutes(1)),
        ("not yet accepting connections",   "the server is starting up",                                           .minutes(1)),
        ("is shutting down",                "the server is shutting down",                                         .minutes(1)),
        ("in recovery mode",                "the server is recovering from a crash",                               .minutes(1)),
        ("session is read-only",            "the server takes no writes; it is a standby: name the primary too",   .seconds(2)),
        ("too many",                        "the server takes no more connections; raise its limit",               .seconds(2)),
        ("connection slots are reserved",   "the server takes no more connections; raise its limit",               .seconds(2)),
        ("password authentication failed",  "the user or the password is wrong",                                   .seconds(0)),
        ("no password supplied",            "the server asks for a password; put it into PGPASSWORD or ~/.pgpass", .seconds(0)),
        ("no pg_hba.conf entry",            "the server's pg_hba.conf does not let this user in from here",        .seconds(0)),
        ("pg_hba.conf rejects",             "the server's pg_hba.conf does not let this user in from here",        .seconds(0)),
        ("permission denied for database",  "the user may not connect to this database; GRANT CONNECT on it",      .seconds(0)),
        ("role \"",                         "the server knows no such user, or lets it not sign in",               .seconds(0)),
        ("database \"",                     "the server has no such database; make it with createdb",              .seconds(0)),
        ("could not translate host name",   "the host's name is not known",                                        .seconds(2)),
        ("timeout expired",                 "no answer came in time",                                              .seconds(2)),
        ("Connection refused",              "nothing listens there",                                               .seconds(2)),
        ("No such file or directory",       "nothing listens there",                                               .seconds(2)),
    ]
}
