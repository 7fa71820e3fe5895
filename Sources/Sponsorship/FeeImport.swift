import Kernel
import Sheets
import Storage
import Web

/// Licence and competition fees that are booked together, from a file or a program's list. Each row is answered for itself;
/// a row that is booked already is left as it is, so that the same file again books nothing.
struct FeeImport {
    static let most = 500

    /// A row as it came, or what keeps it from being read.
    struct Row: Sendable {
        let line: Int
        let reading: Result<Reading, SheetRowFlaw>
    }

    struct Reading: Sendable {
        let node: String
        let kind: MemberFee.Kind
        let amount: Cents
        let currency: Currency
        let receivedOn: Day
        let reference: String
        let project: String?
    }

    /// What became of a row.
    private struct Outcome {
        var status: String
        var fee: MemberFee.ID?
        var code: String?
        var reason: String?
    }

    let act: SponsorshipAct
    /// Rows like money that a line of the bank brought are further money.
    let isFurther: Bool

    /// Books what can be booked, and says what became of each row.
    func run(_ rows: [Row], fileName: String?, _ db: Connection) throws -> Value {
        var counts: [String: Int] = [:]
        // A fee that a line brought stands for one row and no more.
        var met: Set<String> = []
        let answers = try rows.map { row -> Value in
            let outcome = try answer(row, &met, db)
            counts[outcome.status, default: 0] += 1
            return [
                "line": Value(row.line), "status": .string(outcome.status), "fee": Value(outcome.fee),
                "code": Value(outcome.code), "reason": Value(outcome.reason),
                "reference": Value((try? row.reading.get())?.reference),  // absent where it was not read
            ]
        }
        let id = Identifier<FeeImport>(at: act.now)
        let (booked, known, refused) = (counts["booked"] ?? 0, counts["known"] ?? 0, counts["refused"] ?? 0)
        try db.run(
            """
            INSERT INTO org_fee_import (id, tenant_id, file_name, booked, known, refused, rows, who, at)
            VALUES (\(id), \(act.tenant), \(fileName), \(booked), \(known), \(refused), \(Value.list(answers)),
                    \(act.who), \(act.now))
            """)
        try act.log(
            "org_fee_import", id, "taken",
            detail: ["booked": Value(booked), "known": Value(known), "refused": Value(refused)], db)
        return try Self.find(id, act.scope, act.who, db)
    }

    private func answer(_ row: Row, _ met: inout Set<String>, _ db: Connection) throws -> Outcome {
        let reading: Reading
        switch row.reading {
        case .failure(let flaw): return Outcome(status: "refused", code: "unreadable", reason: flaw.reason)
        case .success(let read): reading = read
        }
        let former = met
        let result = try db.attempt { try book(reading, beside: former, db) }
        do { return try result.get() } catch let refusal as any Refusal {
            if case .brought(let fee)? = refusal as? NodeBankRefusal { met.insert(fee) }
            return Outcome(status: "refused", code: refusal.code, reason: refusal.reason)
        }
    }

    private func book(_ reading: Reading, beside met: Set<String>, _ db: Connection) throws -> Outcome {
        let id: OrgNode.ID? = try db.value(
            """
            SELECT id FROM org_node
             WHERE tenant_id = \(act.tenant) AND code = \(reading.node.uppercased())
               AND \(part: act.scope.sees("org_node.id"))
            """)
        guard let id else {
            throw PlainRefusal(.invalid, code: "unknown_node", field: "node", "there is no node \(reading.node)")
        }
        let node = try OrgNode.open(id, for: .fees, act.scope, db)
        var project: OrgProject.ID?
        if let code = reading.project {
            project = try OrgProject.of(node, db).first { $0.code == code.uppercased() }?.id
            guard project != nil else {
                throw PlainRefusal(
                    .invalid, code: "unknown_project", field: "project", "node \(node.code) has no project \(code)")
            }
        }
        if let former = try MemberFee.find(reference: reading.reference, at: node, db) {
            let isSame =
                former.kind == reading.kind && former.amount == reading.amount && former.currency == reading.currency
                && former.receivedOn == reading.receivedOn
            guard isSame else { throw SponsorshipRefusal.referenceTaken(reading.reference) }
            return Outcome(status: "known", fee: former.id)
        }
        let draft = MemberFee.Draft(
            kind: reading.kind, amount: reading.amount, currency: reading.currency, receivedOn: reading.receivedOn,
            reference: reading.reference, project: project)
        let brought = try isFurther ? [] : MemberFee.brought(draft, at: node, act, db)
        if let fee = brought.first(where: { !met.contains($0) }) { throw NodeBankRefusal.brought(fee) }
        let fee = try MemberFee.book(draft, at: node, act, db)
        return Outcome(status: "booked", fee: fee.id)
    }

    // MARK: What was taken in

    private static let columns: SQL = "id, file_name, booked, known, refused, rows, who, at"

    private static func value(_ row: Storage.Row) throws -> Value {
        let (id, at, who): (Identifier<FeeImport>, Moment, Who) = (try row["id"], try row["at"], try row["who"])
        let name: String? = try row["file_name"]
        let rows: Value = try row["rows"]
        return [
            "id": Value(id), "file_name": Value(name), "booked": Value(try row.get("booked", as: Int.self)),
            "known": Value(try row.get("known", as: Int.self)),
            "refused": Value(try row.get("refused", as: Int.self)), "rows": rows, "who": .string(who.text),
            "at": Value(at),
        ]
    }

    /// The office's admins see all, another what it took in itself.
    private static func seen(_ scope: NodeScope, by who: Who) -> SQL {
        scope.isOffice ? "TRUE" : "who = \(who)"
    }

    static func find(
        _ id: Identifier<FeeImport>, _ scope: NodeScope, _ who: Who, _ db: Connection
    ) throws -> Value {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM org_fee_import
             WHERE tenant_id = \(scope.tenant) AND id = \(id) AND \(part: seen(scope, by: who))
            """)
        guard let row else { throw RecordRefusal.unknown("import", id) }
        return try value(row)
    }

    static func list(
        _ scope: NodeScope, _ who: Who, page: PageRequest, _ db: Connection
    ) throws -> Page<Value> {
        var conditions: [SQL] = ["tenant_id = \(scope.tenant)", seen(scope, by: who)]
        if let after = page.after?.value.text.flatMap({ Identifier<FeeImport>($0) }) {
            conditions.append("id < \(after)")
        }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM org_fee_import
             WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(value), of: page) { $0["id"] ?? .null }
    }
}
