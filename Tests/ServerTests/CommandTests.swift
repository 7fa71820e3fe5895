import FoundationEssentials
import Kernel
import People
import Synchronization
import TestDatabases
import Testing

@testable import Server

/// Runs commands as the program's main does, in a folder of its own.
final class CommandRunner: Sendable {
    let folder: String
    private let output = Mutex<[UInt8]>([])
    private let words = Mutex<[String]>([])

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fundgate-run-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        // What cannot be removed now lies in the system's folder for such files.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var environment: [String: String] { environment(data: "data") }

    private func environment(data: String) -> [String: String] {
        [
            "FUNDGATE_DATA": "\(folder)/\(data)", "FUNDGATE_TEMPLATES": TemporaryOffice.root + "/templates",
            "FUNDGATE_MAILBOXES": "\(folder)/mailboxes", "FUNDGATE_LOG_LEVEL": "quiet",
            "FUNDGATE_DATABASE": database(data),
        ]
    }

    /// The database that belongs to a data folder, as a command is told of it.
    func database(_ data: String) -> String {
        TestDatabases.environment("\(folder)/\(data)")["FUNDGATE_DATABASE"]
            ?? "sqlite:\(folder)/\(data)/fundgate.db"
    }

    /// Exit status, standard output and what was said to people.
    func run(_ arguments: String..., data: String? = nil) async -> (status: Int32, output: String, said: String) {
        output.withLock { $0 = [] }
        words.withLock { $0 = [] }
        let environment = environment(data: data ?? "data")
        let terminal = Terminal(
            print: { bytes in self.output.withLock { $0 += bytes } },
            say: { text in self.words.withLock { $0.append(text) } })
        let status = await Program.run(arguments, environment: environment, terminal: terminal)
        return (
            status, String(decoding: output.withLock { $0 }, as: UTF8.self),
            words.withLock { $0 }.joined(separator: "\n")
        )
    }

    func write(_ text: String, to name: String) throws {
        try LocalFile.write(Array(text.utf8), to: "\(folder)/\(name)")
    }
}

@Suite struct CommandTests {
    @Test(arguments: [
        ["nonsense"], ["--json"], ["verify", "--loud"], ["verify", "more"], ["user", "add"], ["key", "add"],
        ["backup"], ["send", "--application"], ["send", "--application", "x", "--funders", "y"],
        ["user", "add", "a", "b"],
        ["reclassify", "--after", "x"], ["key", "add", "n", "--roles", "king"], ["send", "--rehearse=1"],
        ["read", "--json", "--json", "f"],
    ]) func `wrong usage exits with 2 and says how it is right`(arguments: [String]) async throws {
        let runner = try CommandRunner()
        let status = await Program.run(
            arguments, environment: runner.environment, terminal: Terminal(print: { _ in }, say: { _ in }))
        #expect(status == 2)
    }

    @Test(arguments: [["init", "--office", "Harbour"], ["demo"]])
    func `a making that was cut off before its office stood is begun again`(arguments: [String]) async throws {
        let runner = try CommandRunner()
        let configuration = try Configuration([:], environment: runner.environment, base: runner.folder)
        _ = try await Office.create(configuration, log: Log(level: .quiet))
        #expect(try await configuration.database.isMade())
        #expect(try await !configuration.database.holdsOffice())
        let key = try LocalFile.read("\(configuration.keysFolder)/master.key")
        if arguments == ["demo"] {
            _ = try await DemoOffice.open(
                DemoPlace(folder: runner.folder), configuration, log: Log(level: .quiet), passwords: Passwords(cost: 4))
        } else {
            #expect(await runner.run("init", "--office", "Harbour").status == 0)
            #expect(await runner.run("init", "--office", "Harbour").said.contains("already"))
        }
        #expect(try await configuration.database.holdsOffice())
        #expect(try LocalFile.read("\(configuration.keysFolder)/master.key") == key)
    }

    @Test func `every command explains itself`() async throws {
        let runner = try CommandRunner()
        for command in Usage.commands {
            let words = command.name.split(separator: " ").map(String.init) + ["--help"]
            let said = Mutex("")
            let status = await Program.run(
                words, environment: runner.environment,
                terminal: Terminal(print: { _ in }, say: { text in said.withLock { $0 = text } }))
            #expect(status == 0)
            #expect(said.withLock { $0 }.hasPrefix("usage: fundgate \(command.name)"))
            #expect(Usage.text.contains(command.summary))
        }
    }

