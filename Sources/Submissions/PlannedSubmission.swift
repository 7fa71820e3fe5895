import Applications
import Correspondence
import Funders
import Kernel
import MIME
import Outbox
import Storage
import Templates

/// One funder's submission, ready to be written.
struct PlannedSubmission: Sendable {
    let terms: FunderTerms
    let facts: SendingFacts
    let mail: SubmissionMail
    /// The one that the order names, else the funder's rules, else the sender's own (B18).
    private let account: MailAccount

    init(
        _ terms: FunderTerms, _ facts: SendingFacts, _ encoded: [EncodedFile], _ order: SendingDesk.Order,
        desk: SendingDesk, at now: Moment
    ) throws {
        self.terms = terms
        self.facts = facts
        account = terms.account(of: facts)
        let files = try Self.named(encoded, terms, facts)
        let context = MailContext.value(facts, terms, files: files.map { ($0.name, $0.file.file.document.label) })
        let filled = try desk.fill(terms, context)
        mail = try SubmissionMail(
            SubmissionMail.Parts(
                account: account, to: terms.to, cc: terms.cc, subject: filled.subject, body: filled.body,
                files: files, asksReceipt: terms.asksReceipt),
            submission: Submission.ID(at: now), signer: desk.signer, blobs: desk.blobs, at: now)
        if let limit = terms.largestBytes, mail.composed.sizeBytes > limit {
            throw OutboxRefusal.tooLarge(limitBytes: limit)
        }
        if let limit = account.sizeLimitBytes, mail.composed.sizeBytes > limit {
            throw OutboxRefusal.tooLargeForServer(sizeBytes: Int64(mail.composed.sizeBytes), limitBytes: Int64(limit))
        }
    }

    /// The files under the names that the funder wants; two never bear one name.
    private static func named(
        _ encoded: [EncodedFile], _ terms: FunderTerms, _ facts: SendingFacts
    ) throws -> [(name: String, file: EncodedFile)] {
        MailContext.distinct(
            try encoded.enumerated().map { index, file in
                (try MailContext.fileName(of: file.file, number: index + 1, terms, facts), file)
            })
    }

    /// Submission, mail, outbox row, guard and first event: all in the caller's transaction.
    func write(
        _ stored: StoredMail, _ order: SendingDesk.Order, notBefore: Moment, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        // Read again where it decides: between the preparation and now somebody may have changed it.
        let application = try Application.find(facts.application.id, tenant: tenant, db)
        if who == AutomaticSending.who {
            try AutomaticSending.check(application, terms.funder, tenant: tenant, at: now, db)
        }
        let current = try FunderTerms.load(
            terms.funder, application, override: order.overrideReason, tenant: tenant, at: now, db)
        if let block = current.block { throw block }
        let id = mail.submission
        try db.run(
            """
            INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                    to_addresses, cc_addresses, rules_snapshot, guideline_id, override_reason, sent_by,
                                    requested_cents, currency, industry_name, merchant_state, created_at, updated_at)
            VALUES (\(id), \(tenant), \(facts.application.id), \(terms.funder), \(order.kind), 'email',
                    \(account.id), 'queued', \(Self.list(mail.to)), \(Self.list(mail.cc)), \(terms.rulesSnapshot),
                    \(terms.guidelineID), \(order.overrideReason), \(who),
                    \(facts.application.fields.requestedAmount), \(facts.application.fields.currency),
                    \(facts.application.fields.industryName ?? "-"), \(facts.application.fields.state ?? "-"), \(now), \(now))
            """)
        let (message, _) = try Message.insert(
            mail.draft(stored, account: account.id, kind: .submission), id: mail.message, tenant: tenant, at: now,
            db)
        try MessageLink.set(message, to: id, grade: .own, tenant: tenant, by: who, at: now, db)
        let outbox = try OutboxItem.enqueue(
            message,
            OutboxItem.Posting(
                envelopeFrom: mail.from, to: mail.to, cc: mail.cc, sizeBytes: mail.composed.sizeBytes,
                needsEightBit: mail.composed.needsEightBit, needsSMTPUTF8: mail.composed.needsSMTPUTF8),
            account: account.id, notBefore: notBefore, tenant: tenant, by: who, at: now, db)
        try Submission.record(
            SubmissionEvent.New(
                .queued, at: now, by: who, message: message,
                detail: [
                    "outbox": Value(outbox),
                    "files": .list(mail.files.map { .string($0.file.file.digest.description) }),
                ]),
            on: id, tenant: tenant, at: now, db)
        try DuplicateGuard.note(facts.application, to: terms.funder, submission: id, tenant: tenant, at: now, db)
    }

    private static func list(_ addresses: [MailboxAddress]) -> Value { .list(addresses.map { .string($0.address) }) }

    /// What a rehearsal shows: recipients, subject, text, files, size.
    var value: Value {
        [
            "funder": Value(terms.funder), "funder_name": .string(terms.name), "state": "ready",
            "from": .string(mail.from.address), "to": Self.list(mail.to), "cc": Self.list(mail.cc),
            "subject": .string(mail.subject), "body": .string(mail.body), "size_bytes": .int(mail.composed.sizeBytes),
            "size_text": .string(ApplicationFile.sizeLabel(mail.composed.sizeBytes)),
            "files": .list(
                mail.files.map { name, file in
                    [
                        "name": .string(name), "document": .string(file.file.document.rawValue),
                        "size_bytes": .int(file.file.sizeBytes),
                        "size_text": .string(ApplicationFile.sizeLabel(file.file.sizeBytes)),
                    ]
                }),
        ]
    }
}
