import Applications
import Documents
import Kernel
import Storage

/// Chosen offers as the merchant sees them: on a page and as PDF, both made from one sheet, and nothing of the broker's own
/// in it: neither buy rate nor points nor commission, nor the funder's words, which may tell of them.
package struct MerchantOffers: Sendable {
    package let sheet: OfferSheet
    /// The moment of what is newest in it: equal data, equal bytes.
    package let asOf: Moment

    /// `names` tells the merchant who the funders are. Refused where no offer is chosen, or one is not the application's or
    /// stands no longer.
    package init(
        _ comparison: OfferComparison, chosen: [Offer.ID], names: Bool, tenant: TenantID, _ db: Connection
    ) throws {
        guard !chosen.isEmpty else { throw OfferRefusal.noneChosen }
        let columns = comparison.tables.flatMap(\.columns)
        for id in chosen where !columns.contains(where: { $0.offer.id == id && $0.offer.state.isStanding }) {
            throw OfferRefusal.unknown(id)
        }
        let broker = try Letterhead.read(tenant: tenant, db)
        var (number, newest) = (0, Moment(seconds: 0))
        let tables = try comparison.tables.compactMap { table -> OfferSheet.Table? in
            let own = table.columns.filter { chosen.contains($0.offer.id) }
            guard !own.isEmpty else { return nil }
            let options = try own.map { column in
                let wanted = try Stipulation.open(offer: column.offer.id, tenant: tenant, db)
                newest = ([newest, column.offer.receivedAt] + wanted.map(\.updatedAt)).max() ?? newest
                number += 1
                return Self.option(column, number: number, names: names, wanted)
            }
            return OfferSheet.Table(
                currency: table.currency.rawValue, options: options, rows: Self.rows(own))
        }
        asOf = newest
        let contact = [broker.phone, broker.email].compactMap { $0 }.joined(separator: "  ·  ")
        var sheet = OfferSheet(
            broker: broker.name, brokerLines: [broker.address, contact.isEmpty ? nil : contact].compactMap { $0 },
            merchant: comparison.application.fields.legalName, reference: comparison.application.reference,
            date: ApplicationSheet.day(newest.day), tables: tables)
        sheet.formulas = Self.shown.filter { figure in
            columns.contains { chosen.contains($0.offer.id) && $0.cell(figure).source == .computed }
        }.compactMap { figure in figure.formula.map { (figure.label, $0) } }
        self.sheet = sheet
    }

    private static let shown = OfferFigure.allCases.filter { !$0.isBrokersOwn }

    private static func rows(_ columns: [OfferComparison.Column]) -> [OfferSheet.Row] {
        shown.compactMap { figure in
            let cells = columns.map { $0.cell(figure) }
            guard cells.contains(where: { $0.rank != nil }) else { return nil }
            return OfferSheet.Row(
                label: figure.label,
                cells: cells.map { OfferSheet.Cell(text: $0.text, isComputed: $0.source == .computed) })
        }
    }

    private static func option(
        _ column: OfferComparison.Column, number: Int, names: Bool, _ wanted: [Stipulation]
    ) -> OfferSheet.Option {
        var option = OfferSheet.Option(name: names ? "\(number). \(column.funderName)" : "Option \(number)")
        let terms = column.offer.terms
        option.earlyPayment =
            terms.prepay.flatMap { Self.speaksToBroker($0) ? nil : PrepaySchedule($0) }?.texts(terms.currency) ?? []
        // A document is named by its kind: what a person wrote may tell of anything.
        option.wanted = wanted.map { $0.code == .other ? "A further document" : $0.code.label }
        return option
    }

    /// Whether the funder's words on paying early are about what the broker earns.
    private static func speaksToBroker(_ words: String) -> Bool {
        let lower = words.lowercased()
        return ["buy rate", "buy-rate", "commission", "point", "comp "].contains { lower.contains($0) }
    }

    var value: Value {
        [
            "broker": .string(sheet.broker), "broker_lines": .list(sheet.brokerLines.map(Value.string)),
            "merchant": .string(sheet.merchant), "reference": .string(sheet.reference), "date": .string(sheet.date),
            "notice": .string(OfferSheet.notice),
            "formulas": .list(
                sheet.formulas.map { ["label": .string($0.label), "formula": .string($0.formula)] }),
            "tables": .list(
                sheet.tables.map { table in
                    [
                        "currency": .string(table.currency),
                        "options": .list(
                            table.options.map { option in
                                [
                                    "name": .string(option.name),
                                    "early_payment": .list(option.earlyPayment.map(Value.string)),
                                    "wanted": .list(option.wanted.map(Value.string)),
                                ]
                            }),
                        "rows": .list(
                            table.rows.map { row in
                                [
                                    "label": .string(row.label),
                                    "cells": .list(row.cells.map { ["shown": .string($0.shown)] }),
                                ]
                            }),
                    ]
                }),
        ]
    }
}
