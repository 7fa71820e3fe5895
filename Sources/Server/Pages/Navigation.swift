import Kernel
import People
import Web

/// The rows of the navigation: who sees which, and which queue's count stands beside it.
struct NavigationRow: Sendable {
    let label: String
    let path: String
    let access: Access
    /// Names of queues whose sum is shown; those that want a person's eye.
    let queues: [String]

    // swift-format-ignore
    static let all: [NavigationRow] = [
        NavigationRow(label: "Today",        path: "/",                  access: .readers,   queues: ["alerts"]),
        NavigationRow(label: "Send",         path: "/submit-to-funders", access: .brokers,   queues: []),
        NavigationRow(label: "Submissions",  path: "/submissions",       access: .readers,   queues: []),
        NavigationRow(label: "Review",       path: "/review",             access: .readers,   queues: ["reviews"]),
        NavigationRow(label: "Inbox",        path: "/inbox",              access: .readers,   queues: []),
        NavigationRow(label: "Quarantine",   path: "/quarantine",        access: .readers,   queues: ["quarantine"]),
        NavigationRow(label: "Outbox",       path: "/outbox",            access: .readers,   queues: ["uncertain", "failed"]),
        NavigationRow(label: "Applications", path: "/applications",      access: .readers,   queues: []),
        NavigationRow(label: "Funders",      path: "/funders",           access: .readers,   queues: []),
        NavigationRow(label: "Deals",        path: "/deals",             access: .readers,   queues: ["renewals"]),
        NavigationRow(label: "Remittances",  path: "/remittances",       access: .readers,   queues: ["remittances"]),
        NavigationRow(label: "Ageing",       path: "/commission-ageing", access: .readers,   queues: []),
        NavigationRow(label: "Exposure",     path: "/clawback-exposure", access: .readers,   queues: []),
        NavigationRow(label: "Figures",      path: "/figures",           access: .readers,   queues: []),
        NavigationRow(label: "Declines",     path: "/declines",          access: .readers,   queues: []),
        NavigationRow(label: "Answers",      path: "/responses",         access: .readers,   queues: []),
        NavigationRow(label: "Drift",        path: "/drift",             access: .readers,   queues: []),
        NavigationRow(label: "Quality",      path: "/quality",           access: .readers,   queues: []),
        NavigationRow(label: "Mailboxes",    path: "/mailboxes",         access: .readers,   queues: []),
        NavigationRow(label: "Words",        path: "/words",             access: .admins,    queues: []),
        NavigationRow(label: "People",       path: "/users",             access: .admins,    queues: []),
        NavigationRow(label: "Keys",         path: "/keys",              access: .admins,    queues: []),
        NavigationRow(label: "Web-hooks",    path: "/webhooks",          access: .admins,    queues: []),
        NavigationRow(label: "Audit",        path: "/audit",             access: .admins,    queues: []),
        NavigationRow(label: "Doctor",       path: "/doctor",            access: .admins,    queues: []),
    ]

    /// The rows for somebody with these roles; the one whose path begins `path` is current.
    static func value(roles: Set<RoleName>, path: String, waiting: Value?) -> Value {
        let rows = all.filter { $0.access.admits(roles) }
        let current = rows.filter { $0.holds(path) }.max { $0.path.utf8.count < $1.path.utf8.count }
        return .list(
            rows.map { row in
                let count = row.queues.reduce(Int64(0)) { $0 + (waiting?[$1]?["count"]?.integer ?? 0) }
                return [
                    "label": Value(row.label), "path": Value(row.path), "is_current": Value(row.path == current?.path),
                    "count": count > 0 ? Value(count) : .null,
                ]
            })
    }

    private func holds(_ asked: String) -> Bool {
        asked == path || path != "/" && asked.hasPrefix(path + "/")
    }
}
