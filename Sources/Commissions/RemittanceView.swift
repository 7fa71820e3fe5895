import Deals
import Funders
import Kernel
import Sheets
import Storage
import Web

/// A remittance for pages and programs alike: its lines with their findings and the names beside them.
struct RemittanceView: Sendable {
    let preview: RemittanceDesk.Preview
    private let funderName: String
    private let deals: [FundedDeal.ID: RemittanceDealName]
    /// The funder's deals, to choose from where a line is of none that is known; the newest first.
    private let choice: [FundedDeal.ID]

    /// So many lines are shown on a page; the rest is in the CSV.
    private static let most = 1_000

    init(_ preview: RemittanceDesk.Preview, tenant: TenantID, _ db: Connection) throws {
        self.preview = preview
        funderName = try Funder.find(preview.remittance.funder, tenant: tenant, db).name
        let stored = preview.remittance.missing.list?.compactMap { $0["deal"]?.text.flatMap { FundedDeal.ID($0) } }
        let named =
            preview.findings.values.flatMap { $0.candidates + [$0.deal].compactMap { $0 } }
            + preview.missing.compactMap(\.deal) + preview.items.compactMap { $0.finding?.deal } + (stored ?? [])
        let asksDeal = preview.findings.values.contains { $0.verdict == .unknownDeal }
        choice =
            asksDeal
            ? try FundedDeal.newest(of: preview.remittance.funder, most: Self.most, tenant: tenant, db) : []
        deals = try RemittanceDealName.of(Set(named + choice), tenant: tenant, db)
    }

    static func value(of remittance: Remittance, funderName: String) -> Value {
        [
            "id": Value(remittance.id), "funder": Value(remittance.funder), "funder_name": .string(funderName),
            "source": .string(remittance.source.rawValue), "is_file": .bool(remittance.source == .file),
            "file_name": Value(remittance.fileName), "file_hash": Value(remittance.file?.description),
            "message": Value(remittance.message), "submission": Value(remittance.submission),
            "currency": .string(remittance.currency.rawValue), "through_on": Value(remittance.throughOn),
            "stated_total": Value(remittance.statedTotal?.decimal), "state": .string(remittance.state.rawValue),
            "state_label": .string(remittance.state.label), "is_proposed": .bool(remittance.state == .proposed),
            "who": .string(remittance.who.text), "at": Value(remittance.at),
        ]
    }

    var value: Value { narrowed(toDifferences: false) }

    func narrowed(toDifferences: Bool) -> Value {
        let shown = preview.items.filter { item in
            !toDifferences || finding(of: item)?.verdict.isDifference ?? true
        }
        let remittance = preview.remittance
        let flaws = remittance.flaws.map(\.value)
        let missing =
            remittance.state == .proposed && !preview.missing.isEmpty
            ? preview.missing.map { value(of: $0) } : (remittance.missing.list ?? []).map(named)
        return Self.value(of: remittance, funderName: funderName)
            .adding("lines", .list(shown.prefix(Self.most).map(value))).adding("line_count", Value(preview.items.count))
            .adding("is_cut", .bool(shown.count > Self.most)).adding("is_narrowed", .bool(toDifferences))
            .adding("deals", .list(choice.map(name))).adding("flaws", .list(flaws)).adding("missing", .list(missing))
            .adding("sums", .list(sums))
            .adding("preview", .string(preview.mark)).adding("bookable", Value(preview.bookable.count))
            .adding("bookable_text", .string(money(preview.bookable.map(\.line))))
            .adding("total_text", .string(money(preview.items.map(\.line))))
            .adding("differs_from_stated", Value(differenceFromStated))
    }

    private func finding(of item: RemittanceItem) -> RemittanceFinding? { preview.findings[item.place] ?? item.finding }

    /// How many lines of each kind there are.
    private var sums: [Value] {
        RemittanceVerdict.allCases.compactMap { verdict in
            let count =
                verdict == .missing
                ? preview.missing.count : preview.items.count { finding(of: $0)?.verdict == verdict }
            return count == 0
                ? nil
                : [
                    "verdict": .string(verdict.rawValue), "verdict_label": .string(verdict.label),
                    "lines": Value(count),
                ]
        }
    }

    /// Each currency's sum.
    private func money(_ lines: [RemittanceLine]) -> String {
        Currency.allCases.compactMap { currency in
            let own = lines.filter { $0.currency == currency }
            let sum = own.reduce(Cents.zero) { $0 + $1.amount }
            return own.isEmpty ? nil : currency.shown(sum)
        }.joined(separator: ", ")
    }

    private var differenceFromStated: String? {
        guard let stated = preview.remittance.statedTotal else { return nil }
        let sum = preview.items.reduce(Cents.zero) { $0 + $1.line.amount }
        return sum == stated ? nil : (sum - stated).grouped
    }

