import Applications
import Correspondence
import Crypto
import Funders
import Kernel
import MIME
import Outbox
import Storage
import Templates

/// Sends an application to funders, or rehearses it. Everything that can be wrong is found before a row is written;
/// then submissions, mails and outbox rows are written in one transaction, before any connection (A40).
package struct SendingDesk: Sendable {
    let database: Database
    let blobs: BlobStore
    let signer: TokenSigner
    let templates: TemplateLibrary
    let sheets: SheetFiling
    let clock: any Clock
    /// What the fate of a mail sets off, for mails that are cancelled before they leave.
    let effects: SendEffects
    /// What a withdrawal ends of the submission besides.
    let ending: WithdrawalEffects
    /// Time to change one's mind before a mail is taken from the outbox (J35).
    let undo: Span

    package init(
        database: Database, blobs: BlobStore, signer: TokenSigner, templates: TemplateLibrary, sheets: SheetFiling,
        clock: any Clock, effects: @escaping SendEffects, ending: @escaping WithdrawalEffects,
        undo: Span = .seconds(10)
    ) {
        self.database = database
        self.blobs = blobs
        self.signer = signer
        self.templates = templates
        self.sheets = sheets
        self.clock = clock
        self.effects = effects
        self.ending = ending
        self.undo = undo
    }

    /// What a person chose.
    package struct Order: Sendable {
        package var application: Application.ID
        package var funders: [Funder.ID]
        package var kind = Submission.Kind.new
        /// Why a guard is overruled; kept with the submission.
        package var overrideReason: String?
        /// Nil: the broker's own account, else the office's first that can send.
        package var account: MailAccount.ID?
        /// Nil: all of the application's files.
        package var files: [ApplicationFile.ID]?

        package init(application: Application.ID, funders: [Funder.ID]) {
            self.application = application
            self.funders = funders
        }
    }

    /// One funder's line of the answer (A36).
    package struct Line: Sendable {
        package enum Outcome: Sendable {
            case queued(Submission.ID)
            case blocked(any Refusal)
        }

        package let funder: Funder.ID
        package let outcome: Outcome

        package var value: Value {
            switch outcome {
            case .queued(let id): ["funder": Value(funder), "state": "queued", "submission": Value(id)]
            case .blocked(let refusal):
                [
                    "funder": Value(funder), "state": "blocked", "code": .string(refusal.code),
                    "reason": .string(refusal.reason),
                ]
            }
        }
    }

    /// The mail for one funder as it would go out now.
    package struct Rehearsal: Sendable {
        package let funder: Funder.ID
        package let funderName: String
        package let blocked: (any Refusal)?
        package let mail: ComposedMessage?
        package let value: Value
    }

    /// Sends; the same key with the same order gives the stored answer and sends nothing (A37).
    package func send(
        _ order: Order, key: IdempotencyKey?, tenant: TenantID, by who: Who
    ) async throws -> (answer: Value, isReplay: Bool) {
        try check(order)
        // A repeated order needs none of the work, and what changed since must not refuse it.
        if let key, let answer = try await database.read({ try Idempotency.answer(of: key, tenant: tenant, $0) }) {
            return (answer, true)
        }
        let prepared = try await prepare(order, tenant: tenant, by: who)
        let stored = try await store(prepared.mails.map(\.mail.composed))
        let (now, undo) = (clock.now(), undo)
        return try await database.write { db in
            try Idempotency.once(key, tenant: tenant, at: now, db) {
                var lines: [Line] = prepared.blocked
                for (plan, mail) in zip(prepared.mails, stored) {
                    let written = try db.attempt {
                        try plan.write(mail, order, notBefore: now + undo, tenant: tenant, by: who, at: now, db)
                    }
                    switch written {
                    case .success: lines.append(Line(funder: plan.terms.funder, outcome: .queued(plan.mail.submission)))
                    case .failure(let error):
                        guard let refusal = error as? any Refusal else { throw error }
                        lines.append(Line(funder: plan.terms.funder, outcome: .blocked(refusal)))
                    }
                }
                // A funder may be named twice; it has one line, where it was named first.
                let place = Dictionary(order.funders.enumerated().map { ($1, $0) }) { first, _ in first }
                lines.sort { (place[$0.funder] ?? 0) < (place[$1.funder] ?? 0) }
                return ["lines": .list(lines.map(\.value))]
            }
        }
    }

    /// The exact mail for each funder, and what stands in its way; nothing is stored (N12).
    package func rehearse(_ order: Order, tenant: TenantID, by who: Who) async throws -> [Rehearsal] {
        try check(order)
        let prepared = try await prepare(order, tenant: tenant, by: who)
        let now = clock.now()
        let shortlist = try await database.read { try Shortlist.make(order.application, tenant: tenant, at: now, $0) }
        let beside = Dictionary(shortlist.lines.map { ($0.dossier.funder.id, $0) }) { first, _ in first }
        let mails = prepared.mails.map { plan in
            Rehearsal(
                funder: plan.terms.funder, funderName: plan.terms.name, blocked: nil, mail: plan.mail.composed,
                value: plan.value.adding("missing_documents", beside[plan.terms.funder]?.missingDocuments ?? [])
                    .adding("last", beside[plan.terms.funder]?.lastValue ?? .null))
        }
        let blocked = prepared.blocked.map { line in
            Rehearsal(funder: line.funder, funderName: "", blocked: line.refusal, mail: nil, value: line.value)
        }
        return mails + blocked
    }

    private func check(_ order: Order) throws {
        guard !order.funders.isEmpty else { throw SubmissionRefusal.noFunders }
        guard order.funders.count <= 200 else { throw SubmissionRefusal.tooManyFunders }
    }

    struct Prepared: Sendable {
        var mails: [PlannedSubmission]
        var blocked: [Line]
    }

    /// Everything before the transaction: terms, files, mails.
    private func prepare(_ order: Order, tenant: TenantID, by who: Who) async throws -> Prepared {
        let now = clock.now()
        // The application's own PDF is made first where there is none (A38).
        _ = try await sheets.file(of: order.application, tenant: tenant, by: who, at: now)
        let facts = try await database.read { db in
            try SendingFacts.gather(order, tenant: tenant, by: who, at: now, db)
        }
        let encoded = try await EncodedFile.all(facts.files, tenant: tenant, database: database, blobs: blobs)
        var prepared = Prepared(mails: [], blocked: [])
        for terms in facts.funders {
            do {
                if let block = terms.block { throw block }
                let plan = try PlannedSubmission(terms, facts, encoded, order, desk: self, at: now)
                prepared.mails.append(plan)
            } catch {
                guard let refusal = error as? any Refusal else { throw error }
                prepared.blocked.append(Line(funder: terms.funder, outcome: .blocked(refusal)))
            }
        }
        return prepared
    }

    /// The mails' own bytes become durable together.
    func store(_ mails: [ComposedMessage]) async throws -> [StoredMail] {
        let blobs = blobs
        return try await offPool {
            let stored = try mails.map { try StoredMail($0, in: blobs, synced: false) }
            try blobs.sync(Set(stored.compactMap { $0.segments.first?.blob }))
            return stored
        }
    }
}

extension SendingDesk.Line {
    var refusal: (any Refusal)? { if case .blocked(let refusal) = outcome { refusal } else { nil } }
}
