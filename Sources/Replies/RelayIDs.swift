import Correspondence
import Inbox
import Kernel
import MIME
import Storage
import Submissions

/// Ids that a relay gave our mails, learned from answers to them (B13).
enum RelayIDs {
    /// A reply that bears our own token answers a mail of ours, under whatever id it names: that id is remembered, so that
    /// later answers match by it alone. The funder's own earlier mails are nobody's alias.
    static func learn(
        from mail: ReceivedMail, on submission: Submission.ID, _ grade: MessageLink.Grade, tenant: TenantID,
        at now: Moment, _ db: Connection
    ) throws {
        guard grade == .replyToken, mail.report == nil else { return }
        let named = mail.parsed.head.inReplyTo + mail.parsed.head.references.suffix(1)
        guard let key = named.compactMap(Message.normalKey).first,
            try Message.known(as: named, tenant: tenant, db).isEmpty
        else { return }
        let isReceived =
            try db.value(
                """
                SELECT EXISTS (SELECT 1 FROM message
                                WHERE tenant_id = \(tenant) AND direction = 'in' AND message_key = \(key))
                """) ?? false
        let own = try MessageLink.messages(of: submission, tenant: tenant, db).first { $0.grade == .own }
        guard !isReceived, let own else { return }
        try Message.learn(key, of: own.message.id, source: .reply, tenant: tenant, at: now, db)
    }
}
