import Kernel
import People
import Storage
import Web

/// What is shown of grants.
extension GrantRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let scope = NodeScope(caller)
        var filter = Grant.Filter()
        filter.state = try request.query.choice("state")
        filter.course = try request.query.choice("course")
        filter.under = try request.query.id("under", OrgNode.self)
        if request.query.flag("mine") { filter.reviewer = caller.who }
        let (page, wish) = (try request.query.page(), filter)
        let value = try await database.read { db -> Value in
            let list = try Grant.list(wish, scope, page: page, db)
            let names = try Self.names(of: list.items.map(\.node), tenant: scope.tenant, db)
            let nodes = try OrgNode.list(OrgNode.Filter(), scope, page: PageRequest(limit: 200, after: nil), db).items
            return list.value { $0.value.adding("node_name", Value(names[$0.node])) }
                .adding("nodes", .list(try nodes.filter { try Self.isOpen($0, scope, db) }.map(\.value)))
                .adding("state", Value(wish.state?.rawValue)).adding("course", Value(wish.course?.rawValue))
                .adding("mine", .bool(wish.reviewer != nil)).adding("choices", Self.choices)
        }
        return .view("sponsorship/grants", value, title: "Grants")
    }

    private static func isOpen(_ node: OrgNode, _ scope: NodeScope, _ db: Connection) throws -> Bool {
        try node.state == .active && scope.has(.submit, at: node.id, db)
    }

    private static func names(
        of nodes: [OrgNode.ID], tenant: TenantID, _ db: Connection
    ) throws -> [OrgNode.ID: String] {
        guard !nodes.isEmpty else { return [:] }
        return try db.rows("SELECT id, name FROM org_node WHERE tenant_id = \(tenant) AND id IN \(list: nodes)")
            .reduce(into: [:]) { $0[try $1["id"]] = try $1["name"] }
    }

    static var choices: Value {
        func rows(_ list: [(String, String)]) -> Value {
            .list(list.map { ["value": .string($0.0), "label": .string($0.1)] })
        }
        return [
            "states": rows(Grant.State.allCases.map { ($0.rawValue, $0.label) }),
            "courses": rows(GrantCourse.allCases.map { ($0.rawValue, $0.label) }),
            "body_kinds": rows(Grant.BodyKind.allCases.map { ($0.rawValue, $0.label) }),
            "currencies": .list(Currency.allCases.map { .string($0.rawValue) }),
        ]
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let scope = NodeScope(caller)
        let id = try request.id("id", Grant.self)
        let now = clock.now()
        let value = try await database.read { db -> Value in
            let grant = try Grant.find(id, scope, db)
            // Whose work it is decides nothing of it, nor who decided already.
            let isOwn = try grant.makers(db).contains(caller.who)
            let isDone = try isOwn || grant.verdicts(db).contains { $0.who == caller.who }
            var value = try grant.wholeValue(at: now, db)
                .adding("node_value", try OrgNode.find(grant.node, scope, db).value).adding("choices", Self.choices)
            for event in Grant.Event.allCases {
                let isClosed = event.isDecision && isDone || event == .beginReview && isOwn
                let may =
                    try !isClosed && grant.events.contains(event) && scope.has(event.capability, at: grant.node, db)
                value = value.adding("may_\(event.rawValue)", .bool(may))
            }
            let mayWriteOff =
                try !isOwn && grant.granted != nil && scope.has(.recordDecision, at: grant.node, db)
            value = value.adding("may_write_off", .bool(try mayWriteOff && grant.due(db) > .zero))
                .adding("may_take_back_write_off", .bool(mayWriteOff))
            let isShown = try value["may_write_off"]?.flag == true || !grant.writeOffs(db).isEmpty
            value = value.adding("has_write_offs", .bool(isShown))
            let isAsked = try grant.questions(db).contains { $0.answer == nil }
            return value.adding("is_asked", .bool(isAsked)).adding("is_own", .bool(isOwn))
                .adding("may_answer", .bool(try isAsked && scope.has(.submit, at: grant.node, db)))
                .adding("may_receive", .bool(try grant.granted != nil && scope.has(.reconcile, at: grant.node, db)))
        }
        return .view("sponsorship/grant", value, title: value["title"]?.text)
    }

    func reports(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", Grant.self)
        let value = try await database.read { db -> Value in
            let grant = try Grant.find(id, scope, db)
            return [
                "items": .list(try grant.reports(db).map { $0.value(grant.fields.currency) }), "next": .null,
                "grant": grant.value,
            ]
        }
        return .view("sponsorship/grant-reports", value, title: "How it was spent")
    }

    func rules(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let now = clock.now()
        let value = try await database.read { db in
            try GrantRules.set(of: scope.tenant, db).value(now: .of(scope.tenant, at: now, db))
        }
        return .view("sponsorship/grant-rules", value.adding("is_office", .bool(scope.isOffice)), title: "Approvals")
    }
}
