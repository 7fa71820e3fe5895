import People
import Testing
import Web

@testable import Server

/// The methods that the seed names, each a route with the roles that may use it (DECISIONS section 2).
@Suite struct ReferralMethodTests {
    /// M management, A the partner's admin, L its lead manager, V its viewer, O anybody.
    // swift-format-ignore
    private static let methods: [(service: String, name: String, route: String, roles: String)] = [
        ("partners", "CreatePartner",             "POST /referral/partners",                          "O"),
        ("partners", "GetPartner",                "GET /referral/partners/{id}",                      "MALV"),
        ("partners", "GetPartnerByCode",          "GET /referral/partners/by-code/{code}",            "M"),
        ("partners", "GetPartners",               "GET /referral/partners",                           "M"),
        ("partners", "UpdatePartner",             "PATCH /referral/partners/{id}",                    "MA"),
        ("partners", "UpdatePartnerStatus",       "POST /referral/partners/{id}/status",              "M"),
        ("partners", "DeactivatePartner",         "POST /referral/partners/{id}/deactivate",          "M"),
        ("partners", "SuspendPartner",            "POST /referral/partners/{id}/suspend",             "M"),
        ("partners", "CreatePartnerUser",         "POST /referral/partners/{id}/users",               "MA"),
        ("partners", "GetPartnerUser",            "GET /referral/users/{id}",                         "MA"),
        ("partners", "GetPartnerUserByEmail",     "GET /referral/users",                              "M"),
        ("partners", "GetPartnerUsers",           "GET /referral/partners/{id}/users",                "MA"),
        ("partners", "UpdatePartnerUser",         "PATCH /referral/users/{id}",                       "MA"),
        ("partners", "UpdatePartnerUserPassword", "POST /referral/users/{id}/password",               "ALV"),
        ("partners", "DeactivatePartnerUser",     "POST /referral/users/{id}/deactivate",             "MA"),
        ("partners", "GetPartnerStats",           "GET /referral/partners/{id}/stats",                "MALV"),
        ("partners", "GetPartnerMonthlyStats",    "GET /referral/partners/{id}/stats/{year}/{month}", "MALV"),
        ("partners", "GetPartnerActivity",        "GET /referral/partners/{id}/activity",             "MA"),
        ("leads",    "CalculateLeadQualityScore", "POST /referral/leads/score",                       "MAL"),
        ("leads",    "SubmitPartnerLead",         "POST /referral/leads",                             "AL"),
        ("leads",    "GetPartnerLead",            "GET /referral/leads/{id}",                         "MALV"),
        ("leads",    "GetPartnerLeads",           "GET /referral/leads",                              "MALV"),
        ("leads",    "UpdatePartnerLeadStatus",   "POST /referral/leads/{id}/status",                 "M"),
        ("leads",    "ApprovePartnerLead",        "POST /referral/leads/{id}/approve",                "M"),
        ("leads",    "RejectPartnerLead",         "POST /referral/leads/{id}/reject",                 "M"),
        ("leads",    "GetPendingLeadsForReview",  "GET /referral/leads/pending",                      "M"),
        ("leads",    "GetLeadCredits",            "GET /referral/partners/{id}/credits",              "MALV"),
        ("leads",    "SubmitLeadCreditApprovalRequest", "POST /referral/credits",                     "AL"),
        ("leads",    "ApproveLeadCredit",         "POST /referral/credits/{id}/approve",              "M"),
        ("leads",    "RejectLeadCredit",          "POST /referral/credits/{id}/reject",               "M"),
        ("payouts",  "GeneratePayoutPeriod",      "POST /referral/payouts/generate",                  "M"),
        ("payouts",  "CreatePayout",              "POST /referral/payouts",                           "M"),
        ("payouts",  "GetPayout",                 "GET /referral/payouts/{id}",                       "MALV"),
        ("payouts",  "GetPayouts",                "GET /referral/partners/{id}/payouts",              "MALV"),
        ("payouts",  "GetPendingPayouts",         "GET /referral/payouts/pending",                    "M"),
        ("payouts",  "ApprovePayout",             "POST /referral/payouts/{id}/approve",              "M"),
        ("payouts",  "RejectPayout",              "POST /referral/payouts/{id}/reject",               "M"),
        ("payouts",  "PartiallyApprovePayout",    "POST /referral/payouts/{id}/approve-partial",      "M"),
        ("payouts",  "GetPayoutDetails",          "GET /referral/payouts/{id}/lines",                 "MALV"),
        ("payouts",  "AddPayoutDetail",           "POST /referral/payouts/{id}/lines",                "M"),
        ("payouts",  "ApprovePayoutDetail",       "POST /referral/payout-lines/{id}/approve",         "M"),
        ("payouts",  "RejectPayoutDetail",        "POST /referral/payout-lines/{id}/reject",          "M"),
        ("payouts",  "MarkPayoutAsPaid",          "POST /referral/payouts/{id}/paid",                 "M"),
        ("payouts",  "GetPayoutStats",            "GET /referral/partners/{id}/payout-stats",         "MALV"),
    ]
    private static let letters: [(Character, RoleName)] = [
        ("M", .admin), ("A", .referralAdmin), ("L", .referralLeadManager), ("V", .referralViewer),
    ]

    /// The forty-fifth, LogPartnerActivity, is no route: every command writes it (G47).
    @Test func `G14 J24 G53 G54 G55 each method of the seed is a route, and its roles are those that were decided`()
        async throws
    {
        let temporary = try await TemporaryOffice()
        let routes = JoinedRoutes.table(temporary.office)
        #expect(Self.methods.count == 44 && Set(Self.methods.map(\.route)).count == 44)
        #expect(
            ["partners", "leads", "payouts"].map { service in Self.methods.count { $0.service == service } } == [
                18, 12, 14,
            ])
        for method in Self.methods {
            let route = routes.first { "\($0.method.rawValue) \($0.pattern)" == method.route }
            let found = try #require(route, "\(method.name): \(method.route)")
            guard method.roles != "O" else {
                #expect(found.access == .open)
                continue
            }
            for role in Role.all {
                let isNamed = Self.letters.contains { $0.1 == role.name && method.roles.contains($0.0) }
                #expect(found.access.admits([role.name]) == isNamed, "\(method.name) as \(role.name.rawValue)")
            }
        }
    }
}
