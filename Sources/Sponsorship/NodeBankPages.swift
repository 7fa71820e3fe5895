import Crypto
import Kernel
import People
import Sheets
import Storage
import Web

/// What is shown of statements of nodes' banks, and what is done with their lines.
extension NodeBankRoutes {
    func index(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let list = try NodeStatement.list(scope, page: page, db)
            let nodes = try OrgNode.list(OrgNode.Filter(), scope, page: PageRequest(limit: 200, after: nil), db).items
            let names = Dictionary(nodes.map { ($0.id, $0.name) }) { first, _ in first }
            return list.value { $0.value.adding("node_name", Value(names[$0.node])) }
                .adding(
                    "nodes",
                    .list(
                        try nodes.filter { try $0.state == .active && scope.has(.reconcile, at: $0.id, db) }
                            .map(\.value))
                )
                .adding("choices", BankLayout.choices)
        }
        return .view("sponsorship/statements", value, title: "Statements of nodes' banks")
    }

    func take(_ request: Request) async throws -> Answer {
        let (node, layout, currency) = try request.read {
            ($0.id("node", OrgNode.self), BankLayout(&$0), $0.optionalChoice("currency") ?? Currency.eur)
        }
        guard let upload = request.files.first else { throw NodeBankRefusal.noFile }
        let bytes = try await intake.read(path: upload.path)
        let (file, digest) = try await intake.run {
            (try BankFile(bytes, layout, currency: currency), Digest(of: bytes))
        }
        let name = String(upload.name.prefix(200))
        let told: Value = ["file": .string(digest.description)]
        let (value, isReplay) = try await once(request, told: told) { act, db in
            let node = try OrgNode.open(node, for: .reconcile, act.scope, db)
            return try NodeStatement.take(file, named: name, digest, for: node, act, db).value
        }
        return Answer.created(location: "/org-statements/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func show(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", NodeStatement.self)
        let value = try await database.read { db -> Value in
            let statement = try NodeStatement.find(id, scope, db)
            let (lines, count) = try Self.values(NodeBankLine.of(statement, db), scope, db)
            return statement.value.adding("lines", .list(lines)).adding("found", Value(count))
                .adding("has_found", .bool(count > 0))
                .adding("node_value", try OrgNode.find(statement.node, scope, db).value)
                .adding("may_match", .bool(try scope.has(.reconcile, at: statement.node, db)))
        }
        return .view("sponsorship/statement", value, title: value["file_name"]?.text)
    }

    func waiting(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let found = try NodeBankLine.waiting(scope, page: page, db)
            let lines = try Self.values(found.items, scope, db).lines
            return found.value(\.value).adding("items", .list(lines)).adding("lines", .list(lines))
                .adding("may_match", true)
        }
        return .view("sponsorship/bank-lines", value, title: "Money that waits")
    }

    /// The lines with what is found of those that are open, and for how many one thing is.
    private static func values(
        _ lines: [NodeBankLine], _ scope: NodeScope, _ db: Connection
    ) throws -> (lines: [Value], count: Int) {
        var matchers: [OrgNode.ID: NodeBankMatcher] = [:]
        for (node, lines) in Dictionary(grouping: lines.filter({ $0.state == .open }), by: \.node) {
            matchers[node] = try NodeBankMatcher(node, for: lines.map(\.line), tenant: scope.tenant, db)
        }
        var count = 0
        let values = lines.map { line -> Value in
            guard line.state == .open, let verdict = matchers[line.node]?.verdict(for: line.line) else {
                return line.value
            }
            if verdict.isOne { count += 1 }
            return line.value.adding("finding", verdict.value.adding("line_id", Value(line.id)))
                .adding("offers", matchers[line.node]?.offers(for: line.line) ?? .null)
        }
        return (values, count)
    }

    func line(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", NodeBankLine.self)
        let value = try await database.read { db -> Value in
            let line = try NodeBankLine.find(id, scope, db)
            return try BankLineTrace.of(line, scope, db)
                .adding("node_value", try OrgNode.find(line.node, scope, db).value)
        }
        return .view("sponsorship/bank-line", value, title: "Money that came")
    }

    func bookMatched(_ request: Request) async throws -> Answer {
        let id = try request.id("id", NodeStatement.self)
        let (value, isReplay) = try await once(request) { act, db in
            let statement = try NodeStatement.find(id, act.scope, db)
            try act.scope.require(.reconcile, at: statement.node, db)
            let open = try NodeBankLine.of(statement, db).filter { $0.state == .open }
            var matcher = try NodeBankMatcher(statement.node, for: open.map(\.line), tenant: act.tenant, db)
            var count = 0
            var refused: [(line: NodeBankLine, why: any Refusal)] = []
            for line in open {
                let verdict = matcher.verdict(for: line.line)
                guard verdict.isOne else { continue }
                // One that cannot be booked keeps no other from being booked.
                let result = try db.attempt { try line.settle(by: verdict, act, db) }
                do {
                    try result.get()
                    count += 1
                } catch let refusal as any Refusal { refused.append((line, refusal)) }
            }
            guard count > 0 else { throw refused.first?.why ?? NodeBankRefusal.nothingMatched }
            return try NodeStatement.find(id, act.scope, db).value.adding("newly_matched", Value(count))
                .adding(
                    "refused",
                    .list(
                        refused.map { line, why in
                            ["line": Value(line.id), "code": .string(why.code), "reason": .string(why.reason)]
                        }))
        }
        return Answer.done(redirect: "/org-statements/\(id)", value).replayed(isReplay)
    }

    func withdraw(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", NodeStatement.self)
        let (value, isReplay) = try await once(request) { act, db in
            let statement = try NodeStatement.find(id, act.scope, db)
            try act.scope.require(.reconcile, at: statement.node, db)
            try statement.withdraw(reason: reason, act, db)
            return try NodeStatement.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/org-statements/\(id)", value).replayed(isReplay)
    }

    func book(_ request: Request) async throws -> Answer {
        let (contract, grant, fee, isFurther) = try request.read { reader in
            (
                reader.optionalID("contract", SponsorContract.self), reader.optionalID("grant", Grant.self),
                reader.optionalChoice("fee", MemberFee.Kind.self), reader.flag("further")
            )
        }
        let sayings =
            [contract.map(NodeBankLine.Saying.contract), grant.map(NodeBankLine.Saying.grant)]
            + [fee.map(NodeBankLine.Saying.fee)]
        let said = sayings.compactMap(\.self)
        guard said.count == 1, let saying = said.first else { throw NodeBankRefusal.oneTarget }
        return try await changing(request) { try $0.book(as: saying, isFurther: isFurther, $1, $2) }
    }

    func link(_ request: Request) async throws -> Answer {
        let targets = try request.read { reader -> [NodeBankLine.Target?] in
            [
                reader.optionalID("payment", SponsorPayment.self).map { .init(.payment, $0) },
                reader.optionalID("allocation", SponsorAllocation.self).map { .init(.share, $0) },
                reader.optionalID("receipt", GrantReceipt.self).map { .init(.receipt, $0) },
                reader.optionalID("fee", MemberFee.self).map { .init(.fee, $0) },
            ]
        }.compactMap(\.self)
        guard targets.count == 1, let target = targets.first else { throw NodeBankRefusal.oneTarget }
        return try await changing(request) { try $0.link(to: target, $1, $2) }
    }

    func dismiss(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { try $0.dismiss(reason: reason, $1, $2) }
    }

    func restore(_ request: Request) async throws -> Answer { try await changing(request) { try $0.restore($1, $2) } }

    private func changing(
        _ request: Request, _ body: @escaping @Sendable (NodeBankLine, SponsorshipAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", NodeBankLine.self)
        let (value, isReplay) = try await once(request) { act, db in
            let line = try NodeBankLine.find(id, act.scope, db)
            try act.scope.require(.reconcile, at: line.node, db)
            try body(line, act, db)
            return try NodeBankLine.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/org-statements/\(value["statement"]?.text ?? "")", value).replayed(isReplay)
    }
}

extension NodeBankMatcher.Verdict {
    /// One thing was found.
    var isOne: Bool {
        switch self {
        case .link, .pays, .grants: true
        case .twin, .unclear, .unmatched: false
        }
    }
}
