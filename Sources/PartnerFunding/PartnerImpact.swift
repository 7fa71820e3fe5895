import Kernel
import Storage

/// What a partner's capital came to over all time: the four figures of its overview (F44, J07).
package struct PartnerImpact: Sendable {
    /// What came in and was not taken back or paid back.
    package let funded: [Currency: Cents]
    package let cohorts: [FundedCohort]

    package static func of(_ partner: Partner, _ db: Connection) throws -> PartnerImpact {
        let rows = try db.rows(
            """
            SELECT commitment_receipt.currency, CAST(sum(commitment_receipt.amount_cents) AS BIGINT) AS amount_cents
              FROM commitment_receipt
              JOIN funding_commitment ON funding_commitment.id = commitment_receipt.commitment_id
             WHERE funding_commitment.tenant_id = \(partner.tenant) AND funding_commitment.partner_id = \(partner.id)
               AND commitment_receipt.state = 'booked'
             GROUP BY commitment_receipt.currency
             ORDER BY commitment_receipt.currency
            """)
        var funded = try rows.reduce(into: [:] as [Currency: Cents]) { $0[try $1["currency"]] = try $1["amount_cents"] }
        for (currency, amount) in try CapitalReturn.refunded(to: partner, db) {
            funded[currency] = (funded[currency] ?? .zero) - amount
        }
        return PartnerImpact(funded: funded, cohorts: try FundedCohort.of(partner, db))
    }

    package init(funded: [Currency: Cents], cohorts: [FundedCohort]) {
        self.funded = funded
        self.cohorts = cohorts
    }

    package var supported: ShownCount { cohorts.map(\.supported).sum }
    package var earners: ShownCount { cohorts.map(\.earners).sum }

    /// Paid out in a currency.
    package func disbursed(_ currency: Currency) -> Cents {
        cohorts.filter { $0.cohort.currency == currency }.reduce(.zero) { $0 + $1.disbursed }
    }

    /// What is paid out over who was supported by it, or earns, to the cent, half-even; nil where there is nobody, or how
    /// many there are is hidden: the cost would tell.
    package func cost(_ currency: Currency, per count: KeyPath<FundedCohort, ShownCount>) -> Cents? {
        let people = cohorts.filter { $0.cohort.currency == currency }.map { $0[keyPath: count] }.sum.count ?? 0
        return people > 0 ? disbursed(currency).times(1, over: Int64(people)) : nil
    }

    /// The currencies in which something came in or is allocated.
    package var currencies: [Currency] {
        Currency.allCases.filter { currency in
            funded[currency] != nil || cohorts.contains { $0.cohort.currency == currency }
        }
    }

    package var value: Value {
        func sums(_ amount: (Currency) -> Cents?) -> (list: Value, text: Value) {
            let sums = currencies.map { (currency: $0, amount: amount($0)) }
            let texts = sums.compactMap { sum in sum.amount.map(sum.currency.shown) }
            return (
                .list(
                    sums.map { ["currency": .string($0.currency.rawValue), "amount": Value($0.amount?.decimal)] }),
                .string(texts.isEmpty ? "–" : texts.joined(separator: ", "))
            )
        }
        let (total, each) = (sums { funded[$0] ?? .zero }, sums { cost($0, per: \.earners) })
        let participant = sums { cost($0, per: \.supported) }
        return [
            "total_funded": total.list, "total_funded_text": total.text,
            "participants_supported": Value(supported.count), "participants_supported_text": .string(supported.text),
            "earners_produced": Value(earners.count), "earners_produced_text": .string(earners.text),
            "cost_per_earner": each.list, "cost_per_earner_text": each.text,
            "cost_per_participant": participant.list, "cost_per_participant_text": participant.text,
        ]
    }
}
