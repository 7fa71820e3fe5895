import People
import Web

/// Who may use which route of support, written down a second time: budgets are read by admins, operators and impact officers, and
/// neither a participant nor a mentor has a route that knows an amount (I06).
enum SupportAccess {
    private static let adminsOnly: Set<String> = [
        "POST /admin/wallets/{id}/overhead", "POST /admin/overheads/{id}/reversal", "GET /admin/support/settings",
        "POST /admin/support/settings", "GET /admin/support/rules", "POST /admin/support/rules",
        "POST /admin/support/coming/refusal", "POST /admin/support-flags/{id}/clearing", "POST /admin/support/rate",
        "POST /admin/support/{id}/cancellation", "POST /admin/support/reconciliations",
        "POST /admin/support-differences/{id}/resolution", "POST /admin/wallets/{id}/overrides",
        "POST /admin/support-overrides/{id}/approval", "POST /admin/support-overrides/{id}/refusal",
        "GET /admin/support/summaries/{id}/archive", "POST /admin/support/{id}/settlements",
        "POST /admin/support-settlements/{id}/approval", "POST /admin/support-settlements/{id}/refusal",
    ]
    /// What an impact officer reads not: what is to be decided, and pictures of participants.
    private static let deciders: Set<String> = [
        "GET /admin/support/queue", "GET /admin/support/{id}/evidence", "POST /admin/support/{id}/approve",
        "POST /admin/support/{id}/deny", "POST /admin/support/{id}/clarify",
        "POST /admin/support/redemptions", "POST /admin/support/{id}/overrides",
        "POST /admin/support/{id}/verification",
    ]

    static func holds(_ route: Route) -> Bool {
        route.pattern.hasPrefix("/admin/") || route.pattern == "/support" || route.pattern.hasPrefix("/support/")
    }

    static func admits(_ role: RoleName, _ route: Route) -> Bool {
        // A participant's own pages are nobody else's, and all that a participant has.
        if !route.pattern.hasPrefix("/admin/") { return role == .participant }
        if role == .admin { return true }
        if deciders.contains("\(route.method.rawValue) \(route.pattern)") { return role == .programmeOperator }
        if adminsOnly.contains("\(route.method.rawValue) \(route.pattern)") { return false }
        return role == .programmeOperator || role == .impactOfficer
    }
}
