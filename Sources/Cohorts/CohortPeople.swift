import Kernel
import Storage

/// How many people of a cohort were active on at least one day, and how many of them have a first income. Who holds a seat
/// whose money is only planned is not among them, and who held one and left neither: nobody funds that seat yet.
package struct CohortPeople: Sendable, Equatable {
    package let supported: Int
    package let earners: Int

    package static let none = CohortPeople(supported: 0, earners: 0)

    /// Of each cohort in which somebody was active.
    package static func of(
        _ cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection
    ) throws -> [Cohort.ID: CohortPeople] {
        let holds: SQL = "CASE WHEN state IN \(list: Participant.holders) THEN 1 ELSE 0 END"
        // Seats are taken in the order of the numbers: who left had a released one where the last who holds one came later, or
        // where one is free.
        let rows = try db.rows(
            """
            WITH person AS (
                SELECT cohort_id, number, started_on, first_income_on, \(part: holds) AS holds,
                       row_number() OVER (PARTITION BY cohort_id, \(part: holds) ORDER BY number) AS place
                  FROM participant
                 WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)),
            released AS (
                SELECT cohort_id, CAST(sum(seats) AS BIGINT) AS seats FROM cohort_release
                 WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)
                 GROUP BY cohort_id),
            border AS (
                SELECT person.cohort_id, coalesce(max(released.seats), 0) AS seats, sum(person.holds) AS holders,
                       coalesce(max(CASE WHEN person.holds = 1 AND person.place <= released.seats THEN person.number END), 0)
                           AS last_number
                  FROM person LEFT JOIN released ON released.cohort_id = person.cohort_id
                 GROUP BY person.cohort_id)
            SELECT person.cohort_id, count(*) AS supported, count(person.first_income_on) AS earners
              FROM person JOIN border ON border.cohort_id = person.cohort_id
             WHERE person.started_on IS NOT NULL AND border.seats > 0
               AND (person.holds = 1 AND person.place <= border.seats
                    OR person.holds = 0 AND (border.holders < border.seats OR person.number < border.last_number))
             GROUP BY person.cohort_id
             ORDER BY person.cohort_id
            """)
        return try rows.reduce(into: [:]) { people, row in
            people[try row["cohort_id"]] = CohortPeople(supported: try row["supported"], earners: try row["earners"])
        }
    }
}
