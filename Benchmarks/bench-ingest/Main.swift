import BenchTools
import Correspondence
import Glibc
import Kernel
import Server
import Storage

/// Measures receiving: the first COUNT mails of a mailbox come over plain IMAP into a new office, each stored, parsed,
/// matched and read, with all that its reading sets off; then what reading that archive again takes. Prints two JSON objects.
/// Every mail is durable when it counts.
@main enum BenchIngest {
    static let usage = """
        usage: bench-ingest [--database postgresql://…] HOST PORT USER PASSWORD COUNT

        The mailbox is looked through once before, so that the office has sent what its mails answer. The office lies in
        a new folder below TMPDIR, or /tmp, and is removed; with a PostgreSQL, which must be new, its records lie there.
        """

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        var arguments = Array(CommandLine.arguments.dropFirst())
        let database = DatabaseAddress.option(in: &arguments)
        guard arguments.count == 5, let port = UInt16(arguments[1]), let count = Int(arguments[4]), count > 0 else {
            Terminal.end(2, usage)
        }
        setenv("BENCH_INGEST_PASSWORD", arguments[3], 1)
        let folder = "\(Program.environment["TMPDIR"] ?? "/tmp")/bench-ingest-\(getpid())"
        let account: Value = [
            "address": "broker@lab.test", "send": ["transport": "maildir", "folder": .string("\(folder)/out")],
            "receive": [
                "source": "imap", "host": Value(arguments[0]), "port": Value(port), "security": "none",
                "user": Value(arguments[2]), "password_variable": "BENCH_INGEST_PASSWORD",
            ],
        ]
        var failure: String?
        do {
            mkdir(folder, 0o700)
            let file = try MailAccountFile(name: "bench", bytes: account.jsonBytes, base: folder)
            let answered = try await Mailroom(folder: "\(folder)/look", file: file).whatIsAnswered(count)
            let desk = try await Mailroom(folder: "\(folder)/measured", file: file, database: database)
            try await desk.send(what: answered)
            try await desk.measure(count)
            try await desk.measureAgain()
        } catch let error as any Refusal {
            failure = error.reason
        } catch {
            failure = "\(error)"
        }
        Scratch.remove(folder)
        if let failure { Terminal.end(1, failure) }
    }
}
