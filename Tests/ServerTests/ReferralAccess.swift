import People
import Web

/// Who may use which route of referrals, written down a second time (G14): what is not here is the office's admin's alone.
enum ReferralAccess {
    private static let all: Set<RoleName> = [.referralAdmin, .referralLeadManager, .referralViewer]
    private static let senders: Set<RoleName> = [.referralAdmin, .referralLeadManager]
    private static let keepers: Set<RoleName> = [.admin, .referralAdmin]

    // swift-format-ignore
    private static let cells: [(route: String, roles: Set<RoleName>)] = [
        ("GET /referral",                              all),
        ("GET /referral/partners/{id}",                all.union([.admin])),
        ("PATCH /referral/partners/{id}",              keepers),
        ("POST /referral/partners/{id}",               keepers),
        ("GET /referral/partners/{id}/activity",       keepers),
        ("POST /referral/partners/{id}/documents",     keepers),
        ("GET /referral/documents/{id}",               keepers),
        ("POST /referral/partners/{id}/tax-id",        keepers),
        ("POST /referral/partners/{id}/bank-changes",  keepers),
        ("GET /referral/partners/{id}/users",          keepers),
        ("POST /referral/partners/{id}/users",         keepers),
        ("POST /referral/partners/{id}/keys",          keepers),
        ("GET /referral/partners/{id}/keys",           keepers),
        ("POST /referral/keys/{id}/revocation",        keepers),
        ("GET /referral/users/{id}",                   keepers),
        ("PATCH /referral/users/{id}",                 keepers),
        ("POST /referral/users/{id}",                  keepers),
        ("POST /referral/users/{id}/password",         all),
        ("GET /referral/leads",                        all.union([.admin])),
        ("GET /referral/leads/export",                 all.union([.admin])),
        ("GET /referral/leads/new",                    senders),
        ("POST /referral/leads",                       senders),
        ("POST /referral/leads/score",                 senders.union([.admin])),
        ("GET /referral/leads/import",                 senders),
        ("POST /referral/leads/import",                senders),
        ("GET /referral/leads/{id}",                   all.union([.admin])),
        ("GET /referral/partners/{id}/credits",        all.union([.admin])),
        ("GET /referral/partners/{id}/credits/export", all.union([.admin])),
        ("POST /referral/credits",                     senders),
        ("GET /referral/credits/{id}",                 all.union([.admin])),
        ("GET /referral/partners/{id}/payouts",        all.union([.admin])),
        ("GET /referral/partners/{id}/payouts/export", all.union([.admin])),
        ("POST /referral/partners/{id}/payout-requests", senders),
        ("GET /referral/payouts/{id}",                 all.union([.admin])),
        ("GET /referral/payouts/{id}/lines",           all.union([.admin])),
        ("GET /referral/partners/{id}/stats",          all.union([.admin])),
        ("GET /referral/partners/{id}/stats/{year}/{month}", all.union([.admin])),
        ("GET /referral/partners/{id}/standing",       all.union([.admin])),
        ("GET /referral/partners/{id}/payout-stats",   all.union([.admin])),
        ("POST /referral/users/{id}/deactivate",       keepers),
        ("POST /referral/users/{id}/reactivate",       keepers),
    ]

    static func admits(_ role: RoleName, _ route: Route) -> Bool {
        let name = "\(route.method.rawValue) \(route.pattern)"
        return (cells.first { $0.route == name }?.roles ?? [.admin]).contains(role)
    }
}
