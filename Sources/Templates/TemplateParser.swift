/// Reads a template's bytes once, from left to right, into nodes.
struct TemplateParser {
    private(set) var holes: [Hole] = []
    private(set) var inclusions: [Name] = []
    private let template: String
    private var lines: TemplateLines
    private var scanner: TagScanner
    /// The text before this offset is in a node or dropped.
    private var taken = 0
    /// What is open, the template itself first.
    private var open = [Frame(kind: .root)]

    private static let depthLimit = 64

    /// A section, parent or block whose end is yet to come.
    private struct Frame {
        enum Kind {
            case root
            case section(Name, inverted: Bool)
            case parent(Name, indentation: [UInt8]?)
            case filling(Name, ownLine: Bool)
            case block(Name, indentation: [UInt8], ownLine: Bool)
        }

        let kind: Kind
        var nodes: [Node] = []
        var blocks: [String: [Node]] = [:]
        /// What a block's lines begin with where it is written; it is left out there and the place's own is put in.
        var margin: [UInt8] = []

        var name: Name? {
            switch kind {
            case .root: nil
            case .section(let name, _), .parent(let name, _), .filling(let name, _), .block(let name, _, _): name
            }
        }
    }

    init(_ source: [UInt8], template: String, firstLine: Int) {
        self.template = template
        lines = TemplateLines(source, first: firstLine)
        scanner = TagScanner(source)
    }

    mutating func parse() throws(TemplateError) -> [Node] {
        guard String(validating: lines.source, as: UTF8.self) != nil else { throw error(.notUTF8, at: nil) }
        while let start = scanner.nextTag() {
            switch scanner.readTag(at: start) {
            case .success(let tag): try take(tag)
            case .failure(let fault): throw error(fault.problem, at: start)
            }
        }
        takeText(to: lines.source.count)
        if let name = open[open.count - 1].name {
            throw TemplateError(template: template, line: name.line, problem: .unended(name.text))
        }
        return open[0].nodes
    }

    private mutating func take(_ tag: Tag) throws(TemplateError) {
        if tag.kind == .comment || tag.kind == .delimiters {
            takeLine(of: tag)
            return
        }
        guard let name = Name(tag.content, line: lines.number(at: tag.start)) else {
            throw error(.noName, at: tag.start)
        }
        if case .parent(let parent, _) = open[open.count - 1].kind, tag.kind != .block, tag.kind != .end {
            throw error(.outsideBlock(parent: parent.text), at: tag.start)
        }
        switch tag.kind {
        case .comment, .delimiters: break
        case .hole, .rawHole: takeHole(tag, name)
        case .section, .inverted:
            takeLine(of: tag)
            note(name, isSection: true)
            try push(Frame(kind: .section(name, inverted: tag.kind == .inverted), margin: margin), at: tag.start)
        case .partial:
            let indentation = takeLine(of: tag)
            inclusions.append(name)
            add(.partial(name, indentation: indentation ?? [], ownLine: indentation != nil))
        case .parent: try openParent(tag, name)
        case .block: try openBlock(tag, name)
        case .end: try end(tag, name)
        }
    }

    // MARK: Openings

    private mutating func takeHole(_ tag: Tag, _ name: Name) {
        takeText(to: tag.start)
        taken = tag.end
        note(name, isSection: false)
        add(.hole(name, escaped: tag.kind == .hole))
    }

    /// Whether the parent has lines of its own is known at its end only.
    private mutating func openParent(_ tag: Tag, _ name: Name) throws(TemplateError) {
        let indentation = lines.blank(before: tag.start)
        takeText(to: indentation?.lowerBound ?? tag.start)
        taken = tag.end
        inclusions.append(name)
        let own = indentation.map { lines.without(margin, $0) }
        try push(Frame(kind: .parent(name, indentation: own), margin: margin), at: tag.start)
    }

