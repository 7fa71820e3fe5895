import Applications
import Correspondence
import Funders
import Kernel
import Outbox
import Storage

/// What else ends with a submission that is withdrawn: its offers, which stand above this module.
package typealias WithdrawalEffects =
    @Sendable (_ submission: Submission.ID, TenantID, _ by: Who, _ at: Moment, Connection) throws -> Void

extension SendingDesk {
    /// The merchant went elsewhere: every funder that may still answer gets one mail in its thread, and its submission is
    /// withdrawn (A56). What has not left yet is cancelled and nobody hears of it.
    package struct Withdrawal: Sendable {
        package var application: Application.ID
        /// Kept with the record; funders do not read it.
        package var reason: String
        /// Nil: all of the application that are open.
        package var submissions: [Submission.ID]?

        package init(application: Application.ID, reason: String, submissions: [Submission.ID]? = nil) {
            self.application = application
            self.reason = reason
            self.submissions = submissions
        }
    }

    /// Repeated with its key, it does nothing. A line for each submission: `told`, `cancelled`, `withdrawn` (the funder never
    /// got the mail), or `left`, with the reason where its funder cannot be written to: the others are withdrawn all the same.
    /// Refused where that holds for all.
    package func withdraw(
        _ order: Withdrawal, key: IdempotencyKey, tenant: TenantID, by who: Who
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let asked = try await database.read { db in
            try Idempotency.unlessAnswered(key, tenant: tenant, db) { try Self.open(order, tenant, db) }
        }
        let open: [Open]
        switch asked {
        case .answered(let answer): return (answer, true)
        case .new(let found): open = found
        }
        let name = try await sender(who, tenant)
        let plans = try open.map { submission, thread -> MadeOrRefused<ThreadLetter>? in
            guard submission.status.mayHaveArrived else { return nil }
            return try MadeOrRefused {
                let thread = try thread.get()
                return try ThreadLetter(
                    thread, kind: .withdrawal, body: try words("mail/withdrawal", thread, who: name, [:]), desk: self,
                    at: now)
            }
        }
        let isHopeless = zip(open, plans).allSatisfy { $0.submission.status != .queued && $1?.refusal != nil }
        if isHopeless, let first = plans.first??.refusal { throw first }
        let stored = try await store(plans.compactMap { $0?.value })
        let undo = undo
        return try await database.write { db in
            try Idempotency.once(key, tenant: tenant, at: now, db) {
                var rest = stored[...]
                let lines = try zip(open.map(\.submission), plans).map { submission, plan -> Value in
                    let line: Value = [
                        "submission": Value(submission.id), "funder": Value(submission.funder),
                        "funder_name": .string(try Funder.find(submission.funder, tenant: tenant, db).name),
                    ]
                    let mail = plan?.value == nil ? nil : rest.popFirst()
                    let (state, refusal) = try end(
                        submission, order.reason, plan, mail, notBefore: now + undo, tenant, who, now, db)
                    guard let refusal else { return line.adding("state", .string(state)) }
                    return line.adding("state", .string(state)).adding("code", .string(refusal.code))
                        .adding("reason", .string(refusal.reason))
                }
                return ["application": Value(order.application), "lines": .list(lines)]
            }
        }
    }

    private typealias Open = (submission: Submission, thread: MadeOrRefused<ThreadLetter.Thread>)

    private static func open(_ order: Withdrawal, _ tenant: TenantID, _ db: Connection) throws -> [Open] {
        _ = try Application.find(order.application, tenant: tenant, db)
        let all = try Submission.all(of: order.application, tenant: tenant, db)
        for id in order.submissions ?? [] where !all.contains(where: { $0.id == id }) {
            throw SubmissionRefusal.unknown(id)
        }
        let open = try all.filter { order.submissions?.contains($0.id) ?? true }
            .filter { Status.lifecycle.target(from: $0.status, on: .merchantWithdrawn) != nil }
            .map { one in (one, try MadeOrRefused { try ThreadLetter.Thread.of(one.id, tenant: tenant, db) }) }
        guard !open.isEmpty else { throw SubmissionRefusal.nothingOpen(order.application) }
        return open
    }

