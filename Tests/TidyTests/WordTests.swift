import Testing

@Suite struct WordTests {
    /// Words of work left undone. Each folder is read as text, in whatever letter case.
    static let banned = ["todo", "fixme", "placeholder", "for now", "in a real"]

    /// Where such words say something else: an attribute of HTML, a selector of CSS, a server's refusal that holds
    /// for now, phrases that funders write.
    static let allowed = [
        "placeholder=\"", "placeholder='", "::placeholder", "refused for now", "nothing is to be sent for now",
        "for now unless", "tbd|todo|tba",
    ]

    @Test func `no word of work left undone stands anywhere`() throws {
        for folder in ["Sources", "scripts", "templates", "docs", "Benchmarks"] {
            for path in try Tree.files(under: folder, ending: "") where Self.isText(path) {
                // Whole files first: almost none has such a word.
                let text = try Tree.text(path).lowercased()
                guard Self.banned.contains(where: text.contains) else { continue }
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    var rest = String(line)
                    for phrase in Self.allowed { rest = rest.split(separator: phrase).joined(separator: " ") }
                    for word in Self.banned {
                        #expect(!rest.contains(word), "\(path):\(number + 1) has '\(word)'")
                    }
                }
            }
        }
    }

    private static func isText(_ path: String) -> Bool {
        let endings = [
            ".swift", ".h", ".modulemap", ".html", ".css", ".js", ".svg", ".mail", ".txt", ".md", ".json5", ".sh",
        ]
        return endings.contains { path.hasSuffix($0) } || path.hasPrefix("scripts/")
    }
}
