import People
import Web

/// Who may use which route of support, written down a second time: budgets are read by admins, operators and impact officers, and
/// neither a participant nor a mentor has a route that knows an amount (I06).
enum SupportAccess {
    private static let adminsOnly: Set<String> = [
        "POST /admin/wallets/{id}/overhead", "POST /admin/overheads/{id}/reversal", "GET /admin/support/settings",
        "POST /admin/support/settings",
    ]

    static func holds(_ route: Route) -> Bool { route.pattern.hasPrefix("/admin/") }

    static func admits(_ role: RoleName, _ route: Route) -> Bool {
        if role == .admin { return true }
        if adminsOnly.contains("\(route.method.rawValue) \(route.pattern)") { return false }
        return role == .programmeOperator || role == .impactOfficer
    }
}
