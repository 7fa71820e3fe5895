import CXML

/// Goes through libxml2's tree, without recursion, and writes its text.
struct HTMLWalk {
    private var writer = HTMLTextWriter()
    private var open: [OpenElement] = []
    private var preformatted = 0
    private static let struckMark = "~~"
    /// What the names mean that were met: libxml2 keeps each name of a document once, at one address.
    private var known: [(name: UnsafePointer<xmlChar>, kind: HTMLElements.Kind)] = []

    /// An element whose end is to come.
    private struct OpenElement {
        let kind: HTMLElements.Kind
        /// Levels of quotation to take back at the end.
        var quotes = 0
        /// Where the mark of struck text stands.
        var struckAt: Int?
        /// Cells so far, of a row; items so far, of a list.
        var count = 0
        /// All cells of a row, counted to three.
        var cells = 0
    }

    mutating func text(of root: xmlNodePtr) -> String {
        var node = root
        while true {
            if enter(node), let child = node.pointee.children {
                node = child
                continue
            }
            leave(node)
            while node.pointee.next == nil || node == root {
                guard node != root, let parent = node.pointee.parent, parent != root else {
                    // The root's own end closes nothing that shows.
                    return String(decoding: writer.output, as: UTF8.self)
                }
                node = parent
                leave(node)
            }
            guard let next = node.pointee.next else { break }
            node = next
        }
        return String(decoding: writer.output, as: UTF8.self)
    }

    /// Whether the node's children are to be visited.
    private mutating func enter(_ node: xmlNodePtr) -> Bool {
        switch node.pointee.type {
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
            guard let content = node.pointee.content else { return false }
            let bytes = UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
            if preformatted > 0 { writer.writePreformatted(bytes) } else { writer.write(bytes) }
            return false
        case XML_ELEMENT_NODE:
            return enterElement(node)
        default:
            return false
        }
    }

    private mutating func enterElement(_ node: xmlNodePtr) -> Bool {
        var element = OpenElement(kind: kind(of: node))
        if element.kind == .hidden {
            open.append(element)
            return false
        }
        let attributes = HTMLAttributes(node)
        if attributes.isHidden {
            open.append(OpenElement(kind: .hidden))
            return false
        }
        if attributes.beginsHistory { beginHistory(at: node) }
        begin(&element, node)
        if attributes.isHistory, element.kind != .quote {
            element.quotes += 1
            writer.quote(by: 1)
        }
        if element.kind == .struck || attributes.isStruck {
            writer.writeMark(Self.struckMark)
            element.struckAt = writer.output.count - Self.struckMark.utf8.count
        }
        open.append(element)
        return true
    }

    /// Everything from here to the end of the parent is quoted; where the node comes first in its parent, that is a mere
    /// wrapper and the parent's parent counts.
    private mutating func beginHistory(at node: xmlNodePtr) {
        var first = node
        var index = open.count - 1
        while index > 0, Self.isFirst(first), let parent = first.pointee.parent {
            first = parent
            index -= 1
        }
        guard index >= 0 else { return }
        open[index].quotes += 1
        writer.quote(by: 1)
    }

    /// Whether no element stands before the node in its parent.
    private static func isFirst(_ node: xmlNodePtr) -> Bool {
        var former = node.pointee.prev
        while let current = former {
            if current.pointee.type == XML_ELEMENT_NODE { return false }
            former = current.pointee.prev
        }
        return true
    }

    private mutating func begin(_ element: inout OpenElement, _ node: xmlNodePtr) {
        switch element.kind {
        case .block, .orderedList: writer.breakLine(1)
        case .paragraph: writer.breakLine(isInWideRow ? 1 : 2)
        case .lineBreak: writer.lineBreak()
        case .rule: writer.breakLine(2)
        case .preformatted:
            writer.breakLine(1)
            preformatted += 1
        case .quote:
            element.quotes += 1
            writer.quote(by: 1)
        case .row:
            writer.beginRow()
            element.cells = cellCount(of: node)
        case .cell:
            let row = open.indices.last { open[$0].kind == .row }
            writer.beginCell(
                isFirst: row.map { open[$0].count == 0 } ?? true, isPair: row.map { open[$0].cells == 2 } ?? false)
            if let row { open[row].count += 1 }
        case .listItem: beginItem()
        case .inline, .struck, .hidden: break
        }
    }

    private mutating func beginItem() {
        writer.breakLine(1)
        guard let list = open.lastIndex(where: { $0.kind == .orderedList || $0.kind == .block }),
            open[list].kind == .orderedList
        else { return writer.writeMark("- ") }
        open[list].count += 1
        writer.writeMark("\(open[list].count). ")
    }

    private mutating func leave(_ node: xmlNodePtr) {
        guard node.pointee.type == XML_ELEMENT_NODE, let element = open.popLast() else { return }
        if let position = element.struckAt, !writer.takeBack(Self.struckMark, from: position) {
            writer.closeMark(Self.struckMark)
        }
        if element.quotes > 0 { writer.quote(by: -element.quotes) }
        switch element.kind {
        case .block, .orderedList, .listItem: writer.breakLine(1)
        case .paragraph: writer.breakLine(isInWideRow ? 1 : 2)
        case .preformatted:
            preformatted -= 1
            writer.breakLine(1)
        case .row: writer.endRow()
        case .cell: writer.endCell()
        case .inline, .struck, .hidden, .lineBreak, .quote, .rule: break
        }
    }

    /// Whether the nearest row has several cells: paragraphs in them are lines.
    private var isInWideRow: Bool { open.last { $0.kind == .row }.map { $0.cells > 1 } ?? false }

    private mutating func cellCount(of row: xmlNodePtr) -> Int {
        var count = 0
        var child = row.pointee.children
        while let node = child, count < 3 {
            if node.pointee.type == XML_ELEMENT_NODE, kind(of: node) == .cell { count += 1 }
            child = node.pointee.next
        }
        return count
    }

    private mutating func kind(of node: xmlNodePtr) -> HTMLElements.Kind {
        guard let name = node.pointee.name else { return .inline }
        if let met = known.first(where: { $0.name == name }) { return met.kind }
        let kind = HTMLElements.kind(of: String(cString: name))
        // hardly a mail uses more names; where one does, the others are looked up again
        if known.count < 24 { known.append((name, kind)) }
        return kind
    }
}
