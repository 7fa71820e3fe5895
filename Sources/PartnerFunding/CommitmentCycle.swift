import Kernel
import Storage

/// A cycle of a recurring commitment, and what became of it (F37).
package struct CommitmentCycle: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        /// It has not begun.
        case upcoming
        /// It has begun, and nothing of it is released yet.
        case due
        /// The next one has begun, and nothing of it was released: never merged into another one.
        case missed
        case released
    }

    package let day: Day
    package let outcome: Outcome
    package let allocation: Allocation.ID?

    /// Those that have begun and those of the next two years: the newest sixty, and before them every missed one.
    package static func of(_ commitment: Commitment, at now: Moment, _ db: Connection) throws -> [CommitmentCycle] {
        let days = commitment.terms.cycles(until: now.day.adding(months: 24))
        guard !days.isEmpty else { return [] }
        let rows = try db.rows(
            """
            SELECT commitment_allocation.cycle_on, commitment_allocation.id, allocation_standing.state,
                   allocation_standing.released_at,
                   EXISTS (SELECT 1 FROM funding_ledger
                            WHERE funding_ledger.tenant_id = commitment_allocation.tenant_id
                              AND funding_ledger.allocation_id = commitment_allocation.id
                              AND funding_ledger.type = 'disbursed') AS is_disbursed
              FROM commitment_allocation
              JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
             WHERE commitment_allocation.tenant_id = \(commitment.tenant)
               AND commitment_allocation.commitment_id = \(commitment.id)
               AND commitment_allocation.cycle_on IS NOT NULL
             ORDER BY commitment_allocation.id
            """)
        // The newest that was not cancelled, or of which something was paid out before.
        var taken: [Day: (allocation: Allocation.ID, isReleased: Bool)] = [:]
        for row in rows {
            let isDisbursed: Bool = try row["is_disbursed"]
            guard try row.get("state", as: Allocation.State.self) != .cancelled || isDisbursed else { continue }
            let day: Day = try row["cycle_on"]
            let isReleased = try row.get("released_at", as: Moment?.self) != nil || taken[day]?.isReleased == true
            taken[day] = (try row["id"], isReleased)
        }
        let last = days.lastIndex { $0 <= now.day } ?? -1
        let cycles = days.enumerated().map { place, day in
            let outcome: Outcome =
                if taken[day]?.isReleased == true {
                    .released
                } else if place > last { .upcoming } else if place == last { .due } else { .missed }
            return CommitmentCycle(day: day, outcome: outcome, allocation: taken[day]?.allocation)
        }
        return cycles.dropLast(60).filter { $0.outcome == .missed } + cycles.suffix(60)
    }

    var value: Value {
        let tone =
            switch outcome {
            case .released: "good"
            case .due: "wait"
            case .missed: "bad"
            case .upcoming: "plain"
            }
        return [
            "begins_on": Value(day), "outcome": .string(outcome.rawValue), "tone": .string(tone),
            "is_missed": .bool(outcome == .missed), "is_released": .bool(outcome == .released),
            "allocation": Value(allocation?.description),
        ]
    }
}
