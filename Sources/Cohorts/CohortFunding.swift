import Kernel
import Storage

/// One change of what funds a cohort. The rows' sums are the cohort's seats and money (F63).
package struct CohortFunding: Sendable {
    package typealias ID = Identifier<CohortFunding>

    /// More or fewer seats, more or less money.
    package struct Change: Sendable {
        package let seats: Int
        package let amount: Cents
        /// What gives or takes it: `allocation:ID`.
        package let cause: String

        package init(seats: Int, amount: Cents, cause: String) {
            self.seats = seats
            self.amount = amount
            self.cause = cause
        }

        var isMore: Bool { seats > 0 || amount > .zero }
    }

    package let change: Change
    package let who: Who
    package let at: Moment

    /// `allocation:ID` leads to `/allocations/ID`.
    private var path: String? {
        let parts = change.cause.split(separator: ":")
        guard parts.count == 2, Identifier<CohortFunding>(parts[1]) != nil else { return nil }
        return "/\(parts[0])s/\(parts[1])"
    }

    func value(in currency: Currency) -> Value {
        [
            "kind": .string(String(change.cause.prefix { $0 != ":" })), "path": Value(path),
            "seats": Value(change.seats), "amount": .string(change.amount.decimal),
            "currency": .string(currency.rawValue), "cause": .string(change.cause), "who": .string(who.text),
            "at": Value(at),
        ]
    }

    /// So many seats an office's cohort may have.
    package static let mostSeats = 100_000

    /// A cohort's changes, the newest first.
    package static func of(_ cohort: Cohort, _ db: Connection) throws -> [CohortFunding] {
        try db.rows(
            """
            SELECT seats, amount_cents, cause, who, at FROM cohort_funding
             WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id)
             ORDER BY id DESC
            """
        ).map { row in
            CohortFunding(
                change: Change(seats: try row["seats"], amount: try row["amount_cents"], cause: try row["cause"]),
                who: try row["who"], at: try row["at"])
        }
    }

    /// The cost per participant at which each funder's amount still pays for the seats that it gives; nil where nobody
    /// gives any.
    static func highestCost(of cohort: Cohort, _ db: Connection) throws -> Cents? {
        let rows = try db.rows(
            """
            SELECT CAST(sum(seats) AS BIGINT) AS seats, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
              FROM cohort_funding
             WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id)
             GROUP BY cause
            HAVING sum(seats) > 0
             ORDER BY cause
            """)
        return try rows.map { row in
            Cents(try row.get("amount_cents", as: Cents.self).count / (try row.get("seats", as: Int64.self)))
        }.min()
    }

    /// The first cohort whose seats or money are not the sum of its changes; nil where all are.
    package static func firstBroken(_ db: Connection) throws -> Cohort.ID? {
        try db.value(
            """
            SELECT cohort.id
              FROM cohort LEFT JOIN cohort_funding
                ON cohort_funding.tenant_id = cohort.tenant_id AND cohort_funding.cohort_id = cohort.id
             GROUP BY cohort.id, cohort.seats, cohort.funded_cents
            HAVING COALESCE(SUM(cohort_funding.seats), 0) <> cohort.seats
                OR COALESCE(SUM(cohort_funding.amount_cents), 0) <> cohort.funded_cents
             ORDER BY cohort.id
             LIMIT 1
            """)
    }
}

extension Cohort {
    /// So many of these seats can be taken away: not those on which somebody completed, which are spent. Refused where
    /// somebody who still takes part would lose one.
    package func returnable(_ wanted: Int, _ db: Connection) throws -> Int {
        let counts = try counts(db)
        let free = seats - Self.taken(counts)
        guard wanted - free <= counts[.completed, default: 0] else { throw CohortRefusal.seatsTaken(id, free: free) }
        return min(wanted, free)
    }

    /// The only way in which a cohort's capacity changes (F64): in the transaction of what gives or takes it. Seats that
    /// come go to who waits longest, in the same transaction; seats that participants hold are not taken (409).
    @discardableResult
    package static func fund(
        _ id: ID, _ change: CohortFunding.Change, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Cohort {
        let cohort = try find(id, tenant: tenant, db)
        guard cohort.isOpen || !change.isMore else { throw CohortRefusal.notOpen(id, cohort.state) }
        let (seats, funded) = (cohort.seats + change.seats, cohort.funded + change.amount)
        guard seats >= 0, funded >= .zero else { throw CohortRefusal.belowNothing(id) }
        guard seats <= CohortFunding.mostSeats, funded <= .largest else { throw CohortRefusal.tooMany(id) }
        if change.seats < 0 {
            let taken = try cohort.taken(db)
            guard seats >= taken else { throw CohortRefusal.seatsTaken(id, free: cohort.seats - taken) }
        }
        try db.run(
            """
            INSERT INTO cohort_funding (id, tenant_id, cohort_id, seats, amount_cents, cause, who, at)
            VALUES (\(CohortFunding.ID(at: now)), \(tenant), \(id), \(change.seats), \(change.amount),
                    \(change.cause), \(who), \(now))
            """)
        try db.run(
            """
            UPDATE cohort SET seats = \(seats), funded_cents = \(funded), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                "cohort", id, "funded", by: who, at: now,
                detail: [
                    "seats": Value(change.seats), "amount": .string(change.amount.decimal),
                    "cause": .string(change.cause),
                ]), tenant: tenant, db)
        let changed = try find(id, tenant: tenant, db)
        try changed.promote(by: who, at: now, db)
        return changed
    }
}
