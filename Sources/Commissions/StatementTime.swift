import Kernel
import Web

/// The days and the currency that a statement is asked for.
struct StatementTime: Sendable {
    let from: Day
    let to: Day
    let currency: Currency

    /// The fields of an address.
    static let fields: [FieldShape] = [
        .optional("from", .day, "the month's first day, if absent"),
        .optional("to", .day, "today, if absent"),
        .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "USD, if absent"),
    ]

    init(from: Day, to: Day, _ currency: Currency) throws {
        guard from <= to else {
            throw FieldErrors([FieldError(field: "from", code: "after_end", message: "must not be after the last day")])
        }
        (self.from, self.to, self.currency) = (from, to, currency)
    }

    init(_ query: Query, today: Day) throws {
        let to = try query.day("to") ?? today
        let (year, month, _) = to.civil
        try self.init(
            from: try query.day("from") ?? Day(year: year, month: month, day: 1) ?? to, to: to,
            try query.choice("currency", Currency.self) ?? .usd)
    }
}

extension Statement {
    /// The same time in an address.
    var address: String {
        Query.encoded([
            ("from", from.description), ("to", to.description), ("currency", currency.rawValue),
        ])
    }
}
