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

    /// Settles an item: the mail belongs to `submission` and says `reading` (nil: as the machine read it). A correction
    /// is kept as a case.
    package func settle(
        _ id: ReviewItem.ID, submission: Submission.ID, correction: Reading?, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let item = try ReviewItem.find(id, tenant: tenant, db)
        _ = try ReviewItem.lifecycle.move(item.state, on: .settle)
        let reading = try file(
            item.message, under: submission, correction: correction, tenant: tenant, by: who, at: now, db)
        try ReviewItem.move(
            item, on: .settle,
            decision: ["submission": Value(submission), "reading": reading, "corrected": .bool(correction != nil)],
            by: who,
            at: now, db)
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
        for submission in try MessageLink.submissions(of: item.message, tenant: tenant, db) {
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
        _ = try file(message, under: submission, correction: correction, tenant: tenant, by: who, at: now, db)
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

    private func file(
        _ message: Message.ID, under submission: Submission.ID, correction: Reading?, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> Value {
        _ = try Submission.find(submission, tenant: tenant, db)
        let readings = try StoredReading.of(message, tenant: tenant, db)
        guard let newest = readings.first else { throw MessageRefusal.unknown(message) }
        var reading = try correction ?? Reading(value: newest.reading)
        let machine = readings.first { !$0.isByPerson } ?? newest
        reading.keepEvidence(ofMachine: machine.reading)
        reading.disposition = .apply
        let linked = try MessageLink.submissions(of: message, tenant: tenant, db)
        for former in linked { try remove(message, from: former, tenant: tenant, by: who, at: now, db) }
        let mail = try answering(message, tenant: tenant, by: who, at: now, db)
        try MessageLink.set(message, to: submission, grade: .person, tenant: tenant, by: who, at: now, db)
        try Submission.record(
            SubmissionEvent.New(.replied, at: mail.arrivedAt, by: who, message: message), on: submission,
            tenant: tenant,
            at: now, db)
        try effects.apply(reading, to: submission, from: mail, db)
        try Submission.record(
            SubmissionEvent.New(
                .reviewed, at: now, by: who, message: message, detail: ["corrected": .bool(correction != nil)]),
            on: submission, tenant: tenant, at: now, db)
        try StoredReading.add(reading, reader: who.text, message: message, tenant: tenant, at: now, db)
        if correction != nil {
            try StoredReading.addCase(
                message: message, machine: machine.reading, truth: reading.value(), tenant: tenant, by: who, at: now, db
            )
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
