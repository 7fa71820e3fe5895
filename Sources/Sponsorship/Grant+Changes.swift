import Kernel
import Storage

extension Grant {
    /// A draft of an application of an open node.
    package static func add(
        _ fields: GrantFields, _ course: GrantCourse, at node: OrgNode.ID, _ act: SponsorshipAct, _ db: Connection
    ) throws -> Grant {
        let node = try OrgNode.open(node, for: .submit, act.scope, db)
        if let project = fields.project { _ = try OrgProject.open(project, of: node, db) }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO grant_application (id, tenant_id, node_id, project_id, course, body, body_kind, title, purpose,
                                           requested_cents, currency, starts_on, ends_on, apply_by, state, created_by,
                                           created_at, updated_at, version)
            VALUES (\(id), \(act.tenant), \(node.id), \(fields.project), \(course), \(fields.body), \(fields.bodyKind),
                    \(fields.title), \(fields.purpose), \(fields.requested), \(fields.currency), \(fields.startsOn),
                    \(fields.endsOn), \(fields.applyBy), \(State.draft), \(act.who), \(act.now), \(act.now), 1)
            """)
        try act.log(
            "grant_application", id, "drafted", to: State.draft.rawValue,
            detail: ["node": Value(node.id), "requested": .string(fields.requested.decimal)], db)
        return try find(id, act.scope, db)
    }

    /// Another wording of a draft.
    package func change(
        to fields: GrantFields, version: Int, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        guard events.contains(.submit) else { throw GrantRefusal.frozen(state) }
        guard version == self.version else { throw RecordRefusal.changedMeanwhile("grant", id) }
        if let project = fields.project {
            _ = try OrgProject.open(project, of: try OrgNode.find(node, act.scope, db), db)
        }
        let changed = try db.changes(
            """
            UPDATE grant_application
               SET project_id = \(fields.project), body = \(fields.body), body_kind = \(fields.bodyKind),
                   title = \(fields.title), purpose = \(fields.purpose), requested_cents = \(fields.requested),
                   currency = \(fields.currency), starts_on = \(fields.startsOn), ends_on = \(fields.endsOn),
                   apply_by = \(fields.applyBy), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state) AND version = \(version)
            """)
        guard changed == 1 else { throw StaleMove(record: "grant \(id)") }
        try act.log(
            "grant_application", id, "changed", detail: ["requested": .string(fields.requested.decimal)], db)
    }

    /// From now on it is as it is, and waits for a decision.
    package func submit(_ act: SponsorshipAct, _ db: Connection) throws {
        let next = try course.moves.move(state, on: .submit)
        _ = try OrgNode.open(node, for: .submit, act.scope, db)
        let today = try NodeZone.day(at: act.now, of: node, tenant: tenant, db)
        if let last = fields.applyBy, today > last { throw GrantRefusal.tooLate(last) }
        try move(to: next, on: .submit, "submitted_by = \(act.who), submitted_at = \(act.now)", act, db)
    }

    /// Somebody who did not enter it takes it on; answers go to them.
    package func beginReview(_ act: SponsorshipAct, _ db: Connection) throws {
        let next = try course.moves.move(state, on: .beginReview)
        try requireOthers(act, db)
        try move(to: next, on: .beginReview, "reviewer = \(act.who)", act, db)
    }

    /// The work begins, or its report is due.
    package func advance(on event: Event, _ act: SponsorshipAct, _ db: Connection) throws {
        try move(to: try course.moves.move(state, on: event), on: event, "updated_at = \(act.now)", act, db)
    }

    /// The reports are taken as they are; by a person who wrote none of them.
    package func close(_ act: SponsorshipAct, _ db: Connection) throws {
        let next = try course.moves.move(state, on: .close)
        let reports = try reports(db).filter(\.counts)
        guard !reports.isEmpty else { throw GrantRefusal.reportNeeded }
        for report in reports { try act.requireOther(than: report.who) }
        try move(to: next, on: .close, "updated_at = \(act.now)", act, db)
    }

    /// A reviewer wants to know more: nothing is decided before the answer, which goes to the same reviewer (H22).
    package func ask(_ question: String, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try course.moves.move(state, on: .approve)
        try requireReviewer(act)
        try requireOthers(act, db)
        try requireNoQuestion(db)
        try db.run(
            """
            INSERT INTO grant_question (id, tenant_id, grant_id, question, asked_by, asked_at)
            VALUES (\(Identifier<Question>(at: act.now)), \(tenant), \(id), \(question), \(act.who), \(act.now))
            """)
        if reviewer == nil {
            try db.run("UPDATE grant_application SET reviewer = \(act.who) WHERE tenant_id = \(tenant) AND id = \(id)")
        }
        try act.log("grant_application", id, "asked", reason: question, db)
    }

    package func answer(_ words: String, _ act: SponsorshipAct, _ db: Connection) throws {
        let changed = try db.changes(
            """
            UPDATE grant_question
               SET answer = \(words), answered_by = \(act.who), answered_at = \(act.now)
             WHERE tenant_id = \(tenant) AND grant_id = \(id) AND answer IS NULL
            """)
        guard changed == 1 else { throw GrantRefusal.noQuestion }
        try act.log("grant_application", id, "answered", reason: words, detail: ["to": Value(reviewer?.text)], db)
    }

    func requireNoQuestion(_ db: Connection) throws {
        guard try questions(db).allSatisfy({ $0.answer != nil }) else { throw GrantRefusal.questionOpen }
    }

    /// A person who neither entered, changed nor submitted it, nor answered for it.
    func requireOthers(_ act: SponsorshipAct, _ db: Connection) throws {
        for maker in try makers(db) { try act.requireOther(than: maker) }
    }

    /// Whose work it is.
    func makers(_ db: Connection) throws -> Set<Who> {
        let rows = try db.rows(
            """
            SELECT DISTINCT who FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'grant_application' AND record_id = \(id.description)
               AND event IN ('changed', 'answered') AND seq > 0
            """)
        return Set(try rows.map { try $0["who"] } + [createdBy] + (submittedBy.map { [$0] } ?? []))
    }

    /// Its reviewer, an admin of the office, or anybody while it has none.
    func requireReviewer(_ act: SponsorshipAct) throws {
        guard reviewer == nil || reviewer == act.who || act.scope.isOffice else { throw GrantRefusal.otherReviewer }
    }

    /// The state and the trail, in one transaction.
    func move(
        to next: State, on event: Event, _ change: SQL, reason: String? = nil, detail: Value = [:],
        _ act: SponsorshipAct, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE grant_application SET state = \(next), version = version + 1, \(part: change)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "grant \(id)") }
        try act.log(
            "grant_application", id, event.rawValue, from: state.rawValue, to: next.rawValue, reason: reason,
            detail: detail, db)
    }
}
