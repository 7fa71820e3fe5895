import Charts
import Kernel
import Storage

extension RevenueSummary {
    /// A picture by source and one by node for each currency; the numbers stand in the tables beside them.
    var charts: Value {
        .list(
            Currency.allCases.compactMap { currency in
                let own = lines.filter { $0.currency == currency }
                guard !own.isEmpty else { return nil }
                let sources = Source.allCases.map { source in
                    (source.label, own.filter { $0.source == source }.map(\.amount))
                }
                var codes: [String] = []
                for line in own where !codes.contains(line.code) { codes.append(line.code) }
                let nodes = codes.map { code in (code, own.filter { $0.code == code }.map(\.amount)) }
                return [
                    "currency": .string(currency.rawValue),
                    "by_source": Self.chart("source", "Income by source, \(currency.rawValue)", sources, currency),
                    "by_node": Self.chart("node", "Income by node, \(currency.rawValue)", nodes, currency),
                ]
            })
    }

    private static func chart(
        _ id: String, _ title: String, _ parts: [(label: String, amounts: [Cents])], _ currency: Currency
    ) -> Value {
        let sums = parts.compactMap { part -> (label: String, sum: Cents)? in
            part.amounts.isEmpty ? nil : (part.label, part.amounts.reduce(.zero) { $0 + $1 })
        }
        let words = sums.map { "\($0.label) \(currency.shown($0.sum))" }.joined(separator: ", ")
        return BarChart(
            id: "\(id)-\(currency.rawValue.lowercased())", title: title, summary: words,
            bars: sums.map { part in
                // What was taken back counts as nothing.
                BarChart.Bar(label: part.label, count: max(0, Int(part.sum.count)), text: currency.shown(part.sum))
            }
        ).value
    }
}
