import Applications
import Deals
import Funders
import Kernel
import Storage

/// What funders could still take back: the windows that are open, and by day the most that could go (E23).
package struct Exposure: Sendable {
    /// A deal whose window is open and of whose commission something is left.
    package struct Window: Sendable, Hashable {
        package let deal: FundedDeal.ID
        package let funder: Funder.ID
        package let currency: Currency
        package let fundedOn: Day
        package let until: Day
        package let mode: ClawbackMode
        package let paid: Cents
        /// Paid and not taken back.
        package let kept: Cents
        /// Of payees' shares held back.
        package let held: Cents

        package func atRisk(on day: Day) -> Cents {
            mode.left(of: paid, takenBack: paid - kept, fundedOn: fundedOn, until: until, on: day)
        }
    }

    /// What could be taken back on one day.
    package struct Point: Sendable, Equatable {
        package let day: Day
        package let amount: Cents
        package let windows: Int
    }

    /// A window with the names beside it.
    package struct Line: Sendable, Hashable {
        package let window: Window
        package let funderName: String
        package let merchant: String
        package let reference: String
    }

    /// Those that close first before the others.
    package let windows: [Window]
    /// The first of them.
    package let lines: [Line]

    /// So many windows are shown with their names.
    static let mostLines = 200

    /// From `first` on, a point each day until the last window closes, at most `most` days; one currency.
    package func days(from first: Day, in currency: Currency, most: Int = 120) -> [Point] {
        let own = windows.filter { $0.currency == currency }
        guard let last = own.map(\.until).max(), last >= first else { return [] }
        let count = min(most, last - first + 2)
        let days = (0..<count).map { first.adding(days: $0) }
        var (amounts, numbers) = (Array(repeating: Cents.zero, count: count), Array(repeating: 0, count: count))
        for window in own where window.until >= first {
            for place in 0..<min(count, window.until - first + 1) {
                amounts[place] = amounts[place] + window.atRisk(on: days[place])
                numbers[place] += 1
            }
        }
        return days.indices.map { Point(day: days[$0], amount: amounts[$0], windows: numbers[$0]) }
    }

    /// The windows that are open on that day, the first `most` of each currency with their names; all where it is nil.
    package static func of(
        _ funder: Funder.ID?, on today: Day, most: Int? = mostLines, tenant: TenantID, _ db: Connection
    ) throws -> Exposure {
        var conditions: [SQL] = ["commission_kept.tenant_id = \(tenant)", "commission_kept.until_on >= \(today)"]
        if let funder { conditions.append("commission_kept.funder_id = \(funder)") }
        let windows = try db.rows(
            """
            SELECT deal_id, funder_id, currency, funded_on, until_on, mode, paid_cents, kept_cents, held_cents FROM commission_kept
             WHERE \(part: .all(conditions)) ORDER BY until_on, deal_id
            """
        ).map { row in
            Window(
                deal: try row["deal_id"], funder: try row["funder_id"], currency: try row["currency"],
                fundedOn: try row["funded_on"], until: try row["until_on"], mode: try row["mode"],
                paid: try row["paid_cents"], kept: try row["kept_cents"], held: try row["held_cents"])
        }
        guard let most else {
            let named: SQL = "(SELECT deal_id FROM commission_kept WHERE \(part: .all(conditions)))"
            return Exposure(windows: windows, lines: try lines(windows, in: named, tenant: tenant, db))
        }
        var counts: [Currency: Int] = [:]
        let shown = windows.filter { window in
            counts[window.currency, default: 0] += 1
            return counts[window.currency, default: 0] <= most
        }
        let named: SQL = "\(list: shown.map(\.deal))"
        return Exposure(windows: windows, lines: try lines(shown, in: named, tenant: tenant, db))
    }

    /// Windows with their names; `deals`: theirs, for IN.
    private static func lines(
        _ shown: [Window], in deals: SQL, tenant: TenantID, _ db: Connection
    ) throws -> [Line] {
        let names = try db.rows(
            """
            SELECT funded_deal.id, funder.name AS funder_name, application.legal_name, application.number
              FROM funded_deal
              JOIN funder ON funder.id = funded_deal.funder_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE funded_deal.tenant_id = \(tenant) AND funded_deal.id IN \(part: deals)
             ORDER BY funded_deal.id
            """)
        let byDeal = Dictionary(
            try names.map { (try $0.get("id", as: FundedDeal.ID.self), $0) }
        ) { first, _ in first }
        return try shown.compactMap { window in
            try byDeal[window.deal].map { row in
                Line(
                    window: window, funderName: try row["funder_name"], merchant: try row["legal_name"],
                    reference: Application.reference(try row["number"]))
            }
        }
    }
}
