import Deals
import Kernel
import Storage

/// What a payee has of one deal in one role.
package struct PayeeDeal: Sendable {
    package let deal: FundedDeal.ID
    package let merchant: String
    package let funderName: String
    package let role: ShareRole
    package let portion: Percent?
    package let currency: Currency
    package let fundedOn: Day
    package internal(set) var expected = Cents.zero
    package internal(set) var paid = Cents.zero
    package internal(set) var clawedBack = Cents.zero
    package internal(set) var held = Cents.zero

    /// The last deals that a payee has a part of, the newest first.
    package static func of(
        _ payee: Payee.ID, most: Int = 100, tenant: TenantID, _ db: Connection
    ) throws -> [PayeeDeal] {
        var deals: [PayeeDeal] = []
        // CROSS JOIN makes SQLite go from the deals to their parts, not through all that the payee ever had.
        let rows = try db.rows(
            """
            SELECT commission_entry.deal_id, commission_part.role, commission_entry.kind, funded_deal.currency,
                   funded_deal.funded_on, application.legal_name, funder.name AS funder_name,
                   (SELECT portion FROM deal_share
                     WHERE deal_share.deal_id = commission_entry.deal_id AND deal_share.payee_id = \(payee)
                       AND deal_share.role = commission_part.role) AS portion,
                   CAST(sum(commission_part.amount_cents) AS BIGINT) AS amount_cents,
                   CAST(sum(commission_part.reserve_cents) AS BIGINT) AS reserve_cents
              FROM (SELECT DISTINCT deal_id FROM deal_share
                     WHERE tenant_id = \(tenant) AND payee_id = \(payee) ORDER BY deal_id DESC LIMIT \(most)) AS newest
                   CROSS JOIN commission_entry CROSS JOIN commission_part
              JOIN funded_deal ON funded_deal.id = commission_entry.deal_id
              JOIN application ON application.id = funded_deal.application_id
              JOIN funder ON funder.id = funded_deal.funder_id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id = newest.deal_id
               AND commission_part.entry_id = commission_entry.id AND commission_part.payee_id = \(payee)
             GROUP BY commission_entry.deal_id, commission_part.role, commission_entry.kind, funded_deal.currency,
                      funded_deal.funded_on, application.legal_name, funder.name
             ORDER BY commission_entry.deal_id DESC, commission_part.role, commission_entry.kind
            """)
        for row in rows {
            let new = try PayeeDeal(row)
            if deals.last?.deal != new.deal || deals.last?.role != new.role {
                if deals.count == most { break }
                deals.append(new)
            }
            try deals[deals.count - 1].add(row)
        }
        return deals
    }

    private init(_ row: Row) throws {
        deal = try row["deal_id"]
        merchant = try row["legal_name"]
        funderName = try row["funder_name"]
        role = try row["role"]
        portion = try row["portion"]
        currency = try row["currency"]
        fundedOn = try row["funded_on"]
    }

    private mutating func add(_ row: Row) throws {
        let amount: Cents = try row["amount_cents"]
        held = try held + row["reserve_cents"]
        switch try row.get("kind", as: CommissionEntry.Kind.self) {
        case .expected, .bonus, .adjustment: expected = expected + amount
        case .paid: paid = paid + amount
        case .clawback: clawedBack = clawedBack + amount
        case .earned, .release: break
        }
    }

    package var value: Value {
        func money(_ cents: Cents) -> Value { .string(currency.shown(cents)) }
        return [
            "deal": Value(deal), "merchant": .string(merchant), "funder_name": .string(funderName),
            "role": .string(role.rawValue), "role_label": .string(role.label), "portion": Value(portion?.decimal),
            "currency": .string(currency.rawValue), "funded_on": Value(fundedOn), "expected": .string(expected.decimal),
            "expected_text": money(expected), "paid": .string(paid.decimal), "paid_text": money(paid),
            "clawed_back": .string(clawedBack.decimal), "clawed_back_text": money(clawedBack),
            "held": .string(held.decimal), "held_text": money(held),
        ]
    }
}
