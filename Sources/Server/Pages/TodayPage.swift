import Correspondence
import Kernel
import People
import Storage
import Web

extension DeskRoutes {
    func today(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await office.database.read { db -> Value in
            let waiting = try WaitingCounts.queues(tenant: caller.tenant, db)
            let alerts = try Alert.standing(tenant: caller.tenant, db)
            return [
                "waiting": try WaitingCounts.value(tenant: caller.tenant, db),
                "cards": .list(waiting.compactMap(Self.card)),
                "is_calm": Value(waiting.allSatisfy { $0.queue.count == 0 || $0.name == "queued" }),
                "alerts": .list(alerts.map(\.value)),
                "replies": try Self.newestReplies(tenant: caller.tenant, db),
                "submissions": [],
            ]
        }
        return .view("desk/today", value, title: "Today")
    }

    /// One queue with its words, where something waits in it.
    private static func card(_ name: String, _ queue: WaitingCounts.Queue) -> Value? {
        guard let card = QueueCard.all.first(where: { $0.name == name }) else { return nil }
        return [
            "name": Value(name), "label": Value(card.label), "text": Value(card.text), "path": Value(card.path),
            "tone": Value(queue.count == 0 ? "plain" : card.tone), "count": Value(queue.count),
            "oldest_at": Value(queue.oldest), "is_empty": Value(queue.count == 0),
        ]
    }

    private static func newestReplies(tenant: TenantID, _ db: Connection) throws -> Value {
        let rows = try db.rows(
            """
            SELECT \(part: Message.columns) FROM message
             WHERE tenant_id = \(tenant) AND direction = 'in'
             ORDER BY id DESC LIMIT 8
            """
        ).map(Message.init)
        return .list(
            rows.map { mail in
                [
                    "id": Value(mail.id), "subject": Value(mail.subject.isEmpty ? "(no subject)" : mail.subject),
                    "from": Value(mail.from.name ?? mail.from.address), "from_address": Value(mail.from.address),
                    "recorded_at": Value(mail.recordedAt), "automatic": Value(mail.automatic),
                    "is_report": Value(mail.isReport),
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
        QueueCard(name: "reviews",    label: "Replies to review", text: "wait for your word",           path: "/reviews",                  tone: "note"),
        QueueCard(name: "quarantine", label: "Quarantine",        text: "could not be read",            path: "/quarantine",               tone: "bad"),
        QueueCard(name: "uncertain",  label: "Uncertain sends",   text: "may or may not have arrived",  path: "/outbox?state=uncertain",   tone: "bad"),
        QueueCard(name: "failed",     label: "Failed sends",      text: "did not go out",               path: "/outbox?state=failed",      tone: "bad"),
        QueueCard(name: "overdue",    label: "Overdue funders",   text: "have not answered in time",    path: "/submissions?overdue=1",    tone: "note"),
        QueueCard(name: "queued",     label: "On their way",      text: "in the outbox",                path: "/outbox",                   tone: "wait"),
    ]
}
