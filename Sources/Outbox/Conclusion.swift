import Correspondence
import Kernel
import SMTP
import Storage

extension OutboxItem {
    /// Stores how an attempt ended: the state, every recipient's own reply, the attempt, what it sets off; all in the
    /// running transaction.
    package static func conclude(
        _ leased: LeasedMail, _ result: DeliveryResult, at now: Moment, effects: SendEffects, _ db: Connection
    ) throws {
        let item = try find(leased.item.id, tenant: leased.item.tenant, db)
        guard item.state == .sending else { throw StaleMove(record: "outbox item \(item.id)") }
        try noteRecipients(leased, result, at: now, db)
        switch result.outcome {
        case .accepted(let reply):
            try finish(item, on: .accept, reply: reply.description, what: .sent, at: now, effects, db)
            try learnRelayID(from: reply, of: item, at: now, db)
            try logAttempt(
                item, outcome: "sent", recipients: result.accepted.count, reply: reply.description, at: now, db)
        case .refused(let reply):
            try comeAgain(item, RetryClass.classify(reply), reply: reply.description, at: now, effects, db)
        case .unsendable(let refusal):
            try comeAgain(item, .permanent, reply: refusal.reason, at: now, effects, db)
        case .failedBefore(.phaseNotRecorded):
            try backToQueue(item, why: "stopped before the final dot", outcome: "stopped", at: now, next: now, db)
        case .failedBefore(let fault):
            try comeAgain(item, RetryClass.classify(fault), reply: "\(fault)", at: now, effects, db)
        case .uncertain(let fault):
            try finish(item, on: .lose, reply: "\(fault)", what: .uncertain, at: now, effects, db)
            try logAttempt(item, outcome: "uncertain", recipients: 0, reply: "\(fault)", at: now, db)
            db.signal("outbox.uncertain")
        }
    }

    private static func noteRecipients(
        _ leased: LeasedMail, _ result: DeliveryResult, at now: Moment, _ db: Connection
    ) throws {
        let isTaken = if case .accepted = result.outcome { true } else { false }
        for (recipient, answer) in zip(leased.recipients, result.recipients) {
            guard let reply = answer.reply else { continue }
            let state: Recipient.State =
                reply.isPositive
                ? (isTaken ? .accepted : .waiting) : (reply.isPermanent || isTaken ? .refused : .waiting)
            try db.run(
                """
                UPDATE outbox_recipient SET state = \(state), reply = \(reply.description), at = \(now)
                 WHERE outbox_id = \(leased.item.id) AND ordinal = \(recipient.ordinal)
                """)
        }
    }

    private static func finish(
        _ item: OutboxItem, on event: Event, reply: String, what: SendNews.What, at now: Moment, _ effects: SendEffects,
        _ db: Connection
    ) throws {
        let isEnd = event != .lose
        try move(
            item, on: event, why: reply, by: .system("sender"), at: now,
            changing: """
                lease_owner = NULL, lease_until = NULL, last_reply = \(reply),
                phase = \(event == .accept ? Phase.answered : item.phase),
                settled_at = \(isEnd ? now : nil), settled_by = \(isEnd ? "server" : nil)
                """, db)
        try tell(what, item, reply: reply, by: .system("sender"), at: now, effects, db)
    }

    /// Tells the slices above what became of a mail.
    static func tell(
        _ what: SendNews.What, _ item: OutboxItem, reply: String, by who: Who, at now: Moment, _ effects: SendEffects,
        _ db: Connection
    ) throws {
        let news = SendNews(
            what: what, item: item.id, message: item.message, tenant: item.tenant,
            recipients: try recipients(of: item.id, tenant: item.tenant, db), reply: reply, at: now, who: who)
        try effects(news, db)
        db.signal("mail")
    }

    /// Nothing was delivered: later by the ladder, never, or not before the account is well again.
    private static func comeAgain(
        _ item: OutboxItem, _ retry: RetryClass, reply: String, at now: Moment, _ effects: SendEffects, _ db: Connection
    ) throws {
        switch retry {
        case .permanent:
            try finish(item, on: .fail, reply: reply, what: .failed, at: now, effects, db)
            try logAttempt(item, outcome: "failed", recipients: 0, reply: reply, at: now, db)
        case .retry:
            let isPastHorizon = item.firstTriedAt.map { now - $0 > RetryLadder.horizon } ?? false
            if let delay = RetryLadder.delay(afterAttempt: max(1, item.attempts)), !isPastHorizon {
                try backToQueue(item, why: reply, outcome: "retry", at: now, next: now + delay, db)
            } else {
                try comeAgain(item, .permanent, reply: reply, at: now, effects, db)
            }
        case .pauseAccount:
            try backToQueue(item, why: reply, outcome: "throttled", at: now, next: now, db)
            let account = try MailAccount.find(item.account, tenant: item.tenant, db)
            if account.state == .active || account.state == .paused {
                try MailAccount.move(
                    item.account, on: .pause, until: now + .minutes(15), reason: reply, tenant: item.tenant,
                    by: .system("sender"), at: now, db)
            }
        }
    }

    private static func backToQueue(
        _ item: OutboxItem, why: String, outcome: String, at now: Moment, next: Moment, _ db: Connection
    ) throws {
        try move(
            item, on: .retry, why: why, by: .system("sender"), at: now,
            changing: """
                lease_owner = NULL, lease_until = NULL, last_reply = \(why), next_attempt_at = \(next), phase = 'waiting'
                """, db)
        try logAttempt(item, outcome: outcome, recipients: 0, reply: why, at: now, db)
    }

    /// Some relays name the id that they give the mail, as Amazon SES does: `250 Ok 0100…@email.amazonses.com` (B13).
    private static func learnRelayID(
        from reply: SMTP.SMTPReply, of item: OutboxItem, at now: Moment, _ db: Connection
    ) throws {
        for word in reply.text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "<" || $0 == ">" || $0 == "=" })
        {
            guard word.utf8.count >= 20, word.utf8.count <= 250 else { continue }
            if word.utf8.contains(UInt8(ascii: "@")) {
                try Message.learn(String(word), of: item.message, source: .relay, tenant: item.tenant, at: now, db)
            }
        }
    }
}
