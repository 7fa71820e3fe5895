import Applications
import Correspondence
import Kernel
import Outbox
import Storage

extension SendingDesk {
    /// The mail that asks a silent funder, as a person may send it: to whom, and in which words (N08).
    package func nudgeDraft(_ id: Submission.ID, tenant: TenantID, by who: Who) async throws -> Value {
        let now = clock.now()
        let (thread, silence) = try await database.read { db in
            try (ThreadLetter.Thread.of(id, tenant: tenant, db), Self.silence(id, tenant: tenant, at: now, db))
        }
        let text = try words(
            "mail/nudge", thread, who: try await sender(who, tenant),
            ["sent_on": Value(thread.submission.submittedAt?.day)])
        return [
            "submission": Value(id), "application": Value(thread.application.id),
            "merchant": .string(thread.application.fields.legalName), "funder_name": .string(thread.funderName),
            "subject": .string(thread.reply), "to": .list(thread.submission.to.map(Value.string)),
            "text": .string(text), "silence": silence.value(at: now),
        ]
    }

    /// Sends the one mail that asks after a submission, in its thread. Repeated with its key, it sends nothing.
    package func nudge(
        _ id: Submission.ID, text: String, key: IdempotencyKey, tenant: TenantID, by who: Who
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let asked = try await database.read { db in
            try Idempotency.unlessAnswered(key, tenant: tenant, db) {
                _ = try Self.silence(id, tenant: tenant, at: now, db)
                return try ThreadLetter.Thread.of(id, tenant: tenant, db)
            }
        }
        let thread: ThreadLetter.Thread
        switch asked {
        case .answered(let answer): return (answer, true)
        case .new(let found): thread = found
        }
        let letter = try ThreadLetter(thread, kind: .followUp, body: text, desk: self, at: now)
        let stored = try await store([letter])
        let undo = undo
        return try await database.write { db in
            try Idempotency.once(key, tenant: tenant, at: now, db) {
                // Read again where it decides: an answer, or another's nudge, may have come meanwhile.
                _ = try Self.silence(id, tenant: tenant, at: now, db)
                let outbox = try letter.write(
                    stored[0], notBefore: now + undo, tenant: tenant, by: who, at: now, db)
                try db.run(
                    """
                    INSERT INTO nudge (message_id, tenant_id, submission_id, who, at)
                    VALUES (\(letter.mail.message), \(tenant), \(id), \(who), \(now))
                    """)
                // Nothing more can be done about the silence.
                try db.run("UPDATE submission_result SET silent_at = NULL WHERE submission_id = \(id)")
                try History.append(
                    HistoryEntry(
                        "submission", id, "nudged", by: who, at: now,
                        detail: ["message": Value(letter.mail.message)]), tenant: tenant, db)
                return [
                    "submission": Value(id), "message": Value(letter.mail.message), "outbox": Value(outbox),
                ]
            }
        }
    }

    /// The silence, where the funder may be asked now.
    private static func silence(
        _ id: Submission.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> Silence {
        _ = try Submission.find(id, tenant: tenant, db)
        if let former = try Silence.nudge(of: id, tenant: tenant, db) {
            throw NudgeRefusal.alreadyNudged(id, former.message)
        }
        guard let silence = try Silence.of(id, tenant: tenant, at: now, db) else { throw NudgeRefusal.notWaiting(id) }
        guard silence.mayNudge(at: now) else { throw NudgeRefusal.tooEarly(id, until: silence.dueAt) }
        return silence
    }
}
