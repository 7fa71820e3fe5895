import CXML

/// Goes through libxml2's tree, without recursion, and writes its text.
struct HTMLWalk {
    private var writer = HTMLTextWriter()
    private var open: [OpenElement] = []
    private var preformatted = 0
    private static let struckMark = "~~"

    /// An element whose end is to come.
    private struct OpenElement {
        let kind: HTMLElements.Kind
        /// Levels of quotation to take back at the end.
        var quotes = 0
        /// Where the mark of struck text stands.
        var struckAt: Int?
        /// Cells so far, of a row; items so far, of a list.
        var count = 0
        /// Whether a row has several cells: paragraphs in them are lines.
        var isWide = false
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
        var element = OpenElement(kind: Self.kind(of: node))
        if element.kind == .hidden {
            open.append(element)
            return false
        }
        let attributes = HTMLAttributes(node)
        if attributes.isHidden {
            open.append(OpenElement(kind: .hidden))
            return false
        }
        if attributes.beginsHistory, !open.isEmpty {
            open[open.count - 1].quotes += 1
            writer.quote(by: 1)
        }
        begin(&element, node)
        if attributes.isHistory {
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
            element.isWide = Self.cellCount(of: node) > 1
        case .cell:
            let row = open.indices.last { open[$0].kind == .row }
            writer.beginCell(isFirst: row.map { open[$0].count == 0 } ?? true)
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

    /// Whether the nearest row has several cells.
    private var isInWideRow: Bool { open.last { $0.kind == .row }?.isWide ?? false }

    private static func cellCount(of row: xmlNodePtr) -> Int {
        var count = 0
        var child = row.pointee.children
        while let node = child, count < 2 {
            if node.pointee.type == XML_ELEMENT_NODE, kind(of: node) == .cell { count += 1 }
            child = node.pointee.next
        }
        return count
    }

    private static func kind(of node: xmlNodePtr) -> HTMLElements.Kind {
        guard let name = node.pointee.name else { return .inline }
        return HTMLElements.kind(of: String(cString: name))
    }
}
