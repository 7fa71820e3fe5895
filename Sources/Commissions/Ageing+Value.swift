import Kernel
import Web

extension Ageing {
    /// So many items are shown; the rest is in the CSV.
    static let most = 50

    /// The table for pages and programs alike; `ledger` is what its accounts say of each funder, empty where only a part
    /// of what is open was asked for.
    func value(_ ledger: [String: [Currency: Cents]]) -> Value {
        let byFunder = sums { "\($0.funderName)\u{0}\($0.funder)" }.map { key, currency, sums -> Value in
            let parts = key.split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
            let balance = ledger[parts[1]]?[currency]
            return Self.row(parts[0], currency, sums).adding("id", .string(parts[1]))
                .adding("ledger", Value(balance?.decimal))
                .adding("ledger_text", Value(balance.map(currency.shown)))
                .adding("agrees", balance.map { .bool($0 == sums.total) } ?? .null)
                .adding("differs", .bool(balance.map { $0 != sums.total } ?? false))
        }
        let whole = sums { _ in 0 }
        return [
            "today": Value(today),
            "buckets": .list(
                Bucket.allCases.map { ["word": .string($0.word), "label": .string($0.label)] }),
            "totals": .list(whole.map { _, currency, sums in Self.row("All", currency, sums) }),
            "charts": .list(whole.map { _, currency, sums in Self.chart(currency, sums) }),
            "by_funder": .list(byFunder),
            "by_month": .list(sums { $0.month }.map { Self.row($0, $1, $2) }),
            "items": .list(items.map(\.value)), "count": Value(count),
            "is_cut": .bool(count > items.count),
        ]
    }

    private static func row(_ label: String, _ currency: Currency, _ sums: Sums) -> Value {
        [
            "label": .string(label), "currency": .string(currency.rawValue), "deals": Value(sums.deals),
            "cells": .list(
                zip(Bucket.allCases, sums.amounts).map { bucket, amount in
                    amount == .zero ? emptyCells[bucket.rawValue] : cell(bucket, amount, currency.shown(amount))
                }),
            "total": .string(sums.total.decimal), "total_text": .string(currency.shown(sums.total)),
        ]
    }

    private static func cell(_ bucket: Bucket, _ amount: Cents, _ text: String) -> Value {
        [
            "bucket": .string(bucket.word), "label": .string(bucket.label), "open": .string(amount.decimal),
            "open_text": .string(text),
        ]
    }

    /// Most cells of a large office are empty: each is made once.
    private static let emptyCells = Bucket.allCases.map { cell($0, .zero, "") }

    /// A bar for each bucket, with its number beside it.
    private static func chart(_ currency: Currency, _ sums: Sums) -> Value {
        let largest = max(sums.amounts.map(\.count).max() ?? 1, 1)
        return [
            "currency": .string(currency.rawValue),
            "bars": .list(
                zip(Bucket.allCases, sums.amounts).map { bucket, amount in
                    [
                        "label": .string(bucket.label), "amount_text": .string(currency.shown(amount)),
                        "bar": Value(amount.count * 100 / largest),
                    ]
                }),
        ]
    }

    /// Deal by deal.
    var text: CommaText {
        var text = CommaText(head: [
            "due_on", "days", "bucket", "month", "funder", "merchant", "reference", "currency", "open", "deal",
        ])
        for item in items {
            text.add([
                item.dueOn.description, "\(today - item.dueOn)", item.bucket.word, item.month, item.funderName,
                item.merchant, item.reference, item.currency.rawValue, item.open.decimal, item.deal.description,
            ])
        }
        return text
    }
}

extension Ageing.Item {
    var value: Value {
        [
            "deal": Value(deal), "funder": Value(funder), "funder_name": .string(funderName),
            "merchant": .string(merchant), "reference": .string(reference), "currency": .string(currency.rawValue),
            "due_on": Value(dueOn), "open": .string(open.decimal), "open_text": .string(currency.shown(open)),
            "bucket": .string(bucket.word), "bucket_label": .string(bucket.label),
        ]
    }
}
