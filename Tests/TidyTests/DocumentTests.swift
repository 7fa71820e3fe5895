import FoundationEssentials
import Testing

@Suite struct DocumentTests {
    /// Every Markdown file of the project.
    static func documents() throws -> [String] {
        let root = try FileManager.default.contentsOfDirectory(atPath: Tree.root).filter { $0.hasSuffix(".md") }
            .sorted()
        let folders = ["docs", "Sources", "Tests", "templates", "scripts", "Benchmarks"]
        return try root
            + folders.flatMap { try Tree.files(under: $0, ending: ".md") }
            .filter { !$0.contains("/Fixtures/") }
    }

    /// What stands in the round brackets of `[text](target)`, code apart.
    static func targets(in text: String) -> [String] {
        var targets: [String] = []
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode || line.hasPrefix("    ") { continue }
            // Odd pieces between backticks are code.
            let plain = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .map { $0.offset % 2 == 0 ? String($0.element) : "code" }.joined()
            for piece in plain.components(separatedBy: "](").dropFirst() {
                targets.append(String(piece.prefix { $0 != ")" && $0 != " " }))
            }
        }
        return targets
    }

    /// The anchor that a heading gets: lower case, spaces as hyphens, only letters, digits, hyphens and underscores.
    static func anchors(in text: String) -> Set<String> {
        var anchors: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("#") {
            let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            anchors.insert(
                String(title.map { $0 == " " ? "-" : $0 }.filter { $0.isLetter || $0.isNumber || "-_".contains($0) }))
        }
        return anchors
    }

    @Test func `links are found outside of code only`() {
        let text = """
            A [page](docs/a.md) and [two](b.md#part) with `[no](c.md)`.
            ```
            [none](d.md)
            ```
            ![picture](e.png "title")
            """
        #expect(Self.targets(in: text) == ["docs/a.md", "b.md#part", "e.png"])
        #expect(Self.anchors(in: "# One\n## What is `in` it?\ntext") == ["one", "what-is-in-it"])
    }

    @Test func `every relative link of the documents leads to a file, and to a heading where it names one`() throws {
        let documents = try Self.documents()
        #expect(documents.contains("STYLE.md"))
        for path in documents {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            for target in Self.targets(in: try Tree.text(path))
            where !target.contains("://") && !target.hasPrefix("mailto:") {
                let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
                    String.init)
                let file = parts[0].isEmpty ? path : Self.resolved(parts[0], from: folder)
                #expect(
                    FileManager.default.fileExists(atPath: "\(Tree.root)/\(file)"),
                    "\(path) links to \(target): no \(file)")
                guard parts.count == 2, file.hasSuffix(".md") else { continue }
                #expect(
                    Self.anchors(in: try Tree.text(file)).contains(parts[1]), "\(path) links to \(target): no heading")
            }
        }
    }

    private static func resolved(_ target: String, from folder: String) -> String {
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// Paths that stand in backticks and begin with a folder of ours name something that is there.
    @Test func `every path that a document names is there`() throws {
        let beginnings = ["Sources/", "Tests/", "templates/", "docs/", "scripts/", "Benchmarks/"]
        for path in try Self.documents() where path != "CHANGELOG.md" {
            var isCode = false
            for line in try Tree.lines(path) {
                if line.hasPrefix("```") { isCode.toggle() }
                if isCode || line.hasPrefix("    ") { continue }
                let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
                for (index, piece) in pieces.enumerated() where index % 2 == 1 {
                    let name = piece.prefix { $0 != " " && $0 != ":" }
                    guard beginnings.contains(where: name.hasPrefix), !name.contains(where: { "*<{…".contains($0) })
                    else { continue }
                    // Words in capitals stand for any name.
                    if name.contains("NAME") { continue }
                    #expect(FileManager.default.fileExists(atPath: "\(Tree.root)/\(name)"), "\(path) names \(name)")
                }
            }
        }
    }

    @Test func `the page of the house names every module and every state machine`() throws {
        let page = try Tree.text("ARCHITECTURE.md")
        for module in try LayerTests.table().keys { #expect(page.contains("| `\(module)` |"), "no row for \(module)") }
        for path in try Tree.files(under: "Sources", ending: ".swift")
        where try Tree.text(path).contains("static let lifecycle = Lifecycle<") {
            #expect(page.contains("| `\(path)` |"), "no row for the lifecycle in \(path)")
        }
    }

    /// What stands in quotes right after one of `beginnings`.
    static func quoted(after beginnings: [String], in path: String) throws -> Set<String> {
        var names: Set<String> = []
        let text = try Tree.text(path)
        for beginning in beginnings {
            for piece in text.components(separatedBy: beginning + "\"").dropFirst() {
                names.insert(String(piece.prefix { $0 != "\"" }))
            }
        }
        return names
    }

    @Test func `the page of operations names every setting, command and alert`() throws {
        let page = try Tree.text("docs/operations.md")
        let readers = ["text(", "texts(", "integer(", "flag(", "day(", "choice(", "section("]
        let settings = try Self.quoted(after: readers, in: "Sources/Server/Settings/Configuration.swift")
            .union(Self.quoted(after: readers, in: "Sources/Correspondence/MailAccountFile.swift"))
        #expect(settings.count > 25)
        for name in settings {
            #expect(page.contains("| `\(name)` |") || page.contains("`\(name)`:"), "no row for the setting \(name)")
        }
        let commands = try Self.quoted(after: ["Command(name: "], in: "Sources/Server/Commands/Usage.swift")
        #expect(commands.count > 10)
        for name in commands {
            #expect(page.contains("`\(name)`") || page.contains("`\(name) "), "no row for the command \(name)")
        }
        for name in try Self.quoted(after: [" = "], in: "Sources/Server/Watching/Alert.swift") where !name.contains(" ")
        {
            #expect(page.contains("| `\(name)` |"), "no row for the alert \(name)")
        }
    }
}
