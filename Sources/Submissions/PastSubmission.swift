import Applications
import Correspondence
import Funders
import Kernel
import Storage

/// A submission of before the program was used, told by its events. Nothing goes out, and no mail belongs to it.
package struct PastSubmission: Sendable {
    package var application: Application.ID
    package var funder: Funder.ID
    package var kind = Submission.Kind.new
    package var sentAt: Moment
    /// What came of it, in order.
    package var answers: [Answer] = []

    package struct Answer: Sendable {
        package var type: EventType
        package var at: Moment
        package var declineCode: String?

        package init(_ type: EventType, at: Moment, declineCode: String? = nil) {
            self.type = type
            self.at = at
            self.declineCode = declineCode
        }
    }

    package init(_ application: Application.ID, to funder: Funder.ID, sentAt: Moment, _ answers: [Answer] = []) {
        self.application = application
        self.funder = funder
        self.sentAt = sentAt
        self.answers = answers
    }

    /// Adds it with its events. `account`: the one that it is said to have been sent from.
    @discardableResult
    package func add(
        account: MailAccount.ID, tenant: TenantID, by who: Who, _ db: Connection
    ) throws -> Submission.ID {
        let id = Submission.ID(at: sentAt)
        try db.run(
            """
            INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                    to_addresses, cc_addresses, rules_snapshot, sent_by, requested_cents, currency,
                                    industry_name, merchant_state, created_at, updated_at)
            SELECT \(id), \(tenant), id, \(funder), \(kind), 'email', \(account), 'queued', '[]', '[]', '{}',
                   \(who), requested_amount_cents, currency, coalesce(industry_name, '-'), coalesce(state, '-'), \(sentAt), \(sentAt)
              FROM application WHERE id = \(application)
            """)
        let events = [Answer(.queued, at: sentAt), Answer(.sent, at: sentAt)] + answers
        for event in events {
            let detail: Value = event.declineCode.map { ["reasons": [.string($0)]] } ?? [:]
            try Submission.record(
                SubmissionEvent.New(
                    event.type, at: event.at, by: who, declineCode: event.declineCode, detail: detail),
                on: id, tenant: tenant, at: event.at, db)
        }
        return id
    }
}
