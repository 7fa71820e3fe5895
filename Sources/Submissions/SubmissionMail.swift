import Applications
import Correspondence
import Crypto
import Kernel
import MIME
import Storage
import Templates

/// One funder's mail, written and ready to be stored: what a rehearsal shows is what will be sent, but for date and ids.
struct SubmissionMail: Sendable {
    let submission: Submission.ID
    let message: Message.ID
    let from: MailboxAddress
    let to: [MailboxAddress]
    let cc: [MailboxAddress]
    let subject: String
    let body: String
    let files: [(name: String, file: EncodedFile)]
    let messageKey: String
    let replyTo: MailboxAddress
    let inReplyTo: String?
    let references: [String]
    let date: Moment
    let composed: ComposedMessage

    /// What a mail is made of.
    struct Parts: Sendable {
        var account: MailAccount
        var to: [MailboxAddress]
        var cc: [MailboxAddress]
        var subject: String
        var body: String
        var files: [(name: String, file: EncodedFile)]
        var inReplyTo: String?
        var references: [String] = []
        /// Whether the mail asks for a read receipt.
        var asksReceipt = false
    }

    init(
        _ parts: Parts, submission: Submission.ID, signer: TokenSigner, blobs: BlobStore, at now: Moment
    ) throws {
        self.submission = submission
        message = Message.ID(at: now)
        from = try MailboxAddress(parts.account.address, name: parts.account.displayName)
        to = parts.to
        cc = parts.cc
        subject = parts.subject
        let home = SignedToken(id: submission.cast(to: TokenSubject.self), kind: .mark)
        body = "\(parts.body)\n\n\(signer.mark(home))\n"
        files = parts.files
        (inReplyTo, references) = (parts.inReplyTo, parts.references)
        date = now
        messageKey = signer.messageID(
            SignedToken(id: message.cast(to: TokenSubject.self), kind: .message), domain: from.domain)
        replyTo = try signer.replyTo(
            SignedToken(id: submission.cast(to: TokenSubject.self), kind: .replyTo), from)
        composed = try OutgoingMessage(
            from: from, to: to, cc: cc, replyTo: replyTo, subject: subject, messageID: messageKey,
            inReplyTo: parts.inReplyTo, references: parts.references, date: now,
            extraHeaders: parts.asksReceipt ? [(.dispositionNotificationTo, from.address)] : [], text: body,
            attachments: files.map { name, encoded in
                OutgoingMessage.Attachment(
                    name: name, contentType: encoded.file.type,
                    encoded: EncodedAttachment(
                        path: blobs.path(of: encoded.blob), encodedBytes: encoded.encodedBytes,
                        decodedBytes: encoded.file.sizeBytes))
            }, boundary: "fundgate\(message)"
        ).compose()
    }

    /// The row of the mail, once its bytes are stored.
    func draft(_ stored: StoredMail, account: MailAccount.ID, kind: Message.Kind) -> Message.Draft {
        var draft = Message.Draft(
            direction: .outgoing, account: account, kind: kind, key: messageKey,
            contentHash: Message.contentHash(from: from.address, date: date, subject: subject, bodyHash: stored.hash),
            from: MailAddress(name: from.name, address: from.address), subject: subject, rawHash: stored.hash,
            rawSize: stored.sizeBytes, body: body)
        draft.to = to.map { MailAddress(name: $0.name, address: $0.address) }
        draft.cc = cc.map { MailAddress(name: $0.name, address: $0.address) }
        draft.replyTo = [MailAddress(name: replyTo.name, address: replyTo.address)]
        (draft.inReplyTo, draft.references) = (inReplyTo, references)
        draft.datedAt = date
        draft.segments = stored.segments
        draft.attachments = files.enumerated().map { ordinal, item in
            MessageAttachment(
                ordinal: ordinal + 1, name: item.name, contentType: item.file.file.type, disposition: "attachment",
                sizeBytes: item.file.file.sizeBytes, sha256: item.file.file.digest)
        }
        return draft
    }
}
