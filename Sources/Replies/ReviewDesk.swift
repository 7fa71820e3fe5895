import Classification
import Correspondence
import Kernel
import Storage
import Submissions

/// What a person does with received mails: confirm or correct a reading, give a mail to a submission or take it away,
/// and undo each of these (C27, D11, N01).
package struct ReviewDesk: Sendable {
    private let effects: any ReplyEffects

    package init(effects: any ReplyEffects) { self.effects = effects }

    /// Settles an item: the mail belongs to `submission` and says `correction` (nil: as the machine read it). The verdict
    /// is kept as a case.
    package func settle(
        _ id: ReviewItem.ID, submission: Submission.ID, correction: Reading?, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let item = try ReviewItem.find(id, tenant: tenant, db)
        _ = try ReviewItem.lifecycle.move(item.state, on: .settle)
        let verdict = Verdict(correction, isOnReading: true, isOnLaterReading: item.cause == .changedReading)
        let reading = try file(item.message, under: submission, verdict, tenant: tenant, by: who, at: now, db)
        try ReviewItem.move(
            item, on: .settle,
            decision: ["submission": Value(submission), "reading": reading, "corrected": .bool(correction != nil)],
            by: who, at: now, db)
    }

    /// What took effect stays as it is: the reading of later rules is wrong.
    package func keep(_ id: ReviewItem.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let item = try ReviewItem.find(id, tenant: tenant, db)
        _ = try ReviewItem.lifecycle.move(item.state, on: .settle)
        let readings = try StoredReading.of(item.message, tenant: tenant, db)
        guard item.cause == .changedReading, let standing = readings.first(where: \.isStanding),
            let later = readings.first(where: { !$0.isByPerson })
        else { throw ReviewRefusal.nothingToKeep(id) }
        var truth = try Reading(value: standing.reading)
        truth.keepEvidence(ofMachine: standing.reading)
        let seq = try StoredReading.add(
            truth, by: .person(who), message: item.message, tenant: tenant, at: now, db)
        try ReadingCase.add(
            item.message, judged: later, truth: truth.value(), truthSeq: seq, tenant: tenant, by: who, at: now, db)
        try ReviewItem.move(item, on: .settle, decision: ["kept": true], by: who, at: now, db)
    }

    /// The mail concerns no submission.
    package func dismiss(_ id: ReviewItem.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let item = try ReviewItem.find(id, tenant: tenant, db)
        for submission in try MessageLink.submissions(of: item.message, tenant: tenant, db) {
            try remove(item.message, from: submission, tenant: tenant, by: who, at: now, db)
        }
        try ReviewItem.move(item, on: .dismiss, decision: [:], by: who, at: now, db)
    }

    /// Takes back what was decided; the item waits again.
    package func reopen(_ id: ReviewItem.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let item = try ReviewItem.find(id, tenant: tenant, db)
        _ = try ReviewItem.lifecycle.move(item.state, on: .reopen)
        // Where what stood was kept, nothing was set off.
        let isKept = item.decision?["kept"] == true
        for submission in try MessageLink.submissions(of: item.message, tenant: tenant, db) where !isKept {
            try remove(item.message, from: submission, tenant: tenant, by: who, at: now, db)
        }
        try ReviewItem.move(item, on: .reopen, decision: nil, by: who, at: now, db)
    }

    /// Corrects a mail that was applied by itself, or gives it to another submission: what it set off is taken back
    /// first, then the new reading takes effect.
    package func correct(
        _ message: Message.ID, submission: Submission.ID, correction: Reading?, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let verdict = Verdict(correction, isOnReading: correction != nil, isOnLaterReading: false)
        _ = try file(message, under: submission, verdict, tenant: tenant, by: who, at: now, db)
        if let item = try ReviewItem.of(message: message, tenant: tenant, db), item.state == .open {
            try ReviewItem.move(item, on: .settle, decision: ["submission": Value(submission)], by: who, at: now, db)
        }
    }

    /// Takes a reply away from its submission with everything it set off; refused where it is not a reply to it.
    package func remove(
        _ message: Message.ID, from submission: Submission.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let isReply = try Message.find(message, tenant: tenant, db).direction == .incoming
        guard isReply, try MessageLink.submissions(of: message, tenant: tenant, db).contains(submission) else {
            throw MessageRefusal.unknown(message)
        }
        let mail = try answering(message, tenant: tenant, by: who, at: now, db)
        try effects.takeBack(mail, on: submission, reason: "a person took it back", db)
        try MessageLink.set(
            message, to: submission, grade: .person, isLinked: false, tenant: tenant, by: who, at: now, db)
    }

    /// What a person said.
    private struct Verdict {
        /// Nil: as it was read.
        let correction: Reading?
        /// Whether it says how the mail reads, not only whose it is.
        let isOnReading: Bool
        /// Whether the person was shown what later rules read.
        let isOnLaterReading: Bool

        init(_ correction: Reading?, isOnReading: Bool, isOnLaterReading: Bool) {
            self.correction = correction
            self.isOnReading = isOnReading
            self.isOnLaterReading = isOnLaterReading
        }
    }

    private func file(
        _ message: Message.ID, under submission: Submission.ID, _ verdict: Verdict, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> Value {
        _ = try Submission.find(submission, tenant: tenant, db)
        let readings = try StoredReading.of(message, tenant: tenant, db)
        guard let standing = readings.first(where: \.isStanding) else { throw MessageRefusal.unknown(message) }
        let machine = readings.first { !$0.isByPerson && ($0.isStanding || verdict.isOnLaterReading) } ?? standing
        var reading = try verdict.correction ?? Reading(value: (verdict.isOnLaterReading ? machine : standing).reading)
        if reading.states(.offered), reading.offers.isEmpty || reading.offers.contains(where: { $0.amount == nil }) {
            throw ReviewRefusal.noAmount
        }
        reading.keepEvidence(ofMachine: machine.reading)
        reading.disposition = .apply
        let linked = try MessageLink.submissions(of: message, tenant: tenant, db)
        for former in linked { try remove(message, from: former, tenant: tenant, by: who, at: now, db) }
        let mail = try answering(message, tenant: tenant, by: who, at: now, db)
        try MessageLink.set(message, to: submission, grade: .person, tenant: tenant, by: who, at: now, db)
        try Submission.record(
            SubmissionEvent.New(.replied, at: mail.arrivedAt, by: who, message: message), on: submission,
            tenant: tenant, at: now, db)
        let seq = try StoredReading.add(reading, by: .person(who), message: message, tenant: tenant, at: now, db)
        try effects.apply(reading, to: submission, from: mail, db)
        try Submission.record(
            SubmissionEvent.New(
                .reviewed, at: now, by: who, message: message, detail: ["corrected": .bool(verdict.correction != nil)]),
            on: submission, tenant: tenant, at: now, db)
        if verdict.isOnReading {
            try ReadingCase.add(
                message, judged: machine, truth: reading.value(), truthSeq: seq, tenant: tenant, by: who, at: now, db)
        }
        return reading.value()
    }

    private func answering(
        _ message: Message.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> AnsweringMail {
        let mail = try Message.find(message, tenant: tenant, db)
        let arrivedAt: Moment? = try db.value(
            "SELECT min(arrived_at) FROM arrival WHERE tenant_id = \(tenant) AND message_id = \(message)")
        return AnsweringMail(
            message: message, tenant: tenant, datedAt: mail.datedAt ?? mail.recordedAt,
            arrivedAt: arrivedAt ?? mail.recordedAt, who: who, now: now)
    }
}
