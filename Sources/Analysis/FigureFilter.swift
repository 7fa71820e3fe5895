import Funders
import Kernel
import Storage
import Submissions
import Web

/// What a page of figures is narrowed to, as it stands in the page's address.
struct FigureFilter: Sendable {
    var funder: Funder.ID?
    /// Who sent: `person:ID` or `key:NAME`.
    var broker: String?
    /// Year and month as one number, both inclusive; of the page's own where the address names none.
    let from: Int
    let to: Int
    private let named: (from: Int?, to: Int?)
    /// The running month.
    private let present: Int

    /// Without a period in the address the last twelve months count.
    init(_ query: Query, at now: Moment) throws {
        funder = try query.id("funder", Funder.self)
        broker = try query.text("broker", max: 80)
        named = (try DeclineFilter.month(query, "from"), try DeclineFilter.month(query, "to"))
        present = now.day.monthNumber
        to = named.to ?? present
        let last = Day(year: to / 100, month: to % 100, day: 1) ?? now.day
        from = named.from ?? last.adding(months: -11).monthNumber
        guard from <= to else {
            throw FieldErrors([FieldError(field: "from", code: "after_end", message: "a month before the last one")])
        }
    }

    /// Rows of sums that stand for no month.
    func standing(tenant: TenantID) -> SQL {
        var all: [SQL] = ["sums.tenant_id = \(tenant)"]
        if let funder { all.append("sums.funder_id = \(funder)") }
        if let broker { all.append("sums.sent_by = \(broker)") }
        return .all(all)
    }

    /// The rows that make up the period: whole years as such, the months before and behind them one by one. What has not
    /// begun yet has no rows, so that the running year is a whole one.
    var periods: [Int] {
        let through = to / 100 == present / 100 && to >= present ? to / 100 * 100 + 12 : to
        let first = from % 100 == 1 ? from / 100 : from / 100 + 1
        let last = through % 100 == 12 ? through / 100 : through / 100 - 1
        guard first <= last else { return Self.months(from, through) }
        return Self.months(from, first * 100) + Array(first...last).suffix(Self.mostMonths)
            + Self.months((last + 1) * 100 + 1, through)
    }

    /// Ten years of them are shown.
    private static let mostMonths = 120

    private static func months(_ from: Int, _ to: Int) -> [Int] {
        guard from <= to, let first = Day(year: from / 100, month: from % 100, day: 1) else { return [] }
        var (months, month) = ([Int](), first)
        while month.monthNumber <= to, months.count < Self.mostMonths {
            months.append(month.monthNumber)
            month = month.adding(months: 1)
        }
        return months
    }

    /// The months of the period, the oldest first; at most ten years of them.
    var allMonths: [Int] {
        Self.months(from, to)
    }

    /// The fields of the address, without those that a page has of itself.
    var entries: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("funder", funder?.description), ("broker", broker), ("from", named.from.map(DeclineFilter.text)),
            ("to", named.to.map(DeclineFilter.text)),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The same page narrowed by one field more.
    func link(_ page: String, _ name: String, _ value: String) -> String {
        page + "?" + Query.encoded(entries.filter { $0.name != name } + [(name, value)])
    }

    /// The submissions that a row stands for.
    func submissions(_ fields: [(name: String, value: String)]) -> String {
        let own = entries.filter { entry in
            ["funder", "broker"].contains(entry.name) && !fields.contains { $0.name == entry.name }
        }
        return "/submissions?" + Query.encoded(own + fields)
    }

    var value: Value {
        [
            "funder": Value(funder), "broker": Value(broker), "from": .string(DeclineFilter.text(ofMonth: from)),
            "to": .string(DeclineFilter.text(ofMonth: to)),
        ]
    }
}
