import Correspondence
import Kernel
import People
import Storage
import Submissions
import Web

extension DeskRoutes {
    func today(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (now, isPage) = (office.clock.now(), request.wantsHTML)
        let value = try await office.database.read { db -> Value in
            let waiting = try WaitingCounts.queues(tenant: caller.tenant, at: now, db)
            let alerts = try Alert.standing(tenant: caller.tenant, db)
            let counts = WaitingCounts.value(of: waiting)
            let value: Value = [
                "waiting": counts,
                "cards": .list(waiting.compactMap(Self.card)),
                "is_calm": Value(waiting.allSatisfy { $0.queue.count == 0 || $0.name == "queued" }),
                "alerts": .list(alerts.map(\.value)),
                "replies": try Self.newestReplies(tenant: caller.tenant, db),
                "submissions": try Self.newestSubmissions(tenant: caller.tenant, db),
            ]
            // A page's navigation shows the same counts.
            return isPage ? value.adding(WaitingCounts.member, counts) : value
        }
        return .view("desk/today", value, title: "Today")
    }

    /// One queue with its words, where something waits in it.
    private static func card(_ name: String, _ queue: WaitingCounts.Queue) -> Value? {
        guard let card = QueueCard.all.first(where: { $0.name == name }) else { return nil }
        // An office without an intake mailbox is not told of it, nor one without stipulations, silence or deals of those.
        let rare = ["intake", "stipulations", "silent", "renewals"]
        guard !rare.contains(name) || queue.count > 0 else { return nil }
        return [
            "name": Value(name), "label": Value(card.label), "text": Value(card.text), "path": Value(card.path),
            "tone": Value(queue.count == 0 ? "plain" : card.tone), "count": Value(queue.count),
            "is_more": Value(queue.isMore), "oldest_at": Value(queue.oldest), "is_empty": Value(queue.count == 0),
        ]
    }

    /// The last submissions with merchant and funder.
    private static func newestSubmissions(tenant: TenantID, _ db: Connection) throws -> Value {
        let page = PageRequest(limit: 8, after: nil)
        return .list(try Submission.list(Submission.Filter(), page: page, tenant: tenant, db).items.map(\.value))
    }

    /// The newest mails with what was read in them.
    private static func newestReplies(tenant: TenantID, _ db: Connection) throws -> Value {
        let rows = try db.rows(
            """
            SELECT message.id, message.subject, coalesce(message.from_name, message.from_address) AS sender,
                   message.recorded_at, message.automatic, message.is_report, reading.outcome,
                   review_item.state AS review_state
              FROM message
              LEFT JOIN reading ON reading.message_id = message.id
                   AND reading.seq = (SELECT max(seq) FROM reading
                                       WHERE message_id = message.id AND is_standing = 1)
              LEFT JOIN review_item ON review_item.message_id = message.id
             WHERE message.tenant_id = \(tenant) AND message.direction = 'in'
             ORDER BY message.id DESC LIMIT 8
            """)
        return .list(
            try rows.map { row in
                let subject: String = try row["subject"]
                let review: String? = try row["review_state"]
                return [
                    "id": .string(try row["id"]), "subject": Value(subject.isEmpty ? "(no subject)" : subject),
                    "from": .string(try row["sender"]),
                    "recorded_at": Value(try row.get("recorded_at", as: Moment.self)),
                    "automatic": Value(try row.get("automatic", as: String?.self)),
                    "is_report": .bool(try row["is_report"]),
                    "outcome": Value(try row.get("outcome", as: String?.self)), "waits": .bool(review == "open"),
                ]
            })
    }
}

/// A queue as the page of today shows it.
struct QueueCard: Sendable {
    let name: String
    let label: String
    let text: String
    let path: String
    let tone: String

    // swift-format-ignore
    static let all: [QueueCard] = [
        QueueCard(name: "reviews",    label: "To review",         text: "wait for your word",          path: "/review",                   tone: "note"),
        QueueCard(name: "intake",     label: "By mail",           text: "bring applications",           path: "/intake",                   tone: "note"),
        QueueCard(name: "quarantine", label: "Quarantine",        text: "could not be read",            path: "/quarantine",               tone: "bad"),
        QueueCard(name: "uncertain",  label: "Uncertain sends",   text: "may or may not have arrived",  path: "/outbox?state=uncertain",   tone: "bad"),
        QueueCard(name: "failed",     label: "Failed sends",      text: "did not go out",               path: "/outbox?state=failed",      tone: "bad"),
        QueueCard(name: "overdue",    label: "Overdue",           text: "have not answered in time",    path: "/submissions?overdue=true",   tone: "note"),
        QueueCard(name: "remittances", label: "Remittances",      text: "to be confirmed",              path: "/remittances?state=proposed", tone: "note"),
        QueueCard(name: "renewals",   label: "Renewals",          text: "can be asked for",             path: "/deals?renewal=true",       tone: "note"),
        QueueCard(name: "stipulations", label: "Stipulations",    text: "are past their last day",      path: "/stipulations?overdue=true", tone: "bad"),
        QueueCard(name: "silent",     label: "Silent",           text: "are later than usual",         path: "/submissions?silent=true",    tone: "note"),
        QueueCard(name: "queued",     label: "On their way",      text: "in the outbox",                path: "/outbox",                   tone: "wait"),
    ]
}
