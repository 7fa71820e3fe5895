import Applications
import Deals
import Funders
import Kernel
import Storage
import Web

/// One line of a list of deals, with what stands on it.
package struct DealLine: Sendable {
    package let deal: FundedDeal
    package let merchant: String
    package let reference: String
    package let funderName: String
    package let isRenewed: Bool
    package internal(set) var standing = CommissionStanding()

    /// What a list is narrowed to.
    package struct Filter: Sendable {
        package var funder: Funder.ID?
        package var application: Application.ID?
        /// Those with commission that is not paid.
        package var isOpen = false
        /// Those whose renewal is due by that day and was not made.
        package var renewalBy: Day?

        package init() {}
    }

    /// The newest first; of those to renew the one that became due last.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<DealLine> {
        var conditions: [SQL] = ["funded_deal.tenant_id = \(tenant)"]
        if let funder = filter.funder { conditions.append("funded_deal.funder_id = \(funder)") }
        if let application = filter.application { conditions.append("funded_deal.application_id = \(application)") }
        if filter.isOpen {
            conditions.append(
                "funded_deal.id IN (SELECT deal_id FROM commission_open WHERE tenant_id = \(tenant))")
        }
        if let day = filter.renewalBy {
            conditions.append("funded_deal.state = 'funded' AND funded_deal.renewal_due_on <= \(day)")
            conditions.append("NOT \(part: isRenewed)")
        }
        let isByRenewal = filter.renewalBy != nil
        if isByRenewal, let (due, after) = renewalPlace(page.after) {
            conditions.append("(funded_deal.renewal_due_on, funded_deal.id) < (\(due), \(after))")
        } else if let after = page.after?.value.text.flatMap({ FundedDeal.ID($0) }) {
            conditions.append("funded_deal.id < \(after)")
        }
        let order: SQL = isByRenewal ? "funded_deal.renewal_due_on DESC, funded_deal.id DESC" : "funded_deal.id DESC"
        var lines = try db.rows(
            """
            SELECT \(part: FundedDeal.columns), application.legal_name, application.number,
                   funder.name AS funder_name, \(part: isRenewed) AS is_renewed
              FROM funded_deal
              JOIN application ON application.id = funded_deal.application_id
              JOIN funder ON funder.id = funded_deal.funder_id
             WHERE \(part: .all(conditions))
             ORDER BY \(part: order) LIMIT \(page.limit + 1)
            """
        ).map(DealLine.init)
        let standings = try CommissionStanding.of(lines.map(\.deal.id), tenant: tenant, db)
        for place in lines.indices {
            lines[place].standing = standings[lines[place].deal.id] ?? CommissionStanding()
        }
        return Page(rows: lines, of: page) { line in
            isByRenewal ? [Value(line.deal.renewalDueOn), Value(line.deal.id)] : Value(line.deal.id)
        }
    }

    private static func renewalPlace(_ cursor: Cursor?) -> (Day, FundedDeal.ID)? {
        guard let parts = cursor?.value.list, parts.count == 2, let due = parts[0].text.flatMap({ Day($0) }),
            let id = parts[1].text.flatMap({ FundedDeal.ID($0) })
        else { return nil }
        return (due, id)
    }

    /// Whether another deal renewed the row of `funded_deal`.
    private static let isRenewed: SQL = """
        EXISTS (SELECT 1 FROM funded_deal AS later WHERE later.renews_id = funded_deal.id AND later.state = 'funded')
        """

    /// One deal with the names beside it.
    package static func of(_ id: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws -> DealLine {
        let row = try db.row(
            """
            SELECT \(part: FundedDeal.columns), application.legal_name, application.number,
                   funder.name AS funder_name, \(part: isRenewed) AS is_renewed
              FROM funded_deal
              JOIN application ON application.id = funded_deal.application_id
              JOIN funder ON funder.id = funded_deal.funder_id
             WHERE funded_deal.tenant_id = \(tenant) AND funded_deal.id = \(id)
            """)
        guard let row else { throw DealRefusal.unknown(id) }
        var line = try DealLine(row)
        line.standing = try CommissionStanding.of(id, tenant: tenant, db)
        return line
    }

    private init(_ row: Row) throws {
        deal = try FundedDeal(row)
        merchant = try row["legal_name"]
        reference = Application.reference(try row["number"])
        funderName = try row["funder_name"]
        isRenewed = try row["is_renewed"]
    }

    package func value(today: Day) -> Value {
        deal.value.adding("merchant", .string(merchant)).adding("reference", .string(reference))
            .adding("funder_name", .string(funderName))
            .adding("commission", standing.value(deal.currency, today: today))
            .adding("is_renewal_due", .bool(isRenewalDue(on: today)))
    }

    private func isRenewalDue(on today: Day) -> Bool {
        deal.state == .funded && !isRenewed && deal.renewalDueOn.map { $0 <= today } ?? false
    }
}
