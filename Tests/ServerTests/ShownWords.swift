import Testing

/// The words that an answer shows to whoever reads it, in small letters.
enum ShownWords {
    /// What an answer says: of JSON all but the names of its members.
    static func of(_ page: String, _ path: String) -> String {
        path.hasSuffix(" as JSON") ? page.replacing(#/"[a-z_0-9]+":/#, with: " ").lowercased() : of(page)
    }

    /// What a page or a template says, with what its fields show, and without tags, other attributes and holes.
    static func of(_ page: String) -> String {
        let main = page.split(separator: "<main").last.map(String.init) ?? ""
        let shown = main.matches(of: #/(?:placeholder|aria-label|title|alt)="([^"]*)"/#).map { String($0.output.1) }
        return shown.joined(separator: " ").lowercased() + " " + text(page)
    }

    private static func text(_ page: String) -> String {
        var (text, isTag, depth) = ("", false, 0)
        // What is no page, such as an answer that leads elsewhere, is read whole.
        let main = page.contains("<main") ? page.split(separator: "<main").last.map { "<main" + $0 } : page
        for character in main ?? "" {
            if character == "<" { isTag = true }
            if character == "{" { depth += 1 }
            if !isTag, depth == 0 { text.append(character) }
            if character == "}" { depth -= 1 }
            if character == ">" { isTag = false }
        }
        return text.lowercased()
    }
}

@Suite struct ShownWordsTests {
    @Test func `what is looked for is found, in JSON and in what a field shows`() {
        let found = ShownWords.of("{\"limit\":[{\"a\":\"Your Budget\"}]}", "/x as JSON")
        #expect(found.contains("budget") && !found.contains("limit"))
        let page = "<main><p class=\"wallet\">Support</p><input name=\"tier\" placeholder=\"Amount\"></main>"
        let words = ShownWords.of(page, "/x")
        #expect(words.contains("support") && words.contains("amount"))
        #expect(!words.contains("wallet") && !words.contains("tier"))
    }
}
