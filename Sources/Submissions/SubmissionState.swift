import Kernel
import Storage

/// What follows from a submission's events and is stored beside them: status, the decline in force with its reasons, the
/// moment of the first sending, and what became of it for sums.
struct SubmissionState: Equatable {
    let status: Status
    let declineCode: String?
    let declineText: String?
    let submittedAt: Moment?
    let declines: [Decline]
    let result: SubmissionResult?

    init(_ events: [SubmissionEvent]) {
        let undone = Set(events.compactMap(\.undoes))
        let standing = events.filter { !undone.contains($0.seq) && $0.undoes == nil }
        status = Status.derived(from: events)
        let decline = status == .declined ? standing.last { $0.type == .declined } : nil
        declineCode = decline.map { $0.declineCode ?? "unspecified" }
        declineText = decline?.detail["text"]?.text.map { String($0.prefix(2000)) }
        submittedAt = standing.first { $0.type == .sent }?.occurredAt
        declines = decline.map(Decline.derived) ?? []
        result = SubmissionResult(standing, status: status)
    }

    /// As it is stored.
    init(stored id: Submission.ID, tenant: TenantID, _ db: Connection) throws {
        let submission = try Submission.find(id, tenant: tenant, db)
        status = submission.status
        declineCode = submission.declineCode
        declineText = submission.declineText
        submittedAt = submission.submittedAt
        declines = try Decline.of(id, tenant: tenant, db)
        result = try SubmissionResult.of(id, tenant: tenant, db)
    }

    func store(on id: Submission.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            UPDATE submission
               SET status = \(status), decline_code = \(declineCode), decline_text = \(declineText),
                   submitted_at = \(submittedAt)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try Decline.store(declines, of: id, tenant: tenant, db)
        try SubmissionResult.store(result, of: id, tenant: tenant, db)
    }

    /// The names of what differs.
    func differing(from other: SubmissionState) -> [String] {
        var names: [String] = []
        if status != other.status { names.append("status") }
        if declineCode != other.declineCode || declineText != other.declineText { names.append("decline") }
        if submittedAt != other.submittedAt { names.append("submitted_at") }
        if declines != other.declines { names.append("decline_reasons") }
        if result != other.result { names.append("result") }
        return names
    }
}
