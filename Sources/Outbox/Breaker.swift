import Correspondence
import Kernel
import MIME
import Storage

/// Keeps the program from writing on its own to somebody again and again, whatever sets it off (C22): two gateways that
/// answer each other end here. A submission is a person's choice, whatever command carried it out.
enum Breaker {
    static let window = Span.hours(2)
    static let mailsPerCounterpart = 5
    static let mailsPerThread = 20

    /// Refuses the next mail of the program's own. What strangers set off is counted by itself: it neither tells them how often the
    /// program writes to somebody, nor keeps others' mails from going.
    static func check(
        _ message: Message.ID, _ posting: OutboxItem.Posting, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        let mail = try Message.find(message, tenant: tenant, db)
        guard mail.kind != .submission else { return }
        let inThread: Int? = try db.value(
            """
            SELECT count(*) FROM outbox JOIN message ON message.id = outbox.message_id
             WHERE outbox.tenant_id = \(tenant) AND outbox.created_at > \(now - window)
               AND message.thread_key = \(mail.threadKey)
            """)
        guard (inThread ?? 0) < mailsPerThread else { throw BreakerRefusal.thread }
        for recipient in posting.to + posting.cc {
            let written: Int? = try db.value(
                """
                SELECT count(*) FROM outbox JOIN outbox_recipient ON outbox_recipient.outbox_id = outbox.id
                 WHERE outbox.tenant_id = \(tenant) AND outbox.created_at > \(now - window)
                   AND outbox.is_asked_by_stranger = \(posting.isAskedByStranger)
                   AND lower(outbox_recipient.address) = \(recipient.address.lowercased())
                """)
            guard (written ?? 0) < mailsPerCounterpart else { throw BreakerRefusal.counterpart }
        }
    }
}

/// The program writes too often by itself; a person may still write.
package enum BreakerRefusal: Refusal, Equatable {
    case counterpart
    case thread

    package var kind: RefusalKind { .tooMany }
    package var code: String { "breaker" }
    package var reason: String {
        switch self {
        case .counterpart:
            "the program wrote to this recipient \(Breaker.mailsPerCounterpart) times within two hours; the next mail is a person's"
        case .thread:
            "the program wrote \(Breaker.mailsPerThread) mails about one matter within two hours; the next is a person's"
        }
    }
}
