import Kernel
import Storage

/// The paths of the pages that an admin of the sample office can open, each with an id that is there.
struct Pages {
    let office: OpenOffice

    init(_ office: OpenOffice) async throws { self.office = office }

    // swift-format-ignore
    private static let patterns: [(path: String, id: SQL?)] = [
        ("/",                                nil),
        ("/submit-to-funders",               nil),
        ("/submit-to-funders?application=*", "SELECT id FROM application ORDER BY id DESC LIMIT 1"),
        ("/submissions",                     nil),
        ("/submissions/*",                   "SELECT submission_id FROM offer ORDER BY id LIMIT 1"),
        ("/submissions/*",                   "SELECT submission_id FROM submission_document LIMIT 1"),
        ("/offers/*",                        "SELECT id FROM offer ORDER BY id LIMIT 1"),
        ("/review",                          nil),
        ("/review/*",                        "SELECT id FROM review_item ORDER BY id LIMIT 1"),
        ("/inbox",                           nil),
        ("/messages/*",                      "SELECT id FROM message WHERE direction = 'in' ORDER BY id LIMIT 1"),
        ("/messages/*",                      "SELECT id FROM message WHERE direction = 'out' ORDER BY id LIMIT 1"),
        ("/quarantine",                      nil),
        ("/outbox",                          nil),
        ("/outbox?state=sent",               nil),
        ("/outbox/*",                        "SELECT id FROM outbox ORDER BY id LIMIT 1"),
        ("/applications",                    nil),
        ("/applications/new",                nil),
        ("/applications/import",             nil),
        ("/applications/recent",             nil),
        ("/applications/*",                  "SELECT id FROM application ORDER BY id LIMIT 1"),
        ("/applications/*/edit",             "SELECT id FROM application ORDER BY id LIMIT 1"),
        ("/funders",                         nil),
        ("/funders/new",                     nil),
        ("/funders/*",                       "SELECT funder_id FROM funder_submission_rules LIMIT 1"),
        ("/funders/*/edit",                  "SELECT id FROM funder ORDER BY id LIMIT 1"),
        ("/funders/*/guidelines",            "SELECT id FROM funder ORDER BY id LIMIT 1"),
        ("/shortlist?application=*",         "SELECT id FROM application ORDER BY id DESC LIMIT 1"),
        ("/deals",                           nil),
        ("/deals/*",                         "SELECT id FROM funded_deal ORDER BY id LIMIT 1"),
        ("/deals/*",                         "SELECT deal_id FROM commission_entry WHERE kind = 'clawback' LIMIT 1"),
        ("/deals/new?offer=*",               "SELECT id FROM offer WHERE state = 'accepted' ORDER BY id LIMIT 1"),
        ("/commissions",                     nil),
        ("/remittances",                     nil),
        ("/remittances/*",                   "SELECT id FROM remittance ORDER BY id LIMIT 1"),
        ("/commission-ageing",               nil),
        ("/clawback-exposure",               nil),
        ("/funders/*/statement",             "SELECT funder_id FROM funded_deal ORDER BY id LIMIT 1"),
        ("/payees/*/statement",              "SELECT id FROM payee ORDER BY id LIMIT 1"),
        ("/commissions/*",                   "SELECT id FROM commission_payment ORDER BY id LIMIT 1"),
        ("/funders/*/commission-terms",      "SELECT funder_id FROM commission_terms LIMIT 1"),
        ("/payees",                          nil),
        ("/payees/*",                        "SELECT payee_id FROM commission_payout LIMIT 1"),
        ("/declines",                        nil),
        ("/quality",                         nil),
        ("/figures",                         nil),
        ("/figures/funders",                 nil),
        ("/figures/answers",                 nil),
        ("/figures/scores",                  nil),
        ("/figures/mail",                    nil),
        ("/figures/queues",                  nil),
        ("/audit",                           nil),
        ("/webhooks",                        nil),
        ("/partners",                        nil),
        ("/partners?state=lead",             nil),
        ("/partners/*",                      "SELECT id FROM partner ORDER BY id LIMIT 1"),
        ("/commitments",                     nil),
        ("/commitments/*",                   "SELECT id FROM funding_commitment ORDER BY id LIMIT 1"),
        ("/bank-statements",                 nil),
        ("/bank-statements/*",               "SELECT id FROM bank_statement ORDER BY id LIMIT 1"),
        ("/bank-lines",                      nil),
        ("/allocations",                     nil),
        ("/cohorts/*/funding",               "SELECT cohort_id FROM commitment_allocation ORDER BY id LIMIT 1"),
        ("/allocations/*",                   "SELECT id FROM commitment_allocation ORDER BY id LIMIT 1"),
        ("/commitments/*/ledger",            "SELECT commitment_id FROM commitment_allocation ORDER BY id LIMIT 1"),
        ("/commitments/new?partner=*",       "SELECT id FROM partner ORDER BY id LIMIT 1"),
        ("/partners/*/reports",              "SELECT id FROM partner WHERE state = 'active' LIMIT 1"),
        ("/partners/*/reports/new?type=annual&year=2025", "SELECT id FROM partner WHERE state = 'active' LIMIT 1"),
        ("/partner-reports/*",               "SELECT id FROM partner_report LIMIT 1"),
        ("/referral/partners",               nil),
        ("/referral/partners/new",           nil),
        ("/referral/partners/*",             "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/partners/*/users",       "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/partners/*/activity",    "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/partners/*/stats",       "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/partners/*/credits",     "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/partners/*/payouts",     "SELECT id FROM referral_partner LIMIT 1"),
        ("/referral/users/*",                "SELECT person_id FROM referral_user LIMIT 1"),
        ("/referral/leads",                  nil),
        ("/referral/leads/pending",          nil),
        ("/referral/leads/*",                "SELECT id FROM referral_lead WHERE state = 'submitted' ORDER BY id LIMIT 1"),
        ("/referral/leads/*",                "SELECT id FROM referral_lead WHERE state = 'approved' LIMIT 1"),
        ("/referral/credits/pending",        nil),
        ("/referral/credits/*",              "SELECT id FROM referral_credit LIMIT 1"),
        ("/referral/payouts",                nil),
        ("/referral/payouts/pending",        nil),
        ("/referral/payouts/*",              "SELECT id FROM referral_payout LIMIT 1"),
        ("/referral/quality",                nil),
        ("/referral/score-weights",          nil),
        ("/referral/settings",               nil),
        ("/referral/tier-proposals",         nil),
        ("/cohorts",                         nil),
        ("/cohorts/new",                     nil),
        ("/cohorts/*",                       "SELECT id FROM cohort WHERE state = 'running' LIMIT 1"),
        ("/cohorts/*",                       "SELECT id FROM cohort WHERE state = 'planned' LIMIT 1"),
        ("/cohorts/*/edit",                  "SELECT id FROM cohort ORDER BY id LIMIT 1"),
        ("/cohorts/*/import",                "SELECT id FROM cohort ORDER BY id LIMIT 1"),
        ("/participants",                    nil),
        ("/participants/*",                  "SELECT id FROM participant WHERE state = 'active' ORDER BY id LIMIT 1"),
        ("/participants/*",                  "SELECT id FROM participant WHERE state = 'waiting' ORDER BY id LIMIT 1"),
        ("/participants/*/edit",             "SELECT id FROM participant ORDER BY id LIMIT 1"),
        ("/webhooks/*",                      "SELECT id FROM webhook_endpoint ORDER BY id LIMIT 1"),
        ("/mailboxes",                       nil),
        ("/alerts",                          nil),
        ("/words",                           nil),
        ("/words/preview?phrase=vega+file&means=declined", nil),
        ("/users",                           nil),
        ("/users/new",                       nil),
        ("/users/*",                         "SELECT id FROM person ORDER BY id LIMIT 1"),
        ("/keys",                            nil),
        ("/account",                         nil),
    ]

    /// Those of which there is an example.
    func paths() async throws -> [String] {
        var paths: [String] = []
        for (path, sql) in Self.patterns {
            guard let sql else {
                paths.append(path)
                continue
            }
            guard let id: String = try await office.value(sql) else { continue }
            paths.append(path.split(separator: "*", omittingEmptySubsequences: false).joined(separator: id))
        }
        return paths
    }
}
