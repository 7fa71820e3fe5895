import Applications
import Kernel
import People
import Storage
import Web

extension Referrer {
    /// The partner; refused where the office has none, or where it was deleted.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Referrer {
        guard let row = try db.row(query(of: id, tenant: tenant)) else { throw ReferralRefusal.unknownPartner }
        return try Referrer(row)
    }

    static func query(of id: ID, tenant: TenantID) -> SQL {
        """
        SELECT \(part: columns) FROM referral_partner
         WHERE tenant_id = \(tenant) AND id = \(id) AND deleted_at IS NULL
        """
    }

    package static func find(code: String, tenant: TenantID, _ db: Connection) throws -> Referrer {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM referral_partner
             WHERE tenant_id = \(tenant) AND code = \(code.uppercased()) AND deleted_at IS NULL
            """)
        guard let row else { throw ReferralRefusal.unknownPartner }
        return try Referrer(row)
    }

    /// Which partners are wanted (G56).
    package struct Filter: Sendable {
        package var status: Status?
        package var kind: ReferrerKind?
        package var text: String?
        /// Registered on these days.
        package var from: Day?
        package var to: Day?

        package init() {}
    }

    /// The newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferrerLine> {
        let rows = try db.rows(query(ReferrerLine.columns, filter, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferrerLine.init), of: page) { .string($0.id) }
    }

    static func query(_ columns: SQL, _ filter: Filter, page: PageRequest, tenant: TenantID) -> SQL {
        var conditions: [SQL] = ["tenant_id = \(tenant)", "deleted_at IS NULL"]
        if let status = filter.status { conditions.append("status = \(status)") }
        if let kind = filter.kind { conditions.append("type = \(kind)") }
        if let text = filter.text { conditions.append(named(text)) }
        // Ids tell when they were made.
        if let from = filter.from { conditions.append("id >= \(ID.first(at: from.start))") }
        if let to = filter.to { conditions.append("id < \(ID.first(at: to.adding(days: 1).start))") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        return """
            SELECT \(part: columns) FROM referral_partner
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """
    }

    /// In name, address or code.
    private static func named(_ text: String) -> SQL {
        let (name, address) = (Folding.fold(text), PersonRules.emailKey(text))
        let inAddress: SQL = "email_key LIKE \(Folding.likePattern(containing: address)) ESCAPE '\\'"
        let inName: SQL =
            name.isEmpty ? "FALSE" : "name_key LIKE \(Folding.likePattern(containing: name)) ESCAPE '\\'"
        return "(\(part: inName) OR \(part: inAddress) OR code = \(text.uppercased()))"
    }

    /// How many partners are in each status.
    static func counts(tenant: TenantID, _ db: Connection) throws -> [Status: Int] {
        let rows = try db.rows(
            """
            SELECT status, count(*) AS number FROM referral_partner
             WHERE tenant_id = \(tenant) AND deleted_at IS NULL GROUP BY status ORDER BY status
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.get("status", as: Status.self), try $0["number"]) })
    }
}
