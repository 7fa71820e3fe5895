import Kernel
import Storage
import Web

extension ReferredLead {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReferredLead {
        let row = try db.row("SELECT \(part: columns) FROM referral_lead WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw LeadRefusal.unknown(id) }
        return try ReferredLead(row)
    }

    package struct Filter: Sendable {
        package var referrer: Referrer.ID?
        package var state: State?
        package var batch: Identifier<LeadBatch>?

        package init(referrer: Referrer.ID? = nil) { self.referrer = referrer }
    }

    /// The newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferredLead> {
        let rows = try db.rows(query(filter, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferredLead.init), of: page) { Value($0.id) }
    }

    static func query(_ filter: Filter, page: PageRequest, tenant: TenantID) -> SQL {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let referrer = filter.referrer { conditions.append("partner_id = \(referrer)") }
        if let state = filter.state { conditions.append("state = \(state)") }
        if let batch = filter.batch { conditions.append("batch_id = \(batch)") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        return """
            SELECT \(part: columns) FROM referral_lead
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """
    }

    /// What waits for review, the best score first, of equal ones the oldest (G25); or what is held.
    package static func waiting(
        _ queue: Queue, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferredLead> {
        let rows = try db.rows(query(waiting: queue, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferredLead.init), of: page) {
            ["rank": Value(100 - $0.score), "at": .int($0.submittedAt.milliseconds), "id": Value($0.id)]
        }
    }

    static func query(waiting queue: Queue, page: PageRequest, tenant: TenantID) -> SQL {
        var conditions: [SQL] = ["tenant_id = \(tenant)", "queue = \(queue)"]
        if let after = page.after?.value, let rank = after["rank"]?.integer, let at = after["at"]?.integer,
            let id = after["id"]?.text
        {
            conditions.append("(rank, submitted_at, id) > (\(rank), \(at), \(id))")
        }
        return """
            SELECT \(part: columns) FROM referral_lead
             WHERE \(part: .all(conditions))
             ORDER BY rank, submitted_at, id
             LIMIT \(page.limit + 1)
            """
    }

    /// How many wait in a queue, at most `most`, and since when the oldest of them does.
    static func count(
        in queue: Queue, most: Int = 1000, tenant: TenantID, _ db: Connection
    ) throws -> (number: Int, oldest: Moment?) {
        let row = try db.row(
            """
            SELECT count(*) AS number, min(submitted_at) AS oldest
              FROM (SELECT submitted_at FROM referral_lead WHERE tenant_id = \(tenant) AND queue = \(queue) LIMIT \(most))
                AS waiting
            """)
        guard let row else { return (0, nil) }
        return (try row["number"], try row["oldest"])
    }
}
