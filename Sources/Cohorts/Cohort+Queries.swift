import Kernel
import Storage
import Web

extension Cohort {
    /// Refused (404) where the office has none of that id.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Cohort {
        let row = try db.row("SELECT \(part: columns) FROM cohort WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CohortRefusal.unknown(id) }
        return try Cohort(row)
    }

    /// All of an office, the latest start first.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [Cohort] {
        try db.rows(
            """
            SELECT \(part: columns) FROM cohort
             WHERE tenant_id = \(tenant)
             ORDER BY starts_on DESC, id DESC
            """
        ).map(Cohort.init)
    }

    /// An office's cohorts, the latest start first; in one state where it is given.
    static func list(
        _ state: State?, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Cohort> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let state { conditions.append("state = \(state)") }
        if let after = page.after?.value, let day = after["day"]?.text, let id = after["id"]?.text {
            conditions.append("(starts_on < \(day) OR starts_on = \(day) AND id < \(id))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM cohort
             WHERE \(part: .all(conditions))
             ORDER BY starts_on DESC, id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Cohort.init), of: page) { ["day": Value($0.startsOn), "id": Value($0.id)] }
    }

    /// How many participants are in each state.
    package func counts(_ db: Connection) throws -> [Participant.State: Int] {
        let rows = try db.rows(
            """
            SELECT state, count(*) AS number FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id = \(id)
             GROUP BY state
             ORDER BY state
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.get("state", as: Participant.State.self), try $0["number"]) })
    }

    /// How many funded seats participants hold.
    package func taken(_ db: Connection) throws -> Int {
        try counts(db).filter(\.key.holdsSeat).values.reduce(0, +)
    }
}
