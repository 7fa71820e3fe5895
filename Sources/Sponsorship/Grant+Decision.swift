import Kernel
import Storage

extension Grant {
    /// One person's approval of an amount, with the day by which the report is due. Above the office's limit several
    /// distinct people approve the same; with the last of them the amount is the node's income (H06, H23).
    package func approve(
        _ amount: Cents, closingOn day: Day, note: String?, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let next = try course.moves.move(state, on: .approve)
        let former = try verdicts(db)
        try requireDecider(former, act, db)
        guard amount <= fields.requested else { throw GrantRefusal.moreThanRequested(fields.requested) }
        let today = try NodeZone.day(at: act.now, of: node, tenant: tenant, db)
        guard day >= today else { throw GrantRefusal.dayIsOver(day) }
        if let first = former.first(where: \.isApproval), let sum = first.amount, let by = first.closesOn,
            sum != amount || by != day
        {
            throw GrantRefusal.otherTerms(sum, by)
        }
        let node = try OrgNode.open(node, for: .recordDecision, act.scope, db)
        if let project = fields.project { _ = try OrgProject.open(project, of: node, db) }
        try write(.approve, amount, day, note, act, db)
        let count = former.filter(\.isApproval).count + 1
        let detail: Value = [
            "granted": .string(amount.decimal), "closes_on": Value(day), "approvals": Value(count),
        ]
        guard count >= (try GrantRules.of(tenant, at: act.now, db).needed(for: amount)) else {
            return try act.log("grant_application", id, "approved_in_part", reason: note, detail: detail, db)
        }
        try move(
            to: next, on: .approve, "granted_cents = \(amount), closes_on = \(day), decided_on = \(today)",
            reason: note, detail: detail, act, db)
        _ = try NodeBooks(act).post(
            [.init(node.id, debit: .grantDue, credit: .grants, amount, for: fields.project)], in: fields.currency,
            key: "grant:\(id):approved", purpose: "node.grant_approved", about: .init("grant_application", id),
            on: today, db)
    }

    /// One person's no is the end of it.
    package func reject(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        let next = try course.moves.move(state, on: .reject)
        try requireDecider(try verdicts(db), act, db)
        let today = try NodeZone.day(at: act.now, of: node, tenant: tenant, db)
        try write(.reject, nil, nil, reason, act, db)
        try move(to: next, on: .reject, "decided_on = \(today)", reason: reason, act, db)
    }

    /// A person whose work it is not, with nothing asked and open; the reviewer before others; nobody twice.
    private func requireDecider(_ former: [Verdict], _ act: SponsorshipAct, _ db: Connection) throws {
        try requireOthers(act, db)
        try requireNoQuestion(db)
        guard !former.contains(where: { $0.who == act.who }) else { throw GrantRefusal.decidedAlready }
        if former.isEmpty { try requireReviewer(act) }
    }

    private func write(
        _ verdict: Event, _ amount: Cents?, _ day: Day?, _ reason: String?, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO grant_verdict (tenant_id, grant_id, who, verdict, amount_cents, closes_on, reason, at)
            VALUES (\(tenant), \(id), \(act.who), \(verdict.rawValue), \(amount), \(day), \(reason), \(act.now))
            """)
    }
}
