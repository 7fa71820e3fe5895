import Kernel
import Sheets
import Web

extension FeeImport {
    /// The rows of a file; a row that cannot be read is answered as such.
    static func rows(
        _ file: [UInt8], _ wish: SheetLayout<FeeField>, currency: Currency
    ) throws(SheetRefusal) -> [Row] {
        let grid = try SheetGrid<FeeField>(file, wish)
        var (sign, order) = (grid.layout.decimalSign, grid.layout.dayOrder)
        if sign == nil { sign = try DecimalSign.shown(by: grid.cells(of: [.amount])) }
        if order == nil { order = try DayOrder.shown(by: grid.cells(of: [.receivedOn])) }
        var rows = grid.flaws.map { Row(line: $0.line, reading: .failure(SheetRowFlaw($0.reason))) }
        for row in grid.rows {
            do {
                rows.append(
                    Row(line: row.line, reading: .success(try reading(row, grid, sign ?? .point, order, currency))))
            } catch { rows.append(Row(line: row.line, reading: .failure(error))) }
        }
        if rows.isEmpty { throw .empty }
        return rows.sorted { $0.line < $1.line }
    }

    private static func reading(
        _ row: CSVReader.Record, _ grid: SheetGrid<FeeField>, _ sign: DecimalSign, _ order: DayOrder?,
        _ currency: Currency
    ) throws(SheetRowFlaw) -> Reading {
        try grid.check(row)
        func text(_ field: FeeField, most: Int) throws(SheetRowFlaw) -> String {
            guard let text = grid.cell(field, row) else { throw SheetRowFlaw("\(field.label): there is none") }
            guard text.unicodeScalars.count <= most else { throw SheetRowFlaw("\(field.label): it is too long") }
            return text
        }
        guard let kind = kind(try text(.kind, most: 60)) else {
            throw SheetRowFlaw("\(FeeField.kind.label): neither licence nor competition")
        }
        guard let amount = try grid.amount(.amount, row, sign), amount.amount > .zero else {
            throw SheetRowFlaw("\(FeeField.amount.label): there is none above nothing")
        }
        guard let day = try grid.day(.receivedOn, row, order) else {
            throw SheetRowFlaw("\(FeeField.receivedOn.label): there is none")
        }
        let named = try grid.currency(.currency, row)
        return Reading(
            node: try text(.node, most: 20), kind: kind, amount: amount.amount,
            currency: named ?? amount.currency ?? currency, receivedOn: day,
            reference: try text(.reference, most: 100), project: grid.cell(.project, row))
    }

    private static func kind(_ cell: String) -> MemberFee.Kind? {
        switch SheetText.normal(cell) {
        case "licence fee", "license fee", "licence", "license": .licenceFee
        case "competition fee", "competition": .competitionFee
        default: nil
        }
    }

    /// A program's list.
    static func rows(_ reader: inout FieldReader, currency: Currency) -> [Row] {
        let list = reader.objects("fees", count: most) { inner in
            Reading(
                node: inner.text("node", max: 20), kind: inner.choice("kind"),
                amount: inner.cents("amount", in: Cents(1)...Cents.largest),
                currency: inner.optionalChoice("currency") ?? currency, receivedOn: inner.day("received_on"),
                reference: inner.text("reference", max: 100), project: inner.optionalText("project", max: 20))
        }
        return list.enumerated().map { Row(line: $0 + 1, reading: .success($1)) }
    }
}
