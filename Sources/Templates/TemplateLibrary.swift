import Kernel
import Synchronization

/// All templates of one folder, by relative path without ending: `admin/today`, `mail/application`. A tag's name
/// is sought from the including template's folder upwards: in `admin/offers/list`, `layout` may be `admin/layout`.
package final class TemplateLibrary: Sendable {
    private let folder: String
    private let reloads: Bool
    private let state: Mutex<State>

    private struct State: Sendable {
        let stamp: [TemplateFolder.File]
        let shelf: Shelf
    }

    /// Reads and checks everything: a malformed template or an unknown partial is refused here, not at a request.
    /// With `reloads` (development) a changed file is read again before the next use.
    package init(folder: String, reloads: Bool = false) throws {
        self.folder = folder
        self.reloads = reloads
        state = Mutex(try Self.read(folder))
    }

    /// The names of all templates, in order.
    package var names: [String] { current.templates.keys.sorted() }

    /// The variables that the template and all that it includes ask for.
    package func holes(of name: String) throws -> Set<String> {
        Set(try current.reach(of: name).flatMap { $0.holes.map(\.name) }).subtracting(["."])
    }

    /// Refuses variables outside `allowed` in the templates whose name begins with `prefix`, and in what they include.
    package func checkHoles(allowed: Set<String>, prefix: String = "") throws {
        let shelf = current
        for name in shelf.templates.keys.sorted() where name.hasPrefix(prefix) {
            for template in try shelf.reach(of: name) { try template.checkHoles(allowed: allowed) }
        }
    }

    /// The filled template; the file's ending says how values are escaped (`.html` or plain).
    package func render(_ name: String, _ context: Value, missing: MissingPolicy = .empty) throws -> [UInt8] {
        let shelf = try fresh()
        let entry = try shelf.entry(name)
        return try entry.template.render(
            context, partials: { shelf.find($0, from: $1)?.template }, escape: entry.escape, missing: missing)
    }

    /// The filled mail of a `.mail` file: header values on one line each, no hole empty.
    package func mail(_ name: String, _ context: Value) throws -> MailTemplate.Filled {
        let shelf = try fresh()
        guard let mail = try shelf.entry(name).mail else {
            throw TemplateError(template: name, line: nil, problem: .noMail)
        }
        return try mail.render(context, partials: { shelf.find($0, from: $1)?.template })
    }

    /// The source file's template itself, to be rendered with another escape or other partials.
    package func template(_ name: String) throws -> Template { try fresh().entry(name).template }

    /// The templates that `template` and `render` take their partials from, for templates that stand elsewhere.
    package var partials: Template.Partials {
        let shelf = current
        return { name, includer in shelf.find(name, from: includer)?.template }
    }

    private var current: Shelf { state.withLock(\.shelf) }

    private func fresh() throws -> Shelf {
        guard reloads else { return current }
        let files = try TemplateFolder.files(under: folder)
        if state.withLock({ $0.stamp == files }) { return current }
        let new = try Self.read(folder)
        state.withLock { $0 = new }
        return new.shelf
    }

    private static func read(_ folder: String) throws -> State {
        let files = try TemplateFolder.files(under: folder)
        var shelf = Shelf()
        for file in files {
            let source = try TemplateFolder.read(file, under: folder, limitBytes: Template.sizeLimitBytes)
            try shelf.add(file, source)
        }
        try shelf.checkPartials()
        return State(stamp: files, shelf: shelf)
    }
}
