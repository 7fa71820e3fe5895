import Funders
import Kernel
import Web

extension Ageing {
    /// So many funders and so many items are shown; the rest is in the CSV.
    static let most = 50

    /// The table for pages and programs alike; `ledger` is what its accounts say of each funder, nil where only a part
    /// of what is open was asked for.
    func value(_ ledger: [Balance]?, _ names: FunderNames) -> Value {
        let byFunder = funders(ledger, names)
        let whole = sums { _ in 0 }
        return [
            "today": Value(today),
            "buckets": .list(
                Bucket.allCases.map { ["word": .string($0.word), "label": .string($0.label)] }),
            "totals": .list(whole.map { _, currency, sums in Self.row("All", currency, sums) }),
            "charts": .list(whole.map { _, currency, sums in Self.chart(currency, sums) }),
            "by_funder": .list(byFunder.prefix(Self.most).map(\.value)), "funder_count": Value(byFunder.count),
            "is_funder_cut": .bool(byFunder.count > Self.most),
            "by_month": .list(sums { $0.month }.map { Self.row($0, $1, $2) }),
            "items": .list(items.map(\.value)), "count": Value(count),
            "is_cut": .bool(count > items.count),
        ]
    }

    /// A funder's line in one currency, with what the ledger says of it.
    private struct FunderLine {
        let id: String
        let name: String
        let currency: Currency
        let sums: Sums
        let balance: Cents?

        var differs: Bool { balance.map { $0 != sums.total } ?? false }

        var value: Value {
            var row = Ageing.row(name, currency, sums).fields ?? Value.Fields()
            row["id"] = .string(id)
            row["ledger"] = Value(balance?.decimal)
            row["ledger_text"] = Value(balance.map(currency.shown))
            row["agrees"] = balance == nil ? .null : .bool(!differs)
            row["differs"] = .bool(differs)
            return .object(row)
        }
    }

    /// What differs from the ledger comes first, then whoever owes most.
    private func funders(_ ledger: [Balance]?, _ names: FunderNames) -> [FunderLine] {
        var balances: [String: [Currency: Cents]] = [:]
        for line in ledger ?? [] { balances[line.funder, default: [:]][line.currency] = line.owed }
        var lines = sums { $0.funder }.map { id, currency, sums in
            let balance = balances[id]?.removeValue(forKey: currency) ?? .zero
            return FunderLine(
                id: id, name: names[id] ?? id, currency: currency, sums: sums, balance: ledger == nil ? nil : balance)
        }
        // Whoever owes by the ledger alone differs from it as well.
        for (id, left) in balances {
            for (currency, balance) in left where balance != .zero && (self.currency ?? currency) == currency {
                lines.append(
                    FunderLine(id: id, name: names[id] ?? id, currency: currency, sums: Sums(), balance: balance))
            }
        }
        return lines.sorted { one, other in
            if one.differs != other.differs { return one.differs }
            if one.sums.total != other.sums.total { return one.sums.total > other.sums.total }
            return (one.name, one.id) < (other.name, other.id)
        }
    }

    private static func row(_ label: String, _ currency: Currency, _ sums: Sums) -> Value {
        [
            "label": .string(label), "currency": .string(currency.rawValue), "items": Value(sums.items),
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
