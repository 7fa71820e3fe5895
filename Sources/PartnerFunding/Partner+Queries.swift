import Applications
import Kernel
import People
import Storage
import Web

extension Partner {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Partner {
        let row = try db.row("SELECT \(part: columns) FROM partner WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw PartnerRefusal.unknown(id) }
        return try Partner(row)
    }

    /// Which partners are wanted: in a state, with a text in name or address.
    struct Filter: Sendable {
        var state: State?
        var text: String?
    }

    /// An office's partners, the newest first (J01).
    static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Partner> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let state = filter.state { conditions.append("state = \(state)") }
        if let text = filter.text {
            let (name, address) = (Folding.fold(text), PersonRules.emailKey(text))
            let isInAddress: SQL = "email_key LIKE \(Folding.likePattern(containing: address)) ESCAPE '\\'"
            // A text without letters and digits is in no name.
            let isInName: SQL =
                name.isEmpty ? "FALSE" : "name_key LIKE \(Folding.likePattern(containing: name)) ESCAPE '\\'"
            conditions.append("(\(part: isInName) OR \(part: isInAddress))")
        }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM partner
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Partner.init), of: page) { Value($0.id) }
    }

    /// The partners that have left.
    static func left(tenant: TenantID, _ db: Connection) throws -> Set<ID> {
        Set(
            try db.rows("SELECT id FROM partner WHERE tenant_id = \(tenant) AND state = \(State.churned) ORDER BY id")
                .map { try $0.first(as: ID.self) })
    }

    /// The folded names that several partners have whose money may come, whatever they promise now: nobody becomes one by asking.
    static func namesakes(tenant: TenantID, _ db: Connection) throws -> Set<String> {
        let states = State.allCases.filter { $0.isAdmitted || $0 == .churned }
        let names = try db.rows(
            "SELECT name FROM partner WHERE tenant_id = \(tenant) AND state IN \(list: states) ORDER BY id"
        ).map { Folding.company(try $0.first(as: String.self)) }
        return Set(Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys)
    }

    /// How many partners are in each state (F10).
    static func counts(tenant: TenantID, _ db: Connection) throws -> [State: Int] {
        let rows = try db.rows(
            "SELECT state, count(*) AS number FROM partner WHERE tenant_id = \(tenant) GROUP BY state ORDER BY state")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.get("state", as: State.self), try $0["number"]) })
    }

    /// Other partners with this one's name or address: a hint for admins, told to nobody else (F05).
    func alike(_ db: Connection) throws -> [Partner] {
        try db.rows(
            """
            SELECT \(part: Self.columns) FROM partner
             WHERE tenant_id = \(tenant) AND id <> \(id)
               AND (name_key = \(enquiry.nameKey) OR email_key = \(enquiry.emailKey))
             ORDER BY id DESC
             LIMIT 20
            """
        ).map(Partner.init)
    }
}