    private mutating func openBlock(_ tag: Tag, _ name: Name) throws(TemplateError) {
        let next = lines.lineBreak(after: tag.end)
        if case .parent = open[open.count - 1].kind {
            taken = next ?? tag.end
            let inner = next.map { Array(lines.source[lines.leadingBlank(at: $0)]) } ?? margin
            return try push(Frame(kind: .filling(name, ownLine: next != nil), margin: inner), at: tag.start)
        }
        let before = lines.blank(before: tag.start)
        guard let before, let next else {
            takeText(to: tag.start)
            taken = tag.end
            let indentation = before.map { lines.without(margin, $0) } ?? []
            let kind = Frame.Kind.block(name, indentation: indentation, ownLine: false)
            return try push(Frame(kind: kind, margin: margin), at: tag.start)
        }
        takeText(to: before.lowerBound)
        taken = next
        let first = lines.leadingBlank(at: next)
        let isEmpty = scanner.isEndTag(at: first.upperBound) || lines.lineBreak(after: next) != nil
        let indentation = lines.without(margin, isEmpty ? before : first)
        try push(Frame(kind: .block(name, indentation: indentation, ownLine: true), margin: margin), at: tag.start)
    }

    private mutating func push(_ frame: Frame, at offset: Int) throws(TemplateError) {
        guard open.count <= Self.depthLimit else { throw error(.nestedTooDeep(limit: Self.depthLimit), at: offset) }
        open.append(frame)
    }

    // MARK: Ends

    private mutating func end(_ tag: Tag, _ name: Name) throws(TemplateError) {
        guard let opened = open[open.count - 1].name else { throw error(.strayEnd(name.text), at: tag.start) }
        guard opened.text == name.text else {
            throw error(.wrongEnd(name.text, open: opened.text, openLine: opened.line), at: tag.start)
        }
        switch open[open.count - 1].kind {
        case .root: break
        case .section(let name, let isInverted):
            takeLine(of: tag)
            let frame = open.removeLast()
            add(.section(name, inverted: isInverted, body: frame.nodes))
        case .parent(let name, let indentation): endParent(tag, name, indentation)
        case .filling(let name, let ownLine):
            let before = ownLine ? lines.blank(before: tag.start) : nil
            takeText(to: before?.lowerBound ?? tag.start)
            taken = tag.end
            let frame = open.removeLast()
            open[open.count - 1].blocks[name.text] = frame.nodes
        case .block(let name, let indentation, let ownLine):
            takeLine(of: tag)
            let frame = open.removeLast()
            add(.block(name, indentation: indentation, ownLine: ownLine, standard: frame.nodes))
        }
    }

    private mutating func endParent(_ tag: Tag, _ name: Name, _ indentation: [UInt8]?) {
        let next = lines.lineBreak(after: tag.end) ?? (lines.isBlankToEnd(tag.end) ? lines.source.count : nil)
        let frame = open.removeLast()
        if let indentation, let next {
            taken = next
            add(.parent(name, indentation: indentation, ownLine: true, blocks: frame.blocks))
        } else {
            taken = tag.end
            if let indentation, !indentation.isEmpty { add(.text(indentation)) }
            add(.parent(name, indentation: [], ownLine: false, blocks: frame.blocks))
        }
    }

    // MARK: Text

    private var margin: [UInt8] { open[open.count - 1].margin }

    private mutating func add(_ node: Node) { open[open.count - 1].nodes.append(node) }

    private mutating func note(_ name: Name, isSection: Bool) {
        holes.append(Hole(name: name.text, line: name.line, isSection: isSection))
    }

    private mutating func takeText(to end: Int) {
        if end > taken {
            let text = lines.text(taken..<end, without: margin)
            if !text.isEmpty { add(.text(text)) }
        }
        taken = max(taken, end)
    }

    /// Takes the text before a tag. A tag alone on its line takes the whole line with it; its indentation is the answer.
    @discardableResult
    private mutating func takeLine(of tag: Tag) -> [UInt8]? {
        let next = lines.lineBreak(after: tag.end) ?? (lines.isBlankToEnd(tag.end) ? lines.source.count : nil)
        guard let before = lines.blank(before: tag.start), let next else {
            takeText(to: tag.start)
            taken = tag.end
            return nil
        }
        takeText(to: before.lowerBound)
        taken = next
        return lines.without(margin, before)
    }

    private mutating func error(_ problem: TemplateError.Problem, at offset: Int?) -> TemplateError {
        TemplateError(template: template, line: offset.map { lines.number(at: $0) }, problem: problem)
    }
}
