import Documents
import Kernel

/// What nodes earned, as a paper.
enum RevenuePaper {
    static func of(
        _ summary: RevenueSummary, _ wish: RevenueSummary.Wish, office: String, node: String?
    ) -> PaperDocument {
        let time = "\(wish.from?.description ?? "the beginning") to \(wish.to?.description ?? "today")"
        var paper = PaperDocument(title: "Revenue", sender: node ?? office, reference: time)
        paper.senderLines = node == nil ? [] : [office]
        paper.titleLines = [time, wish.source?.label ?? "All sources"]
        paper.pageSize = .a4
        paper.blocks = [
            .heading("By source"),
            .table(
                [.init("Source", weight: 3), .init("Currency"), .init("Amount", weight: 2, isRight: true)],
                rows: summary.totals.map { total in
                    [total.source?.label ?? "Together", total.currency.rawValue, total.amount.grouped]
                }),
            .heading("By node"),
            .table(
                [
                    .init("Node", weight: 3), .init("Source", weight: 2), .init("Entries", isRight: true),
                    .init("Currency"), .init("Amount", weight: 2, isRight: true),
                ],
                rows: summary.lines.map { line in
                    [
                        "\(line.name) (\(line.code))", line.source.label, "\(line.entries)", line.currency.rawValue,
                        line.amount.grouped,
                    ]
                }),
        ]
        if summary.lines.isEmpty { paper.blocks = [.paragraph("Nothing was earned in that time.")] }
        return paper
    }
}
