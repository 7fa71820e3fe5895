import Applications
import Correspondence
import Kernel
import MIME
import Outbox
import Storage

/// A further mail to a funder in the thread of a submission: the documents that it wanted to see (A55), or the news that
/// the merchant went elsewhere (A56).
struct ThreadLetter: Sendable {
    let mail: SubmissionMail
    let account: MailAccount
    let kind: Message.Kind
    /// Of the checklist's documents, those that the mail brings.
    let codes: [String]

    /// What every mail of the thread has in common, read in one snapshot.
    struct Thread: Sendable {
        let submission: Submission
        let application: Application
        let account: MailAccount
        let funderName: String
        let subject: String
        /// The mail that is answered: the funder's last word, else our last mail.
        let last: Message
        /// SHA-256 of the files that the funder has from us.
        let sentFiles: Set<String>

        static func of(_ id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Thread {
            let submission = try Submission.find(id, tenant: tenant, db)
            let messages = try MessageLink.messages(of: id, tenant: tenant, db)
            let own = messages.filter { $0.grade == .own }.map(\.message)
            guard let first = own.first else { throw SubmissionRefusal.nothingSent(id) }
            let answers = messages.filter { link in
                link.message.direction == .incoming && !link.message.isReport && link.message.automatic == nil
            }
            var files: Set<String> = []
            for message in own {
                for file in try Message.attachments(of: message.id, tenant: tenant, db) {
                    files.insert(file.sha256.description)
                }
            }
            return Thread(
                submission: submission, application: try Application.find(submission.application, tenant: tenant, db),
                account: try MailAccount.find(submission.account, tenant: tenant, db),
                funderName: try Submission.line(id, tenant: tenant, db).funderName, subject: first.subject,
                last: answers.last?.message ?? own.last ?? first, sentFiles: files)
        }

        /// RFC 5322 section 3.6.4: the references of the answered mail, and that mail.
        var references: [String] {
            let keys = (last.references.isEmpty ? last.inReplyTo.map { [$0] } ?? [] : last.references) + [last.key]
            return last.isKeySynthetic ? keys.dropLast() : keys
        }

        var reply: String { subject.lowercased().hasPrefix("re:") ? subject : "Re: \(subject)" }
    }

    init(
        _ thread: Thread, kind: Message.Kind, body: String, files: [(name: String, file: EncodedFile)] = [],
        codes: [String] = [], desk: SendingDesk, at now: Moment
    ) throws {
        guard thread.account.mayBeSentFrom else { throw MailAccountRefusal.cannotSend(name: thread.account.name) }
        (account, self.kind, self.codes) = (thread.account, kind, codes)
        mail = try SubmissionMail(
            SubmissionMail.Parts(
                account: thread.account, to: try thread.submission.to.map { try MailboxAddress($0) },
                cc: try thread.submission.cc.map { try MailboxAddress($0) }, subject: thread.reply, body: body,
                files: files, inReplyTo: thread.last.isKeySynthetic ? nil : thread.last.key,
                references: thread.references),
            submission: thread.submission.id, signer: desk.signer, blobs: desk.blobs, at: now)
        if let limit = account.sizeLimitBytes, mail.composed.sizeBytes > limit {
            throw OutboxRefusal.tooLargeForServer(sizeBytes: Int64(mail.composed.sizeBytes), limitBytes: Int64(limit))
        }
    }

    /// Mail, outbox row and what it is about, in the caller's transaction.
    @discardableResult
    func write(
        _ stored: StoredMail, notBefore: Moment, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> OutboxItem.ID {
        let (message, _) = try Message.insert(
            mail.draft(stored, account: account.id, kind: kind), id: mail.message, tenant: tenant, at: now, db)
        try MessageLink.set(message, to: mail.submission, grade: .own, tenant: tenant, by: who, at: now, db)
        try db.run(
            """
            INSERT INTO submission_letter (message_id, tenant_id, submission_id, codes)
            VALUES (\(message), \(tenant), \(mail.submission), \(Value.list(codes.map { .string($0) })))
            """)
        return try OutboxItem.enqueue(
            message,
            OutboxItem.Posting(
                envelopeFrom: mail.from, to: mail.to, cc: mail.cc, sizeBytes: mail.composed.sizeBytes,
                needsEightBit: mail.composed.needsEightBit, needsSMTPUTF8: mail.composed.needsSMTPUTF8),
            account: account.id, notBefore: notBefore, tenant: tenant, by: who, at: now, db)
    }
}

extension Submission {
    /// The server took the mail: the documents that it brings are no longer open.
    package static func noteArrival(of message: Message.ID, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let row = try db.row(
            "SELECT submission_id, codes FROM submission_letter WHERE tenant_id = \(tenant) AND message_id = \(message)"
        )
        guard let row else { return }
        let submission: Submission.ID = try row["submission_id"]
        let codes = try row.get("codes", as: Value.self).list?.compactMap(\.text) ?? []
        for line in try RequestedDocument.of(submission, tenant: tenant, db)
        where line.state == .open && codes.contains(line.code) {
            try RequestedDocument.move(
                code: line.code, on: submission, event: .send, tenant: tenant, by: .system("sender"), at: now, db)
        }
    }
}
