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

        func holds(_ item: Item) -> Bool {
            (from.map { item.dueOn >= $0 } ?? true) && (to.map { item.dueOn <= $0 } ?? true)
        }
    }

    /// What is open on that day.
    package static func of(
        _ filter: Filter, on today: Day, tenant: TenantID, _ db: Connection
    ) throws -> Ageing {
        var conditions: [SQL] = ["commission_entry.tenant_id = \(tenant)"]
        if let funder = filter.funder { conditions.append("commission_entry.funder_id = \(funder)") }
        if let currency = filter.currency { conditions.append("commission_entry.currency = \(currency)") }
        let open: SQL = """
            SELECT commission_entry.deal_id
              FROM commission_entry
             WHERE \(part: .all(conditions))
             GROUP BY commission_entry.deal_id
            HAVING sum(CASE WHEN commission_entry.kind IN ('expected', 'bonus', 'adjustment')
                            THEN commission_entry.amount_cents
                            WHEN commission_entry.kind = 'paid' THEN -commission_entry.amount_cents ELSE 0 END) <> 0
            """
        var rows: [FundedDeal.ID: DealRows] = [:]
        var order: [FundedDeal.ID] = []
        let found = try db.rows(
            """
            SELECT commission_entry.deal_id, commission_entry.due_on, commission_entry.kind,
                   CAST(sum(commission_entry.amount_cents) AS BIGINT) AS amount_cents, funded_deal.funder_id,
                   funded_deal.currency, funded_deal.funded_on, funder.name AS funder_name, application.legal_name,
                   application.number
              FROM commission_entry
              JOIN funded_deal ON funded_deal.id = commission_entry.deal_id
              JOIN funder ON funder.id = funded_deal.funder_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id IN (\(part: open))
               AND commission_entry.kind IN ('expected', 'bonus', 'adjustment', 'paid')
             GROUP BY commission_entry.deal_id, commission_entry.due_on, commission_entry.kind, funded_deal.funder_id,
                      funded_deal.currency, funded_deal.funded_on, funder.name, application.legal_name,
                      application.number
             ORDER BY commission_entry.deal_id, commission_entry.due_on, commission_entry.kind
            """)
        for row in found {
            let deal: FundedDeal.ID = try row["deal_id"]
            if rows[deal] == nil {
                order.append(deal)
                rows[deal] = try DealRows(row)
            }
            try rows[deal]?.add(row)
        }
        let items = order.flatMap { rows[$0]?.items($0, on: today) ?? [] }.filter(filter.holds)
        return Ageing(today: today, items: items.sorted { ($0.dueOn, $0.deal) < ($1.dueOn, $1.deal) })
    }

    /// One deal's sums by due day.
    private struct DealRows {
        let funder: Funder.ID
        let funderName: String
        let merchant: String
        let reference: String
        let currency: Currency
        let fundedOn: Day
        var expected: [(dueOn: Day, amount: Cents)] = []
        var paid = Cents.zero

        init(_ row: Row) throws {
            funder = try row["funder_id"]
            funderName = try row["funder_name"]
            merchant = try row["legal_name"]
            reference = Application.reference(try row["number"])
            currency = try row["currency"]
            fundedOn = try row["funded_on"]
        }

        mutating func add(_ row: Row) throws {
            let amount: Cents = try row["amount_cents"]
            if try row.get("kind", as: CommissionEntry.Kind.self) == .paid {
                paid = paid + amount
            } else {
                expected.append((try row.get("due_on", as: Day?.self) ?? fundedOn, amount))
            }
        }

        func items(_ deal: FundedDeal.ID, on today: Day) -> [Item] {
            Ageing.open(expected, paid: paid).map { dueOn, amount in
                Item(
                    deal: deal, funder: funder, funderName: funderName, merchant: merchant, reference: reference,
                    currency: currency, dueOn: dueOn, open: amount, bucket: .of(dueOn: dueOn, on: today))
            }
        }
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
