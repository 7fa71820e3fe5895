import People
import Web

/// Who may use which route of sponsorship, written down a second time: officers all but what is an admin's, each within the
/// nodes that were given (`SponsorshipTests`).
enum SponsorshipAccess {
    static let beginnings = ["/org-", "/sponsors", "/sponsor-", "/grants", "/grant-", "/financial-reporting"]
    private static let adminsOnly: Set<String> = [
        "POST /org-nodes/{id}/officers", "POST /sponsor-tiers/{tier}", "POST /grant-rules",
    ]

    static func holds(_ route: Route) -> Bool { beginnings.contains { route.pattern.hasPrefix($0) } }

    static func admits(_ role: RoleName, _ route: Route) -> Bool {
        let isAdmins = adminsOnly.contains("\(route.method.rawValue) \(route.pattern)")
        return role == .admin || role == .sponsorshipOfficer && !isAdmins
    }
}
