import Kernel

/// A Mustache template, parsed once (the specification's required modules and inheritance).
package struct Template: Sendable {
    package let name: String
    /// The variables that it asks for, without those of its partials, in the order of the text.
    package let holes: [Hole]
    /// The partials and parents that it includes, in the order of the text.
    let inclusions: [Name]
    let nodes: [Node]

    /// The bytes that a template's source may have at most.
    package static let sizeLimitBytes = 1 << 20

    /// `name` stands in errors only; a malformed template says line and what to mend.
    package init(_ source: String, name: String) throws(TemplateError) {
        try self.init(Array(source.utf8), name: name)
    }

    /// `firstLine` is the source's place in a larger file, for the lines that errors name.
    init(_ source: [UInt8], name: String, firstLine: Int = 1) throws(TemplateError) {
        guard source.count <= Self.sizeLimitBytes else {
            throw TemplateError(template: name, line: nil, problem: .tooLarge(limitBytes: Self.sizeLimitBytes))
        }
        var parser = TemplateParser(source, template: name, firstLine: firstLine)
        nodes = try parser.parse()
        holes = parser.holes
        inclusions = parser.inclusions
        self.name = name
    }

    /// The templates a template may include, by the including template's name and the name in its tag.
    package typealias Partials = @Sendable (_ name: String, _ includer: String) -> Template?

    /// The filled template as UTF-8. False, null, absent, an empty list and the empty string are false in a section.
    package func render(
        _ context: Value, partials: @escaping Partials = { _, _ in nil }, escape: Escape, missing: MissingPolicy
    ) throws(TemplateError) -> [UInt8] {
        var renderer = Renderer(self, context: context, partials: partials, escape: escape, missing: missing)
        try renderer.render(nodes)
        return renderer.bytes
    }

    /// Refuses a variable outside `allowed`: the names that one who writes such templates may use, in sections too.
    package func checkHoles(allowed: Set<String>) throws(TemplateError) {
        for hole in holes where hole.name != "." && !allowed.contains(hole.name) {
            let problem = TemplateError.Problem.unknownVariable(hole.name, allowed: allowed.sorted())
            throw TemplateError(template: name, line: hole.line, problem: problem)
        }
    }

    /// Refuses an included template that `partials` does not know; without `partials`, any at all.
    package func checkPartials(_ partials: Partials = { _, _ in nil }) throws(TemplateError) {
        for inclusion in inclusions where partials(inclusion.text, name) == nil {
            throw TemplateError(template: name, line: inclusion.line, problem: .unknownPartial(inclusion.text))
        }
    }
}
