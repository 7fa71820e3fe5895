import Cohorts
import Kernel
import Storage
import Web

extension Wallet {
    /// Refused (404) where the office has none of that id.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Wallet {
        let row = try db.row(
            "SELECT \(part: columns) FROM support_wallet WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw WalletRefusal.unknown(id) }
        return try Wallet(row)
    }

    /// The participant's; nil before they were active in a cohort that runs.
    package static func of(_ participant: Participant.ID, tenant: TenantID, _ db: Connection) throws -> Wallet? {
        try db.row(
            """
            SELECT \(part: columns) FROM support_wallet
             WHERE tenant_id = \(tenant) AND participant_id = \(participant)
            """
        ).map(Wallet.init)
    }

    package struct Filter: Sendable {
        package var cohort: Cohort.ID?
        package var state: State?

        package init(cohort: Cohort.ID? = nil, state: State? = nil) {
            self.cohort = cohort
            self.state = state
        }
    }

    /// A wallet with whose it is: the number and the cohort's name, never a person's.
    package struct Listed: Sendable {
        package let wallet: Wallet
        package let reference: String
        package let cohortName: String

        init(_ row: Row) throws {
            wallet = try Wallet(row)
            reference = Participant.reference(try row["number"])
            cohortName = try row["cohort_name"]
        }

        var value: Value {
            wallet.value.adding("reference", .string(reference)).adding("cohort_name", .string(cohortName))
        }
    }

    /// An office's wallets, the newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Listed> {
        var conditions: [SQL] = ["support_wallet.tenant_id = \(tenant)"]
        if let cohort = filter.cohort { conditions.append("support_wallet.cohort_id = \(cohort)") }
        if let state = filter.state { conditions.append("support_wallet.state = \(state)") }
        if let after = page.after?.value.text { conditions.append("support_wallet.id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns), participant.number, cohort.name AS cohort_name
              FROM support_wallet
              JOIN participant ON participant.tenant_id = support_wallet.tenant_id
                              AND participant.id = support_wallet.participant_id
              JOIN cohort ON cohort.tenant_id = support_wallet.tenant_id AND cohort.id = support_wallet.cohort_id
             WHERE \(part: .all(conditions))
             ORDER BY support_wallet.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Listed.init), of: page) { Value($0.wallet.id) }
    }
}
