import Correspondence
import Kernel
import SMTP
import Storage

/// An attempt whose end is being stored; the recipients' own replies stand in their rows already.
struct Attempt {
    let item: OutboxItem
    let leased: LeasedMail
    let now: Moment
    let effects: SendEffects

    /// The server took the mail for some recipients. Those who are refused for now are tried again alone.
    func accept(_ reply: SMTPReply, count: Int, _ db: Connection) throws {
        let (hasOpen, hadAccepted) = try standing(db)
        if hasOpen, let delay = nextDelay {
            try backToQueue(
                why: "some recipients wait: \(reply)", outcome: "sent", next: now + delay,
                settledAt: item.settledAt ?? now,
                count: count, db)
            if !hadAccepted {
                try OutboxItem.tellSafely(.sent, item, reply: reply.description, at: now, effects, db)
            }
        } else {
            try finish(.accept, reply: reply.description, what: hadAccepted ? nil : .sent, outcome: "sent", count, db)
        }
        try learnRelayID(from: reply, db)
    }

    /// Nothing was delivered: later by the ladder, never, or not before the account is well again.
    func comeAgain(_ retry: RetryClass, reply: String, _ db: Connection) throws {
        switch retry {
        case .permanent: try fail(reply, db)
        case .retry:
            guard let delay = nextDelay else { return try fail(reply, db) }
            try backToQueue(why: reply, outcome: "retry", next: now + delay, db)
        case .pauseAccount:
            if let first = item.firstTriedAt, now - first > RetryLadder.horizon { return try fail(reply, db) }
            // Behind the others: should the trouble be this mail's own, they go out all the same.
            let end = now + Self.pauseLength
            try backToQueue(why: reply, outcome: "throttled", next: end, isCounted: false, db)
            let account = try MailAccount.find(item.account, tenant: item.tenant, db)
            guard MailAccount.lifecycle.target(from: account.state, on: .pause) != nil else { return }
            // Until a person lifts it: that is not shortened.
            if account.state == .paused, account.pausedUntil == nil { return }
            try MailAccount.move(
                item.account, on: .pause, until: end, reason: reply, tenant: item.tenant, by: .system("sender"),
                at: now, db)
        }
    }

    /// The final dot went out and no answer came.
    func lose(_ why: String, _ db: Connection) throws {
        try OutboxItem.move(
            item, on: .lose, why: why, by: .system("sender"), at: now,
            changing: "lease_owner = NULL, lease_until = NULL, last_reply = \(why)", db)
        try OutboxItem.logAttempt(item, outcome: "uncertain", recipients: 0, reply: why, at: now, db)
        try OutboxItem.tellSafely(.uncertain, item, reply: why, at: now, effects, db)
        db.signal("outbox.uncertain")
    }

    private static let pauseLength = Span.minutes(15)

    /// The ladder's next wait; nil at its end.
    private var nextDelay: Span? {
        if let first = item.firstTriedAt, now - first > RetryLadder.horizon { return nil }
        return RetryLadder.delay(afterAttempt: max(1, item.attempts))
    }

    /// Whether recipients are still to be tried, and whether some took the mail in an earlier attempt.
    private func standing(_ db: Connection) throws -> (hasOpen: Bool, hadAccepted: Bool) {
        let tried = Set(leased.recipients.map(\.ordinal))
        let all = try OutboxItem.recipients(of: item.id, tenant: item.tenant, db)
        return (
            all.contains { $0.state == .waiting }, all.contains { $0.state == .accepted && !tried.contains($0.ordinal) }
        )
    }

    /// Never again. Where some recipients have the mail it counts as sent, and the rest as refused.
    private func fail(_ reply: String, _ db: Connection) throws {
        let (_, hadAccepted) = try standing(db)
        try db.run(
            """
            UPDATE outbox_recipient SET state = 'refused', reply = coalesce(reply, \(reply)), at = \(now)
             WHERE outbox_id = \(item.id) AND state = 'waiting'
            """)
        try finish(
            hadAccepted ? .accept : .fail, reply: reply, what: hadAccepted ? nil : .failed, outcome: "failed", 0, db)
    }

    private func finish(
        _ event: OutboxItem.Event, reply: String, what: SendNews.What?, outcome: String, _ count: Int, _ db: Connection
    ) throws {
        // Those who were refused for now when the ladder ended.
        try db.run(
            "UPDATE outbox_recipient SET state = 'refused', at = \(now) WHERE outbox_id = \(item.id) AND state = 'waiting'"
        )
        try OutboxItem.move(
            item, on: event, why: reply, by: .system("sender"), at: now,
            changing: """
                lease_owner = NULL, lease_until = NULL, last_reply = \(reply),
                phase = \(event == .accept ? .answered : item.phase),
                settled_at = coalesce(settled_at, \(now)), settled_by = 'server'
                """, db)
        try OutboxItem.logAttempt(item, outcome: outcome, recipients: count, reply: reply, at: now, db)
        if let what { try OutboxItem.tellSafely(what, item, reply: reply, at: now, effects, db) }
    }

    /// `isCounted` false: the mail was not to blame, so its ladder stays where it is.
    func backToQueue(
        why: String, outcome: String, next: Moment, settledAt: Moment? = nil, count: Int = 0, isCounted: Bool = true,
        _ db: Connection
    ) throws {
        try OutboxItem.move(
            item, on: .retry, why: why, by: .system("sender"), at: now,
            changing: """
                lease_owner = NULL, lease_until = NULL, last_reply = \(why), next_attempt_at = \(next), phase = 'waiting',
                attempts = attempts - \(isCounted ? 0 : 1), settled_at = coalesce(settled_at, \(settledAt))
                """, db)
        try OutboxItem.logAttempt(item, outcome: outcome, recipients: count, reply: why, at: now, db)
    }

    /// Some relays name the id that they give the mail (B13): Exchange in brackets, Amazon SES by its left part alone,
    /// `250 Ok 0100018c…-000000`.
    private func learnRelayID(from reply: SMTPReply, _ db: Connection) throws {
        let known = Set(leased.recipients.map { $0.address.lowercased() } + [item.envelopeFrom.lowercased()])
        let words = reply.text.split { " \r\n<>=,;[]()".utf8.contains($0.utf8.first ?? 0) }.map(String.init)
        for (index, word) in words.enumerated() where (20...250).contains(word.utf8.count) {
            let isAddressOfOurs = known.contains(word.lowercased())
            let isFromAmazon =
                index == 1 && words[0].lowercased() == "ok" && word.hasSuffix("-000000")
                && word.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) || (97...102).contains($0) }
            guard word.utf8.contains(UInt8(ascii: "@")) && !isAddressOfOurs || isFromAmazon else { continue }
            try Message.learn(word, of: item.message, source: .relay, tenant: item.tenant, at: now, db)
        }
    }
}
