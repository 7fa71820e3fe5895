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

    /// How many participants of each cohort are in each state.
    static func counts(
        of cohorts: [ID], tenant: TenantID, _ db: Connection
    ) throws -> [ID: [Participant.State: Int]] {
        let rows = try db.rows(
            """
            SELECT cohort_id, state, count(*) AS number FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts)
             GROUP BY cohort_id, state
             ORDER BY cohort_id, state
            """)
        return try rows.reduce(into: [:]) { counts, row in
            counts[try row["cohort_id"], default: [:]][try row["state"]] = try row["number"]
        }
    }

    /// How many of its participants are in each state.
    package func counts(_ db: Connection) throws -> [Participant.State: Int] {
        try Self.counts(of: [id], tenant: tenant, db)[id] ?? [:]
    }

    /// How many funded seats participants hold.
    package func taken(_ db: Connection) throws -> Int {
        Self.taken(try counts(db))
    }

    static func taken(_ counts: [Participant.State: Int]) -> Int {
        counts.filter(\.key.holdsSeat).values.reduce(0, +)
    }
}
