import Kernel
import People
import Web

/// A page of the navigation: who sees it, and which queue's count stands beside it.
struct NavigationRow: Sendable {
    let label: String
    let path: String
    let access: Access
    /// Names of queues whose sum is shown; those that want a person's eye.
    let queues: [String]

    // swift-format-ignore
    /// The rows at the side, each with its own pages; a row of several leads to the first that its reader may see.
    static let all: [(label: String, pages: [NavigationRow])] = [
        ("Today",        [NavigationRow(label: "Today",            path: "/",                  access: .readers,   queues: ["alerts"])]),
        ("Send",         [NavigationRow(label: "Send",             path: "/submit-to-funders", access: .brokers,   queues: [])]),
        ("Submissions",  [NavigationRow(label: "Submissions",      path: "/submissions",       access: .readers,   queues: [])]),
        ("Review",       [NavigationRow(label: "Review",           path: "/review",            access: .readers,   queues: ["reviews"])]),
        ("Mail",         [NavigationRow(label: "Inbox",            path: "/inbox",             access: .readers,   queues: []),
                          NavigationRow(label: "Outbox",           path: "/outbox",            access: .readers,   queues: ["uncertain", "failed"]),
                          NavigationRow(label: "Quarantine",       path: "/quarantine",        access: .readers,   queues: ["quarantine"]),
                          NavigationRow(label: "Mailboxes",        path: "/mailboxes",         access: .readers,   queues: [])]),
        ("Applications", [NavigationRow(label: "Applications",     path: "/applications",      access: .readers,   queues: [])]),
        ("Funders",      [NavigationRow(label: "Funders",          path: "/funders",           access: .readers,   queues: [])]),
        ("Deals",        [NavigationRow(label: "Deals",            path: "/deals",             access: .readers,   queues: ["renewals"]),
                          NavigationRow(label: "Payments",         path: "/commissions",       access: .readers,   queues: []),
                          NavigationRow(label: "Remittances",      path: "/remittances",       access: .readers,   queues: ["remittances"]),
                          NavigationRow(label: "Ageing",           path: "/commission-ageing", access: .readers,   queues: []),
                          NavigationRow(label: "Exposure",         path: "/clawback-exposure", access: .readers,   queues: []),
                          NavigationRow(label: "Own shares",       path: "/own-shares",        access: .readers,   queues: []),
                          NavigationRow(label: "Payees",           path: "/payees",            access: .admins,    queues: [])]),
        ("Figures",      [NavigationRow(label: "Pipeline",         path: "/figures",           access: .readers,   queues: []),
                          NavigationRow(label: "Funders compared", path: "/figures/funders",   access: .readers,   queues: []),
                          NavigationRow(label: "Response times",   path: "/figures/answers",   access: .readers,   queues: []),
                          NavigationRow(label: "Promises kept",    path: "/responses",         access: .readers,   queues: []),
                          NavigationRow(label: "Drift",            path: "/drift",             access: .readers,   queues: []),
                          NavigationRow(label: "Declines",         path: "/declines",          access: .readers,   queues: []),
                          NavigationRow(label: "Scores",           path: "/figures/scores",    access: .readers,   queues: []),
                          NavigationRow(label: "Reader",           path: "/quality",           access: .readers,   queues: []),
                          NavigationRow(label: "Mail",             path: "/figures/mail",      access: .readers,   queues: []),
                          NavigationRow(label: "Queues",           path: "/figures/queues",    access: .readers,   queues: [])]),
        ("Partners",     [NavigationRow(label: "Partners",         path: "/partners",          access: .admins,    queues: []),
                          NavigationRow(label: "Commitments",      path: "/commitments",       access: .admins,    queues: []),
                          NavigationRow(label: "Allocations",      path: "/allocations",       access: .admins,    queues: []),
                          NavigationRow(label: "Bank statements",  path: "/bank-statements",   access: .admins,    queues: []),
                          NavigationRow(label: "Referral partners", path: "/referral/partners", access: .admins,   queues: []),
                          NavigationRow(label: "Leads to review",  path: "/referral/leads/pending", access: .admins, queues: ["leads"]),
                          NavigationRow(label: "Credits to approve", path: "/referral/credits/pending", access: .admins, queues: ["credits"]),
                          NavigationRow(label: "Payouts to approve", path: "/referral/payouts/pending", access: .admins, queues: ["payouts"]),
                          NavigationRow(label: "Referral payouts", path: "/referral/payouts",  access: .admins,    queues: []),
                          NavigationRow(label: "Quality of leads", path: "/referral/quality",  access: .admins,    queues: [])]),
        ("Cohorts",      [NavigationRow(label: "Cohorts",          path: "/cohorts",           access: .programmes, queues: []),
                          NavigationRow(label: "Participants",     path: "/participants",      access: .programmes, queues: [])]),
        ("Support",      [NavigationRow(label: "Requests",         path: "/admin/support/queue", access: .operators, queues: []),
                          NavigationRow(label: "Wallets",          path: "/admin/wallets",     access: .budgets,    queues: []),
                          NavigationRow(label: "Disbursements",    path: "/admin/support/disbursements", access: .budgets, queues: []),
                          NavigationRow(label: "Overrides",        path: "/admin/support/overrides", access: .budgets, queues: []),
                          NavigationRow(label: "By chance",        path: "/admin/support/samples", access: .budgets, queues: []),
                          NavigationRow(label: "Providers compared", path: "/admin/support/differences", access: .budgets, queues: []),
                          NavigationRow(label: "In figures",       path: "/admin/support/sums", access: .budgets,   queues: [])]),
        ("Sponsorship",  [NavigationRow(label: "Organisation",     path: "/org-nodes",         access: .sponsorships, queues: []),
                          NavigationRow(label: "Sponsors",         path: "/sponsors",          access: .sponsorships, queues: []),
                          NavigationRow(label: "Contracts",        path: "/sponsor-contracts", access: .sponsorships, queues: []),
                          NavigationRow(label: "Owed to sponsors", path: "/sponsor-obligations", access: .sponsorships, queues: []),
                          NavigationRow(label: "Shares",           path: "/sponsor-allocations", access: .sponsorships, queues: []),
                          NavigationRow(label: "Grants",           path: "/grants",            access: .sponsorships, queues: []),
                          NavigationRow(label: "Nodes' banks",     path: "/org-statements",    access: .sponsorships, queues: []),
                          NavigationRow(label: "Members' fees",    path: "/org-fee-imports",   access: .sponsorships, queues: []),
                          NavigationRow(label: "Revenue",          path: "/financial-reporting/revenue-summary", access: .sponsorships, queues: [])]),
        ("My support",   [NavigationRow(label: "My support",       path: "/support",           access: .participants, queues: []),
                          NavigationRow(label: "My summary",       path: "/support/summary",   access: .participants, queues: []),
                          NavigationRow(label: "My journal",       path: "/support/journal",   access: .participants, queues: [])]),
        ("Our organisation", [NavigationRow(label: "Our organisation", path: "/partner",         access: .partners,   queues: []),
                          NavigationRow(label: "Funding history",  path: "/partner/me/history", access: .partners, queues: []),
                          NavigationRow(label: "Reports",          path: "/partner/me/reports", access: .partners, queues: [])]),
        ("Our referrals", [NavigationRow(label: "Our referrals",   path: "/referral",          access: .referrers, queues: []),
                          NavigationRow(label: "Leads",            path: "/referral/leads",    access: .referrers, queues: [])]),
        ("Office",       [NavigationRow(label: "People",           path: "/users",             access: .admins,    queues: []),
                          NavigationRow(label: "Keys",             path: "/keys",              access: .admins,    queues: []),
                          NavigationRow(label: "Web-hooks",        path: "/webhooks",          access: .admins,    queues: []),
                          NavigationRow(label: "Words",            path: "/words",             access: .admins,    queues: []),
                          NavigationRow(label: "Audit",            path: "/audit",             access: .admins,    queues: []),
                          NavigationRow(label: "Doctor",           path: "/doctor",            access: .admins,    queues: [])]),
    ]

