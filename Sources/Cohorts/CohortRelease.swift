import Kernel
import Storage

/// Seats of a cohort whose money is released. Capacity comes with what is assigned; a stipend is asked for on a released seat
/// alone (F64). The rows are only ever added, and their sum is how many there are.
package enum CohortRelease {
    package typealias ID = Identifier<CohortRelease>

    static let table = """
        CREATE TABLE cohort_release (          -- each change of a cohort's seats whose money is released
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL,
            cohort_id  TEXT    NOT NULL,
            seats      INTEGER NOT NULL CHECK (seats <> 0),  -- more or fewer
            cause      TEXT    NOT NULL CHECK (length(cause) BETWEEN 1 AND 100),  -- what gave or took it: allocation:ID
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    static let index = "CREATE INDEX cohort_release_cohort ON cohort_release (tenant_id, cohort_id, id)"

    /// Seats from elsewhere than allocations stood at once.
    static let given = """
        INSERT INTO cohort_release (id, tenant_id, cohort_id, seats, cause, who, at)
        SELECT id, tenant_id, cohort_id, seats, cause, who, at FROM cohort_funding
         WHERE seats <> 0 AND cause NOT LIKE 'allocation:%'
        """

    /// How many seats of each of these cohorts are released; a cohort without any is not among them.
    package static func seats(of cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection) throws -> [Cohort.ID: Int] {
        let rows = try db.rows(
            """
            SELECT cohort_id, CAST(sum(seats) AS BIGINT) AS seats FROM cohort_release
             WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)
             GROUP BY cohort_id
             ORDER BY cohort_id
            """)
        return try rows.reduce(into: [:]) { seats, row in seats[try row["cohort_id"]] = try row["seats"] }
    }
}

extension Cohort {
    /// So many of its seats are released, or are so no longer, in the transaction of what releases or takes them.
    package static func release(
        _ seats: Int, of id: ID, cause: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard seats != 0 else { return }
        let cohort = try find(id, tenant: tenant, db)
        let former = try CohortRelease.seats(of: [id], tenant: tenant, db)[id] ?? 0
        guard former + seats >= 0 else { throw CohortRefusal.belowNothing(id) }
        guard former + seats <= CohortFunding.mostSeats else { throw CohortRefusal.tooMany(id) }
        try db.run(
            """
            INSERT INTO cohort_release (id, tenant_id, cohort_id, seats, cause, who, at)
            VALUES (\(CohortRelease.ID(at: now)), \(tenant), \(id), \(seats), \(cause), \(who), \(now))
            """)
        try History.append(
            HistoryEntry(
                "cohort", cohort.id, "released", by: who, at: now,
                detail: ["seats": Value(seats), "cause": .string(cause)]), tenant: tenant, db)
    }
}

extension Participant {
    static let holders = State.allCases.filter(\.holdsSeat)

    /// Those who may ask for a stipend: active, and among the first in their cohort who hold as many seats as are released, in
    /// the order in which they came (F64).
    package static func stipendEligible(
        among participants: [Participant], tenant: TenantID, _ db: Connection
    ) throws -> Set<ID> {
        let asking = participants.filter(\.state.allowsStipend)
        guard !asking.isEmpty else { return [] }
        let cohorts = Array(Set(asking.map(\.cohort)))
        let released = try CohortRelease.seats(of: cohorts, tenant: tenant, db)
        let rows = try db.rows(
            """
            SELECT id, cohort_id, place
              FROM (SELECT id, cohort_id, row_number() OVER (PARTITION BY cohort_id ORDER BY number) AS place
                      FROM participant
                     WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts) AND state IN \(list: holders))
                   AS holder
             WHERE id IN \(list: asking.map(\.id))
             ORDER BY place, id
            """)
        return try rows.reduce(into: []) { eligible, row in
            let place: Int = try row["place"]
            if place <= released[try row["cohort_id"]] ?? 0 { eligible.insert(try row["id"]) }
        }
    }

    /// Whether a stipend may be asked for.
    package func isStipendEligible(_ db: Connection) throws -> Bool {
        try Self.stipendEligible(among: [self], tenant: tenant, db).contains(id)
    }

    /// What tells of nobody, and whether a stipend may be asked for.
    func standingValue(_ db: Connection) throws -> Value {
        value.adding("is_stipend_eligible", .bool(try isStipendEligible(db)))
    }
}
