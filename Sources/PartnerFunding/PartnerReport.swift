import Cohorts
import Crypto
import Kernel
import Storage

/// A report that a partner was given (F48, F54): locked from the moment on at which it is made. What was wrong in it is
/// corrected by a new version that names the old one.
package struct PartnerReport: Sendable {
    package typealias ID = Identifier<PartnerReport>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// Live, of a cohort that is not over: never stored.
        case interim
        case final, annual, custom

        var label: String {
            switch self {
            case .interim: "Interim report"
            case .final: "Final report"
            case .annual: "Annual report"
            case .custom: "Report"
            }
        }

        /// What is in it; a custom one says so itself.
        var metrics: [ReportMetric] {
            switch self {
            case .interim:
                // No average: from one day to the next it would tell what one person was measured at.
                [.participants, .allocated, .paidOut, .identity, .actionRate, .arenaExposure]
            case .final: ReportMetric.allCases.filter { $0 != .paidIn }
            case .annual: ReportMetric.allCases
            case .custom: []
            }
        }
    }

    package let id: ID
    package let tenant: TenantID
    package let partner: Partner.ID
    package let kind: Kind
    package let cohort: Cohort.ID?
    package let from: Day
    package let to: Day
    package let version: Int
    package let supersedes: ID?
    package let supersededBy: ID?
    /// Why there is another version.
    package let reason: String?
    package let content: ReportContent
    /// SHA-256 over the content's canonical JSON, as it was locked.
    package let hash: Digest
    package let who: Who
    package let at: Moment

    static let columns: SQL = """
        id, tenant_id, partner_id, type, cohort_id, from_on, to_on, version, supersedes_id, reason, content, content_hash,
        who, at,
        (SELECT later.id FROM partner_report AS later WHERE later.supersedes_id = partner_report.id) AS superseded_by
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        partner = try row["partner_id"]
        kind = try row["type"]
        cohort = try row["cohort_id"]
        from = try row["from_on"]
        to = try row["to_on"]
        version = try row["version"]
        supersedes = try row["supersedes_id"]
        supersededBy = try row["superseded_by"]
        reason = try row["reason"]
        let text: String = try row["content"]
        content = ReportContent(value: try Value(parsing: Array(text.utf8)))
        hash = try row["content_hash"]
        who = try row["who"]
        at = try row["at"]
    }

    /// What its partner and admins see.
    package var value: Value {
        content.value
            .adding("id", Value(id)).adding("partner", Value(partner)).adding("hash", .string(hash.description))
            .adding("hash_start", .string(String(hash.description.prefix(12))))
            .adding("superseded_by", Value(supersededBy?.description)).adding("locked_at", Value(at))
            .adding("state", .string(supersededBy == nil ? "locked" : "superseded"))
            .adding("is_current", .bool(supersededBy == nil))
    }
}
