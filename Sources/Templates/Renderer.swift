import Kernel

/// Fills one template: appends to one array of bytes, in time linear to what it writes.
struct Renderer {
    private(set) var bytes: [UInt8] = []
    private var contexts: [Value]
    /// What child templates put into blocks, the outermost child first: it wins.
    private var fillings: [(blocks: [String: [Node]], by: Template)] = []
    private var template: Template
    /// Written before each line of the template's own text; never inside a value.
    private var indentation: [UInt8] = []
    private var isAtLineStart = true
    private var depth = 0
    private var steps = 0
    private let partials: Template.Partials
    private let escape: Escape
    private let missing: MissingPolicy

    private static let depthLimit = 256
    private static let sizeLimitBytes = 32 << 20

    init(
        _ template: Template, context: Value, partials: @escaping Template.Partials, escape: Escape,
        missing: MissingPolicy
    ) {
        self.template = template
        self.contexts = [context]
        self.partials = partials
        self.escape = escape
        self.missing = missing
    }

    mutating func render(_ nodes: [Node]) throws(TemplateError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw error(.recursion(limit: Self.depthLimit), nil) }
        for node in nodes {
            steps += 1
            guard bytes.count <= Self.sizeLimitBytes, steps <= Self.sizeLimitBytes else {
                throw error(.endless(limitBytes: Self.sizeLimitBytes), nil)
            }
            switch node {
            case .text(let text): write(text)
            case .hole(let name, let isEscaped): try fill(name, isEscaped)
            case .section(let name, let isInverted, let body): try section(name, isInverted, body)
            case .partial(let name, let indentation, let ownLine): try include(name, indentation, ownLine)
            case .parent(let name, let indentation, let ownLine, let blocks):
                fillings.append((blocks, template))
                try include(name, indentation, ownLine)
                fillings.removeLast()
            case .block(let name, let indentation, let ownLine, let standard):
                try block(name, indentation, ownLine, standard)
            }
        }
        depth -= 1
    }

    // MARK: Tags

    private mutating func fill(_ name: Name, _ isEscaped: Bool) throws(TemplateError) {
        startLine()
        let escape = isEscaped ? escape : self.escape == .line ? .line : .plain
        switch lookUp(name) {
        case .string(let text) where !text.isEmpty: escape.append(text, to: &bytes)
        case .decimal(let text): escape.append(text, to: &bytes)
        case .int(let number): bytes.append(contentsOf: String(number).utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .list, .object: throw error(.notText(name.text), name.line)
        case nil, .null, .string: if missing == .refuse { throw error(.valueless(name.text), name.line) }
        }
    }

    private mutating func section(_ name: Name, _ isInverted: Bool, _ body: [Node]) throws(TemplateError) {
        let value = lookUp(name)
        let isTrue =
            switch value {
            case nil, .null, .bool(false): false
            case .list(let elements): !elements.isEmpty
            case .string(let text): !text.isEmpty
            default: true
            }
        guard isTrue != isInverted else { return }
        guard !isInverted, let value else { return try render(body) }
        if case .list(let elements) = value {
            for element in elements { try render(body, in: element) }
        } else {
            try render(body, in: value)
        }
    }

    private mutating func render(_ body: [Node], in context: Value) throws(TemplateError) {
        contexts.append(context)
        try render(body)
        contexts.removeLast()
    }

    private mutating func include(_ name: Name, _ indentation: [UInt8], _ ownLine: Bool) throws(TemplateError) {
        guard let partial = partials(name.text, template.name) else {
            if missing == .refuse { throw error(.unknownPartial(name.text), name.line) }
            return
        }
        if !ownLine { startLine() }
        let outer = (template, self.indentation)
        template = partial
        self.indentation = ownLine ? self.indentation + indentation : []
        isAtLineStart = ownLine
        try render(partial.nodes)
        (template, self.indentation) = outer
        isAtLineStart = ownLine
    }

    private mutating func block(
        _ name: Name, _ indentation: [UInt8], _ ownLine: Bool, _ standard: [Node]
    ) throws(TemplateError) {
        guard let filling = fillings.first(where: { $0.blocks[name.text] != nil }) else { return try render(standard) }
        let outer = (template, self.indentation)
        if !ownLine { startLine() }
        template = filling.by
        self.indentation += indentation
        isAtLineStart = ownLine
        try render(filling.blocks[name.text] ?? [])
        (template, self.indentation) = outer
        isAtLineStart = ownLine
    }

    // MARK: Values

    /// The first part is sought from the innermost context outwards, the others only within what it named.
    private func lookUp(_ name: Name) -> Value? {
        guard let first = name.parts.first else { return contexts.last }
        for context in contexts.reversed() {
            guard var value = context[first] else { continue }
            for part in name.parts.dropFirst() {
                guard let inner = value[part] else { return nil }
                value = inner
            }
            return value
        }
        return nil
    }

    // MARK: Lines

    private mutating func startLine() {
        if isAtLineStart { bytes.append(contentsOf: indentation) }
        isAtLineStart = false
    }

    private mutating func write(_ text: [UInt8]) {
        guard !indentation.isEmpty else { return bytes.append(contentsOf: text) }
        for byte in text {
            startLine()
            bytes.append(byte)
            isAtLineStart = byte == UInt8(ascii: "\n")
        }
    }

    private func error(_ problem: TemplateError.Problem, _ line: Int?) -> TemplateError {
        TemplateError(template: template.name, line: line, problem: problem)
    }
}
