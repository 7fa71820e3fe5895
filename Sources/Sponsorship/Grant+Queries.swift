import Kernel
import Storage
import Web

extension Grant {
    /// The grant; refused where the office has none, or the asker does not see its node.
    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> Grant {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM grant_application
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: scope.sees("grant_application.node_id"))
            """)
        guard let row else { throw RecordRefusal.unknown("grant", id) }
        return try Grant(row)
    }

    /// The grant, where the asker has that capability at its node.
    package static func find(
        _ id: ID, for capability: Capability, _ scope: NodeScope, _ db: Connection
    ) throws -> Grant {
        let grant = try find(id, scope, db)
        try scope.require(capability, at: grant.node, db)
        return grant
    }

    /// Which grants are wanted.
    package struct Filter: Sendable {
        package var state: State?
        package var course: GrantCourse?
        /// It and all beneath it.
        package var under: OrgNode.ID?
        /// To whom answers go.
        package var reviewer: Who?

        package init() {}
    }

    /// Those that the asker sees, the newest first.
    package static func list(
        _ filter: Filter, _ scope: NodeScope, page: PageRequest, _ db: Connection
    ) throws -> Page<Grant> {
        var conditions: [SQL] = ["tenant_id = \(scope.tenant)", scope.sees("grant_application.node_id")]
        if let state = filter.state { conditions.append("state = \(state)") }
        if let course = filter.course { conditions.append("course = \(course)") }
        if let reviewer = filter.reviewer { conditions.append("reviewer = \(reviewer)") }
        if let under = filter.under {
            conditions.append(OrgNode.beneath(under, "grant_application.node_id", tenant: scope.tenant))
        }
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM grant_application
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Grant.init), of: page) { Value($0.id) }
    }

    /// How many grants of a node are asked for or not closed: it does not close before them.
    static func open(at node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM grant_application
             WHERE tenant_id = \(tenant) AND node_id = \(node) AND state NOT IN ('draft', 'rejected', 'closed')
            """) ?? 0
    }

    /// What was decided so far, in the order in which it was.
    package struct Verdict: Sendable, Equatable {
        package let who: Who
        package let isApproval: Bool
        package let amount: Cents?
        package let closesOn: Day?
        package let reason: String?
        package let at: Moment
    }

    package func verdicts(_ db: Connection) throws -> [Verdict] {
        try db.rows(
            """
            SELECT who, verdict, amount_cents, closes_on, reason, at FROM grant_verdict
             WHERE tenant_id = \(tenant) AND grant_id = \(id) ORDER BY at, who
            """
        ).map { row in
            let verdict: String = try row["verdict"]
            return Verdict(
                who: try row["who"], isApproval: verdict == Event.approve.rawValue, amount: try row["amount_cents"],
                closesOn: try row["closes_on"], reason: try row["reason"], at: try row["at"])
        }
    }

    /// What was asked and answered, in the order in which it was asked.
    package struct Question: Sendable, Equatable {
        package let id: Identifier<Question>
        package let question: String
        package let askedBy: Who
        package let askedAt: Moment
        package let answer: String?
        package let answeredBy: Who?
        package let answeredAt: Moment?
    }

    package func questions(_ db: Connection) throws -> [Question] {
        try db.rows(
            """
            SELECT id, question, asked_by, asked_at, answer, answered_by, answered_at FROM grant_question
             WHERE tenant_id = \(tenant) AND grant_id = \(id) ORDER BY id
            """
        ).map {
            Question(
                id: try $0["id"], question: try $0["question"], askedBy: try $0["asked_by"],
                askedAt: try $0["asked_at"], answer: try $0["answer"], answeredBy: try $0["answered_by"],
                answeredAt: try $0["answered_at"])
        }
    }

    /// With what was decided, asked, reported and received, and the trail of what was done with it.
    package func wholeValue(at now: Moment, _ db: Connection) throws -> Value {
        let (reports, receipts) = (try reports(db), try receipts(db))
        let currency = fields.currency
        let today = try NodeZone.day(at: now, of: node, tenant: tenant, db)
        let rules = try GrantRules.of(tenant, at: now, db)
        let verdicts = try verdicts(db)
        let approvals = verdicts.filter(\.isApproval)
        let spent = reports.filter(\.counts).reduce(Cents.zero) { $0 + $1.spent }
        let isWaited = try course.reminded.contains(state) && !isReported(db)
        let received = receipts.filter(\.counts).reduce(Cents.zero) { $0 + $1.amount }
        let writeOffs = try writeOffs(db)
        let standing = granted == nil ? nil : try self.standing(db)
        return value.adding("reports", .list(reports.map { $0.value(currency) }))
            .adding("receipts", .list(receipts.map(\.value)))
            .adding("verdicts", .list(verdicts.map { $0.value(currency) }))
            .adding("questions", .list(try questions(db).map(\.value)))
            .adding("approvals", Value(approvals.count))
            .adding("approvals_needed", Value(rules.needed(for: approvals.first?.amount ?? fields.requested)))
            .adding("spent", .string(spent.decimal)).adding("spent_text", .string(currency.shown(spent)))
            .adding("received", .string(received.decimal)).adding("received_text", .string(currency.shown(received)))
            .adding("write_offs", .list(writeOffs.map { $0.value(currency) }))
            .adding("due", Value(standing.map { ($0 - received).decimal }))
            .adding("due_text", Value(standing.map { currency.shown($0 - received) }))
            .adding("left", Value(standing.map { max(.zero, $0 - spent).decimal }))
            .adding("left_text", Value(standing.map { currency.shown(max(.zero, $0 - spent)) }))
            .adding("days_left", isWaited ? Value(closesOn.map { $0 - today }) : .null)
            .adding("is_overdue", .bool(isWaited && closesOn.map { $0 < today } ?? false))
            .adding("history", .list(try trail(db)))
    }

    /// Each thing that was done, the newest first, from the office's chain (H18).
    private func trail(_ db: Connection) throws -> [Value] {
        try History.of("grant_application", id, tenant: tenant, db).prefix(200).map(\.value)
    }
}

extension Grant.Verdict {
    func value(_ currency: Currency) -> Value {
        [
            "who": .string(who.text), "verdict": .string(isApproval ? "approve" : "reject"),
            "verdict_label": .string(isApproval ? "Approved" : "Rejected"), "amount": Value(amount?.decimal),
            "amount_text": Value(amount.map { currency.shown($0) }), "closes_on": Value(closesOn),
            "reason": Value(reason), "at": Value(at),
        ]
    }
}

extension Grant.Question {
    var value: Value {
        [
            "id": Value(id), "question": .string(question), "asked_by": .string(askedBy.text),
            "asked_at": Value(askedAt), "answer": Value(answer), "answered_by": Value(answeredBy?.text),
            "answered_at": Value(answeredAt), "is_open": .bool(answer == nil),
        ]
    }
}
