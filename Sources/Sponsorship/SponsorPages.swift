import Kernel
import People
import Storage
import Web

/// What is shown of sponsors, and what is done with them.
extension SponsorRoutes {
    func index(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        var filter = Sponsor.Filter()
        filter.tier = try request.query.choice("tier")
        filter.text = try request.query.text("q", max: 200)
        filter.node = try request.query.id("node", OrgNode.self)
        let (page, wish) = (try request.query.page(), filter)
        let value = try await database.read { db -> Value in
            let list = try Sponsor.list(wish, scope, page: page, db)
            return list.value(\.value).adding("q", Value(wish.text)).adding("tier", Value(wish.tier?.rawValue))
                .adding("tiers", Sponsor.tiers).adding("nodes", try nodes(for: .sponsors, scope, db))
        }
        return .view("sponsorship/sponsors", value, title: "Sponsors")
    }

    /// Where the asker has the capability: for forms.
    private func nodes(for capability: Capability, _ scope: NodeScope, _ db: Connection) throws -> Value {
        .list(
            try db.rows(
                """
                SELECT \(part: OrgNode.columns) FROM org_node
                 WHERE tenant_id = \(scope.tenant) AND state = 'active'
                   AND \(part: scope.may(capability, "org_node.id"))
                 ORDER BY name_key, id LIMIT 500
                """
            ).map { try OrgNode($0).value })
    }

    func show(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", Sponsor.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let sponsor = try Sponsor.find(id, scope, db)
            let page = PageRequest(limit: 50, after: nil)
            return sponsor.value
                .adding("entities", .list(try sponsor.entities(scope, db).map(\.value)))
                .adding(
                    "contracts",
                    .list(try SponsorContract.of(id, scope, page: page, db).items.map { $0.value(on: today) })
                )
                .adding(
                    "entitlements",
                    .list(try Entitlement.of(sponsor.fields.tier, tenant: scope.tenant, db).map(\.value))
                )
                .adding("tiers", Sponsor.tiers)
                .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) }))
                .adding("nodes", try nodes(for: .sponsors, scope, db))
                .adding("may_keep", .bool(try scope.has(.sponsors, at: sponsor.node, db)))
        }
        return .view("sponsorship/sponsor", value, title: value["company"]?.text)
    }

    func add(_ request: Request) async throws -> Answer {
        let (fields, node, entities) = try request.read { reader in
            (Sponsor.Fields.read(&reader), reader.id("node", OrgNode.self), reader.ids("entities", OrgNode.self))
        }
        let (value, isReplay) = try await once(request) { act, db in
            let node = try OrgNode.open(node, for: .sponsors, act.scope, db)
            return try Sponsor.add(fields, to: node, sponsoring: entities, act, db).value
        }
        return Answer.created(location: "/sponsors/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func change(_ request: Request) async throws -> Answer {
        let id = try request.id("id", Sponsor.self)
        let form = try request.form()
        let (value, isReplay) = try await once(request) { act, db in
            let sponsor = try Sponsor.find(id, for: .sponsors, act.scope, db)
            let (fields, version, entities) = try FieldReader.read(form) { reader in
                (
                    sponsor.fields.changed(&reader), reader.integer("version", in: 1...Int(Int32.max)),
                    reader.has("entities") ? reader.ids("entities", OrgNode.self) : nil
                )
            }
            try sponsor.change(to: fields, version: version, act, db)
            if let entities { try sponsor.set(entities: entities, act, db) }
            let changed = try Sponsor.find(id, act.scope, db)
            return changed.value.adding("entities", .list(try changed.entities(act.scope, db).map(\.value)))
        }
        return Answer.done(redirect: "/sponsors/\(id)", value).replayed(isReplay)
    }

    func tiersPage(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let value = try await database.read { db -> Value in
            [
                "items": .list(
                    try Sponsor.Tier.allCases.map { tier in
                        let list = try Entitlement.of(tier, tenant: scope.tenant, db)
                        return [
                            "tier": .string(tier.rawValue), "label": .string(tier.label),
                            "entitlements": .list(list.map(\.value)),
                            "lines": .string(list.map(\.line).joined(separator: "\n")),
                        ]
                    }), "next": .null, "is_office": .bool(scope.isOffice),
            ]
        }
        return .view("sponsorship/tiers", value, title: "Tiers")
    }

    func setTier(_ request: Request) async throws -> Answer {
        guard let tier = Sponsor.Tier(rawValue: request.parameter("tier")) else { throw PlainRefusal.missing }
        let list = try request.read { Entitlement.list("entitlements", &$0) }
        let (value, isReplay) = try await once(request) { act, db in
            try Entitlement.set(list, for: tier, act, db)
            return ["tier": .string(tier.rawValue), "entitlements": .list(list.map(\.value))]
        }
        return Answer.done(redirect: "/sponsor-tiers", value).replayed(isReplay)
    }
}
