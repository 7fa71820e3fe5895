import Applications
import Deals
import Funders
import Kernel
import Storage
import Submissions

extension RemittanceExpectation {
    /// What a funder is expected to pay for each of its standing deals, and what of it is booked.
    package static func all(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [RemittanceExpectation]
    {
        var expected: [FundedDeal.ID: (amount: Cents, dueOn: Day?)] = [:]
        let sums = try db.rows(
            """
            SELECT commission_entry.deal_id, CAST(sum(amount_cents) AS BIGINT) AS amount_cents,
                   coalesce((SELECT min(commission_open.due_on) FROM commission_open
                              WHERE commission_open.deal_id = commission_entry.deal_id), max(due_on)) AS due_on
              FROM commission_entry
             WHERE tenant_id = \(tenant) AND funder_id = \(funder)
               AND kind IN \(list: CommissionEntry.Kind.expectations)
             GROUP BY commission_entry.deal_id ORDER BY commission_entry.deal_id
            """)
        for row in sums { expected[try row["deal_id"]] = (try row["amount_cents"], try row["due_on"]) }
        let booked = try payments(of: funder, tenant: tenant, db)
        return try db.rows(deals(of: funder, tenant: tenant)).map { row in
            let id: FundedDeal.ID = try row["id"]
            let fundedOn: Day = try row["funded_on"]
            let submission: Submission.ID = try row["submission_id"]
            let names: [String?] = [try row["legal_name"], try row["trade_name"]]
            let numbers = [
                Application.reference(try row["number"]), try row.get("external_id", as: String?.self),
                submission.description, id.description,
            ]
            var deal = RemittanceExpectation(
                deal: id, references: Set(numbers.compactMap { $0 }), merchants: Set(names.compactMap { $0 }),
                currency: try row["currency"], funded: try row["amount_cents"], fundedOn: fundedOn,
                expected: expected[id]?.amount ?? .zero, dueOn: expected[id]?.dueOn ?? fundedOn)
            deal.enteredAt = try row["created_at"]
            deal.payments = booked[id] ?? []
            let mode: ClawbackMode? = try row["clawback_mode"]
            let until: Day? = try row["clawback_until"]
            if let mode, let until { deal.clawback = Clawback(mode, until: until) }
            return deal
        }
    }

    private static func deals(of funder: Funder.ID, tenant: TenantID) -> SQL {
        """
        SELECT funded_deal.id, funded_deal.submission_id, funded_deal.currency, funded_deal.amount_cents,
               funded_deal.funded_on, funded_deal.created_at, application.number, application.external_id, application.legal_name,
               application.trade_name, deal_terms.clawback_until, commission_terms.clawback_mode
          FROM funded_deal
          JOIN application ON application.id = funded_deal.application_id
          LEFT JOIN deal_terms ON deal_terms.deal_id = funded_deal.id
          LEFT JOIN commission_terms ON commission_terms.id = deal_terms.terms_id
         WHERE funded_deal.tenant_id = \(tenant) AND funded_deal.funder_id = \(funder) AND funded_deal.state = 'funded'
         ORDER BY funded_deal.id
        """
    }

    /// What is booked and stands, deal by deal, the oldest first.
    private static func payments(
        of funder: Funder.ID, tenant: TenantID, _ db: Connection
    ) throws -> [FundedDeal.ID: [Payment]] {
        var payments: [FundedDeal.ID: [Payment]] = [:]
        let rows = try db.rows(
            """
            SELECT commission_entry.deal_id, commission_entry.kind, commission_entry.amount_cents,
                   commission_payment.trace, commission_payment.paid_on
              FROM commission_entry
              JOIN commission_payment ON commission_payment.id = commission_entry.payment_id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.funder_id = \(funder)
               AND commission_entry.kind IN ('paid', 'clawback') AND commission_entry.reverses_id IS NULL
               AND commission_payment.state = 'booked'
             ORDER BY commission_entry.id
            """)
        for row in rows {
            let kind: CommissionEntry.Kind = try row["kind"]
            let amount: Cents = try row["amount_cents"]
            payments[try row["deal_id"], default: []].append(
                Payment(
                    amount: kind == .clawback ? .zero - amount : amount,
                    trace: RemittanceBooking.given(try row["trace"]), paidOn: try row["paid_on"]))
        }
        return payments
    }

    /// The references of all that is booked with the funder, but for payments that are the remittance's alone; below zero
    /// where it took back.
    static func traces(
        of funder: Funder.ID, except remittance: Remittance.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Payment] {
        try db.rows(
            """
            SELECT direction, trace, paid_on FROM commission_payment
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND state = 'booked' AND trace IS NOT NULL
               AND EXISTS (SELECT 1 FROM commission_entry
                            WHERE commission_entry.payment_id = commission_payment.id
                              AND NOT EXISTS (SELECT 1 FROM remittance_line
                                               WHERE remittance_line.payment_id = commission_payment.id
                                                 AND remittance_line.entry_id = commission_entry.id
                                                 AND remittance_line.remittance_id = \(remittance)))
             ORDER BY id
            """
        ).map { row in
            let direction: CommissionPayment.Direction = try row["direction"]
            return Payment(
                amount: Cents(direction == .received ? 1 : -1), trace: RemittanceBooking.given(try row["trace"]),
                paidOn: try row["paid_on"])
        }
    }
}