    /// The rows for somebody with these roles, and on a page that its row names the row's other pages: of each, the one
    /// whose path begins `path` is current.
    static func value(roles: Set<RoleName>, path: String, waiting: Value?) -> (rows: Value, beside: Value) {
        let groups = all.map { (label: $0.label, pages: $0.pages.filter { $0.access.admits(roles) }) }
        let current = groups.flatMap(\.pages).filter { $0.holds(path) }.max { $0.path.utf8.count < $1.path.utf8.count }
        func row(_ label: String, _ pages: [NavigationRow], to path: String) -> Value {
            let count = pages.flatMap(\.queues).reduce(Int64(0)) { $0 + (waiting?[$1]?["count"]?.integer ?? 0) }
            return [
                "label": Value(label), "path": Value(path),
                "is_current": Value(pages.contains { $0.path == current?.path }),
                "count": count > 0 ? Value(count) : .null,
            ]
        }
        let beside = groups.first { $0.pages.count > 1 && $0.pages.contains { $0.path == path } }
        return (
            .list(groups.compactMap { group in group.pages.first.map { row(group.label, group.pages, to: $0.path) } }),
            beside.map {
                ["label": Value($0.label), "pages": .list($0.pages.map { row($0.label, [$0], to: $0.path) })]
            } ?? .null
        )
    }

    private func holds(_ asked: String) -> Bool {
        asked == path || path != "/" && asked.hasPrefix(path + "/")
    }
}
