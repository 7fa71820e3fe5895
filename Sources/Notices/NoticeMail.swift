import Correspondence
import Crypto
import Kernel
import MIME
import Storage
import Templates

/// A notice as a mail that is written and ready to be stored. An answer to it finds the notice by the Message-ID; it bears
/// no sign of any submission, and machines are told that no person wrote it (RFC 3834 section 5).
struct NoticeMail: Sendable {
    let message: Message.ID
    let account: MailAccount
    let from: MailboxAddress
    let to: MailboxAddress
    let subject: String
    let body: String
    let file: File?
    let messageKey: String
    let date: Moment
    let composed: ComposedMessage

    /// The letter's file, in the blob store.
    struct File: Sendable {
        let name: String
        let type: String
        let digest: Digest
        let encoded: EncodedBlob
    }

    init(
        _ letter: NoticeLetter, words: MailTemplate.Filled, file: File?, account: MailAccount, signer: TokenSigner,
        blobs: BlobStore, at now: Moment
    ) throws {
        guard let address = letter.address else { throw NoticeRefusal.noAddress }
        message = Message.ID(at: now)
        self.account = account
        from = try MailboxAddress(account.address, name: account.displayName)
        to = try MailboxAddress(address, name: letter.name)
        subject = words["Subject"] ?? ""
        body = String(decoding: words.body, as: UTF8.self)
        self.file = file
        date = now
        messageKey = signer.messageID(
            SignedToken(id: message.cast(to: TokenSubject.self), kind: .message), domain: from.domain)
        composed = try OutgoingMessage(
            from: from, to: [to], subject: subject, messageID: messageKey, date: now,
            extraHeaders: [(.autoSubmitted, "auto-generated"), (.autoResponseSuppress, "OOF, AutoReply")], text: body,
            attachments: file.map { file in
                [
                    OutgoingMessage.Attachment(
                        name: file.name, contentType: file.type,
                        encoded: EncodedAttachment(
                            path: blobs.path(of: file.encoded.blob), encodedBytes: file.encoded.encodedBytes,
                            decodedBytes: file.encoded.decodedBytes))
                ]
            } ?? [], boundary: "fundgate\(message)"
        ).compose()
    }

    /// The row of the mail, once its bytes are stored.
    func draft(_ stored: StoredMail) -> Message.Draft {
        var draft = Message.Draft(
            direction: .outgoing, account: account.id, kind: .notice, key: messageKey,
            contentHash: Message.contentHash(from: from.address, date: date, subject: subject, bodyHash: stored.hash),
            from: MailAddress(name: from.name, address: from.address), subject: subject, rawHash: stored.hash,
            rawSize: stored.sizeBytes, body: body)
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
