import Kernel
import Web

extension OfferComparison {
    /// The tables for pages and JSON: each row a figure, each cell an offer's, in the columns' order.
    func value(by order: Order?) -> Value {
        [
            "application": Value(application.id), "reference": .string(application.reference),
            "merchant": .string(application.fields.legalName), "sort": Value(order?.text),
            "tables": .list(tables.map { $0.value(by: order) }),
            "formulas": .list(
                OfferFigure.allCases.compactMap { figure in
                    figure.formula.map { ["label": .string(figure.label), "formula": .string($0)] }
                }),
        ]
    }

    /// A line for each offer; beside each figure whether it is stated, computed or missing.
    var commaText: CommaText {
        let figures = OfferFigure.allCases
        var text = CommaText(
            head: ["offer", "funder", "state", "currency", "term", "payment_frequency"]
                + figures.flatMap { [$0.rawValue, "\($0.rawValue)_source"] })
        for column in tables.flatMap(\.columns) {
            let (offer, terms) = (column.offer, column.offer.terms)
            let start = [offer.id.description, column.funderName, offer.ending?.rawValue ?? offer.state.rawValue]
            text.add(
                start + [terms.currency.rawValue, terms.termText ?? "", terms.frequency?.rawValue ?? ""]
                    + figures.flatMap { figure in
                        let cell = column.cell(figure)
                        return [cell.decimal ?? "", cell.source.rawValue]
                    })
        }
        return text
    }
}

extension OfferComparison.Table {
    func value(by order: OfferComparison.Order?) -> Value {
        [
            "currency": .string(currency.rawValue),
            "offers": .list(
                columns.map { column in
                    column.offer.value.adding("funder_name", .string(column.funderName))
                        .adding(
                            "stipulations_open", column.stipulationsOpen > 0 ? Value(column.stipulationsOpen) : .null)
                }),
            "rows": .list(OfferFigure.allCases.filter(isTold).map { row($0, order) }),
        ]
    }

    /// A row in which every cell is empty is left out, unless what is missing follows from something.
    private func isTold(_ figure: OfferFigure) -> Bool {
        figure.formula != nil && figure != .factor || columns.contains { $0.cell(figure).rank != nil }
    }

    private func row(_ figure: OfferFigure, _ order: OfferComparison.Order?) -> Value {
        let best = best(figure)
        let isCurrent = order?.figure == figure
        let next = OfferComparison.Order(figure, isWorstFirst: isCurrent && order?.isWorstFirst == false)
        return [
            "code": .string(figure.rawValue), "label": .string(figure.label), "sort": .string(next.text),
            "is_sorted": .bool(isCurrent), "is_own": .bool(figure.isBrokersOwn),
            "cells": .list(
                columns.map { column in
                    column.cell(figure).value(isBest: best.contains(column.offer.id))
                        .adding("offer", Value(column.offer.id))
                }),
        ]
    }
}
