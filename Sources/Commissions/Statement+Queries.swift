import Applications
import Deals
import Funders
import Kernel
import People
import Storage

extension Statement {
    /// A funder's account: what was expected of it, what it paid and what it took back.
    package static func of(
        _ funder: Funder.ID, _ currency: Currency, from: Day, to: Day, tenant: TenantID, _ db: Connection
    ) throws -> Statement {
        let rows = try db.rows(
            """
            SELECT commission_entry.day, commission_entry.kind, commission_entry.amount_cents,
                   commission_entry.reverses_id, application.legal_name, application.number, commission_payment.trace
              FROM commission_entry
              JOIN funded_deal ON funded_deal.id = commission_entry.deal_id
              JOIN application ON application.id = funded_deal.application_id
              LEFT JOIN commission_payment ON commission_payment.id = commission_entry.payment_id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.funder_id = \(funder)
               AND commission_entry.currency = \(currency) AND commission_entry.day BETWEEN \(from) AND \(to)
               AND commission_entry.kind IN ('expected', 'bonus', 'adjustment', 'paid', 'clawback')
             ORDER BY commission_entry.day, commission_entry.at,
                      CASE commission_entry.kind WHEN 'paid' THEN 1 WHEN 'clawback' THEN 2 ELSE 0 END,
                      commission_entry.id
            """)
        let lines = try rows.map { row -> Line in
            let kind: CommissionEntry.Kind = try row["kind"]
            let amount: Cents = try row["amount_cents"]
            let reverses: CommissionEntry.ID? = try row["reverses_id"]
            return Line(
                day: try row["day"], what: kind.label + (reverses == nil ? "" : ", taken back"),
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]),
                trace: RemittanceBooking.given(try row["trace"]) ?? "", due: kind.isExpectation ? amount : .zero,
                settled: kind == .paid ? amount : .zero, takenBack: kind == .clawback ? amount : .zero)
        }
        let opening: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(CASE WHEN kind = 'paid' THEN -amount_cents ELSE amount_cents END), 0) AS BIGINT)
              FROM commission_entry
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND currency = \(currency) AND day < \(from)
               AND kind IN ('expected', 'bonus', 'adjustment', 'paid')
            """)
        return Statement(
            .funder(funder), name: try Funder.find(funder, tenant: tenant, db).name,
            office: try office(tenant, db), currency, from: from, to: to, opening: opening ?? .zero, lines)
    }

    /// A payee's account: its shares of what was paid, what was taken back of them, and what it was paid.
    package static func of(
        _ payee: Payee.ID, _ currency: Currency, from: Day, to: Day, tenant: TenantID, _ db: Connection
    ) throws -> Statement {
        let shares = try db.rows(
            """
            SELECT commission_entry.day, commission_entry.kind, commission_part.amount_cents, commission_part.role,
                   commission_entry.reverses_id, application.legal_name, application.number
              FROM payee_line
              JOIN commission_part
                ON commission_part.entry_id = payee_line.entry_id AND commission_part.place = payee_line.place
              JOIN commission_entry ON commission_entry.id = payee_line.entry_id
              JOIN funded_deal ON funded_deal.id = commission_entry.deal_id
              JOIN application ON application.id = funded_deal.application_id
             WHERE payee_line.tenant_id = \(tenant) AND payee_line.payee_id = \(payee)
               AND payee_line.currency = \(currency) AND payee_line.day BETWEEN \(from) AND \(to)
             ORDER BY commission_entry.day, commission_entry.at, commission_entry.id, commission_part.place
            """
        ).map { row -> Line in
            let kind: CommissionEntry.Kind = try row["kind"]
            let role: ShareRole = try row["role"]
            let amount: Cents = try row["amount_cents"]
            let reverses: CommissionEntry.ID? = try row["reverses_id"]
            return Line(
                day: try row["day"],
                what: (kind == .paid ? "Share, \(role.label.lowercased())" : kind.label)
                    + (reverses == nil ? "" : ", taken back"),
                merchant: try row["legal_name"], reference: Application.reference(try row["number"]), trace: "",
                due: kind == .paid ? amount : .zero, settled: .zero, takenBack: kind == .clawback ? amount : .zero)
        }
        let paid = try Payout.of(payee, tenant: tenant, db).reversed().filter { $0.currency == currency }
            .flatMap(lines).filter { $0.day <= to }
        let opening =
            try PayeeLines.sum(of: payee, currency, before: from, tenant: tenant, db)
            - paid.filter { $0.day < from }.reduce(Cents.zero) { $0 + $1.settled }
        let payouts = paid.filter { $0.day >= from }
        // On one day shares stand before payouts.
        let all = (shares + payouts).enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
        return Statement(
            .payee(payee), name: try Payee.find(payee, tenant: tenant, db).name, office: try office(tenant, db),
            currency, from: from, to: to, opening: opening, all.map(\.element))
    }

    /// What a payout is in a statement: one that was taken back stands on its own day, and its end on the day of that.
    private static func lines(of payout: Payout) -> [Line] {
        func line(_ day: Day, _ what: String, _ amount: Cents) -> Line {
            Line(
                day: day, what: what, merchant: "", reference: "", trace: payout.reference, due: .zero, settled: amount,
                takenBack: .zero)
        }
        let what = "Paid out, \(payout.methodNote ?? payout.method.label)"
        let booked = line(payout.paidOn, what, payout.amount)
        switch (payout.state, payout.reversedOn) {
        case (.booked, _): return [booked]
        case (.reversed, let day?): return [booked, line(day, "\(what), taken back", .zero - payout.amount)]
        case (.reversed, nil): return []
        }
    }

    private static func office(_ tenant: TenantID, _ db: Connection) throws -> String {
        try db.value("SELECT name FROM tenant WHERE id = \(tenant)") ?? ""
    }
}
