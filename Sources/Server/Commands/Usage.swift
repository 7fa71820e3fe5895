/// The table of commands.
enum Usage {
    /// Options that every command knows.
    static let common: [Command.Option] = [
        Command.Option(name: "--config", value: "FILE", summary: "the configuration (default: fundgate.json5)"),
        Command.Option(name: "--help", value: nil, summary: "this text"),
    ]

    private static let json = Command.Option(name: "--json", value: nil, summary: "one JSON object a line")
    private static let office = Command.Option(
        name: "--office", value: "NAME", summary: "the office, where there are several")

    // swift-format-ignore
    static let commands: [Command] = [
        Command(name: "serve", operands: "", summary: "Serve the pages and do the work until SIGTERM or SIGINT.",
                options: [], words: 0...0, run: { try await $0.serve() }),
        Command(name: "demo", operands: "", summary: "A sample office with local mailboxes and simulated funders that answer; serves the pages.",
                options: [Command.Option(name: "--port", value: "N", summary: "the port on 127.0.0.1 (default: 8025)"),
                          Command.Option(name: "--data", value: "FOLDER", summary: "where the sample lies (default: data/demo)")],
                words: 0...0, run: { try await $0.demo() }),
        Command(name: "init", operands: "", summary: "Make the data folder, the master key, the database, an office and its first admin.",
                options: [Command.Option(name: "--office", value: "NAME", summary: "the office's name"),
                          Command.Option(name: "--admin", value: "ADDRESS", summary: "the first admin's address; the password is printed once"),
                          Command.Option(name: "--name", value: "NAME", summary: "the first admin's name")],
                words: 0...0, run: { try await $0.initialize() }),
        Command(name: "migrate", operands: "", summary: "Bring the schema up to date; with --from and --to, copy a whole office into an empty database.",
                options: [Command.Option(name: "--from", value: "DATABASE", summary: "sqlite:PATH or postgresql://…, on which no fundgate works"),
                          Command.Option(name: "--to", value: "DATABASE", summary: "sqlite:PATH or postgresql://…, where there is nothing yet"), json],
                words: 0...0, run: { try await $0.migrate() }),
        Command(name: "user add", operands: "ADDRESS", summary: "Add a person; the password is printed once.",
                options: [Command.Option(name: "--name", value: "NAME", summary: "the person's name"),
                          Command.Option(name: "--roles", value: "A,B", summary: "admin, broker, reviewer, read_only"), office],
                words: 1...1, run: { try await $0.addUser() }),
        Command(name: "key add", operands: "NAME", summary: "Add a program's key; its secret is printed once.",
                options: [Command.Option(name: "--roles", value: "A,B", summary: "admin, broker, reviewer, read_only"), office],
                words: 1...1, run: { try await $0.addKey() }),
        Command(name: "sql-role", operands: "", summary: "Print the statements that make a role of PostgreSQL which reads one office's records, and no other's.",
                options: [office], words: 0...0, run: { try await $0.printReportingRole() }),
        Command(name: "import", operands: "FILE", summary: "Import applications from JSON or CSV, an answer for each row; a second import makes no doubles.",
                options: [Command.Option(name: "--all-or-nothing", value: nil, summary: "store nothing where one row is refused"), json, office],
                words: 1...1, run: { try await $0.importFile() }),
        Command(name: "export", operands: "FOLDER|FILE.tar", summary: "Write one office, its records, history, ledger and files, while the program runs.",
                options: [json, office], words: 1...1, run: { try await $0.exportOffice() }),
        Command(name: "import office", operands: "FOLDER|FILE.tar", summary: "Bring an exported office in, all of it or nothing; refused beside another master key.",
                options: [json], words: 1...1, run: { try await $0.importOffice() }),
        Command(name: "send", operands: "", summary: "Send an application to funders; with --rehearse the exact mails are printed and nothing is stored.",
                options: [Command.Option(name: "--application", value: "ID", summary: "the application"),
                          Command.Option(name: "--funders", value: "A,B", summary: "the funders' ids"),
                          Command.Option(name: "--kind", value: "KIND", summary: "new, renewal or add_on (default: new)"),
                          Command.Option(name: "--reason", value: "TEXT", summary: "why a guard is overruled"),
                          Command.Option(name: "--key", value: "KEY", summary: "the same key sends once, however often it is called"),
                          Command.Option(name: "--rehearse", value: nil, summary: "print the mails, send nothing"),
                          Command.Option(name: "--wait", value: nil, summary: "send them from here instead of leaving it to `serve`"), json, office],
                words: 0...0, run: { try await $0.send() }),
        Command(name: "poll", operands: "", summary: "Fetch and file mail; with --once one look, otherwise until stopped.",
                options: [Command.Option(name: "--once", value: nil, summary: "one look at every folder")], words: 0...0, run: { try await $0.poll() }),
        Command(name: "read", operands: "FILE…", summary: "What each message says: outcome, offers, reasons, documents, evidence.",
                options: [json], words: 1...1_000_000, run: { try $0.read() }),
        Command(name: "inspect", operands: "FILE…", summary: "What the parser sees in each message; folders are walked.",
                options: [json], words: 1...1_000_000, run: { try $0.inspect() }),
        Command(name: "replay", operands: "", summary: "Read the raw archive again and compare; make statuses, declines, checklists and offers anew from mails, readings and what people decided, all or none.",
                options: [Command.Option(name: "--dry-run", value: nil, summary: "change nothing; 1 where anything differs"), json],
                words: 0...0, run: { try await $0.replay() }),
        Command(name: "reclassify", operands: "", summary: "Read the archive with the present rules and words: a table of what they read otherwise. New readings are stored beside the old ones; what took effect goes to review.",
                options: [Command.Option(name: "--dry-run", value: nil, summary: "store nothing"),
                          Command.Option(name: "--after", value: "ID", summary: "go on behind this mail, where a run was broken off"), json, office],
                words: 0...0, run: { try await $0.reclassify() }),
        Command(name: "cases", operands: "", summary: "People's verdicts on readings, counted; with --json each with its mail, which holds personal data.",
                options: [Command.Option(name: "--without-text", value: nil, summary: "leave sender, subject and text out"), json, office],
                words: 0...0, run: { try await $0.cases() }),
        Command(name: "verify", operands: "", summary: "Recompute the history's chain and every derived status, and look for every stored mail.",
                options: [json], words: 0...0, run: { try await $0.verify() }),
        Command(name: "doctor", operands: "", summary: "Check mailboxes, DNS, clock, disk, chain, queue and fonts; 1 where anything is red.",
                options: [json], words: 0...0, run: { try await $0.doctor() }),
        Command(name: "upload", operands: "", summary: "Bring every blob of the data folder that the bucket lacks into it.",
                options: [], words: 0...0, run: { try await $0.upload() }),
        Command(name: "rotate-key", operands: "", summary: "Add a master key and seal personal data anew with it, while no fundgate works; a call that was cut off is completed by the next.",
                options: [], words: 0...0, run: { try await $0.rotateKey() }),
        Command(name: "backup", operands: "FILE", summary: "Copy database, blobs and mailbox files into one tar file while the program runs; the key stays out unless asked for.",
                options: [Command.Option(name: "--with-key", value: nil, summary: "the master key too: whoever has the file can open everything")],
                words: 1...1, run: { try await $0.backup() }),
        Command(name: "restore", operands: "FILE", summary: "Unpack a backup into an empty data folder.", options: [], words: 1...1, run: { try await $0.restore() }),
    ]

    static var text: String {
        var lines = ["usage: fundgate COMMAND …", ""]
        for command in commands {
            let head = "  \(command.name) \(command.operands)"
            lines.append(head + String(repeating: " ", count: max(1, 22 - head.count)) + command.summary)
        }
        return (lines + ["", "fundgate COMMAND --help says more."]).joined(separator: "\n")
    }
}
