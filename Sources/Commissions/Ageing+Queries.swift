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

    /// What is open on that day: all of it by funder and day, and deal by deal the first `most`, or all.
    package static func of(
        _ filter: Filter, on today: Day, most: Int? = nil, tenant: TenantID, _ db: Connection
    ) throws -> Ageing {
        Ageing(
            today: today, currency: filter.currency, parts: try parts(filter, today, tenant: tenant, db),
            items: try items(filter, today, most: most, tenant: tenant, db))
    }

    private static func conditions(_ filter: Filter, tenant: TenantID) -> SQL {
        var all: [SQL] = ["commission_open.tenant_id = \(tenant)"]
        if let funder = filter.funder { all.append("commission_open.funder_id = \(funder)") }
        if let currency = filter.currency { all.append("commission_open.currency = \(currency)") }
        if let from = filter.from { all.append("commission_open.due_on >= \(from)") }
        if let to = filter.to { all.append("commission_open.due_on <= \(to)") }
        return .all(all)
    }

    private static func parts(
        _ filter: Filter, _ today: Day, tenant: TenantID, _ db: Connection
    ) throws -> [Part] {
        try db.rows(
            """
            SELECT funder_id, currency, month, bucket, sum(open_cents) AS open_cents, count(*) AS items
              FROM (SELECT funder_id, currency, substr(due_on, 1, 7) AS month, \(part: Bucket.sql(on: today)) AS bucket,
                           open_cents
                      FROM commission_open WHERE \(part: conditions(filter, tenant: tenant))) AS aged
             GROUP BY funder_id, currency, month, bucket
            """
        ).map { row in
            Part(
                funder: try row["funder_id"], currency: try row["currency"], month: try row["month"],
                bucket: Bucket(rawValue: try row["bucket"]) ?? .longer, open: try row["open_cents"],
                items: try row["items"])
        }
    }

    private static func items(
        _ filter: Filter, _ today: Day, most: Int?, tenant: TenantID, _ db: Connection
    ) throws -> [Item] {
        try db.rows(
            """
            SELECT commission_open.deal_id, commission_open.due_on, commission_open.funder_id, commission_open.currency,
                   commission_open.open_cents, funder.name AS funder_name, application.legal_name, application.number
              FROM commission_open
              JOIN funded_deal ON funded_deal.id = commission_open.deal_id
              JOIN funder ON funder.id = commission_open.funder_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE \(part: conditions(filter, tenant: tenant))
             ORDER BY commission_open.due_on, commission_open.deal_id LIMIT \(most ?? Int.max)
            """
        ).map { row in
            let dueOn: Day = try row["due_on"]
            return Item(
                deal: try row["deal_id"], funder: try row["funder_id"], funderName: try row["funder_name"],
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]),
                currency: try row["currency"], dueOn: dueOn, open: try row["open_cents"],
                bucket: .of(dueOn: dueOn, on: today))
        }
    }

    /// What the ledger says that funders owe and will owe, by funder and currency: the same sums from the other side.
    package static func ledger(of funder: Funder.ID?, tenant: TenantID, _ db: Connection) throws -> [Balance] {
        try LedgerAccount.balances(
            ["commission.expected", "commission.receivable"], owner: funder?.description, tenant: tenant, db
        ).map { Balance(funder: $0.ownerID, currency: $0.currency, owed: $0.balance) }
    }
}
