/// Sets blocks onto pages: from top to bottom, a new page where one is full.
struct PageComposer: ~Copyable {
    private(set) var pages: [[Mark]] = [[]]
    let document: PaperDocument
    let context = TextContext()
    private var y: Double
    /// A table's titles, set again at the top of each page while the table lasts.
    private var repeated: [RowColumn]?
    /// Title and reference, at the top of all pages but the first.
    private var runningHead: [TextBlock]?

    static let margin = 42.0
    private static let footHeight = 30.0
    private static let padding = (x: 5.0, y: 3.6)

    var left: Double { Self.margin }
    var width: Double { document.pageSize.width - 2 * Self.margin }
    private var bottom: Double { document.pageSize.height - Self.margin - Self.footHeight }
    private var top: Double { Self.margin + 24 }

    /// Texts one above the other in a row, with the box they stand in.
    struct RowColumn {
        let blocks: [TextBlock]
        let x: Double
        let width: Double

        var lines: [(block: TextBlock, index: Int)] {
            blocks.flatMap { block in block.lines.indices.map { (block, $0) } }
        }
    }

    /// How the boxes of a row look.
    enum RowLook {
        case boxed
        case underlined
        case shaded
    }

    init(_ document: PaperDocument) {
        self.document = document
        y = Self.margin
    }

    // MARK: Place

    mutating func advance(_ points: Double) { y += points }

    /// Begins a new page unless `height` points are free.
    mutating func need(_ height: Double) {
        if y + height > bottom { breakPage() }
    }

    mutating func breakPage() {
        pages.append([])
        y = Self.margin
        let half = width / 2
        let head =
            runningHead ?? [
                text(document.title, .aside, width: half), text(document.reference, .aside.right, width: half),
            ]
        runningHead = head
        for (index, block) in head.enumerated() { add(block, x: left + half * Double(index), y: y, lines: 1) }
        add(.rule(x: left, y: y + 14, width: width, .rule, thickness: 0.6))
        y = top
        if let repeated {
            self.repeated = nil
            set(repeated, .shaded)
            self.repeated = repeated
        }
    }

    mutating func add(_ mark: Mark) { add(mark, toPage: pages.count - 1) }
    mutating func add(_ mark: Mark, toPage page: Int) { pages[page].append(mark) }

    /// Adds the block's first lines at a fixed place.
    mutating func add(_ block: TextBlock, x: Double, y: Double, lines: Int = .max) {
        for (index, line) in block.lines.enumerated().prefix(lines) {
            add(.text(block, line: index, x: x, y: y + line.top))
        }
    }

    borrowing func text(_ text: String, _ style: TextStyle, width: Double) -> TextBlock {
        TextBlock(text, style, width: width, in: context)
    }

    // MARK: Blocks

    mutating func set(_ block: PaperDocument.Block) {
        switch block {
        case .heading(let words): setHeading(words)
        case .form(let rows): for row in rows { setForm(row) }
        case .table(let columns, let rows): setTable(columns, rows)
        case .paragraph(let words, let isSmall): setParagraph(words, isSmall ? .small : .body)
        case .signatures(let signatures): setSignatures(signatures)
        case .together(let blocks): setTogether(blocks)
        case .picture(let bytes, let words, let height): setPicture(bytes, words, height)
        case .gap(let points): advance(points)
        case .pageBreak: breakPage()
        }
    }

    /// Tries it here; where that breaks a page, takes it back and begins on the next one.
    private mutating func setTogether(_ blocks: [PaperDocument.Block]) {
        let before = (pages: pages, y: y)
        for block in blocks { set(block) }
        guard pages.count > before.pages.count, before.y > top else { return }
        (pages, y) = before
        breakPage()
        for block in blocks { set(block) }
    }

    /// Stays with at least the first row below it.
    private mutating func setHeading(_ words: String) {
        let block = text(words, .heading, width: width - 2 * Self.padding.x)
        need(block.height + 56)
        advance(9)
        let height = block.height + 6
        add(.fill(Box(x: left, y: y, width: width, height: height), .accent))
        add(block, x: left + Self.padding.x, y: y + 3)
        advance(height)
    }

    private mutating func setForm(_ fields: [PaperDocument.Field]) {
        let places = shares(fields.map(\.weight))
        let columns = zip(fields, places).map { field, place in
            let inner = place.width - 2 * Self.padding.x
            let value = field.value.flatMap { $0.isEmpty ? nil : $0 } ?? "–"
            return RowColumn(
                blocks: [text(field.label, .label, width: inner), text(value, .value, width: inner)],
                x: place.x, width: place.width)
        }
        set(columns, .boxed)
    }

