import Kernel
import Storage

/// How far the submissions of a month or a year came, as pages read it: of a funder, of who sent, of both, and of all.
struct ReachSums: Equatable {
    private struct Key: Hashable {
        let tenant: TenantID
        /// A month (202611) or a year (2026).
        let period: Int
        /// Both empty: of all.
        let funder: String
        let sentBy: String
    }
    /// A count for each stage, in their order.
    private var sums: [Key: [Int]] = [:]

    init() {}

    init(tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT period, funder_id, sent_by, submitted, replied, offered, accepted, funded
              FROM submission_reach WHERE tenant_id = \(tenant) ORDER BY sent_by, period, funder_id
            """)
        {
            let counts: [Int] = try Stage.allCases.map { try row[$0.rawValue] }
            guard counts.contains(where: { $0 != 0 }) else { continue }
            sums[
                Key(tenant: tenant, period: try row["period"], funder: try row["funder_id"], sentBy: try row["sent_by"])
            ] = counts
        }
    }

    mutating func add(_ counts: [Int], month: Int, funder: String, sentBy: String, tenant: TenantID) {
        for period in [month, month / 100] {
            for funder in [funder, ""] {
                for sentBy in [sentBy, ""] {
                    let key = Key(tenant: tenant, period: period, funder: funder, sentBy: sentBy)
                    let sum = zip(sums[key] ?? counts.map { _ in 0 }, counts).map { $0 + $1 }
                    sums[key] = sum.contains { $0 != 0 } ? sum : nil
                }
            }
        }
    }

    /// Adds these to those that are stored.
    func store(_ db: Connection) throws {
        try db.insert(
            sums.map { key, counts in
                """
                (\(key.tenant), \(key.period), \(key.funder), \(key.sentBy), \(counts[0]), \(counts[1]), \(counts[2]),
                 \(counts[3]), \(counts[4]))
                """
            },
            into: """
                submission_reach (tenant_id, period, funder_id, sent_by, submitted, replied, offered, accepted, funded)
                """,
            """
            ON CONFLICT (tenant_id, sent_by, period, funder_id) DO UPDATE
               SET submitted = submission_reach.submitted + excluded.submitted,
                   replied = submission_reach.replied + excluded.replied,
                   offered = submission_reach.offered + excluded.offered,
                   accepted = submission_reach.accepted + excluded.accepted,
                   funded = submission_reach.funded + excluded.funded
            """)
    }

    /// Fills the new table from the counts that are there.
    @Sendable static func fill(_ db: Connection) throws {
        for row in try db.rows("SELECT DISTINCT tenant_id FROM submission_month ORDER BY tenant_id") {
            try MonthSums(tenant: try row["tenant_id"], db).reaches.store(db)
        }
    }
}
