import Applications
import Correspondence
import Crypto
import Kernel
import MIME
import Notices
import Storage
import Templates

/// A mail of the office to a partner's contact that carries a token: written and stored before the transaction that
/// queues it.
struct PartnerMail: Sendable {
    let token: PartnerToken
    private let mail: NoticeMail

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
        self.token = token
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
        // People of the office read it without the link, which is the partner's alone.
        let kept = try filled("(the link is the receiver's alone)")
        mail = try NoticeMail(
            filled(link),
            to: MailboxAddress(enquiry.email, name: Self.isKnown(token.purpose) ? enquiry.contactName : nil),
            shown: String(decoding: kept.body, as: UTF8.self), account: account, signer: stationery.signer, at: now)
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
        let (mail, blobs) = (mail, intake.blobs)
        return try await intake.run { try mail.store(in: blobs) }
    }

    /// Token, mail and outbox row, in the caller's transaction.
    func write(_ stored: StoredMail, for partner: Partner, by who: Who, at now: Moment, _ db: Connection) throws {
        try token.issue(for: partner, at: now, db)
        try mail.enqueue(
            stored, isAskedByStranger: !Self.isKnown(token.purpose), notBefore: now, tenant: partner.tenant, by: who,
            at: now, db)
        try History.append(
            HistoryEntry(
                "partner", partner.id, "\(token.purpose.rawValue)_sent", by: who, at: now,
                detail: ["message": Value(mail.message)]), tenant: partner.tenant, db)
    }
}
