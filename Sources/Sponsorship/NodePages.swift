import Kernel
import People
import Storage
import Web

/// What is shown of nodes and their books.
extension NodeRoutes {
    func index(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        var filter = OrgNode.Filter()
        filter.kind = try request.query.choice("kind")
        filter.state = try request.query.choice("state")
        filter.text = try request.query.text("q", max: 200)
        filter.under = try request.query.id("under", OrgNode.self)
        let (page, wish) = (try request.query.page(), filter)
        let value = try await database.read { db -> Value in
            let list = try OrgNode.list(wish, scope, page: page, db)
            var names: [OrgNode.ID: String] = [:]
            for node in list.items {
                guard let parent = node.parent, names[parent] == nil else { continue }
                names[parent] = try node.ancestors(scope, db).last?.name
            }
            let shown = names
            return list.value { $0.value.adding("parent_name", Value($0.parent.flatMap { shown[$0] })) }
                .adding("q", Value(wish.text)).adding("kind", Value(wish.kind?.rawValue))
                .adding("state", Value(wish.state?.rawValue)).adding("kinds", OrgNode.kinds)
                .adding("is_office", .bool(scope.isOffice))
        }
        return .view("sponsorship/nodes", value, title: "Organisation")
    }

    func show(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", OrgNode.self)
        let value = try await database.read { db in
            try Self.page(of: try OrgNode.find(id, scope, db), scope, db)
        }
        return .view("sponsorship/node", value, title: value["name"]?.text)
    }

    /// Everything of a node that the asker may see and do.
    private static func page(of node: OrgNode, _ scope: NodeScope, _ db: Connection) throws -> Value {
        let mayKeep = try scope.has(.nodes, at: node.id, db)
        let isActive = node.state == .active
        return node.value
            .adding("above", .list(try node.ancestors(scope, db).map(\.value)))
            .adding("children", .list(try node.children(db).map(\.value)))
            .adding("projects", .list(try OrgProject.of(node, db).map(\.value)))
            .adding("officers", .list(try Officer.of(node, db).map(\.value)))
            .adding("accounts", try NodeBooks.accounts(of: node, db))
            .adding("fees", .list(try MemberFee.of(node, db).map(\.value)))
            .adding("fee_kinds", MemberFee.choices)
            .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) }))
            .adding(
                "kinds",
                .list(
                    OrgNode.Kind.allCases.filter { $0.parents.contains(node.kind) }.map {
                        ["value": .string($0.rawValue), "label": .string($0.label)]
                    })
            )
            .adding("candidates", scope.isOffice ? try Officer.candidates(tenant: scope.tenant, db) : .null)
            .adding(
                "capabilities",
                .list(Capability.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
            )
            .adding("is_office", .bool(scope.isOffice)).adding("may_keep", .bool(mayKeep))
            .adding("may_add", .bool(mayKeep && isActive && node.kind != .competition))
            .adding("is_active", .bool(isActive))
            .adding("may_book", .bool(try isActive && scope.has(.fees, at: node.id, db)))
    }

    func entries(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", OrgNode.self)
        let page = try request.query.page()
        let value = try await database.read { db in
            let node = try OrgNode.find(id, scope, db)
            return try BookEntry.list(node, page: page, db).value(\.value).adding("node", node.value)
        }
        return .view("sponsorship/entries", value, title: "Books")
    }
}
