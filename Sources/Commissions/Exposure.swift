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
        package let funderName: String
        package let merchant: String
        package let reference: String
        package let currency: Currency
        package let fundedOn: Day
        package let until: Day
        package let mode: ClawbackMode
        /// Paid and not taken back.
        package let kept: Cents
        /// Of payees' shares held back.
        package let held: Cents

        package func atRisk(on day: Day) -> Cents {
            mode.amount(of: kept, fundedOn: fundedOn, until: until, on: day)
        }
    }

    /// What could be taken back on one day.
    package struct Point: Sendable, Equatable {
        package let day: Day
        package let amount: Cents
        package let windows: Int
    }

    package let windows: [Window]

    /// From `first` on, a point each day until the last window closes, at most `most` days; one currency.
    package func days(from first: Day, in currency: Currency, most: Int = 120) -> [Point] {
        let own = windows.filter { $0.currency == currency }
        guard let last = own.map(\.until).max(), last >= first else { return [] }
        let count = min(most, last - first + 2)
        return (0..<count).map { offset in
            let day = first.adding(days: offset)
            let open = own.filter { $0.until >= day }
            return Point(
                day: day, amount: open.reduce(.zero) { $0 + $1.atRisk(on: day) }, windows: open.count)
        }
    }

    /// The windows that are open on that day, those that close first before the others.
    package static func of(
        _ funder: Funder.ID?, on today: Day, tenant: TenantID, _ db: Connection
    ) throws -> Exposure {
        var conditions: [SQL] = [
            "deal_terms.tenant_id = \(tenant)", "deal_terms.clawback_until >= \(today)",
            "funded_deal.state = 'funded'",
        ]
        if let funder { conditions.append("funded_deal.funder_id = \(funder)") }
        let rows = try db.rows(
            """
            SELECT funded_deal.id, funded_deal.funder_id, funder.name AS funder_name, application.legal_name,
                   application.number, funded_deal.currency, funded_deal.funded_on, deal_terms.clawback_until,
                   commission_terms.clawback_mode,
                   (SELECT CAST(sum(CASE WHEN kind = 'paid' THEN amount_cents ELSE -amount_cents END) AS BIGINT)
                      FROM commission_entry
                     WHERE commission_entry.tenant_id = deal_terms.tenant_id AND commission_entry.deal_id = deal_terms.deal_id
                       AND kind IN ('paid', 'clawback')) AS kept_cents,
                   (SELECT CAST(sum(commission_part.reserve_cents) AS BIGINT)
                      FROM commission_entry JOIN commission_part ON commission_part.entry_id = commission_entry.id
                     WHERE commission_entry.tenant_id = deal_terms.tenant_id
                       AND commission_entry.deal_id = deal_terms.deal_id) AS held_cents
              FROM deal_terms
              JOIN commission_terms ON commission_terms.id = deal_terms.terms_id
              JOIN funded_deal ON funded_deal.id = deal_terms.deal_id
              JOIN funder ON funder.id = funded_deal.funder_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE \(part: .all(conditions))
             ORDER BY deal_terms.clawback_until, funded_deal.id
            """)
        let windows = try rows.map { row in
            Window(
                deal: try row["id"], funder: try row["funder_id"], funderName: try row["funder_name"],
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]),
                currency: try row["currency"], fundedOn: try row["funded_on"], until: try row["clawback_until"],
                mode: try row["clawback_mode"], kept: try row.get("kept_cents", as: Cents?.self) ?? .zero,
                held: try row.get("held_cents", as: Cents?.self) ?? .zero)
        }
        return Exposure(windows: windows.filter { $0.kept > .zero })
    }
}