    private func value(_ item: RemittanceItem) -> Value {
        let line = item.line
        let told = finding(of: item)
        let isWaiting = item.state == .proposed && preview.remittance.state == .proposed
        let (isAway, isRetracted) = (preview.remittance.state == .dismissed, preview.remittance.isRetracted)
        return [
            "place": Value(item.place), "line": Value(line.line), "reference": Value(line.reference),
            "merchant": Value(line.merchant), "amount": .string(line.amount.decimal),
            "amount_text": .string(line.currency.shown(line.amount)),
            "currency": .string(line.currency.rawValue), "funded": Value(line.funded?.decimal),
            "trace": Value(line.trace), "paid_on": Value(line.paidOn), "state": .string(item.state.rawValue),
            "finding": told.map { value(of: $0) } ?? .null, "accepted": Value(item.accepted),
            "payment": Value(item.payment), "entry": Value(item.entry), "dismissal": Value(item.dismissal),
            "is_waiting": .bool(isWaiting),
            "is_dismissed": .bool(!isRetracted && (item.state == .dismissed || isAway && item.state == .proposed)),
            "is_booked": .bool(item.state == .booked),
            "asks_deal": .bool(isWaiting && [.unclear, .unknownDeal].contains(told?.verdict)),
            "asks_word": .bool(isWaiting && told?.isAcceptable == true && item.accepted == nil),
        ]
    }

    /// A finding with the names of its deals.
    private func value(of finding: RemittanceFinding) -> Value {
        let currency = finding.deal.flatMap { deals[$0]?.currency } ?? preview.remittance.currency
        return finding.value.adding("deal_line", finding.deal.map(name) ?? .null)
            .adding("options", .list(finding.candidates.map(name)))
            .adding("expected_text", Value(finding.expected.map(currency.shown)))
            .adding("received_text", Value(finding.received.map(currency.shown)))
    }

    private func named(_ stored: Value) -> Value {
        let deal = stored["deal"]?.text.flatMap { FundedDeal.ID($0) }
        let expected = stored["expected"]?.text.flatMap { Cents(decimal: $0) }
        return stored.adding("deal_line", deal.map(name) ?? .null)
            .adding(
                "expected_text",
                Value(expected.map((deal.flatMap { deals[$0]?.currency } ?? preview.remittance.currency).shown)))
    }

    private func name(_ id: FundedDeal.ID) -> Value {
        [
            "id": Value(id), "merchant": Value(deals[id]?.merchant), "reference": Value(deals[id]?.reference),
            "funded_on": Value(deals[id]?.fundedOn),
        ]
    }

    /// How a file is read, for the form that chooses otherwise.
    static func reading(_ layout: RemittanceLayout, _ sample: [[String]], trouble: String?) -> Value {
        let header = layout.hasHeader == false ? sample.first?.indices.map { "\($0 + 1)" } : nil
        let names = header ?? sample.first { row in row.filter { !$0.trimmed.isEmpty }.count > 1 } ?? []
        return layout.value.adding("trouble", Value(trouble))
            .adding("columns", .list((1...20).prefix(sample.map(\.count).max() ?? 0).map { .string("Column \($0)") }))
            .adding("sample", .list(sample.map { row in ["cells": .list(row.prefix(20).map { .string($0) })] }))
            .adding("no_header", .bool(layout.hasHeader == false))
            .adding(
                "fields",
                .list(
                    RemittanceField.allCases.map { field in
                        [
                            "name": .string("column_\(field.rawValue)"), "label": .string(field.label),
                            "column": .string(
                                layout.columns[field].map { $0.isEmpty ? RemittanceLayout.noColumn : $0 } ?? ""),
                            "options": .list(
                                Set(names.map(\.trimmed)).sorted().filter { !$0.isEmpty }.map { .string($0) }),
                        ]
                    }))
    }

    private static let head = [
        "line", "reference", "merchant", "amount", "currency", "funded", "trace", "paid_on", "state", "finding", "deal",
        "deal_reference", "expected", "received", "reason", "payment",
    ]

    /// Every line, and what is missing behind them.
    var text: CommaText {
        var text = CommaText(head: Self.head)
        for item in preview.items {
            let (line, told) = (item.line, finding(of: item))
            let state = item.state == .dismissed ? item.dismissal : nil
            text.add([
                "\(line.line)", line.reference ?? "", line.merchant ?? "", line.amount.decimal, line.currency.rawValue,
                line.funded?.decimal ?? "", line.trace ?? "", line.paidOn?.description ?? "", item.state.rawValue,
                told?.verdict.rawValue ?? "", told?.deal?.description ?? "",
                told?.deal.flatMap { deals[$0]?.reference } ?? "", told?.expected?.decimal ?? "",
                told?.received?.decimal ?? "", state ?? told?.reason ?? "", item.payment?.description ?? "",
            ])
        }
        for finding in preview.missing {
            let line = finding.deal.flatMap { deals[$0] }
            text.add([
                "", "", line?.merchant ?? "", "", line?.currency.rawValue ?? "", "", "", "", "",
                finding.verdict.rawValue, finding.deal?.description ?? "", line?.reference ?? "",
                finding.expected?.decimal ?? "", finding.received?.decimal ?? "", finding.reason, "",
            ])
        }
        return text
    }
}
