import Applications
import Kernel
import Storage

extension OrgNode {
    /// What is told of a new node.
    package struct Draft: Sendable {
        package let kind: Kind
        package let code: String
        package let name: String
        package let parent: ID?
        package let timeZone: String?

        package init(
            _ kind: Kind, code: String, name: String, under parent: ID? = nil, timeZone: String? = nil
        ) {
            self.kind = kind
            self.code = code
            self.name = name
            self.parent = parent
            self.timeZone = timeZone
        }
    }

    /// A new node; a federation is an admin's to add, another node that of whoever keeps the nodes where it is to stand.
    package static func add(_ draft: Draft, _ act: SponsorshipAct, _ db: Connection) throws -> OrgNode {
        let code = try checked(draft.code)
        let parent = try parent(of: draft.kind, draft.parent, act, db)
        let id = ID(at: act.now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO org_node (id, tenant_id, kind, parent_id, parent_kind, code, name, name_key,
                                      time_zone, state, created_by, created_at, updated_at, version)
                VALUES (\(id), \(act.tenant), \(draft.kind), \(parent?.id), \(parent?.kind), \(code), \(draft.name),
                        \(Folding.fold(draft.name)), \(draft.timeZone), 'active', \(act.who), \(act.now), \(act.now), 1)
                """)
        }
        try refuseDouble(added, code)
        try act.log(
            "org_node", id, "added", to: State.active.rawValue,
            detail: ["kind": .string(draft.kind.rawValue), "code": .string(code), "parent": Value(parent?.id)], db)
        return try find(id, act.scope, db)
    }

    /// Another name, code, parent or time zone.
    package func change(
        name: String, code: String, parent: ID?, timeZone: String?, version: Int, _ act: SponsorshipAct,
        _ db: Connection
    ) throws {
        guard version == self.version else { throw RecordRefusal.changedMeanwhile("node", id) }
        let code = try Self.checked(code)
        var above = parent
        if parent != self.parent {
            if let parent, try contains(parent, db) { throw SponsorshipRefusal.cycle(id, under: parent) }
            above = try Self.parent(of: kind, parent, act, db)?.id
        }
        let changed = try db.attempt {
            try db.run(
                """
                UPDATE org_node
                   SET name = \(name), name_key = \(Folding.fold(name)), code = \(code),
                       time_zone = \(timeZone), parent_id = \(above),
                       parent_kind = (SELECT above.kind FROM org_node AS above
                                       WHERE above.tenant_id = \(tenant) AND above.id = \(above)),
                       updated_at = \(act.now), version = version + 1
                 WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
                """)
        }
        try Self.refuseDouble(changed, code)
        try act.log(
            "org_node", id, "changed",
            detail: ["name": .string(name), "code": .string(code), "parent": Value(above)], db)
    }

    /// A closed node is no target any more; what was booked stays. It closes after what is beneath it.
    package func move(on event: Event, reason: String?, _ act: SponsorshipAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        if event == .close {
            let open: Int =
                try db.value(
                    """
                    SELECT count(*) FROM org_node
                     WHERE tenant_id = \(tenant) AND parent_id = \(id) AND state = 'active'
                    """) ?? 0
            guard open == 0 else { throw SponsorshipRefusal.openBeneath(id, open) }
            let running = try SponsorContract.running(at: id, on: act.now.day, tenant: tenant, db)
            guard running == 0 else { throw SponsorRefusal.contractsRunning(id, running) }
            let shares = try SponsorAllocation.open(at: id, tenant: tenant, db)
            guard shares == 0 else { throw ShareRefusal.sharesOpen(id, shares) }
            let unshared = try SponsorPayment.unshared(at: id, tenant: tenant, db)
            guard unshared == 0 else { throw ShareRefusal.paymentsUnshared(id, unshared) }
            let grants = try Grant.open(at: id, tenant: tenant, db)
            guard grants == 0 else { throw GrantRefusal.grantsOpen(id, grants) }
        } else if let parent {
            let above: State? = try db.value(
                "SELECT state FROM org_node WHERE tenant_id = \(tenant) AND id = \(parent)")
            guard above == .active else { throw SponsorshipRefusal.nodeClosed(parent) }
        }
        let changed = try db.changes(
            """
            UPDATE org_node
               SET state = \(next), close_reason = \(reason), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "node \(id)") }
        try act.log(
            "org_node", id, event.rawValue, from: state.rawValue, to: next.rawValue, reason: reason, db)
    }

    /// Whether a node is this one or stands beneath it.
    package func contains(_ other: ID, _ db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT id FROM org_node
             WHERE tenant_id = \(tenant) AND id = \(other) AND \(part: Self.beneath(id, "org_node.id", tenant: tenant))
            """) != nil
    }

    private static func parent(
        of kind: Kind, _ id: ID?, _ act: SponsorshipAct, _ db: Connection
    ) throws -> OrgNode? {
        guard let id else {
            guard kind.parents.isEmpty else { throw SponsorshipRefusal.parentNeeded(kind) }
            try act.scope.requireOffice()
            return nil
        }
        let parent = try open(id, for: .nodes, act.scope, db)
        guard kind.parents.contains(parent.kind) else { throw SponsorshipRefusal.wrongParent(kind, under: parent.kind) }
        return parent
    }

    /// Capital letters, digits and hyphens.
    static func checked(_ text: String) throws -> String {
        let code = text.uppercased()
        let isPlain = code.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == 45 }
        guard isPlain, (1...20).contains(code.utf8.count) else { throw SponsorshipRefusal.badCode }
        return code
    }

    static func refuseDouble(_ result: Result<Void, any Error>, _ code: String) throws {
        do { try result.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw SponsorshipRefusal.codeTaken(code)
        }
    }
}
