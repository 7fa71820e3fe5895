import Kernel
import People
import Storage
import Web

/// What is done with nodes and their books.
extension NodeRoutes {
    func add(_ request: Request) async throws -> Answer {
        let draft = try request.read { reader in
            OrgNode.Draft(
                reader.choice("kind"), code: reader.text("code", max: 20), name: reader.text("name", max: 200),
                under: reader.optionalID("parent"), timeZone: Self.zone(&reader))
        }
        let (value, isReplay) = try await once(request) { act, db in try OrgNode.add(draft, act, db).value }
        return Answer.created(location: "/org-nodes/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func change(_ request: Request) async throws -> Answer {
        let (name, code, parent, version, hasZone, zone) = try request.read { reader in
            (
                reader.optionalText("name", max: 200), reader.optionalText("code", max: 20),
                reader.optionalID("parent", OrgNode.self), reader.integer("version", in: 1...Int(Int32.max)),
                reader.has("time_zone"), Self.zone(&reader)
            )
        }
        return try await changing(request) { node, act, db in
            try node.change(
                name: name ?? node.name, code: code ?? node.code, parent: parent ?? node.parent,
                timeZone: hasZone ? zone : node.timeZone, version: version, act, db)
        }
    }

    private static func zone(_ reader: inout FieldReader) -> String? {
        let zone = reader.optionalText("time_zone", max: 60)
        if let zone, !NodeZone.isKnown(zone) {
            reader.refuse("time_zone", code: "not_a_time_zone", "must be a name such as Europe/Madrid")
        }
        return zone
    }

    func close(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { try $0.move(on: .close, reason: reason, $1, $2) }
    }

    func reopen(_ request: Request) async throws -> Answer {
        try await changing(request) { try $0.move(on: .reopen, reason: nil, $1, $2) }
    }

    func setOfficer(_ request: Request) async throws -> Answer {
        let (person, capabilities) = try request.read { reader in
            (reader.id("person", PersonTag.self), Set(reader.choices("capabilities", Capability.self)))
        }
        let id = try request.id("id", OrgNode.self)
        let (value, isReplay) = try await once(request) { act, db in
            let node = try OrgNode.find(id, act.scope, db)
            try Officer.set(capabilities, for: person, at: node, act, db)
            return node.value.adding("officers", .list(try Officer.of(node, db).map(\.value)))
        }
        return Answer.done(redirect: "/org-nodes/\(id)", value).replayed(isReplay)
    }

    func addProject(_ request: Request) async throws -> Answer {
        let (code, name) = try request.read { ($0.text("code", max: 20), $0.text("name", max: 200)) }
        let id = try request.id("id", OrgNode.self)
        let (value, isReplay) = try await once(request) { act, db in
            let node = try OrgNode.open(id, for: .nodes, act.scope, db)
            return try OrgProject.add(code: code, name: name, to: node, act, db).value
        }
        return Answer.created(location: "/org-nodes/\(id)", value).replayed(isReplay)
    }

    func closeProject(_ request: Request) async throws -> Answer { try await moveProject(request, .close) }
    func reopenProject(_ request: Request) async throws -> Answer { try await moveProject(request, .reopen) }

    private func moveProject(_ request: Request, _ event: OrgProject.Event) async throws -> Answer {
        let id = try request.id("id", OrgProject.self)
        let (value, isReplay) = try await once(request) { act, db in
            let project = try OrgProject.find(id, tenant: act.tenant, db)
            _ = try OrgNode.find(project.node, for: .nodes, act.scope, db)
            try project.move(on: event, act, db)
            return try OrgProject.find(id, tenant: act.tenant, db).value
        }
        return Answer.done(redirect: "/org-nodes/\(value["node"]?.text ?? "")", value).replayed(isReplay)
    }

    func bookFee(_ request: Request) async throws -> Answer {
        let (draft, isFurther) = try request.read { reader in
            (
                MemberFee.Draft(
                    kind: reader.choice("kind"), amount: reader.cents("amount", in: Cents(1)...Cents.largest),
                    currency: reader.choice("currency"), receivedOn: reader.day("received_on"),
                    reference: reader.text("reference", max: 100), project: reader.optionalID("project")),
                reader.flag("further")
            )
        }
        let id = try request.id("id", OrgNode.self)
        let (value, isReplay) = try await once(request) { act, db in
            let node = try OrgNode.open(id, for: .fees, act.scope, db)
            let brought = try isFurther ? nil : MemberFee.brought(draft, at: node, act, db).first
            if let brought { throw NodeBankRefusal.brought("fee \(brought)") }
            return try MemberFee.book(draft, at: node, act, db).value
        }
        return Answer.created(location: "/org-nodes/\(id)", value).replayed(isReplay)
    }

    func reverseFee(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", MemberFee.self)
        let (value, isReplay) = try await once(request) { act, db in
            let fee = try MemberFee.find(id, act.scope, db)
            try act.scope.require(.fees, at: fee.node, db)
            try fee.reverse(reason: reason, act, db)
            return try MemberFee.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/org-nodes/\(value["node"]?.text ?? "")", value).replayed(isReplay)
    }

    /// Changes the node that the path names, where the asker keeps nodes.
    private func changing(
        _ request: Request, _ body: @escaping @Sendable (OrgNode, SponsorshipAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", OrgNode.self)
        let (value, isReplay) = try await once(request) { act, db in
            try body(try OrgNode.find(id, for: .nodes, act.scope, db), act, db)
            return try OrgNode.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/org-nodes/\(id)", value).replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await SponsorshipAct.once(request, database, clock, body)
    }
}
