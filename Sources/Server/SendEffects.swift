import Correspondence
import Kernel
import Outbox
import Storage
import Submissions

/// What a mail's fate sets off: one table for all slices, run in the transaction that stores the fate.
enum SendEffectsTable {
    static func apply(_ news: SendNews, _ db: Connection) throws {
        let message = try Message.find(news.message, tenant: news.tenant, db)
        var bringsDocuments = false
        if message.kind == .followUp {
            try Silence.note(news, db)
            // A mail that asks after a submission goes the same way, and brings none.
            bringsDocuments =
                try news.what.isArrival && !Message.attachments(of: message.id, tenant: news.tenant, db).isEmpty
        }
        if bringsDocuments {
            try Submission.noteArrival(of: news.message, tenant: news.tenant, at: news.at, db)
        }
        for submission in try MessageLink.submissions(of: news.message, tenant: news.tenant, db) {
            if message.kind == .submission || message.kind == .followUp {
                try check(news, message.kind, submission, db)
            }
            for event in events(for: news, kind: message.kind, bringsDocuments) {
                try Submission.record(event, on: submission, tenant: news.tenant, at: news.at, db)
            }
        }
    }

    /// Of what is over nothing is sent anew, and what never arrived needs no letter that withdraws it.
    private static func check(
        _ news: SendNews, _ kind: Message.Kind, _ submission: Submission.ID, _ db: Connection
    ) throws {
        switch news.what {
        case .requeued:
            let status = try Submission.find(submission, tenant: news.tenant, db).status
            // Documents follow an acceptance too.
            let isOver = status.isSettled && (kind == .submission || status != .accepted)
            if isOver { throw SubmissionRefusal.over(submission, status) }
        case .cancelled, .failed, .settledLost:
            let hasArrived = news.recipients.contains { $0.state == .accepted }
            guard kind == .submission, !hasArrived else { return }
            try SendingDesk.dropLetters(
                about: submission, tenant: news.tenant, at: news.at, effects: SendEffectsTable.apply, db)
        default: break
        }
    }

    /// The submission's own mail moves the submission; any other mail of it leaves a trace only.
    private static func events(
        for news: SendNews, kind: Message.Kind, _ bringsDocuments: Bool
    ) -> [SubmissionEvent.New] {
        func event(_ type: EventType) -> SubmissionEvent.New {
            SubmissionEvent.New(
                type, at: news.at, by: news.who, message: news.message,
                detail: ["reply": .string(String(news.reply.prefix(500))), "kind": .string(kind.rawValue)])
        }
        guard kind == .submission else { return bringsDocuments ? [event(.docsSent)] : [] }
        switch news.what {
        case .sent, .settledSent:
            let refused = news.recipients.filter { $0.state == .refused }
            return [event(.sent)] + (refused.isEmpty ? [] : [event(.bounced)])
        case .failed, .settledLost: return [event(.sendFailed)]
        case .uncertain: return [event(.uncertain)]
        case .cancelled: return [event(.cancelled)]
        case .requeued: return [event(.resent)]
        }
    }
}
