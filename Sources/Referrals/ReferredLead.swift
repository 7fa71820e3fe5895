import Applications
import Deals
import Kernel
import Storage

/// A merchant that a partner referred (G18–G26). What was told of it is sealed; management decides what becomes of it.
package struct ReferredLead: Sendable {
    package typealias ID = Identifier<ReferredLead>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case submitted
        case underReview = "under_review"
        case approved, rejected, converted

        /// Whether a decision on it is still to come.
        var isOpen: Bool { self == .submitted || self == .underReview }
    }

    package enum Event: String, Sendable, CaseIterable {
        case beginReview = "begin_review"
        case approve, reject, convert
        /// Its deal was taken back: it can become another one.
        case unconvert
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from          on            to
        (.submitted,     .beginReview, .underReview),
        (.submitted,     .approve,     .approved),
        (.submitted,     .reject,      .rejected),
        (.underReview,   .approve,     .approved),
        (.underReview,   .reject,      .rejected),
        (.approved,      .convert,     .converted),
        (.converted,     .unconvert,   .approved),
    ])

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case newLead = "new_lead"
        case referral
        case importBatch = "import_batch"
    }

    /// What waits for a person.
    package enum Queue: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case review, held, none }

    package let id: ID
    package let tenant: TenantID
    package let referrer: Referrer.ID
    package let kind: Kind
    package let state: State
    package let queue: Queue
    package let score: Int
    package let scoreVersion: Int
    package let scoreParts: Value
    package let businessName: String
    package let externalID: String?
    package let batch: Identifier<LeadBatch>?
    package let findings: [LeadSignal.Finding]
    package let submittedBy: Who
    package let submittedAt: Moment
    package let reviewedBy: Who?
    package let reviewedAt: Moment?
    package let rejectionReason: String?
    package let application: Application.ID?
    package let deal: FundedDeal.ID?
    package let convertedAt: Moment?
    private let sealed: [UInt8]

    static let columns: SQL = """
        id, tenant_id, partner_id, submission_type, state, queue, score, score_version, score_parts, business_name,
        data_sealed, external_id, batch_id, hold_reasons, submitted_by, submitted_at, reviewed_by, reviewed_at,
        rejection_reason, application_id, deal_id, converted_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        referrer = try row["partner_id"]
        kind = try row["submission_type"]
        state = try row["state"]
        queue = try row["queue"]
        score = try row["score"]
        scoreVersion = try row["score_version"]
        scoreParts = try row["score_parts"]
        businessName = try row["business_name"]
        sealed = try row["data_sealed"]
        externalID = try row["external_id"]
        batch = try row["batch_id"]
        findings = (try row.get("hold_reasons", as: Value?.self)?.list ?? []).compactMap(LeadSignal.Finding.init)
        submittedBy = try row["submitted_by"]
        submittedAt = try row["submitted_at"]
        reviewedBy = try row["reviewed_by"]
        reviewedAt = try row["reviewed_at"]
        rejectionReason = try row["rejection_reason"]
        application = try row["application_id"]
        deal = try row["deal_id"]
        convertedAt = try row["converted_at"]
    }

    static func place(_ id: ID) -> String { "referral_lead.data/\(id)" }

    /// What the partner told.
    package func opened(_ keys: PersonalKeys) throws -> Value {
        let text = try keys.opened(sealed, place: Self.place(id))
        // What was sealed by this program is JSON.
        return (try? Value(parsing: Array(text.utf8))) ?? .null
    }

    /// How long it waits: a badge at a day, overdue at two (G64).
    package enum Age: String, Sendable {
        case fresh, ageing, overdue

        package init(since: Moment, at now: Moment) {
            let waited = now - since
            self = waited < .hours(24) ? .fresh : waited < .hours(48) ? .ageing : .overdue
        }

        var label: String? {
            switch self {
            case .fresh: nil
            case .ageing: "a day"
            case .overdue: "overdue"
            }
        }

        var tone: String { self == .overdue ? "bad" : "wait" }
    }

    /// What lists show; the office sees which other lead was found.
    package func value(at now: Moment, isOffice: Bool) -> Value {
        let age = Age(since: submittedAt, at: now)
        var fields: Value = [
            "id": Value(id), "partner": Value(referrer), "submission_type": .string(kind.rawValue),
            "state": .string(state.rawValue), "score": Value(score), "score_version": Value(scoreVersion),
            "business_name": .string(businessName), "external_id": Value(externalID), "batch": Value(batch),
            "is_held": .bool(queue == .held), "is_open": .bool(state.isOpen),
            "hold_reasons": .list(findings.map { $0.value(isOffice: isOffice) }), "submitted_at": Value(submittedAt),
            "reviewed_at": Value(reviewedAt), "rejection_reason": Value(rejectionReason),
            "application": Value(application), "deal": Value(deal), "converted_at": Value(convertedAt),
        ]
        if state.isOpen {
            fields = fields.adding("age", .string(age.rawValue)).adding("age_label", Value(age.label))
                .adding("age_tone", .string(age.tone))
        }
        guard isOffice else { return fields }
        return fields.adding("submitted_by", .string(submittedBy.text)).adding("reviewed_by", Value(reviewedBy?.text))
    }
}