    private mutating func setTable(_ columns: [PaperDocument.Column], _ rows: [[String]]) {
        let places = shares(columns.map(\.weight))
        func row(_ cells: [String], _ style: TextStyle) -> [RowColumn] {
            zip(zip(columns, places), cells).map { column, cell in
                let inner = column.1.width - 2 * Self.padding.x
                let block = text(cell.isEmpty ? "–" : cell, column.0.isRight ? style.right : style, width: inner)
                return RowColumn(blocks: [block], x: column.1.x, width: column.1.width)
            }
        }
        let titles = row(columns.map(\.title), .column)
        need(60)
        set(titles, .shaded)
        repeated = titles
        for cells in rows { set(row(cells, .body), .underlined) }
        repeated = nil
    }

    private mutating func setParagraph(_ words: String, _ style: TextStyle) {
        let block = text(words, style, width: width)
        for (index, line) in block.lines.enumerated() {
            need(line.height)
            add(.text(block, line: index, x: left, y: y))
            advance(line.height)
        }
        advance(4)
    }

    private mutating func setPicture(_ bytes: [UInt8], _ words: String, _ height: Double) {
        guard let picture = Picture(bytes) else { return setParagraph("\(words) (cannot be shown here)", .small) }
        let scale = min(width / picture.width, height / picture.height, 1)
        let box = Box(x: left, y: 0, width: picture.width * scale, height: picture.height * scale)
        need(box.height + 20)
        add(.picture(picture, Box(x: left, y: y, width: box.width, height: box.height)))
        advance(box.height + 3)
        setParagraph(words, .small)
    }

    private mutating func setSignatures(_ signatures: [PaperDocument.Signature]) {
        let height = 46.0
        for signature in signatures {
            need(height)
            let places = shares([4, 3.4, 1.6])
            let date = signature.date ?? ""
            let words = [("Signature", ""), ("Printed name and title", signer(signature)), ("Date", date)]
            for (place, (label, value)) in zip(places, words) {
                let inner = place.width - (label == "Date" ? 0 : 14)
                let block = text(value, .value, width: inner)
                add(block, x: place.x, y: y + max(2, 28 - block.height), lines: 2)
                add(.rule(x: place.x, y: y + 30, width: inner, .ink, thickness: 0.7))
                add(text(label, .label, width: inner), x: place.x, y: y + 32)
            }
            advance(height)
        }
    }

    private borrowing func signer(_ signature: PaperDocument.Signature) -> String {
        [signature.name, signature.role].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: Rows

    /// Sets a row; one that is higher than what a page holds goes on, line by line, on the next.
    private mutating func set(_ columns: [RowColumn], _ look: RowLook) {
        let lines = columns.map(\.lines)
        var next = [Int](repeating: 0, count: lines.count)
        repeat {
            let heights = zip(lines, next).map { lines, next in
                lines[next...].reduce(0) { $0 + $1.block.lines[$1.index].height }
            }
            let wanted = (heights.max() ?? 0) + 2 * Self.padding.y
            let isFresh = next.allSatisfy { $0 == 0 }
            if y + wanted > bottom, y > top + 60, isFresh ? wanted < (bottom - top) / 2 || y + 60 > bottom : true {
                breakPage()
            }
            let height = min(wanted, max(bottom - y, 40))
            outline(columns, height, look)
            for (index, column) in columns.enumerated() {
                let first = y + Self.padding.y
                var lineTop = first
                while next[index] < lines[index].count {
                    let (block, line) = lines[index][next[index]]
                    let lineHeight = block.lines[line].height
                    let fits = lineTop + lineHeight <= y + height - Self.padding.y + 0.01
                    guard fits || lineTop == first else { break }
                    add(.text(block, line: line, x: column.x + Self.padding.x, y: lineTop))
                    lineTop += lineHeight
                    next[index] += 1
                }
            }
            advance(height)
        } while zip(lines, next).contains { $0.count > $1 }
    }

    private mutating func outline(_ columns: [RowColumn], _ height: Double, _ look: RowLook) {
        switch look {
        case .boxed:
            for column in columns {
                add(.frame(Box(x: column.x, y: y, width: column.width, height: height), .rule))
            }
        case .underlined: add(.rule(x: left, y: y + height, width: width, .rule, thickness: 0.5))
        case .shaded:
            add(.fill(Box(x: left, y: y, width: width, height: height), .shade))
            add(.rule(x: left, y: y + height, width: width, .accent, thickness: 0.8))
        }
    }

    /// The width, divided by weight.
    private borrowing func shares(_ weights: [Double]) -> [(x: Double, width: Double)] {
        let total = weights.reduce(0, +)
        var x = left
        return weights.map { weight in
            let share = width * weight / total
            defer { x += share }
            return (x, share)
        }
    }
}
