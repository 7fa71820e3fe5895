/// Templates by name, and how one finds another.
struct Shelf: Sendable {
    struct Entry: Sendable {
        let template: Template
        let escape: Escape
        /// The same read as a mail, where the file's ending says so.
        let mail: MailTemplate?
        let path: String
    }

    private(set) var templates: [String: Entry] = [:]

    mutating func add(_ file: TemplateFolder.File, _ source: [UInt8]) throws(TemplateError) {
        let template = try Template(source, name: file.name)
        let isMail = file.path.hasSuffix(TemplateFolder.mailEnding)
        let mail = isMail ? try MailTemplate(String(decoding: source, as: UTF8.self), name: file.name) : nil
        let escape: Escape = file.path.hasSuffix(".html") ? .html : .plain
        let entry = Entry(template: template, escape: escape, mail: mail, path: file.path)
        if let former = templates.updateValue(entry, forKey: file.name) {
            throw TemplateError(template: file.path, line: nil, problem: .duplicate(other: former.path))
        }
    }

    func entry(_ name: String) throws(TemplateError) -> Entry {
        guard let entry = templates[name] else {
            throw TemplateError(template: name, line: nil, problem: .unknownTemplate)
        }
        return entry
    }

    /// Seeks `name` in the folder of `includer`, then in the folders above it.
    func find(_ name: String, from includer: String) -> Entry? {
        var folder = includer[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if let entry = templates["\(folder)/\(name)"] { return entry }
        }
        return templates[name]
    }

    func checkPartials() throws(TemplateError) {
        for name in templates.keys.sorted() {
            try templates[name]?.template.checkPartials { name, includer in find(name, from: includer)?.template }
        }
    }

    /// The template and all that it includes, each once, in the order of the text.
    func reach(of name: String) throws(TemplateError) -> [Template] {
        var reached = [try entry(name).template]
        var names: Set = [name]
        var next = 0
        while next < reached.count {
            for inclusion in reached[next].inclusions {
                guard let template = find(inclusion.text, from: reached[next].name)?.template,
                    names.insert(template.name).inserted
                else { continue }
                reached.append(template)
            }
            next += 1
        }
        return reached
    }
}
