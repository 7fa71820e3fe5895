import Classification
import Correspondence
import Inbox
import Kernel
import MIME
import Storage
import Submissions

/// What the reader is told of one mail: the same for a mail that comes in and for one that is read again later.
struct ReaderInput {
    private let subject: String
    private let body: String
    private let date: Moment
    private let senderDomain: String?
    private let automatic: AutomaticMail?
    private let isReport: Bool
    private let attachmentNames: [String]

    /// A mail that has just come in.
    init(_ mail: ReceivedMail) {
        let head = mail.parsed.head
        subject = head.subject ?? ""
        body = mail.body
        date = head.date ?? mail.arrival.arrivedAt
        senderDomain = head.from.first?.domain
        automatic = mail.automatic
        isReport = mail.report != nil
        attachmentNames = mail.parsed.attachments.compactMap(\.name)
    }

    /// A mail of the archive, by its stored text: spans of what is read count in that text.
    init(stored message: Message, _ db: Connection) throws {
        subject = message.subject
        body = try Message.body(of: message.id, tenant: message.tenant, db)
        date = message.datedAt ?? message.recordedAt
        senderDomain = message.from.domain
        automatic = message.automatic.flatMap { AutomaticMail(rawValue: $0) }
        isReport = message.isReport
        attachmentNames = try Message.attachments(of: message.id, tenant: message.tenant, db).compactMap(\.name)
    }

    /// The input for a mail that answers one of `submissions`, or that may answer several.
    func input(answering submissions: [Submission.ID], tenant: TenantID, _ db: Connection) throws -> ReplyInput {
        let candidates = try submissions.compactMap { try Candidate.find($0, tenant: tenant, db) }
        var input = ReplyInput(subject: subject, body: body, date: date.day)
        input.senderDomain = senderDomain
        input.automatic = automatic.map(Self.kind)
        input.isDeliveryReport = isReport
        input.attachmentNames = attachmentNames
        input.ownDomains = try Self.ownDomains(tenant: tenant, db)
        input.merchantNames = candidates.map(\.merchantLabel)
        let funders = Set(candidates.map(\.funder))
        input.funder = funders.count == 1 ? funders.first?.description : nil
        return input
    }

    private static func kind(_ kind: AutomaticMail) -> ReplyInput.Automatic {
        switch kind {
        case .vacation: .replied
        case .list: .bulk
        default: .generated
        }
    }

    private static func ownDomains(tenant: TenantID, _ db: Connection) throws -> [String] {
        try MailAccount.all(tenant: tenant, db).compactMap {
            $0.address.split(separator: "@").last.map { $0.lowercased() }
        }
    }
}
