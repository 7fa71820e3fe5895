import Correspondence
import Kernel
import Storage

extension Submission {
    /// Adds an event and derives the status anew, in the running transaction. A status that changes writes a history
    /// row. Says whether the event changed the status.
    @discardableResult
    package static func record(
        _ event: SubmissionEvent.New, on id: ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> (seq: Int, from: Status, to: Status) {
        let former = try find(id, tenant: tenant, db)
        let seq =
            try db.value(
                "SELECT coalesce(max(seq), 0) + 1 FROM submission_event WHERE submission_id = \(id)", as: Int.self) ?? 1
        try db.run(
            """
            INSERT INTO submission_event (submission_id, seq, tenant_id, type, occurred_at, recorded_at, who, decline_code,
                                          message_id, undoes, detail)
            VALUES (\(id), \(seq), \(tenant), \(event.type), \(event.occurredAt), \(now), \(event.who),
                    \(event.declineCode), \(event.message), \(event.undoes), \(event.detail))
            """)
        let events = try SubmissionEvent.of(id, tenant: tenant, db)
        let status = try store(events, on: id, former: former.status, tenant: tenant, at: now, db)
        try SubmissionSums.move(
            former, from: SubmissionFigures(events.dropLast()), to: SubmissionFigures(events), db)
        if status != former.status {
            try History.append(
                HistoryEntry(
                    "submission", id, from: former.status.rawValue, event.type.rawValue, to: status.rawValue,
                    by: event.who, at: now), tenant: tenant, db)
        }
        db.signal("submission")
        return (seq, former.status, status)
    }

    /// Writes what is derived from the events; says the status.
    private static func store(
        _ events: [SubmissionEvent], on id: ID, former: Status, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> Status {
        let state = SubmissionState(events)
        try db.run(
            """
            UPDATE submission
               SET status = \(state.status), decline_code = \(state.declineCode), decline_text = \(state.declineText),
                   submitted_at = \(state.submittedAt), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        if former == .declined || state.status == .declined {
            try Decline.store(state.declines, of: id, tenant: tenant, db)
        }
        try SubmissionResult.store(state.result, of: id, tenant: tenant, db)
        return state.status
    }

    /// Takes an event back: a new row says so, and the status is derived without it.
    package static func takeBack(
        seq: Int, on id: ID, tenant: TenantID, by who: Who, at now: Moment, reason: String, _ db: Connection
    ) throws {
        let events = try SubmissionEvent.of(id, tenant: tenant, db)
        guard let event = events.first(where: { $0.seq == seq && $0.undoes == nil }) else {
            throw SubmissionRefusal.noSuchEvent(id, seq: seq)
        }
        guard !events.contains(where: { $0.undoes == seq }) else { return }
        try record(
            SubmissionEvent.New(
                .undone, at: now, by: who, message: event.message, undoes: seq, detail: ["reason": .string(reason)]),
            on: id, tenant: tenant, at: now, db)
    }

    /// Submissions whose stored status differs from the derived one: none, or the program was wrong (A41).
    package static func misderived(_ db: Connection) throws -> [ID] {
        var wrong: [ID] = []
        for row in try db.rows("SELECT id, tenant_id, status FROM submission ORDER BY id") {
            let id: ID = try row["id"]
            let events = try SubmissionEvent.of(id, tenant: try row["tenant_id"], db)
            if Status.derived(from: events) != (try row.get("status", as: Status.self)) { wrong.append(id) }
        }
        return wrong
    }
}
