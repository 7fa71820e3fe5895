import Kernel

/// One line of a report: a figure with its name for programs and its words for people.
package struct ReportLine: Sendable, Equatable {
    package let metric: ReportMetric
    /// The metric's name, with a level or a currency behind a point.
    package let name: String
    package let label: String
    /// An amount, a count or a percentage; nil where there is none, or it is hidden.
    package let value: String?
    package let text: String

    init(_ metric: ReportMetric, _ part: String = "", _ label: String = "", value: String?, text: String) {
        self.metric = metric
        name = metric.rawValue + (part.isEmpty ? "" : ".\(part)")
        self.label = label.isEmpty ? metric.label : label
        self.value = value
        self.text = text
    }

    init(_ metric: ReportMetric, _ count: ShownCount) {
        self.init(metric, value: count.count.map { "\($0)" }, text: count.text)
    }

    init(_ metric: ReportMetric, _ amount: Cents?, _ currency: Currency) {
        self.init(
            metric, currency.rawValue, value: amount?.decimal,
            text: amount.map { "\($0.decimal) \(currency.rawValue)" } ?? "–")
    }

    /// In whole percent, half-even: a tenth would tell of how many people it is the part.
    init(_ metric: ReportMetric, _ part: String = "", _ label: String = "", share: ReportShare?) {
        self.init(
            metric, part, label, value: share?.percent, text: share.map { "\($0.percent) %" } ?? "Too few")
    }

    package var shown: Value {
        [
            "metric": .string(metric.rawValue), "name": .string(name), "label": .string(label), "value": Value(value),
            "text": .string(text),
        ]
    }
}

/// A part of the partner's people, where both may be known.
package struct ReportShare: Sendable, Equatable {
    let count: Int
    let whole: Int

    var percent: String {
        whole > 0 ? "\(Rounding.halfEven(count * 100, over: whole))" : "0"
    }
}
