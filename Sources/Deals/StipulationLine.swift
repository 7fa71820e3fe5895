import Applications
import Kernel
import Storage
import Submissions
import Web

/// An open stipulation with whom it is for: a line of the list of what is missing.
struct StipulationLine: Sendable {
    let stipulation: Stipulation
    let submission: Submission.ID
    let merchant: String
    let reference: String
    let funderName: String
    let offerState: Offer.State

    private init(_ row: Row) throws {
        stipulation = try Stipulation(row)
        submission = try row["submission_id"]
        merchant = try row["legal_name"]
        reference = Application.reference(try row["number"])
        funderName = try row["funder_name"]
        offerState = try row["offer_state"]
    }

    /// What is open, by its last day; with `overdue` only what was due before `today`. Lines without a day come last and
    /// only in the whole list.
    static func open(
        overdue isOverdue: Bool, today: Day, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<StipulationLine> {
        var conditions: [SQL] = ["stipulation.tenant_id = \(tenant)", "stipulation.state = 'open'"]
        if isOverdue { conditions.append("stipulation.due_on < \(today)") }
        // A day after all days stands for none.
        if let after = page.after?.value.list, let day = after.first?.text, let id = after.last?.text {
            conditions.append("(coalesce(stipulation.due_on, '9999'), stipulation.id) > (\(day), \(id))")
        }
        let rows = try db.rows(
            """
            SELECT \(part: Stipulation.columns), offer.submission_id, offer.state AS offer_state,
                   application.legal_name, application.number, funder.name AS funder_name
              FROM stipulation
              JOIN offer ON offer.id = stipulation.offer_id
              JOIN application ON application.id = offer.application_id
              JOIN funder ON funder.id = offer.funder_id
             WHERE \(part: .all(conditions))
             ORDER BY coalesce(stipulation.due_on, '9999'), stipulation.id LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(StipulationLine.init), of: page) {
            [Value($0.stipulation.dueOn?.description ?? "9999"), Value($0.stipulation.id)]
        }
    }

    func value(today: Day) -> Value {
        var all = stipulation.value(today: today).fields ?? Value.Fields()
        all["submission"] = Value(submission)
        all["merchant"] = .string(merchant)
        all["reference"] = .string(reference)
        all["funder_name"] = .string(funderName)
        all["is_accepted"] = .bool(offerState == .accepted)
        return .object(all)
    }
}

extension Stipulation {
    package func value(today: Day) -> Value {
        [
            "id": Value(id), "offer": Value(offer), "code": .string(code.rawValue), "label": .string(label),
            "state": .string(state.rawValue), "state_label": .string(state.label), "due_on": Value(dueOn),
            "is_open": .bool(state == .open), "is_overdue": .bool(isOverdue(on: today)), "message": Value(message),
            "file": Value(file), "reason": Value(reason), "created_at": Value(createdAt),
            "updated_at": Value(updatedAt),
        ]
    }

    /// An offer's checklist with the application's files beside it: the one that came, and for open lines those of its kind
    /// that are at hand.
    package static func checklist(of offer: Offer, today: Day, _ db: Connection) throws -> Value {
        let files = try ApplicationFile.list(of: offer.application, tenant: offer.tenant, db)
        func value(_ file: ApplicationFile, for line: Stipulation) -> Value {
            [
                "id": Value(file.id), "name": .string(file.name), "application": Value(file.application),
                "stipulation": Value(line.id),
            ]
        }
        return .list(
            try of(offer.id, tenant: offer.tenant, db).map { line in
                let atHand = files.filter { line.state == .open && $0.document.rawValue == line.code.rawValue }
                let came = try line.file.map {
                    try ApplicationFile.find($0, of: offer.application, tenant: offer.tenant, db)
                }
                return line.value(today: today)
                    .adding("came", came.map { value($0, for: line) } ?? .null)
                    .adding("at_hand", .list(atHand.map { value($0, for: line) }))
            })
    }
}
