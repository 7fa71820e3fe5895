import Kernel
import Storage

/// How many people of a cohort were active on at least one day, and how many of them have a first income. Who holds a seat
/// whose money is only planned is not among them: nobody funds that seat yet.
package struct CohortPeople: Sendable, Equatable {
    package let supported: Int
    package let earners: Int

    package static let none = CohortPeople(supported: 0, earners: 0)

    /// Of each cohort in which somebody was active.
    package static func of(
        _ cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection
    ) throws -> [Cohort.ID: CohortPeople] {
        let holds: SQL = "CASE WHEN state IN \(list: Participant.holders) THEN 1 ELSE 0 END"
        let rows = try db.rows(
            """
            SELECT person.cohort_id, count(*) AS supported, count(person.first_income_on) AS earners
              FROM (SELECT cohort_id, started_on, first_income_on, \(part: holds) AS holds,
                           row_number() OVER (PARTITION BY cohort_id, \(part: holds) ORDER BY number) AS place
                      FROM participant
                     WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)) AS person
              LEFT JOIN (SELECT cohort_id, CAST(sum(seats) AS BIGINT) AS seats FROM cohort_release
                          WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)
                          GROUP BY cohort_id) AS released
                ON released.cohort_id = person.cohort_id
             WHERE person.started_on IS NOT NULL
               AND (person.holds = 0 OR person.place <= coalesce(released.seats, 0))
             GROUP BY person.cohort_id
             ORDER BY person.cohort_id
            """)
        return try rows.reduce(into: [:]) { people, row in
            people[try row["cohort_id"]] = CohortPeople(supported: try row["supported"], earners: try row["earners"])
        }
    }
}
