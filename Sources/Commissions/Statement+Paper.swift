import Documents
import Kernel
import Web

extension Statement {
    private var heads: (due: String, settled: String, takenBack: String) {
        switch holder {
        case .funder: ("Expected", "Paid", "Clawed back")
        case .payee: ("Share", "Paid out", "Clawed back")
        }
    }

    private func money(_ cents: Cents) -> String { cents == .zero ? "" : cents.grouped }

    /// The statement as PDF: equal statements give equal bytes.
    package func pdf() throws -> [UInt8] { try paper.render(date: to.start) }

    var paper: PaperDocument {
        var paper = PaperDocument(
            title: "Commission Statement", sender: office, reference: "\(name), \(from) to \(to)")
        paper.titleLines = [name, "\(from) to \(to)", "All amounts in \(currency.rawValue)"]
        paper.blocks = [
            .form([
                [
                    PaperDocument.Field("Balance before", opening.grouped),
                    PaperDocument.Field(heads.due, sum(\.due).grouped),
                    PaperDocument.Field(heads.settled, sum(\.settled).grouped),
                    PaperDocument.Field(heads.takenBack, sum(\.takenBack).grouped),
                    PaperDocument.Field("Balance", closing.grouped),
                ]
            ]),
            .gap(points: 8),
        ]
        let columns = [
            PaperDocument.Column("Day", weight: 1.2), PaperDocument.Column("What", weight: 1.6),
            PaperDocument.Column("Merchant", weight: 2.2), PaperDocument.Column("Reference", weight: 1.4),
            PaperDocument.Column(heads.due, weight: 1.1, isRight: true),
            PaperDocument.Column(heads.settled, weight: 1.1, isRight: true),
            PaperDocument.Column(heads.takenBack, weight: 1.1, isRight: true),
            PaperDocument.Column("Balance", weight: 1.2, isRight: true),
        ]
        let rows = lines.map { line in
            [
                line.day.description, line.what, line.merchant,
                [line.reference, line.trace].filter { !$0.isEmpty }.joined(separator: " "), money(line.due),
                money(line.settled), money(line.takenBack), line.balance.grouped,
            ]
        }
        paper.blocks.append(rows.isEmpty ? .paragraph("Nothing was booked in this time.") : .table(columns, rows: rows))
        return paper
    }

    /// Line by line, with the balances before and behind.
    var text: CommaText {
        var text = CommaText(head: [
            "day", "what", "merchant", "reference", "trace", "due", "settled", "taken_back", "balance", "currency",
        ])
        text.add([from.description, "Balance before", "", "", "", "", "", "", opening.decimal, currency.rawValue])
        for line in lines {
            text.add([
                line.day.description, line.what, line.merchant, line.reference, line.trace, line.due.decimal,
                line.settled.decimal, line.takenBack.decimal, line.balance.decimal, currency.rawValue,
            ])
        }
        text.add([to.description, "Balance", "", "", "", "", "", "", closing.decimal, currency.rawValue])
        return text
    }

    var value: Value {
        func shown(_ cents: Cents) -> Value { .string(money(cents)) }
        return [
            "name": .string(name), "currency": .string(currency.rawValue), "from_on": Value(from), "to_on": Value(to),
            "from": Value(from), "to": Value(to), "is_funder": .bool(holder.kind == "funder"),
            "opening": .string(opening.decimal), "opening_text": .string(currency.shown(opening)),
            "closing": .string(closing.decimal), "closing_text": .string(currency.shown(closing)),
            "due_head": .string(heads.due), "settled_head": .string(heads.settled),
            "lines": .list(
                lines.map { line in
                    [
                        "day_on": Value(line.day), "what": .string(line.what), "merchant": .string(line.merchant),
                        "reference": .string(line.reference), "trace": .string(line.trace),
                        "due": .string(line.due.decimal), "due_text": shown(line.due),
                        "settled": .string(line.settled.decimal), "settled_text": shown(line.settled),
                        "taken_back": .string(line.takenBack.decimal), "taken_back_text": shown(line.takenBack),
                        "balance": .string(line.balance.decimal), "balance_text": .string(line.balance.grouped),
                    ]
                }),
        ]
    }
}
