import Kernel
import Storage
import Web

/// Money that a node asks a public or other body for: the application, its decision and its reports (H06, H16).
package struct Grant: Sendable {
    package typealias ID = Identifier<Grant>
    package typealias State = GrantCourse.State
    package typealias Event = GrantCourse.Event

    package enum BodyKind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case government
        case sportsCouncil = "sports_council"
        case foundation, other

        package var label: String {
            switch self {
            case .government: "Government"
            case .sportsCouncil: "Sports council"
            case .foundation: "Foundation"
            case .other: "Another body"
            }
        }
    }

    package let id: ID
    package let tenant: TenantID
    package let node: OrgNode.ID
    package let course: GrantCourse
    package let fields: GrantFields
    package let state: State
    package let createdBy: Who
    package let createdAt: Moment
    package let version: Int
    package let submittedBy: Who?
    package let submittedAt: Moment?
    /// To whom answers go.
    package let reviewer: Who?
    package let granted: Cents?
    /// By when the report is due.
    package let closesOn: Day?
    package let decidedOn: Day?

    static let columns: SQL = """
        grant_application.id, grant_application.tenant_id, grant_application.node_id, grant_application.project_id,
        grant_application.course, grant_application.body, grant_application.body_kind, grant_application.title,
        grant_application.purpose, grant_application.requested_cents, grant_application.currency,
        grant_application.starts_on, grant_application.ends_on, grant_application.apply_by, grant_application.state,
        grant_application.created_by, grant_application.created_at, grant_application.version,
        grant_application.submitted_by, grant_application.submitted_at, grant_application.reviewer,
        grant_application.granted_cents, grant_application.closes_on, grant_application.decided_on
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        node = try row["node_id"]
        course = try row["course"]
        fields = try GrantFields(row)
        state = try row["state"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        version = try row["version"]
        submittedBy = try row["submitted_by"]
        submittedAt = try row["submitted_at"]
        reviewer = try row["reviewer"]
        granted = try row["granted_cents"]
        closesOn = try row["closes_on"]
        decidedOn = try row["decided_on"]
    }

    var events: [Event] { course.moves.events(from: state) }

    package var value: Value {
        fields.value.adding("id", Value(id)).adding("node", Value(node)).adding("course", .string(course.rawValue))
            .adding("course_label", .string(course.label)).adding("state", .string(state.rawValue))
            .adding("state_label", .string(state.label)).adding("state_tone", .string(state.tone))
            .adding("created_by", .string(createdBy.text)).adding("created_at", Value(createdAt))
            .adding("version", Value(version)).adding("submitted_by", Value(submittedBy?.text))
            .adding("submitted_at", Value(submittedAt)).adding("reviewer", Value(reviewer?.text))
            .adding("granted", Value(granted?.decimal))
            .adding("granted_text", Value(granted.map { fields.currency.shown($0) }))
            .adding("closes_on", Value(closesOn)).adding("decided_on", Value(decidedOn))
    }
}
