import Kernel
import Storage
import Web

extension SponsorAllocation {
    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> SponsorAllocation {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM sponsor_allocation
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("sponsor_allocation.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("allocation", id) }
        return try SponsorAllocation(row)
    }

    /// The allocation, where the asker has that capability at the payment's node.
    package static func find(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> SponsorAllocation {
        let allocation = try find(id, scope, db)
        try scope.require(capability, at: allocation.node, db)
        return allocation
    }

    /// In one of these states, the newest first.
    package static func list(
        _ states: [State]?, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<SponsorAllocation> {
        var conditions: [SQL] = ["tenant_id = \(scope.tenant)", scope.sees("sponsor_allocation.node_id")]
        if let states { conditions.append("state IN \(list: states.map(\.rawValue))") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM sponsor_allocation
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(SponsorAllocation.init), of: page) { Value($0.id) }
    }

    package func shares(_ db: Connection) throws -> [Share] {
        try db.rows(
            """
            SELECT node_id, project_id, percent_thousandths, amount_cents FROM sponsor_share
             WHERE tenant_id = \(tenant) AND allocation_id = \(id) ORDER BY place
            """
        ).map {
            Share(
                node: try $0["node_id"], project: try $0["project_id"], percent: try $0["percent_thousandths"],
                amount: try $0["amount_cents"])
        }
    }

    /// With its shares by name, and the walk back: payment, contract, sponsor.
    package func wholeValue(_ scope: NodeScope, _ db: Connection) throws -> Value {
        let payment = try SponsorPayment.find(payment, scope, db)
        let contract = try SponsorContract.find(payment.contract, scope, db)
        let names = try db.rows(
            """
            SELECT org_node.id, org_node.name FROM sponsor_share
              JOIN org_node ON org_node.tenant_id = sponsor_share.tenant_id AND org_node.id = sponsor_share.node_id
             WHERE sponsor_share.tenant_id = \(tenant) AND sponsor_share.allocation_id = \(id)
            """
        ).reduce(into: [OrgNode.ID: String]()) { $0[try $1["id"]] = try $1["name"] }
        return value.adding("payment_value", payment.value)
            .adding("amount", .string(payment.amount.decimal))
            .adding("amount_text", .string(payment.currency.shown(payment.amount)))
            .adding("currency", .string(payment.currency.rawValue))
            .adding("contract", Value(contract.id)).adding("contract_reference", .string(contract.reference))
            .adding("sponsor", Value(contract.sponsor))
            .adding(
                "shares",
                .list(
                    try shares(db).map { share in
                        share.value.adding("node_name", Value(names[share.node]))
                            .adding("amount_text", .string(payment.currency.shown(share.amount)))
                    }))
    }
}

extension SponsorAllocation.Share {
    /// So many nodes share one payment at most.
    static let most = 500

    static func read(_ reader: inout FieldReader) -> Self {
        Self(
            node: reader.id("node"), project: reader.optionalID("project"),
            percent: Percent(thousandths: reader.scaled("percent", places: 3, in: 1...100_000)), amount: .zero)
    }

    /// Lists of a form, in the same order; rows without a percent are left out.
    static func rows(_ reader: inout FieldReader) -> [Self] {
        guard reader.has("share_percent") else { return reader.objects("shares", count: most) { read(&$0) } }
        let nodes = reader.ids("share_node", OrgNode.self, count: most)
        let percents = reader.list("share_percent", count: most).map { $0.text ?? "" }
        guard nodes.count == percents.count else {
            reader.refuse("share_percent", code: "shares_unpaired", "must be as many as share_node")
            return []
        }
        return zip(nodes, percents).compactMap { node, text in
            guard !text.isEmpty, text != "0" else { return nil }
            guard let percent = Percent(decimal: text), (1...100_000).contains(percent.thousandths) else {
                reader.refuse(
                    "share_percent", code: "not_a_percent", "must be above 0 and at most 100, with three places")
                return nil
            }
            return Self(node: node, project: nil, percent: percent, amount: .zero)
        }
    }

    package var value: Value {
        [
            "node": Value(node), "project": Value(project), "percent": .string(percent.decimal),
            "amount": .string(amount.decimal),
        ]
    }
}

extension SponsorAllocation {
    /// How many shares of a node are not reconciled: it does not close before them.
    static func open(at node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM sponsor_share
              JOIN sponsor_allocation ON sponsor_allocation.tenant_id = sponsor_share.tenant_id
                                     AND sponsor_allocation.id = sponsor_share.allocation_id
             WHERE sponsor_share.tenant_id = \(tenant) AND sponsor_share.node_id = \(node)
               AND sponsor_allocation.state IN ('pending', 'allocated')
            """) ?? 0
    }

    /// Who may have a share, as far as the asker sees them: the holder, above and beneath it, and whom the sponsor sponsors.
    static func targets(of contract: SponsorContract, _ scope: NodeScope, _ db: Connection) throws -> [OrgNode] {
        let holder = try OrgNode.find(contract.node, scope, db)
        let sponsored = try Sponsor.find(contract.sponsor, scope, db).entities(scope, db)
        let all = try [holder] + holder.ancestors(scope, db).reversed() + holder.children(db) + sponsored
        var seen: Set<OrgNode.ID> = []
        return Array(all.filter { $0.state == .active && seen.insert($0.id).inserted }.prefix(Share.most))
    }
}
