import Correspondence
import Kernel
import SMTP
import Storage

extension OutboxItem {
    /// Stores how an attempt ended: the state, every recipient's own reply, the attempt, the account's health, what it
    /// sets off; all in the running transaction. Also where the lease was lost meanwhile: what the server said is true
    /// whoever holds the row.
    package static func conclude(
        _ leased: LeasedMail, _ result: DeliveryResult, at now: Moment, effects: @escaping SendEffects, _ db: Connection
    ) throws {
        var item = try find(leased.item.id, tenant: leased.item.tenant, db)
        if let limit = result.sizeLimitBytes { try MailAccount.noteSizeLimit(item.account, limit, db) }
        guard try isHeld(leased, db) else { return try concludeLate(item, leased, result, at: now, effects, db) }
        try noteRecipients(leased, result, at: now, db)
        if let reached = Phase(result.phase) { item.phase = reached }
        let end = Attempt(item: item, leased: leased, now: now, effects: effects)
        switch result.outcome {
        case .accepted(let reply):
            try end.accept(reply, count: result.accepted.count, db)
            try MailAccount.noteSending(item.account, fault: nil, tenant: item.tenant, at: now, db)
        case .refused(let reply):
            let kind = RetryClass.classify(reply)
            try end.comeAgain(kind, reply: reply.description, db)
            let fault = kind == .pauseAccount ? reply.description : nil
            if result.phase >= .connected || fault != nil {
                try MailAccount.noteSending(
                    item.account, fault: fault, hasSent: false, tenant: item.tenant, at: now, db)
            }
        case .unsendable(let refusal):
            try end.comeAgain(.permanent, reply: refusal.reason, db)
        case .failedBefore(.phaseNotRecorded), .failedBefore(.wire(.cancelled)):
            try end.backToQueue(
                why: "stopped before the final dot", outcome: "stopped", next: now, isCounted: false, db)
        case .failedBefore(let fault):
            try end.comeAgain(RetryClass.classify(fault), reply: "\(fault)", db)
            try MailAccount.noteSending(item.account, fault: "\(fault)", tenant: item.tenant, at: now, db)
        case .uncertain(let fault):
            try end.lose("\(fault)", db)
            try MailAccount.noteSending(item.account, fault: "\(fault)", tenant: item.tenant, at: now, db)
        }
        try endRecalled(item.id, tenant: item.tenant, at: now, effects, db)
    }

    /// Each recipient's own reply. A refusal that speaks of the account, or that may pass, leaves the recipient waiting.
    private static func noteRecipients(
        _ leased: LeasedMail, _ result: DeliveryResult, at now: Moment, _ db: Connection
    ) throws {
        let isTaken = if case .accepted = result.outcome { true } else { false }
        let replies = Dictionary(
            result.recipients.compactMap { answer in answer.reply.map { (answer.address.description, $0) } },
            uniquingKeysWith: { first, _ in first })
        for recipient in leased.recipients {
            guard let reply = replies[recipient.address] else { continue }
            let state: Recipient.State =
                switch (reply.isPositive, RetryClass.classify(reply)) {
                case (true, _): isTaken ? .accepted : .waiting
                case (false, .permanent): .refused
                case (false, _): .waiting
                }
            try db.run(
                """
                UPDATE outbox_recipient SET state = \(state), reply = \(reply.description), at = \(now)
                 WHERE outbox_id = \(leased.item.id) AND ordinal = \(recipient.ordinal)
                """)
        }
    }

    /// Recipients whose addresses cannot be written into an envelope.
    static func refuse(
        _ bad: [(Recipient, String)], of leased: LeasedMail, at now: Moment, _ db: Connection
    ) throws {
        for (recipient, reason) in bad {
            try db.run(
                """
                UPDATE outbox_recipient SET state = 'refused', reply = \("not sent: \(reason)"), at = \(now)
                 WHERE outbox_id = \(leased.item.id) AND ordinal = \(recipient.ordinal)
                """)
        }
    }

    /// The row was taken back while the server still worked on the mail. What it said at the end settles the row, so
    /// that a mail that arrived is never sent again.
    private static func concludeLate(
        _ item: OutboxItem, _ leased: LeasedMail, _ result: DeliveryResult, at now: Moment, _ effects: SendEffects,
        _ db: Connection
    ) throws {
        guard let reply = result.finalReply else { return }
        let isTaken = if case .accepted = result.outcome { true } else { false }
        try logAttempt(
            item, outcome: isTaken ? "sent" : "failed", recipients: result.accepted.count,
            reply: "late: \(reply)", at: now, db)
        guard lifecycle.target(from: item.state, on: isTaken ? .settleSent : .settleLost) != nil else { return }
        try noteRecipients(leased, result, at: now, db)
        try settle(
            item, arrived: isTaken, evidence: "server", why: "the server's late answer: \(reply)",
            by: .system("sender"), at: now, db)
        let what: SendNews.What = isTaken ? .settledSent(evidence: "server") : .settledLost(evidence: "server")
        try tellSafely(what, item, reply: reply.description, at: now, effects, db)
    }

    /// Tells the slices above what became of a mail. What they throw is the asker's to hear.
    static func tell(
        _ what: SendNews.What, _ item: OutboxItem, reply: String, by who: Who, at now: Moment, _ effects: SendEffects,
        _ db: Connection
    ) throws {
        let news = SendNews(
            what: what, item: item.id, message: item.message, tenant: item.tenant,
            recipients: try recipients(of: item.id, tenant: item.tenant, db), reply: reply, at: now, who: who)
        try effects(news, db)
        db.signal("mail", of: item.tenant)
    }

    /// The same for what the sender found out: an effect that fails is noted, and the truth about the mail is stored
    /// all the same.
    static func tellSafely(
        _ what: SendNews.What, _ item: OutboxItem, reply: String, by who: Who = .system("sender"), at now: Moment,
        _ effects: SendEffects, _ db: Connection
    ) throws {
        let outcome = try db.attempt { try tell(what, item, reply: reply, by: who, at: now, effects, db) }
        guard case .failure(let error) = outcome else { return }
        if let fault = error as? StorageFault, fault.isOfTheStore { throw fault }
        try History.append(
            HistoryEntry("outbox", item.id, "effects_failed", by: .system("sender"), at: now, reason: "\(error)"),
            tenant: item.tenant, db)
    }
}

extension StorageFault {
    /// The store itself fails, whatever was asked of it.
    var isOfTheStore: Bool {
        switch self {
        case .full, .busy, .interrupted, .unusable, .failed: true
        case .notUnique, .constraint, .appendOnly: false
        }
    }
}
