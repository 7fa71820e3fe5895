import Kernel
import Storage
import Web

extension SponsorContract {
    /// The contract; refused where the office has none, or the asker does not see its node.
    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> SponsorContract {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM sponsor_contract
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("sponsor_contract.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("contract", id) }
        return try SponsorContract(row)
    }

    /// The contract, where the asker has that capability at its node.
    package static func find(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> SponsorContract {
        let contract = try find(id, scope, db)
        try scope.require(capability, at: contract.node, db)
        return contract
    }

    /// A sponsor's contracts that the asker sees, the newest first.
    package static func of(
        _ sponsor: Sponsor.ID, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<SponsorContract> {
        var conditions: [SQL] = [
            "tenant_id = \(scope.tenant)", "sponsor_id = \(sponsor)", scope.sees("sponsor_contract.node_id"),
        ]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM sponsor_contract
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SponsorContract.init), of: page) { Value($0.id) }
    }

    /// All that the asker sees, the newest first.
    package static func list(
        _ state: State?, under node: OrgNode.ID?, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<SponsorContract> {
        var conditions: [SQL] = ["tenant_id = \(scope.tenant)", scope.sees("sponsor_contract.node_id")]
        if let state { conditions.append("state = \(state)") }
        if let node { conditions.append(OrgNode.beneath(node, "sponsor_contract.node_id", tenant: scope.tenant)) }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM sponsor_contract
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SponsorContract.init), of: page) { Value($0.id) }
    }

    static func successor(of id: ID, tenant: TenantID, _ db: Connection) throws -> ID? {
        try db.value(
            """
            SELECT id FROM sponsor_contract
             WHERE tenant_id = \(tenant) AND renews_id = \(id) AND state <> 'cancelled'
            """)
    }

    /// How many contracts of a node are not over: it does not close before them.
    static func running(at node: OrgNode.ID, on today: Day, tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM sponsor_contract
             WHERE tenant_id = \(tenant) AND node_id = \(node)
               AND (state = 'draft' OR state = 'active' AND ends_on >= \(today))
            """) ?? 0
    }

    package func instalments(_ db: Connection) throws -> [Instalment] {
        try db.rows(
            """
            SELECT due_on, amount_cents FROM sponsor_instalment
             WHERE tenant_id = \(tenant) AND contract_id = \(id) ORDER BY place
            """
        ).map { Instalment(dueOn: try $0["due_on"], amount: try $0["amount_cents"]) }
    }

    /// Other contracts of the sponsor with the node that are not taken back, and whose periods meet this one's.
    package func overlapping(_ db: Connection) throws -> [SponsorContract] {
        try db.rows(
            """
            SELECT \(part: Self.columns) FROM sponsor_contract
             WHERE tenant_id = \(tenant) AND sponsor_id = \(sponsor) AND node_id = \(node) AND id <> \(id)
               AND state <> 'cancelled' AND starts_on <= \(endsOn)
               AND coalesce(terminated_on, ends_on) >= \(startsOn)
             ORDER BY starts_on, id
            """
        ).map(SponsorContract.init)
    }

    /// With its instalments, what it owes and what overlaps.
    package func wholeValue(on today: Day, _ db: Connection) throws -> Value {
        let overlapping = state == .cancelled ? [] : try overlapping(db)
        return value(on: today)
            .adding(
                "instalments",
                .list(
                    try instalments(db).map { one in
                        [
                            "due_on": Value(one.dueOn), "amount": .string(one.amount.decimal),
                            "amount_text": .string(currency.shown(one.amount)),
                        ]
                    })
            )
            .adding("renewed_by", Value(try Self.successor(of: id, tenant: tenant, db)))
            .adding("overlaps", .list(overlapping.map { $0.value(on: today) }))
            .adding("obligations", .list(try Obligation.of(self, db).map { $0.value(on: today) }))
    }
}
