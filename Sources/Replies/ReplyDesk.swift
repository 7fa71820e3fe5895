import Classification
import Correspondence
import Inbox
import Kernel
import MIME
import Storage
import Submissions

/// What happens to each new mail: matched, read, linked; then its effects, or a place in the review queue. All in the
/// transaction that files the mail.
package struct ReplyDesk: Sendable {
    private let matcher: Matcher
    let words: PhraseBook
    let effects: any ReplyEffects
    static let reader = Who.system("reader")

    package init(matcher: Matcher, effects: any ReplyEffects, words: PhraseBook = PhraseBook()) {
        self.matcher = matcher
        self.effects = effects
        self.words = words
    }

    package func receive(_ mail: ReceivedMail, as message: Message.ID, at now: Moment, _ db: Connection) throws {
        let tenant = mail.arrival.tenant
        let match = try matcher.match(mail, tenant: tenant, db)
        let edition = try words.edition(tenant: tenant, db)
        let input = try ReaderInput(mail).input(answering: match.submissions, tenant: tenant, db)
        let reading = ReplyReader.read(input, words: edition.words)
        try StoredReading.add(
            reading, by: .rules(reading.ruleVersion, words: edition.version), message: message, tenant: tenant,
            at: now, db)
        let answering = AnsweringMail(
            message: message, tenant: tenant, datedAt: mail.parsed.head.date ?? mail.arrival.arrivedAt,
            arrivedAt: mail.arrival.arrivedAt, who: Self.reader, now: now)
        switch match {
        case .own: return
        case .notice(let notice): try fileAnswer(to: notice, mail, reading, answering, db)
        case .stranger:
            guard mail.report == nil, mail.automatic == nil, !Self.isNobodysMatter(reading) else { return }
            try ReviewItem.open(message, cause: .noMatch, candidates: [], tenant: tenant, at: now, db)
        case .unclear(let candidates, let cause):
            guard !Self.answersNothing(mail.automatic, reading), !Self.isNobodysMatter(reading) else { return }
            try ReviewItem.open(message, cause: cause, candidates: candidates, tenant: tenant, at: now, db)
        case .submission(let submission, let grade, let isSenderKnown):
            try MessageLink.set(
                message, to: submission, grade: grade, tenant: tenant, by: answering.who, at: now, db)
            try file(mail, reading, answering, on: submission, grade, isSenderKnown: isSenderKnown, db)
            if isSenderKnown { try RelayIDs.learn(from: mail, on: submission, grade, tenant: tenant, at: now, db) }
        }
    }

    /// What answers a notice: a report marks its recipient, a machine's note is kept and nothing else, and what a person
    /// wrote is a person's to read.
    private func fileAnswer(
        to notice: Message.ID, _ mail: ReceivedMail, _ reading: Reading, _ answering: AnsweringMail, _ db: Connection
    ) throws {
        try effects.answer(toNotice: notice, mail.report, from: answering, db)
        guard mail.report == nil, mail.automatic == nil, !Self.isNobodysMatter(reading) else { return }
        try ReviewItem.open(
            answering.message, cause: .noMatch, candidates: [], tenant: answering.tenant, at: answering.now, db)
    }

    /// A matched mail: a report, a machine's answer, or a reply that is applied or reviewed.
    private func file(
        _ mail: ReceivedMail, _ reading: Reading, _ answering: AnsweringMail, on submission: Submission.ID,
        _ grade: MessageLink.Grade, isSenderKnown: Bool, _ db: Connection
    ) throws {
        if let report = mail.report { return try effects.bounce(report, on: submission, from: answering, db) }
        let isAutomatic = Self.answersNothing(mail.automatic, reading)
        // A read receipt tells that the mail was opened, and nothing else: no status follows from it (B04).
        let isOpened = mail.automatic == .mdn && ReadReceipt(mail.parsed)?.isDisplayed ?? false
        try Submission.record(
            SubmissionEvent.New(
                isOpened ? .opened : isAutomatic ? .autoReply : .replied, at: answering.arrivedAt, by: answering.who,
                message: answering.message), on: submission, tenant: answering.tenant, at: answering.now, db)
        try effects.settleDelivery(of: submission, evidence: "reply", from: answering, db)
        guard !isAutomatic else { return }
        let status = try Submission.find(submission, tenant: answering.tenant, db).status
        if let cause = Self.reviewCause(mail, reading, status, grade, isSenderKnown: isSenderKnown) {
            try ReviewItem.open(
                answering.message, cause: cause, candidates: [submission], tenant: answering.tenant, at: answering.now,
                db)
            return
        }
        // Terms that cannot be stored exactly are for a person; the mail stays linked.
        let outcome = try db.attempt { try effects.apply(reading, to: submission, from: answering, db) }
        if case .failure(let error) = outcome {
            guard error is any Refusal else { throw error }
            try ReviewItem.open(
                answering.message, cause: .unusableTerms, candidates: [submission], tenant: answering.tenant,
                at: answering.now, db)
        }
    }

    private static func reviewCause(
        _ mail: ReceivedMail, _ reading: Reading, _ status: Status, _ grade: MessageLink.Grade, isSenderKnown: Bool
    ) -> ReviewItem.Cause? {
        if reading.disposition == .review || reading.outcome == .unrelated { return .lowConfidence }
        // A disowned sender may still bear our token; without one, the sender is all that speaks for the mail.
        if mail.authentication?.first("dmarc")?.result == "fail", reading.speaksOfMoney || grade == .merchantName {
            return .authentication
        }
        if !isSenderKnown { return .unknownSender }
        if reading.contradicts(status) { return .settledState }
        return nil
    }

    /// Whether a machine's mail is no answer (C20). A funder's program may well bring its answer: what a portal or a list
    /// sends is read like any mail, and what is not plainly an automatic reply is looked at.
    private static func answersNothing(_ automatic: AutomaticMail?, _ reading: Reading) -> Bool {
        switch automatic {
        case .mdn, .feedback, .challenge, .delivered, .dmarcReport: true
        case .vacation: reading.outcome == .autoReply
        case .list, .other, nil: reading.outcome == .autoReply && reading.disposition == .apply
        }
    }

    /// Newsletters, receipts and the like from people nobody knows.
    static func isNobodysMatter(_ reading: Reading) -> Bool {
        reading.disposition == .apply && [.unrelated, .autoReply, .bounced].contains(reading.outcome)
    }
}