    /// The withdrawal on record, without a mail to the funder; the mail of the submission, or the part of it that has not left, is
    /// asked back. Says what it came to: `cancelled` where the funder cannot have it, else `withdrawn`.
    func withdraw(
        _ id: Submission.ID, reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> String {
        _ = try Status.lifecycle.move(
            try Submission.find(id, tenant: tenant, db).status, on: .merchantWithdrawn)
        try recall(id, tenant, who, now, db)
        let isCancelled = try Submission.find(id, tenant: tenant, db).status == .cancelled
        try Submission.record(
            SubmissionEvent.New(.merchantWithdrawn, at: now, by: who, detail: ["reason": .string(reason)]), on: id,
            tenant: tenant, at: now, db)
        try ending(id, tenant, who, now, db)
        return isCancelled ? "cancelled" : "withdrawn"
    }

    /// What it came to, and why the funder was left where it was.
    private func end(
        _ prepared: Submission, _ reason: String, _ plan: MadeOrRefused<ThreadLetter>?, _ mail: StoredMail?,
        notBefore: Moment, _ tenant: TenantID, _ who: Who, _ now: Moment, _ db: Connection
    ) throws -> (state: String, refusal: (any Refusal)?) {
        // Read again where it decides: an answer may have come meanwhile, or the mail left.
        let status = try Submission.find(prepared.id, tenant: tenant, db).status
        guard Status.lifecycle.target(from: status, on: .merchantWithdrawn) != nil else { return ("left", nil) }
        let isStill = try status == .queued && !Self.isBeingSent(prepared.id, tenant, db)
        if !isStill, let refusal = plan?.refusal { return ("left", refusal) }
        let end = try withdraw(prepared.id, reason: reason, tenant: tenant, by: who, at: now, db)
        guard end == "withdrawn", status.mayHaveArrived, let letter = plan?.value, let mail else { return (end, nil) }
        // Behind the application's own mail, should that still arrive.
        let isLeaving = status == .queued
        try letter.write(
            mail, notBefore: isLeaving ? max(notBefore, now + OutboxItem.leaseLength + .minutes(2)) : notBefore,
            tenant: tenant, by: who, at: now, db)
        return ("told", nil)
    }

    /// Our mails of these kinds about the submission.
    private static func own(
        _ kinds: Set<Message.Kind>, _ id: Submission.ID, _ tenant: TenantID, _ db: Connection
    ) throws -> [OutboxItem] {
        try MessageLink.messages(of: id, tenant: tenant, db).map(\.message).filter { kinds.contains($0.kind) }
            .compactMap { try OutboxItem.of(message: $0.id, tenant: tenant, db) }
    }

    /// Whether it may arrive though its status says that it has not left.
    private static func isBeingSent(_ id: Submission.ID, _ tenant: TenantID, _ db: Connection) throws -> Bool {
        try own([.submission], id, tenant, db).contains { $0.state == .sending }
    }

    /// Asks the mail back, or the part of it that has not left, and what was to follow it.
    private func recall(
        _ id: Submission.ID, _ tenant: TenantID, _ who: Who, _ now: Moment, _ db: Connection
    ) throws {
        for item in try Self.own([.submission, .followUp], id, tenant, db) {
            try OutboxItem.recall(item.id, tenant: tenant, by: who, at: now, effects: effects, db)
        }
    }

    /// The application came back before it left, so that its funder knows of nothing that could be withdrawn.
    package static func dropLetters(
        about id: Submission.ID, tenant: TenantID, at now: Moment, effects: SendEffects, _ db: Connection
    ) throws {
        for item in try own([.withdrawal], id, tenant, db) {
            try OutboxItem.recall(item.id, tenant: tenant, by: .system("withdrawal"), at: now, effects: effects, db)
        }
    }
}

extension Status {
    /// Whether the funder may know of the submission; while the mail is queued, it may leave at any moment.
    var mayHaveArrived: Bool { self != .failed && self != .undeliverable && self != .cancelled }
}
