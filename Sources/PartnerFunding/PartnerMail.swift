import Applications
import Correspondence
import Crypto
import Kernel
import MIME
import Outbox
import Storage
import Templates

/// A mail of the office to a partner's contact that carries a token: written and stored before the transaction that
/// queues it.
struct PartnerMail: Sendable {
    let token: PartnerToken
    private let account: MailAccount
    private let to: MailboxAddress
    private let message: Message.ID
    private let subject: String
    /// What is kept for people of the office to read: without the link, which is the partner's alone.
    private let shown: String
    private let composed: ComposedMessage
    private let from: MailboxAddress
    private let key: String
    private let date: Moment

    /// What mails to partners are made with.
    struct Stationery: Sendable {
        let templates: TemplateLibrary
        let signer: TokenSigner
        /// Where people find the site.
        let publicURL: String
    }

    init(
        _ token: PartnerToken, to enquiry: Enquiry, from account: MailAccount, by stationery: Stationery, at now: Moment
    ) throws {
        guard account.mayBeSentFrom else { throw PartnerRefusal.closed }
        (self.token, self.account, date) = (token, account, now)
        to = try MailboxAddress(enquiry.email, name: Self.isKnown(token.purpose) ? enquiry.contactName : nil)
        message = Message.ID(at: now)
        from = try MailboxAddress(account.address, name: account.displayName)
        let link = "\(stationery.publicURL)/\(Self.path(token.purpose))?token=\(token.text)"
        func filled(_ link: String) throws -> MailTemplate.Filled {
            try stationery.templates.mail(
                Self.template(token.purpose),
                [
                    "partner": ["name": .string(enquiry.name), "contact": .string(enquiry.contactName)],
                    "office": ["name": .string(account.displayName)], "link": .string(link),
                    "hours": Value(PartnerToken.life.milliseconds / 3_600_000),
                ])
        }
        let (mail, kept) = (try filled(link), try filled("(the link is the receiver's alone)"))
        subject = mail["Subject"] ?? enquiry.name
        shown = String(decoding: kept.body, as: UTF8.self)
        key = stationery.signer.messageID(
            SignedToken(id: message.cast(to: TokenSubject.self), kind: .message), domain: from.domain)
        composed = try OutgoingMessage(
            from: from, to: [to], subject: subject, messageID: key, date: now,
            extraHeaders: [(.autoSubmitted, "auto-generated"), (.autoResponseSuppress, "OOF, AutoReply")],
            text: String(decoding: mail.body, as: UTF8.self), boundary: "fundgate\(message)"
        ).compose()
    }

    private static func path(_ purpose: PartnerToken.Purpose) -> String {
        switch purpose {
        case .confirmation: "enquiry-confirmation"
        case .invitation: "invitation"
        }
    }

    private static func template(_ purpose: PartnerToken.Purpose) -> String {
        switch purpose {
        case .confirmation: "mail/partner-confirmation"
        case .invitation: "mail/partner-invitation"
        }
    }

    /// Whether the office looked at what the mail says of the partner. Before, none of the asker's words are sent to an
    /// address that may be somebody else's.
    private static func isKnown(_ purpose: PartnerToken.Purpose) -> Bool { purpose == .invitation }

    func store(_ intake: FileIntake) async throws -> StoredMail {
        let (composed, blobs) = (composed, intake.blobs)
        return try await intake.run { try StoredMail(composed, in: blobs) }
    }

    /// Token, mail and outbox row, in the caller's transaction.
    func write(_ stored: StoredMail, for partner: Partner, by who: Who, at now: Moment, _ db: Connection) throws {
        try token.issue(for: partner, at: now, db)
        var draft = Message.Draft(
            direction: .outgoing, account: account.id, kind: .notice, key: key,
            contentHash: Message.contentHash(from: from.address, date: date, subject: subject, bodyHash: stored.hash),
            from: MailAddress(name: from.name, address: from.address), subject: subject, rawHash: stored.hash,
            rawSize: stored.sizeBytes, body: shown)
        draft.to = [MailAddress(name: to.name, address: to.address)]
        draft.datedAt = date
        draft.segments = stored.segments
        _ = try Message.insert(draft, id: message, tenant: partner.tenant, at: now, db)
        _ = try OutboxItem.enqueue(
            message,
            OutboxItem.Posting(
                envelopeFrom: from, to: [to], cc: [], sizeBytes: composed.sizeBytes,
                needsEightBit: composed.needsEightBit, needsSMTPUTF8: composed.needsSMTPUTF8),
            account: account.id, notBefore: now, tenant: partner.tenant, by: who, at: now, db)
        try History.append(
            HistoryEntry(
                "partner", partner.id, "\(token.purpose.rawValue)_sent", by: who, at: now,
                detail: ["message": Value(message)]), tenant: partner.tenant, db)
    }
}
