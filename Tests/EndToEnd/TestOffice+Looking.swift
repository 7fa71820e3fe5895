import Correspondence
import Deals
import Inbox
import Kernel
import MIME
import Outbox
import Replies
import Server
import Storage
import Submissions

/// A submission as a table of a test writes it.
struct SubmissionPicture: Equatable, Sendable {
    var status = ""
    /// Standing events after the sending, in their order.
    var events: [String] = []
    /// `75000 pending`, the oldest first.
    var offers: [String] = []
    /// `bank_statements`, those that are open, by code.
    var documents: [String] = []
    var declineCode: String?
    var declineText: String?
}

/// A mail that was received, and what became of it.
struct ReceivedPicture: Sendable {
    let message: Message.ID
    let submissions: [Submission.ID]
    let review: ReviewItem?
    let outcome: String
    let also: [String]
    let disposition: String
    let isReport: Bool
    let automatic: String?
}

extension TestOffice {
    func picture(of id: Submission.ID) async throws -> SubmissionPicture {
        let tenant = tenant
        return try await database.read { db in
            let submission = try Submission.find(id, tenant: tenant, db)
            let events = try SubmissionEvent.of(id, tenant: tenant, db)
            let undone = Set(events.compactMap(\.undoes))
            return SubmissionPicture(
                status: submission.status.rawValue,
                events: events.filter { event in
                    event.undoes == nil && !undone.contains(event.seq) && event.type != .queued && event.type != .sent
                }.map(\.type.rawValue),
                offers: try Offer.of(id, tenant: tenant, db).reversed().map { offer in
                    "\(offer.terms.amount.map { "\($0.count / 100)" } ?? "?") \(offer.state.rawValue)"
                },
                documents: try RequestedDocument.of(id, tenant: tenant, db).filter { $0.state == .open }.map(\.code),
                declineCode: submission.declineCode, declineText: submission.declineText)
        }
    }

    /// The mail of that Message-ID; nil where none is stored.
    func received(_ messageID: String) async throws -> ReceivedPicture? {
        let tenant = tenant
        return try await database.read { db in
            let found: Message.ID? = try db.value(
                """
                SELECT id FROM message WHERE tenant_id = \(tenant) AND direction = 'in' AND message_key = \(messageID)
                """)
            guard let found else { return nil }
            let message = try Message.find(found, tenant: tenant, db)
            let reading = try StoredReading.of(found, tenant: tenant, db).last
            return ReceivedPicture(
                message: found, submissions: try MessageLink.submissions(of: found, tenant: tenant, db),
                review: try ReviewItem.of(message: found, tenant: tenant, db),
                outcome: reading?.reading["outcome"]?.text ?? "",
                also: reading?.reading["also"]?.list?.compactMap(\.text) ?? [],
                disposition: reading?.disposition.rawValue ?? "",
                isReport: message.isReport, automatic: message.automatic)
        }
    }

    /// The mail that we wrote for a submission.
    func ownMail(of submission: Submission.ID) async throws -> Message {
        let tenant = tenant
        let mails = try await database.read { db in
            try MessageLink.messages(of: submission, tenant: tenant, db).filter { $0.grade == .own }.map(\.message)
        }
        guard let mail = mails.first else { throw MessageRefusal.unknown(Message.ID(bits: 0)) }
        return mail
    }

    func replyAddress(of submission: Submission.ID) async throws -> String {
        try await ownMail(of: submission).replyTo.first?.address ?? ""
    }

    func outboxItem(of submission: Submission.ID) async throws -> OutboxItem? {
        let (message, tenant) = (try await ownMail(of: submission).id, tenant)
        return try await database.read { try OutboxItem.of(message: message, tenant: tenant, $0) }
    }

    func count(_ table: SQL) async throws -> Int {
        try await database.read { try $0.value("SELECT count(*) FROM \(part: table)", as: Int.self) ?? 0 }
    }

    func isWhole() async throws -> Bool { try await Verification.run(database, office.blobs).isWhole }
}
