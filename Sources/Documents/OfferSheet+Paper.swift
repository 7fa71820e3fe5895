import Kernel

extension OfferSheet {
    /// So many offers stand beside each other on a page.
    private static let across = 3

    /// The sheet as PDF; equal sheets with an equal date give equal bytes.
    package func render(date: Moment) throws(PDFFault) -> [UInt8] { try paper.render(date: date) }

    /// The sheet as a document, to be looked at before it is set.
    package var paper: PaperDocument {
        var paper = PaperDocument(title: "Your Offers", sender: broker, reference: "Application \(reference)")
        paper.senderLines = brokerLines
        paper.titleLines = [merchant, date]
        paper.footNote = "Confidential"
        paper.pageSize = pageSize
        paper.blocks = tables.flatMap(blocks) + closing
        return paper
    }

    private func blocks(_ table: Table) -> [PaperDocument.Block] {
        var blocks: [PaperDocument.Block] = []
        for start in stride(from: 0, to: table.options.count, by: Self.across) {
            let places = start..<min(start + Self.across, table.options.count)
            let options = table.options[places]
            let columns =
                [PaperDocument.Column(table.currency, weight: 1.3)] + options.map { .init($0.name, weight: 1.6) }
            let rows = table.rows.map { row in [row.label] + row.cells[places].map(\.shown) }
            blocks.append(
                .together([
                    .heading(tables.count > 1 ? "Offers in \(table.currency)" : "Offers"),
                    .table(columns, rows: rows), .gap(points: 8),
                ]))
            for option in options { blocks += details(option) }
        }
        return blocks
    }

    private func details(_ option: Option) -> [PaperDocument.Block] {
        var lines: [PaperDocument.Block] = []
        if !option.earlyPayment.isEmpty {
            lines.append(.paragraph("Paying early: " + option.earlyPayment.joined(separator: "; ")))
        }
        if !option.wanted.isEmpty {
            lines.append(.paragraph("Needed before funding: " + option.wanted.joined(separator: ", ")))
        }
        guard !lines.isEmpty else { return [] }
        return [.together([.heading(option.name), .gap(points: 5)] + lines)]
    }

    private var closing: [PaperDocument.Block] {
        let lines = formulas.map { PaperDocument.Block.paragraph("\($0.label): \($0.formula)", isSmall: true) }
        return [
            .together(
                [.heading("How the figures are made"), .gap(points: 5), .paragraph(Self.notice, isSmall: true)] + lines)
        ]
    }
}
