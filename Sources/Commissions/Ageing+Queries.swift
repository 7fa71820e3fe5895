import Applications
import Deals
import Funders
import Kernel
import Ledger
import Storage

extension Ageing {
    /// What a page is narrowed to.
    package struct Filter: Sendable {
        package var funder: Funder.ID?
        package var currency: Currency?
        /// Days of the due dates, both inclusive.
        package var from: Day?
        package var to: Day?

        package init() {}
    }

    /// What is open on that day.
    package static func of(
        _ filter: Filter, on today: Day, tenant: TenantID, _ db: Connection
    ) throws -> Ageing {
        var conditions: [SQL] = ["commission_open.tenant_id = \(tenant)"]
        if let funder = filter.funder { conditions.append("commission_open.funder_id = \(funder)") }
        if let currency = filter.currency { conditions.append("commission_open.currency = \(currency)") }
        if let from = filter.from { conditions.append("commission_open.due_on >= \(from)") }
        if let to = filter.to { conditions.append("commission_open.due_on <= \(to)") }
        let items = try db.rows(
            """
            SELECT commission_open.deal_id, commission_open.due_on, commission_open.funder_id, commission_open.currency,
                   commission_open.open_cents, funder.name AS funder_name, application.legal_name, application.number
              FROM commission_open
              JOIN funded_deal ON funded_deal.id = commission_open.deal_id
              JOIN funder ON funder.id = commission_open.funder_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE \(part: .all(conditions))
             ORDER BY commission_open.due_on, commission_open.deal_id
            """
        ).map { row in
            let dueOn: Day = try row["due_on"]
            return Item(
                deal: try row["deal_id"], funder: try row["funder_id"], funderName: try row["funder_name"],
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]),
                currency: try row["currency"], dueOn: dueOn, open: try row["open_cents"],
                bucket: .of(dueOn: dueOn, on: today))
        }
        return Ageing(today: today, items: items)
    }

    /// What the ledger says that funders owe and will owe, by funder and currency: the same sums from the other side.
    package static func ledger(
        of funder: Funder.ID?, tenant: TenantID, _ db: Connection
    ) throws -> [String: [Currency: Cents]] {
        var balances: [String: [Currency: Cents]] = [:]
        for (account, totals) in try LedgerAccount.all(tenant: tenant, db)
        where ["commission.expected", "commission.receivable"].contains(account.code) {
            if let funder, account.ownerID != funder.description { continue }
            let former = balances[account.ownerID]?[account.currency] ?? .zero
            balances[account.ownerID, default: [:]][account.currency] =
                former + totals.balance(on: account.normalSide)
        }
        return balances
    }
}
