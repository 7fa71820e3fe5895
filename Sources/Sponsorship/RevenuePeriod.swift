import Kernel
import Web

/// A time as people name it: a year, a quarter or a month.
enum RevenuePeriod {
    /// `2026`, `2026-Q4`, `2026-11`; nil for what is none of these.
    static func days(of text: String) -> ClosedRange<Day>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let year = parts.first.flatMap({ Int($0) }), parts[0].utf8.count == 4, parts.count <= 2 else {
            return nil
        }
        guard parts.count == 2 else { return range(year, from: 1, months: 12) }
        let word = parts[1].uppercased()
        if word.hasPrefix("Q") {
            guard let quarter = Int(word.dropFirst()), (1...4).contains(quarter) else { return nil }
            return range(year, from: quarter * 3 - 2, months: 3)
        }
        guard word.utf8.count == 2, let month = Int(word), (1...12).contains(month) else { return nil }
        return range(year, from: month, months: 1)
    }

    private static func range(_ year: Int, from month: Int, months: Int) -> ClosedRange<Day>? {
        guard let first = Day(year: year, month: month, day: 1) else { return nil }
        return first...first.adding(months: months).adding(days: -1)
    }
}

extension RevenueSummary.Wish {
    /// What a request asks for: days, or a `period`, which says both.
    init(_ query: Query) throws {
        self.init()
        from = try query.day("from")
        to = try query.day("to")
        node = try query.id("node", OrgNode.self)
        source = try query.choice("source")
        guard let period = try query.text("period", max: 10) else { return }
        guard let days = RevenuePeriod.days(of: period) else {
            throw PlainRefusal(
                .invalid, code: "not_a_period", field: "period",
                "must be a year, a quarter or a month: 2026, 2026-Q4, 2026-11")
        }
        (from, to) = (days.lowerBound, days.upperBound)
    }
}
