import Kernel
import Storage
import Web

/// A commitment as lists show it: with its sums and the cohorts that have something of it (F45, F52).
package struct CommitmentLine: Sendable {
    package let commitment: Commitment
    package let standing: CommitmentStanding
    package let cohorts: [String]

    package static func of(
        _ commitments: [Commitment], at now: Moment, _ db: Connection
    ) throws -> [CommitmentLine] {
        let standings = try CommitmentStanding.of(commitments, at: now, db)
        let cohorts = try cohorts(of: commitments, db)
        return commitments.compactMap { commitment in
            standings[commitment.id].map {
                CommitmentLine(commitment: commitment, standing: $0, cohorts: cohorts[commitment.id] ?? [])
            }
        }
    }

    /// The names of the cohorts, the first to start before the others.
    private static func cohorts(
        of commitments: [Commitment], _ db: Connection
    ) throws -> [Commitment.ID: [String]] {
        var names: [Commitment.ID: [String]] = [:]
        for some in commitments.batches {
            let rows = try db.rows(
                """
                SELECT DISTINCT commitment_allocation.commitment_id, cohort.starts_on, cohort.name
                  FROM commitment_allocation
                  JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
                  JOIN cohort ON cohort.id = commitment_allocation.cohort_id
                 WHERE commitment_allocation.tenant_id = \(some[0].tenant)
                   AND commitment_allocation.commitment_id IN \(list: some.map(\.id))
                   AND (allocation_standing.state <> 'cancelled' OR allocation_standing.released_at IS NOT NULL)
                 ORDER BY cohort.starts_on, cohort.name
                """)
            for row in rows { names[try row["commitment_id"], default: []].append(try row["name"]) }
        }
        return names
    }

    package var value: Value {
        commitment.value
            .adding("standing", standing.value(commitment.terms.currency))
            .adding("cohorts", .list(cohorts.map { .string($0) }))
            .adding("cohorts_text", .string(cohorts.joined(separator: ", ")))
    }

    static let head = [
        "id", "partner", "type", "amount", "currency", "cadence", "state", "cohorts", "promised", "received", "planned",
        "released_not_disbursed", "disbursed", "utilisation_percent",
    ]

    var cells: [String] {
        let terms = commitment.terms
        let cadence = if case .recurring(let cadence, _, _) = terms.detail { cadence.rawValue } else { "" }
        return [
            commitment.id.description, commitment.partnerName, terms.kind.rawValue, terms.amount.decimal,
            terms.currency.rawValue, cadence, commitment.state.rawValue, cohorts.joined(separator: ", "),
            standing.promised.decimal, standing.received.decimal, standing.planned.decimal, standing.held.decimal,
            standing.disbursed.decimal, standing.utilisationText,
        ]
    }
}

extension [Commitment] {
    /// So many at once as a statement names.
    var batches: [[Commitment]] {
        stride(from: 0, to: count, by: 500).map { Array(self[$0..<Swift.min($0 + 500, count)]) }
    }
}
