import Correspondence
import Glibc
import Kernel
import Server
import TestServers
import Testing

/// The guide's own words, run.
@Suite struct ExamplesEndToEnd {
    @Test func `K07 the commands of the operations guide run as they stand, in their order`() async throws {
        let folder = try TemporaryFolder()
        try Self.configure("fundgate", data: "data", folder)
        try Self.configure("restored", data: "restored", folder)
        var run: [String] = []
        for line in try Self.guide().filter({ $0.hasPrefix("    fundgate ") }) {
            let words = Self.words(line.replacing("/backups", with: folder.path)).dropFirst()
            let command = try #require(words.first)
            let configuration = "\(folder.path)/\(command == "restore" ? "restored" : "fundgate").json5"
            let program = try Program(
                words + ["--config", configuration], output: "\(folder.path)/\(command).log")
            if command == "serve" {
                while !Self.text("\(folder.path)/serve.log").contains("serves port") { sched_yield() }
                program.signal(SIGTERM)
            }
            #expect(await program.end().status == 0, "\(line): \(Self.text("\(folder.path)/\(command).log"))")
            run.append(command)
        }
        #expect(run == ["init", "serve", "backup", "restore"])
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
                let words = part.split(separator: " ").map(String.init).prefix { $0.allSatisfy(\.isLowercase) }
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
        "verify", "doctor", "backup", "restore", "send",
    ]

    private static func guide() throws -> [String] {
        let bytes = try #require(Files.read("\(Repository.folder)/docs/operations.md"))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private static func configure(_ name: String, data: String, _ folder: TemporaryFolder) throws {
        let settings: Value = [
            "data": .string(data), "templates": .string("\(Repository.folder)/templates"), "listen": "127.0.0.1:0",
            "log_level": "quiet",
        ]
        try TestOffice.write(settings.jsonBytes, to: "\(folder.path)/\(name).json5")
    }

    private static func text(_ path: String) -> String { String(decoding: Files.read(path) ?? [], as: UTF8.self) }

    /// Words as a shell takes them; what stands in quotes is one.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }
}
