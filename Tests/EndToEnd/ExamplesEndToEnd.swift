import Correspondence
import Glibc
import Kernel
import Server
import TestDatabases
import TestServers
import Testing

/// The guide's own words, run.
@Suite struct ExamplesEndToEnd {
    @Test func `K07 the commands of the operations guide run as they stand, in their order`() async throws {
        let folder = try TemporaryFolder()
        try Self.configure("fundgate", data: "data", folder)
        try Self.configure("restored", data: "restored", folder)
        try Self.configure("imported", data: "imported", folder)
        let places = [
            ("/backups", folder.path), ("/srv/moving", folder.path),
            ("sqlite:/srv/fundgate/data/fundgate.db", Self.database("data", folder)),
            ("postgresql://fundgate@db/office", Self.database("moved", folder)),
        ]
        var run: [String] = []
        // A file has no roles for reports.
        let left = TestDatabases.server == nil ? "    fundgate sql-role" : "none"
        for line in try Self.guide().filter({ $0.hasPrefix("    fundgate ") && !$0.hasPrefix(left) }) {
            let words = Self.words(places.reduce(line) { $0.replacing($1.0, with: $1.1) }).dropFirst()
            let command = try #require(words.first)
            let places = ["restore": "restored", "import": "imported"]
            let configuration = "\(folder.path)/\(places[command] ?? "fundgate").json5"
            // As the guide says: the key comes first.
            if command == "import" { try Self.copyKey(from: "data", to: "imported", folder) }
            let program = try Program(
                words + ["--config", configuration], output: "\(folder.path)/\(command).log")
            if command == "serve" {
                while !Self.text("\(folder.path)/serve.log").contains("serves port") { sched_yield() }
                program.signal(SIGTERM)
            }
            #expect(await program.end().status == 0, "\(line): \(Self.text("\(folder.path)/\(command).log"))")
            run.append(command)
        }
        #expect(
            run == ["init", "serve", "backup", "restore", "migrate", "export", "import"]
                + (TestDatabases.server == nil ? [] : ["sql-role"]))
    }

    @Test func `K07 the example of a mail account is read, and every command of the table explains itself`()
        async throws
    {
        let lines = try Self.guide()
        let start = try #require(lines.firstIndex(of: "    {"))
        let end = try #require(lines[start...].firstIndex(of: "    }"))
        let example = lines[start...end].joined(separator: "\n")
        let file = try MailAccountFile(name: "deals", bytes: Array(example.utf8), base: "/")
        #expect(file.address == "deals@northgate.example" && file.send != nil && file.receive != nil)

        let folder = try TemporaryFolder()
        var explained = 0
        for line in lines.prefix(while: { !$0.hasPrefix("## Settings") }) where line.hasPrefix("| `") {
            for part in line.split(separator: "|").first.map({ $0.split(separator: "`") }) ?? [] {
                let words = part.split(separator: " ").map(String.init).prefix {
                    $0.allSatisfy { $0.isLowercase || $0 == "-" }
                }
                guard let command = words.first, Self.commands.contains(command) else { continue }
                let log = "\(folder.path)/help.\(explained)"
                #expect(try await Program(words + ["--help"], output: log).end().status == 0, "\(words)")
                #expect(Self.text(log).contains(command))
                explained += 1
            }
        }
        #expect(explained >= Self.commands.count)
    }

    private static let commands: Set<String> = [
        "serve", "demo", "init", "migrate", "user", "key", "import", "poll", "read", "inspect", "replay", "reclassify",
        "verify", "doctor", "backup", "restore", "send", "export", "sql-role",
    ]

    private static func copyKey(from: String, to: String, _ folder: TemporaryFolder) throws {
        let key = try #require(Files.read("\(folder.path)/\(from)/keys/master.key"))
        for made in [to, "\(to)/keys"] { mkdir("\(folder.path)/\(made)", 0o700) }
        let isWritten = Files.write(key, to: "\(folder.path)/\(to)/keys/master.key")
        #expect(isWritten)
    }

    private static func guide() throws -> [String] {
        let bytes = try #require(Files.read("\(Repository.folder)/docs/operations.md"))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private static func configure(_ name: String, data: String, _ folder: TemporaryFolder) throws {
        let settings: Value = [
            "data": .string(data), "templates": .string("\(Repository.folder)/templates"), "listen": "127.0.0.1:0",
            "log_level": "quiet", "database": .string(database(data, folder)),
        ]
        try TestOffice.write(settings.jsonBytes, to: "\(folder.path)/\(name).json5")
    }

    /// The database of a data folder, as a command is told of it.
    private static func database(_ data: String, _ folder: TemporaryFolder) -> String {
        let file = data == "moved" ? "moved.db" : "\(data)/fundgate.db"
        return TestDatabases.environment("\(folder.path)/\(data)")["FUNDGATE_DATABASE"]
            ?? "sqlite:\(folder.path)/\(file)"
    }

    private static func text(_ path: String) -> String { String(decoding: Files.read(path) ?? [], as: UTF8.self) }

    /// Words as a shell takes them; what stands in quotes is one.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }
}
