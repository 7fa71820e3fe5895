import Classification
import Kernel

/// What paying early saves, as steps (E06): until a day of the term a factor, a discount or a sum. Read from the sender's
/// words, which are kept beside it; words that are not plainly such steps give none.
package struct PrepaySchedule: Equatable, Sendable {
    package enum Price: Equatable, Sendable {
        case factor(FactorRate)
        /// Off what would still be owed.
        case discount(Percent)
        case payback(Cents)
    }

    package struct Step: Equatable, Sendable {
        package let until: Int
        package let unit: TermUnit
        package let price: Price
    }

    package enum TermUnit: String, Sendable { case days, weeks, months }

    package let steps: [Step]

    /// Nil where the words state no steps, or state them in a way that could be read twice.
    package init?(_ words: String) {
        var spans: [(count: Int, unit: TermUnit)] = []
        var prices: [Price] = []
        let tokens = Self.tokens(words)
        let speaksOfDiscount = tokens.contains { Self.discounts.contains($0) }
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1] : ""
            let former = index > 0 ? tokens[index - 1] : ""
            if let count = Int(token), let unit = Self.units[next] ?? Self.units[former], (1...3650).contains(count) {
                spans.append((count, unit))
            } else if token.hasSuffix("%") {
                guard speaksOfDiscount || next == "off", let rate = Percent(decimal: token.dropLast()) else {
                    return nil
                }
                prices.append(.discount(rate))
            } else if token.hasPrefix("$") {
                let digits = token.dropFirst().filter { $0 != "," }
                guard !speaksOfDiscount, next != "off", let cents = Cents(decimal: digits) else { return nil }
                prices.append(.payback(cents))
            } else if token.utf8.first.map({ (48...57).contains($0) }) == true {
                // 1.25, and nothing else that has digits.
                guard let rate = FactorRate(decimal: token), (10_000...19_999).contains(rate.tenThousandths),
                    token.contains(".")
                else { return nil }
                prices.append(.factor(rate))
            }
        }
        guard !spans.isEmpty, spans.count == prices.count, Set(spans.map(\.unit)).count == 1 else { return nil }
        let steps = zip(spans, prices).map { Step(until: $0.count, unit: $0.unit, price: $1) }.sorted {
            $0.until < $1.until
        }
        guard Set(steps.map(\.until)).count == steps.count else { return nil }
        self.steps = steps
    }

    private static let discounts: Set<Substring> = ["discount", "rebate", "savings", "save", "forgiven"]
    private static let units: [Substring: TermUnit] = [
        "day": .days, "days": .days, "week": .weeks, "weeks": .weeks, "month": .months, "months": .months,
    ]

    /// Words, numbers with their signs, in lower case; `30-day` is two.
    private static func tokens(_ words: String) -> [Substring] {
        let lower = words.lowercased()
        return lower.split { !($0.isLetter || $0.isNumber || "$%.,".contains($0)) }.map { token in
            var token = token
            while let last = token.last, ".,".contains(last) { token.removeLast() }
            return token
        }.filter { !$0.isEmpty }
    }

    /// For pages and JSON: until when, and what is paid.
    func value(_ currency: Currency) -> Value {
        .list(
            zip(steps, texts(currency)).map { step, text in
                let price: (kind: String, decimal: String) =
                    switch step.price {
                    case .factor(let rate): ("factor_rate", rate.decimal)
                    case .discount(let rate): ("discount_percent", rate.decimal)
                    case .payback(let cents): ("payback_amount", cents.decimal)
                    }
                return [
                    "until": Value(step.until), "unit": .string(step.unit.rawValue), price.kind: .string(price.decimal),
                    "text": .string(text),
                ]
            })
    }

    /// Each step as people say it: `by day 30: factor 1.25`.
    func texts(_ currency: Currency) -> [String] {
        steps.map { step in
            let price =
                switch step.price {
                case .factor(let rate): "factor \(rate.decimal)"
                case .discount(let rate): "\(rate.decimal) % off"
                case .payback(let cents): currency.shown(cents)
                }
            return "by \(step.unit.rawValue.dropLast()) \(step.until): \(price)"
        }
    }
}
