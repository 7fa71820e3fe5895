import Testing

@Suite struct ShapeTests {
    static func sources() throws -> [String] { try Tree.files(under: "Sources", ending: ".swift") }

    @Test func `no file is longer than 300 lines`() throws {
        for path in try Self.sources() {
            let count = try Tree.lines(path).count - 1
            #expect(count <= 300, "\(path) has \(count) lines")
        }
    }

    /// Words that mark a thing as nothing in particular, and a type that bears its module's name.
    @Test func `no type has an empty name`() throws {
        let empty = ["Manager", "Helper", "Helpers", "Utils", "Util", "Service", "Data"]
        for path in try Self.sources() {
            for line in try Tree.lines(path) {
                let words = line.split { $0 == " " || $0 == ":" || $0 == "<" || $0 == "{" || $0 == "(" }.map(
                    String.init)
                guard
                    let place = words.firstIndex(where: {
                        ["struct", "class", "enum", "actor", "protocol"].contains($0)
                    }),
                    place + 1 < words.count, !line.drop(while: { $0 == " " }).hasPrefix("//")
                else { continue }
                let name = words[place + 1]
                #expect(!empty.contains { name == $0 || name.hasSuffix($0) }, "\(path): \(name)")
                let module = path.split(separator: "/")[1]
                #expect(name != module, "\(path): type \(name) bears its module's name")
            }
        }
    }

    @Test func `nothing is public, forced or left to be done`() throws {
        let banned = ["public ", "try!", " as! ", "TODO", "FIXME", "XXX", "fatalError("]
        for path in try Self.sources() {
            for (number, line) in try Tree.lines(path).enumerated() {
                for word in banned where line.contains(word) {
                    let isComment = line.drop { $0 == " " }.hasPrefix("///") && word == "public "
                    #expect(isComment, "\(path):\(number + 1) has \(word)")
                }
            }
        }
    }

    @Test func `each unchecked Sendable and unsafe global has its proof beside it`() throws {
        for path in try Self.sources() {
            let lines = try Tree.lines(path)
            for (number, line) in lines.enumerated()
            where (line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)"))
                && !line.drop(while: { $0 == " " }).hasPrefix("//")
            {
                let above = lines[max(0, number - 8)..<number]
                #expect(above.contains { $0.contains("//") }, "\(path):\(number + 1) has no proof")
            }
        }
    }

    @Test func `Swift code and documents name no machine's paths`() throws {
        let folders = ["Sources", "Tests", "docs", "scripts", "Benchmarks", "templates", "mailboxes"]
        for folder in folders {
            for path in try Tree.files(under: folder, ending: "")
            where !path.contains("/Fixtures/") && !path.hasPrefix("Tests/TidyTests") {
                guard let text = try? Tree.text(path) else { continue }
                for word in ["/work/", "/farm/", "/build/"] { #expect(!text.contains(word), "\(path) names \(word)") }
            }
        }
    }
}
