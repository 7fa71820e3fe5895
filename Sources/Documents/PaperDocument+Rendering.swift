import Kernel

extension PaperDocument {
    /// The document as PDF. `date` is what the file says of its making: equal documents give equal bytes.
    package func render(date: Moment) throws(PDFFault) -> [UInt8] {
        var composer = PageComposer(self)
        composer.setLetterhead()
        for block in blocks { composer.set(block) }
        composer.setFeet()
        let canvas = try PDFCanvas(pageSize, title: title, author: sender, date: date)
        for page in composer.pages {
            for mark in page { canvas.draw(mark) }
            canvas.endPage()
        }
        return try canvas.finish()
    }
}

extension PageComposer {
    /// The head of the first page: who sends it, and what it is.
    mutating func setLetterhead() {
        let half = width / 2
        let start = Self.margin
        let name = text(document.sender, .name, width: half)
        let lines = text(document.senderLines.joined(separator: "\n"), .aside, width: half)
        let title = text(document.title, .title, width: half)
        let titleLines = text(document.titleLines.joined(separator: "\n"), .aside.right, width: half)
        let shown = (name: min(name.lines.count, 3), title: min(title.lines.count, 3))
        add(name, x: left, y: start, lines: shown.name)
        add(title, x: left + half, y: start - 4, lines: shown.title)
        let nameBottom = start + name.lines[shown.name - 1].bottom + 3
        let titleBottom = start - 4 + title.lines[shown.title - 1].bottom + 3
        add(lines, x: left, y: nameBottom, lines: 5)
        add(titleLines, x: left + half, y: titleBottom, lines: 5)
        let end = max(
            nameBottom + (lines.lines.prefix(5).last?.bottom ?? 0),
            titleBottom + (titleLines.lines.prefix(5).last?.bottom ?? 0))
        add(.rule(x: left, y: end + 6, width: width, .accent, thickness: 1.6))
        advance(end + 6 - start)
    }

    /// The foot of each page, when it is known how many there are.
    mutating func setFeet() {
        let y = document.pageSize.height - Self.margin - 12
        let note = [document.reference, document.footNote].filter { !$0.isEmpty }.joined(separator: "  ·  ")
        let noteText = text(note, .aside, width: width * 0.8)
        for index in pages.indices {
            let number = text("Page \(index + 1) of \(pages.count)", .aside.right, width: width * 0.2)
            add(.rule(x: left, y: y - 5, width: width, .rule, thickness: 0.6), toPage: index)
            add(.text(noteText, line: 0, x: left, y: y), toPage: index)
            add(.text(number, line: 0, x: left + width * 0.8, y: y), toPage: index)
        }
    }
}
