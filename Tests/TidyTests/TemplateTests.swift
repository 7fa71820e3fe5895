import Testing

@Suite struct TemplateTests {
    /// Names of templates below `templates/admin`: `people/users`.
    static func names() throws -> [String] {
        try Tree.files(under: "templates/admin", ending: ".html").map {
            String($0.dropFirst("templates/admin/".count).dropLast(".html".count))
        }
    }

    /// What a template includes by `{{>name}}` or `{{<name}}`, as written.
    static func included(in text: String) -> Set<String> {
        var names: Set<String> = []
        for piece in text.components(separatedBy: "{{").dropFirst() where piece.hasPrefix(">") || piece.hasPrefix("<") {
            names.insert(String(piece.dropFirst().drop { $0 == " " }.prefix { $0 != "}" && $0 != " " }))
        }
        return names
    }

    /// Includes are sought from the including template's folder upwards.
    static func found(_ name: String, from includer: String, among names: Set<String>) -> String? {
        var folders = includer.split(separator: "/").dropLast().map(String.init)
        while true {
            let candidate = (folders + [name]).joined(separator: "/")
            if names.contains(candidate) { return candidate }
            if folders.isEmpty { return nil }
            folders.removeLast()
        }
    }

    @Test func `every page template is a view of a page or included by another`() throws {
        let names = Set(try Self.names())
        #expect(names.contains("layout"))
        var used: Set<String> = []
        for name in names {
            for other in Self.included(in: try Tree.text("templates/admin/\(name).html")) {
                let target = Self.found(other, from: name, among: names)
                #expect(target != nil, "templates/admin/\(name).html includes \(other), which is not there")
                if let target, target != name { used.insert(target) }
            }
        }
        let sources = try Tree.files(under: "Sources", ending: ".swift").map { try Tree.text($0) }
            .filter { $0.contains("iew(") || $0.contains("render(") }
        for name in names.subtracting(used).sorted() {
            #expect(
                sources.contains { $0.contains("\"\(name)\"") || $0.contains("\"admin/\(name)\"") },
                "templates/admin/\(name).html is shown nowhere")
        }
    }

    @Test func `every view that a page names has its template`() throws {
        let names = Set(try Self.names())
        for path in try Tree.files(under: "Sources", ending: ".swift") {
            for piece in try Tree.text(path).components(separatedBy: ".view(\"").dropFirst() {
                let view = String(piece.prefix { $0 != "\"" })
                guard !view.isEmpty, !view.contains("\\") else { continue }
                #expect(names.contains(view), "\(path) shows \(view), which has no template")
            }
        }
    }
}
