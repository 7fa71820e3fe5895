import Correspondence
import Crypto
import Kernel
import MIME
import Outbox
import Storage
import Templates

/// A notice as a mail that is written and ready to be stored and queued. An answer to it finds the notice by the
/// Message-ID; it bears no sign of any submission, and machines are told that no person wrote it (RFC 3834 section 5).
package struct NoticeMail: Sendable {
    package let message: Message.ID
    package let to: MailboxAddress
    private let account: MailAccount
    private let from: MailboxAddress
    private let subject: String
    /// What people of the office read of it.
    private let shown: String
    private let file: File?
    private let key: String
    private let date: Moment
    let composed: ComposedMessage

    /// A file that goes with it, in the blob store.
    struct File: Sendable {
        let name: String
        let type: String
        let digest: Digest
        let encoded: EncodedBlob
        /// Where mails find it.
        let path: String
    }

    /// Without a file. `shown` is kept for people of the office to read; nil: what the mail says.
    package init(
        _ words: MailTemplate.Filled, to: MailboxAddress, shown: String? = nil, account: MailAccount,
        signer: TokenSigner, at now: Moment
    ) throws {
        try self.init(words, to: to, shown: shown, file: nil, account: account, signer: signer, at: now)
    }

    init(
        _ words: MailTemplate.Filled, to: MailboxAddress, shown: String? = nil, file: File?, account: MailAccount,
        signer: TokenSigner, at now: Moment
    ) throws {
        message = Message.ID(at: now)
        self.account = account
        self.to = to
        self.file = file
        from = try MailboxAddress(account.address, name: account.displayName)
        subject = words["Subject"] ?? ""
        let text = String(decoding: words.body, as: UTF8.self)
        self.shown = shown ?? text
        date = now
        key = signer.messageID(
            SignedToken(id: message.cast(to: TokenSubject.self), kind: .message), domain: from.domain)
        composed = try OutgoingMessage(
            from: from, to: [to], subject: subject, messageID: key, date: now,
            extraHeaders: [(.autoSubmitted, "auto-generated"), (.autoResponseSuppress, "OOF, AutoReply")], text: text,
            attachments: file.map { file in
                [
                    OutgoingMessage.Attachment(
                        name: file.name, contentType: file.type,
                        encoded: EncodedAttachment(
                            path: file.path, encodedBytes: file.encoded.encodedBytes,
                            decodedBytes: file.encoded.decodedBytes))
                ]
            } ?? [], boundary: "fundgate\(message)"
        ).compose()
    }

    /// Puts its bytes into the blobs. May block.
    package func store(in blobs: BlobStore) throws -> StoredMail { try StoredMail(composed, in: blobs) }

    /// Mail and outbox row, in the running transaction.
    package func enqueue(
        _ stored: StoredMail, isAskedByStranger: Bool = false, notBefore: Moment, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        _ = try Message.insert(draft(stored), id: message, tenant: tenant, at: now, db)
        _ = try OutboxItem.enqueue(
            message,
            OutboxItem.Posting(
                envelopeFrom: from, to: [to], cc: [], sizeBytes: composed.sizeBytes,
                needsEightBit: composed.needsEightBit, needsSMTPUTF8: composed.needsSMTPUTF8,
                isAskedByStranger: isAskedByStranger),
            account: account.id, notBefore: notBefore, tenant: tenant, by: who, at: now, db)
    }

    private func draft(_ stored: StoredMail) -> Message.Draft {
        var draft = Message.Draft(
            direction: .outgoing, account: account.id, kind: .notice, key: key,
            contentHash: Message.contentHash(from: from.address, date: date, subject: subject, bodyHash: stored.hash),
            from: MailAddress(name: from.name, address: from.address), subject: subject, rawHash: stored.hash,
            rawSize: stored.sizeBytes, body: shown)
        draft.to = [MailAddress(name: to.name, address: to.address)]
        draft.datedAt = date
        draft.segments = stored.segments
        draft.attachments =
            file.map { file in
                [
                    MessageAttachment(
                        ordinal: 1, name: file.name, contentType: file.type, disposition: "attachment",
                        sizeBytes: file.encoded.decodedBytes, sha256: file.digest)
                ]
            } ?? []
        return draft
    }
}
