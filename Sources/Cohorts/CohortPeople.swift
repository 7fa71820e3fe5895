import Kernel
import Storage

/// How many people of a cohort were active on at least one day, and how many of them have a first income.
package struct CohortPeople: Sendable, Equatable {
    package let supported: Int
    package let earners: Int

    package static let none = CohortPeople(supported: 0, earners: 0)

    /// Of each cohort in which somebody was active.
    package static func of(
        _ cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection
    ) throws -> [Cohort.ID: CohortPeople] {
        let rows = try db.rows(
            """
            SELECT cohort_id, count(*) AS supported, count(first_income_on) AS earners FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts) AND started_on IS NOT NULL
             GROUP BY cohort_id
             ORDER BY cohort_id
            """)
        return try rows.reduce(into: [:]) { people, row in
            people[try row["cohort_id"]] = CohortPeople(supported: try row["supported"], earners: try row["earners"])
        }
    }
}
