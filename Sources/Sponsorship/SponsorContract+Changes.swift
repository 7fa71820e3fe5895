import Kernel
import Storage

extension SponsorContract {
    /// A new contract of a sponsor with its node; it stands once somebody else made it stand.
    package static func draft(
        _ draft: ContractDraft, of sponsor: Sponsor, renewing former: ID? = nil, _ act: SponsorshipAct, _ db: Connection
    ) throws -> SponsorContract {
        let node = try OrgNode.open(sponsor.node, for: .sponsors, act.scope, db)
        let project = try draft.project.map { try OrgProject.open($0, of: node, db).id }
        let instalments =
            draft.instalments.isEmpty
            ? [Instalment(dueOn: draft.startsOn, amount: draft.amount)] : draft.instalments
        let sum = instalments.reduce(Int128(0)) { $0 + Int128($1.amount.count) }
        guard sum == Int128(draft.amount.count) else { throw SponsorRefusal.instalmentsDiffer(draft.amount) }
        let owed =
            (draft.hasEntitlements ? try Entitlement.of(sponsor.fields.tier, tenant: act.tenant, db) : [])
            + draft.obligations
        let id = ID(at: act.now)
        try freeCancelled(at: node.id, tenant: act.tenant, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO sponsor_contract (id, tenant_id, sponsor_id, node_id, project_id, reference, tier,
                                              amount_cents, currency, starts_on, ends_on, terms, state, renews_id,
                                              created_by, created_at)
                VALUES (\(id), \(act.tenant), \(sponsor.id), \(node.id), \(project), \(draft.reference),
                        \(sponsor.fields.tier), \(draft.amount), \(draft.currency), \(draft.startsOn), \(draft.endsOn),
                        \(draft.terms), 'draft', \(former), \(act.who), \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw try former.flatMap { try successor(of: $0, tenant: act.tenant, db) }
                .map { SponsorRefusal.renewedAlready($0) } ?? SponsorRefusal.referenceTaken(draft.reference)
        }
        for (place, one) in instalments.enumerated() {
            try db.run(
                """
                INSERT INTO sponsor_instalment (tenant_id, contract_id, place, due_on, amount_cents)
                VALUES (\(act.tenant), \(id), \(place + 1), \(one.dueOn), \(one.amount))
                """)
        }
        let contract = try find(id, act.scope, db)
        for one in owed { _ = try Obligation.add(one, to: contract, due: draft.endsOn, act, db) }
        try act.log(
            "sponsor_contract", id, "drafted", to: State.draft.rawValue,
            detail: [
                "sponsor": Value(sponsor.id), "amount": .string(draft.amount.decimal), "renews": Value(former),
            ], db)
        return contract
    }

    /// The next contract after this one, linked to it. What the new one does not say is taken over.
    package func renew(_ draft: ContractDraft, _ act: SponsorshipAct, _ db: Connection) throws -> SponsorContract {
        guard state == .active else { throw SponsorRefusal.notActive(state) }
        if let next = try Self.successor(of: id, tenant: tenant, db) { throw SponsorRefusal.renewedAlready(next) }
        guard draft.startsOn > endsOn else { throw SponsorRefusal.renewedTooEarly(endsOn) }
        return try Self.draft(draft, of: try Sponsor.find(sponsor, act.scope, db), renewing: id, act, db)
    }

    /// It stands, or is not to be. Somebody else than who entered it makes it stand.
    package func decide(_ event: Event, _ act: SponsorshipAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        if event == .activate {
            try act.requireOther(than: createdBy)
            _ = try OrgNode.open(node, for: .sponsors, act.scope, db)
        }
        let isActive = next == .active
        let changed = try db.changes(
            """
            UPDATE sponsor_contract
               SET state = \(next), activated_by = \(isActive ? act.who : activatedBy),
                   activated_at = \(isActive ? act.now : activatedAt) \(part: next == .cancelled ? Self.freeing : "")
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "contract \(id)") }
        try act.log("sponsor_contract", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    /// What is cancelled was never: its reference and the contract that it was to follow are free for another one.
    private static let freeing: SQL = """
        , former_reference = reference, reference = id, former_renews_id = renews_id, renews_id = NULL
        """

    /// The same of what was cancelled before.
    static let freeCancelled: @Sendable (Connection) throws -> Void = { db in try freeCancelled("TRUE", db) }

    /// The same of a node's, that a program of an older version cancelled beside this one.
    static func freeCancelled(at node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws {
        try freeCancelled("tenant_id = \(tenant) AND node_id = \(node)", db)
    }

    private static func freeCancelled(_ condition: SQL, _ db: Connection) throws {
        try db.run(
            """
            UPDATE sponsor_contract SET state = state \(part: freeing)
             WHERE state = 'cancelled' AND former_reference IS NULL AND \(part: condition)
            """)
    }

    /// It ends before its period does.
    package func terminate(on day: Day, reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .terminate)
        guard (startsOn...endsOn).contains(day) else { throw SponsorRefusal.outsidePeriod(startsOn, endsOn) }
        let changed = try db.changes(
            """
            UPDATE sponsor_contract
               SET state = \(next), terminated_on = \(day), termination_reason = \(reason)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "contract \(id)") }
        try act.log(
            "sponsor_contract", id, Event.terminate.rawValue, from: state.rawValue, to: next.rawValue, reason: reason,
            detail: ["on": Value(day)], db)
    }
}
