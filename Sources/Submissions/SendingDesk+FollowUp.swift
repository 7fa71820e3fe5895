import Applications
import Correspondence
import Kernel
import MIME
import People
import Storage
import Templates

extension SendingDesk {
    /// What a person sends after: files of the application, and which lines of the checklist they are for.
    package struct FollowUp: Sendable {
        package var submission: Submission.ID
        package var files: [ApplicationFile.ID]
        package var codes: [String]
        /// What stands above the list of files; nil: the office's usual words.
        package var note: String?

        package init(submission: Submission.ID, files: [ApplicationFile.ID], codes: [String] = [], note: String? = nil)
        {
            self.submission = submission
            self.files = files
            self.codes = codes
            self.note = note
        }
    }

    /// Sends the files in the thread of the submission, and nothing else (A55). Repeated with its key, it sends nothing.
    package func followUp(
        _ order: FollowUp, key: IdempotencyKey, tenant: TenantID, by who: Who
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let asked = try await database.read { db in
            try Idempotency.unlessAnswered(key, tenant: tenant, db) {
                let thread = try ThreadLetter.Thread.of(order.submission, tenant: tenant, db)
                try Self.mayFollowUp(thread.submission)
                let known = try RequestedDocument.of(order.submission, tenant: tenant, db).map(\.code)
                for code in order.codes where !known.contains(code) {
                    throw SubmissionRefusal.noSuchDocument(order.submission, code: code)
                }
                let files = try order.files.map {
                    try ApplicationFile.find($0, of: thread.application.id, tenant: tenant, db)
                }
                return (thread: thread, files: files)
            }
        }
        let thread: ThreadLetter.Thread
        let files: [ApplicationFile]
        switch asked {
        case .answered(let answer): return (answer, true)
        case .new(let found): (thread, files) = found
        }
        guard !files.isEmpty else { throw FileRefusal.none(thread.application.id) }
        let encoded = try await EncodedFile.all(files, tenant: tenant, database: database, blobs: blobs)
        let named = MailContext.distinct(encoded.map { ($0.file.name, $0) })
        let body = try words(
            "mail/documents", thread, who: try await sender(who, tenant),
            ["note": Value(order.note), "documents": .list(named.map { ["name": .string($0.name)] })])
        let letter = try ThreadLetter(
            thread, kind: .followUp, body: body, files: named, codes: order.codes, desk: self, at: now)
        let stored = try await store([letter])
        let undo = undo
        return try await database.write { db in
            try Idempotency.once(key, tenant: tenant, at: now, db) {
                try Self.mayFollowUp(try Submission.find(order.submission, tenant: tenant, db))
                let outbox = try letter.write(
                    stored[0], notBefore: now + undo, tenant: tenant, by: who, at: now, db)
                return [
                    "submission": Value(order.submission), "message": Value(letter.mail.message),
                    "outbox": Value(outbox),
                ]
            }
        }
    }

    /// Documents go to who may still answer, or pays out.
    private static func mayFollowUp(_ submission: Submission) throws {
        guard submission.status.isOpen || submission.status == .accepted else {
            throw SubmissionRefusal.notOpen(submission.id, submission.status)
        }
    }

    /// The text of a mail of the thread.
    func words(_ template: String, _ thread: ThreadLetter.Thread, who sender: String?, _ extra: Value) throws -> String
    {
        var context = extra.fields ?? Value.Fields()
        context["merchant"] = ["legal_name": .string(thread.application.fields.legalName)]
        context["application"] = ["reference": .string(thread.application.reference)]
        context["funder"] = ["name": .string(thread.funderName)]
        context["broker"] = [
            "name": .string(sender ?? thread.account.displayName), "company": .string(thread.account.displayName),
        ]
        return String(decoding: try templates.mail(template, .object(context)).body, as: UTF8.self)
    }

    func sender(_ who: Who, _ tenant: TenantID) async throws -> String? {
        guard case .person(let id) = who else { return nil }
        return try await database.read { try Person.find(id, tenant: tenant, $0).name }
    }

    /// The mails' own bytes become durable together.
    func store(_ letters: [ThreadLetter]) async throws -> [StoredMail] {
        try await store(letters.map(\.mail.composed))
    }
}