    @Test(arguments: [
        (["verify"], "there is no master key"), (["migrate"], "there is no database"),
        (["inspect", "/no/such/file"], "there is no file"), (["restore", "/no/such/file"], "there is no file"),
    ]) func `what cannot be done is refused with 1`(arguments: [String], words: String) async throws {
        let runner = try CommandRunner()
        let said = Mutex("")
        let status = await Program.run(
            arguments, environment: runner.environment,
            terminal: Terminal(print: { _ in }, say: { text in said.withLock { $0 += text } }))
        #expect(status == 1)
        #expect(said.withLock { $0 }.contains(words))
    }

    @Test func `an installation is made, filled, verified, backed up and restored`() async throws {
        let runner = try CommandRunner()
        let made = await runner.run("init", "--office", "Test", "--admin", "ada@test.example")
        #expect(made.status == 0)
        #expect(made.output.hasPrefix("ada@test.example "))
        #expect(await runner.run("init").status == 1)
        #expect(await runner.run("migrate", "--json").output == "")
        let key = await runner.run("key", "add", "program", "--roles", "broker")
        #expect(key.status == 0 && key.output.hasPrefix("fg_"))
        #expect(await runner.run("user", "add", "ada@test.example").status == 1)
        try runner.write(
            #"[{"legal_name": "One LLC", "source_system": "t", "external_id": "1"}, {"legal_name": ""}]"#, to: "a.json")
        let imported = await runner.run("import", "\(runner.folder)/a.json", "--json")
        #expect(imported.status == 1)
        #expect(imported.output.split(separator: "\n").count == 2)
        #expect(await runner.run("verify").status == 0)
        #expect(await runner.run("backup", "\(runner.folder)/b.tar", "--with-key").status == 0)
        #expect(await runner.run("backup", "\(runner.folder)/b.tar").status == 1)
        #expect(await runner.run("restore", "\(runner.folder)/b.tar").status == 1)
        let restored = await runner.run("restore", "\(runner.folder)/b.tar", data: "other")
        #expect(restored.status == 0 && restored.said == "restored and verified")
        let again = await runner.run("import", "\(runner.folder)/a.json", "--json", data: "other")
        #expect(again.output.contains(#""state":"unchanged""#))
    }

    @Test func `a backup without its key restores to a folder that asks for the key`() async throws {
        let runner = try CommandRunner()
        _ = await runner.run("init")
        #expect(await runner.run("backup", "\(runner.folder)/b.tar").said.contains("master key is not in it"))
        let restored = await runner.run("restore", "\(runner.folder)/b.tar", data: "other")
        #expect(restored.status == 0 && restored.said.contains("put the master key back"))
        #expect(await runner.run("verify", data: "other").said.contains("there is no master key"))
    }

    @Test func `read and inspect give one object a line, in order`() async throws {
        let runner = try CommandRunner()
        for number in 1...40 {
            try runner.write(
                """
                From: Underwriting <uw@funder.example>\r
                Subject: Re: Merchant \(number)\r
                Message-ID: <\(number)@funder.example>\r
                Date: Fri, 20 Nov 2026 10:00:00 +0000\r
                \r
                Declined. Insufficient time in business.\r

                """, to: "m\(number + 100).eml")
        }
        let read = await runner.run("read", "--json", runner.folder)
        #expect(read.status == 0)
        let lines = try read.output.split(separator: "\n").map { try Value(parsing: Array($0.utf8)) }
        #expect(lines.count == 40)
        #expect(lines.compactMap { $0["file"]?.text } == lines.compactMap { $0["file"]?.text }.sorted())
        #expect(lines.allSatisfy { $0["outcome"] == "declined" && $0["disposition"] != nil && $0["evidence"] != nil })
        let inspected = await runner.run("inspect", "--json", "\(runner.folder)/m101.eml")
        let line = try Value(parsing: Array(inspected.output.utf8))
        for name in [
            "file", "error", "defects", "message_id", "text", "newest", "quotes_only", "bounce", "automatic",
            "authentication",
        ] {
            #expect(line[name] != nil, "\(name)")
        }
        #expect(line["message_id"] == "1@funder.example")
        #expect(line["newest"]?.text?.hasPrefix("Declined.") == true)
    }
}
