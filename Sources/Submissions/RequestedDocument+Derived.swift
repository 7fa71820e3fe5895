import Correspondence
import Kernel
import Storage

/// A checklist that is made anew from what happened: the mails that asked for papers, and what people did about each.
struct DerivedChecklist {
    struct Line: Equatable {
        var label: String
        var state: RequestedDocument.State
        var message: Message.ID?
        var reason: String?
        var updatedAt: Moment
    }

    private(set) var lines: [String: Line] = [:]

    /// `label` names a paper by its code.
    init(
        of id: Submission.ID, events: [SubmissionEvent], label: (String) -> String, tenant: TenantID, _ db: Connection
    ) throws {
        let moves = try History.of("submission", id, tenant: tenant, db).reversed().filter {
            $0.event.hasPrefix("document_")
        }
        var next = 0
        for event in events {
            while next < moves.count, moves[next].at < event.recordedAt {
                move(moves[next])
                next += 1
            }
            if event.type == .requestedDocs { request(event, label) }
            if let undone = event.undoes, let message = events.first(where: { $0.seq == undone })?.message {
                lines = lines.filter { $0.value.message != message || $0.value.state != .open }
            }
        }
        for rest in moves[next...] { move(rest) }
    }

    /// As it is stored.
    init(stored id: Submission.ID, tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT code, label, state, message_id, reason, updated_at FROM submission_document
             WHERE tenant_id = \(tenant) AND submission_id = \(id)
            """)
        {
            lines[try row["code"]] = Line(
                label: try row["label"], state: try row["state"], message: try row["message_id"],
                reason: try row["reason"], updatedAt: try row["updated_at"])
        }
    }

    private mutating func request(_ event: SubmissionEvent, _ label: (String) -> String) {
        for code in (event.detail["documents"]?.list ?? []).compactMap(\.text) {
            if let known = lines[code] {
                guard known.state == .sent else { continue }
                lines[code]?.state = .open
                lines[code]?.message = event.message
                lines[code]?.updatedAt = event.recordedAt
            } else {
                lines[code] = Line(
                    label: label(code), state: .open, message: event.message, reason: nil, updatedAt: event.recordedAt)
            }
        }
    }

    private mutating func move(_ entry: HistoryEntry) {
        guard let code = entry.detail["code"]?.text, lines[code] != nil,
            let state = entry.to.flatMap({ RequestedDocument.State(rawValue: $0) })
        else { return }
        lines[code]?.state = state
        lines[code]?.reason = entry.reason
        lines[code]?.updatedAt = entry.at
    }

    func store(on id: Submission.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM submission_document WHERE tenant_id = \(tenant) AND submission_id = \(id)")
        for (code, line) in lines.sorted(by: { $0.key < $1.key }) {
            try db.run(
                """
                INSERT INTO submission_document (submission_id, code, tenant_id, label, state, message_id, reason,
                                                 updated_at)
                VALUES (\(id), \(code), \(tenant), \(line.label), \(line.state), \(line.message), \(line.reason),
                        \(line.updatedAt))
                """)
        }
    }
}
