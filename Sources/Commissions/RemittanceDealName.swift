import Applications
import Deals
import Kernel
import Storage

/// What a deal is called beside a line of a remittance.
struct RemittanceDealName: Sendable {
    let merchant: String
    let reference: String
    let fundedOn: Day
    let currency: Currency

    /// The deals of these ids that the office has.
    static func of(
        _ ids: Set<FundedDeal.ID>, tenant: TenantID, _ db: Connection
    ) throws -> [FundedDeal.ID: RemittanceDealName] {
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows(
            """
            SELECT funded_deal.id, funded_deal.funded_on, funded_deal.currency, application.legal_name, application.number
              FROM funded_deal JOIN application ON application.id = funded_deal.application_id
             WHERE funded_deal.tenant_id = \(tenant) AND funded_deal.id IN \(list: ids.sorted())
             ORDER BY funded_deal.id
            """)
        var names: [FundedDeal.ID: RemittanceDealName] = [:]
        for row in rows {
            names[try row["id"]] = RemittanceDealName(
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]),
                fundedOn: try row["funded_on"], currency: try row["currency"])
        }
        return names
    }
}
