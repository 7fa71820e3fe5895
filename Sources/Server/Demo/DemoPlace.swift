import Kernel

/// Where a demonstration lies: everything below one folder, its mail servers replaced by Maildirs.
struct DemoPlace: Sendable {
    let folder: String

    /// What the office sends arrives here, a folder for each recipient.
    var outgoing: String { "\(folder)/mail/out" }
    /// The office's own mailbox.
    var incoming: String { "\(folder)/mail/deals" }
    /// Answers that the funders have written and not yet sent.
    var drafts: String { "\(folder)/mail/drafts" }
    var mailboxes: String { "\(folder)/mailboxes" }
    /// The password of the demonstration's people; readable by the program's user alone.
    var passwordFile: String { "\(folder)/password" }

    /// The installation's settings: the environment may say where templates lie and the like, but not where data lies.
    func configuration(port: UInt16?, environment: [String: String], base: String) throws -> Configuration {
        var file = Value.Fields()
        file["data"] = Value(folder)
        file["mailboxes"] = Value(mailboxes)
        file["undo_seconds"] = 5
        var rest = environment
        for name in ["DATA", "DATABASE", "MAILBOXES", "UNDO_SECONDS"] { rest["FUNDGATE_\(name)"] = nil }
        if let port {
            file["listen"] = Value("127.0.0.1:\(port)")
            rest["FUNDGATE_LISTEN"] = nil
        }
        return try Configuration(.object(file), environment: rest, base: base)
    }

    /// The one mail account, as its file says it.
    var accountFile: String {
        """
        // The demonstration's account: no server, mail goes out and comes in through folders.
        {
          address: "\(DemoOffice.address)",
          display_name: "\(DemoOffice.name)",
          send: { transport: "maildir", folder: "../mail/out", per_minute: 600 },
          receive: { source: "maildir", folder: "../mail/deals", poll_seconds: 1 },
        }

        """
    }

    /// The same settings for the other commands: `fundgate verify --config data/demo/fundgate.json5`.
    static let settingsFile = """
        // The demonstration's settings, for commands beside `fundgate demo`.
        { data: ".", mailboxes: "mailboxes", undo_seconds: 5 }

        """

    /// The password, made when it is asked for the first time.
    func password(_ make: () -> String) throws -> String {
        if LocalFile.exists(passwordFile) {
            return String(decoding: try LocalFile.read(passwordFile).prefix { $0 != 10 }, as: UTF8.self)
        }
        let password = make()
        try LocalFile.write(Array(password.utf8) + [10], to: passwordFile)
        return password
    }
}
