import Correspondence
import Crypto
import Kernel
import MIME
import Outbox
import People
import Storage
import Templates

/// Sends notices through the outbox, each once, or shows one before it is sent.
package struct NoticeDesk: Sendable {
    package let database: Database
    package let blobs: BlobStore
    package let clock: any Clock
    let signer: TokenSigner
    let templates: TemplateLibrary
    /// Time to change one's mind before a mail is taken from the outbox (J35).
    let undo: Span

    package init(
        database: Database, blobs: BlobStore, signer: TokenSigner, templates: TemplateLibrary, clock: any Clock,
        undo: Span = .seconds(10)
    ) {
        self.database = database
        self.blobs = blobs
        self.signer = signer
        self.templates = templates
        self.clock = clock
        self.undo = undo
    }

    /// The mail as it would go out now, and whether the same figures were sent before; nothing is stored.
    package func preview(_ letter: NoticeLetter, tenant: TenantID, by who: Who) async throws -> Value {
        let (sender, former) = try await database.read { db in
            try (
                Sender.of(who, tenant: tenant, db),
                Notice.standing(letter.matter, to: letter.party, tenant: tenant, db)
            )
        }
        let words = try words(letter, sender)
        return [
            "to": Value(letter.address), "name": .string(letter.name), "from": .string(sender.account.address),
            "subject": Value(words["Subject"]), "text": .string(String(decoding: words.body, as: UTF8.self)),
            "file_name": Value(letter.file?.name), "figures": .string(letter.matter.contentHash.description),
            "former": former?.value ?? .null,
        ]
    }

    /// Queues the mail; refused where the same figures were sent already, but `again`. `shown` are the figures that the
    /// asker saw: others are refused. Repeated with its key, it sends nothing.
    package func send(
        _ letter: NoticeLetter, again: Bool = false, shown: String? = nil, key: IdempotencyKey? = nil,
        tenant: TenantID, by who: Who
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let asked = try await database.read { db in
            try Idempotency.unlessAnswered(key, tenant: tenant, db) {
                guard shown == nil || shown == letter.matter.contentHash.description else {
                    throw NoticeRefusal.figuresChanged
                }
                let former = try Notice.standing(letter.matter, to: letter.party, tenant: tenant, db)
                if !again, let former { throw NoticeRefusal.alreadySent(former.id, former.at) }
                return try Sender.of(who, tenant: tenant, db)
            }
        }
        let sender: Sender
        switch asked {
        case .answered(let answer): return (answer, true)
        case .new(let found): sender = found
        }
        guard let address = letter.address else { throw NoticeRefusal.noAddress }
        let mail = try NoticeMail(
            words(letter, sender), to: MailboxAddress(address, name: letter.name), file: try await file(of: letter),
            account: sender.account, signer: signer, at: now)
        if let limit = sender.account.sizeLimitBytes, mail.composed.sizeBytes > limit {
            throw OutboxRefusal.tooLargeForServer(sizeBytes: mail.composed.sizeBytes, limitBytes: Int64(limit))
        }
        let blobs = blobs
        let stored = try await offPool { try mail.store(in: blobs) }
        let undo = undo
        return try await database.write { db in
            try Idempotency.once(key, tenant: tenant, at: now, db) {
                try Notice.write(
                    mail, stored, of: letter, again: again, notBefore: now + undo, tenant: tenant, by: who, at: now, db
                ).value
            }
        }
    }

    /// Who writes, and from where.
    private struct Sender: Sendable {
        let account: MailAccount
        /// Nil where the program writes by itself.
        let name: String?

        static func of(_ who: Who, tenant: TenantID, _ db: Connection) throws -> Sender {
            let account = try MailAccount.sender(for: who, tenant: tenant, db)
            guard case .person(let id) = who else { return Sender(account: account, name: nil) }
            return Sender(account: account, name: try Person.find(id, tenant: tenant, db).name)
        }
    }

    private func words(_ letter: NoticeLetter, _ sender: Sender) throws -> MailTemplate.Filled {
        var context = letter.context.fields ?? Value.Fields()
        context["partner"] = ["name": .string(letter.name)]
        context["broker"] = ["name": Value(sender.name), "company": .string(sender.account.displayName)]
        return try templates.mail(letter.template, .object(context))
    }

    /// Stores the letter's file as mails carry it.
    private func file(of letter: NoticeLetter) async throws -> NoticeMail.File? {
        guard let file = letter.file else { return nil }
        let blobs = blobs
        return try await offPool {
            let digest = try blobs.put(file.bytes())
            let encoded = try EncodedBlob(of: digest, in: blobs)
            return NoticeMail.File(
                name: file.name, type: file.type, digest: digest, encoded: encoded, path: blobs.path(of: encoded.blob))
        }
    }
}
