import Kernel
import Storage

/// The ids of an office's records, by what stands before `{id}` in a path.
struct KnownIDs: Sendable {
    private let ids: [String: [String]]

    // swift-format-ignore
    private static let sources: [(segment: String, sql: SQL)] = [
        ("applications", "SELECT id FROM application ORDER BY id LIMIT 20"),
        ("files",        "SELECT id FROM application_file ORDER BY id LIMIT 20"),
        ("funders",      "SELECT id FROM funder ORDER BY id LIMIT 20"),
        ("guidelines",   "SELECT id FROM funder_guideline_version ORDER BY id LIMIT 20"),
        ("submissions",  "SELECT id FROM submission ORDER BY id LIMIT 20"),
        ("documents",    "SELECT code FROM submission_document ORDER BY code LIMIT 20"),
        ("offers",       "SELECT id FROM offer ORDER BY id LIMIT 20"),
        ("deals",        "SELECT id FROM funded_deal ORDER BY id LIMIT 20"),
        ("commissions",  "SELECT id FROM commission_payment ORDER BY id LIMIT 20"),
        ("commission-entries", "SELECT id FROM commission_entry ORDER BY id LIMIT 20"),
        ("remittances",  "SELECT id FROM remittance ORDER BY id LIMIT 20"),
        ("payees",       "SELECT id FROM payee ORDER BY id LIMIT 20"),
        ("payouts",      "SELECT id FROM commission_payout ORDER BY id LIMIT 20"),
        ("payout-requests", "SELECT id FROM commission_payout_request ORDER BY id LIMIT 20"),
        ("messages",     "SELECT id FROM message ORDER BY id LIMIT 20"),
        ("review",       "SELECT id FROM review_item ORDER BY id LIMIT 20"),
        ("intake",       "SELECT id FROM intake_item ORDER BY id LIMIT 20"),
        ("outbox",       "SELECT id FROM outbox ORDER BY id LIMIT 20"),
        ("quarantine",   "SELECT id FROM arrival ORDER BY id LIMIT 20"),
        ("mailboxes",    "SELECT id FROM mail_account ORDER BY id LIMIT 20"),
        ("users",        "SELECT id FROM person ORDER BY id LIMIT 20"),
        ("partners",     "SELECT id FROM partner ORDER BY id LIMIT 20"),
        ("partner-flags", "SELECT id FROM partner_flag ORDER BY id LIMIT 20"),
        ("partner-reports", "SELECT id FROM partner_report ORDER BY id LIMIT 20"),
        ("commitments",  "SELECT id FROM funding_commitment ORDER BY id LIMIT 20"),
        ("bank-statements", "SELECT id FROM bank_statement ORDER BY id LIMIT 20"),
        ("bank-lines",   "SELECT id FROM bank_line ORDER BY id LIMIT 20"),
        ("allocations",  "SELECT id FROM commitment_allocation ORDER BY id LIMIT 20"),
        ("commitment-receipts", "SELECT id FROM commitment_receipt ORDER BY id LIMIT 20"),
        ("cohorts",      "SELECT id FROM cohort ORDER BY id LIMIT 20"),
        ("participants", "SELECT id FROM participant ORDER BY id LIMIT 20"),
        ("missions",     "SELECT id FROM mission ORDER BY id LIMIT 20"),
        ("org-nodes",    "SELECT id FROM org_node ORDER BY id LIMIT 20"),
        ("org-projects", "SELECT id FROM org_project ORDER BY id LIMIT 20"),
        ("org-fees",     "SELECT id FROM org_fee ORDER BY id LIMIT 20"),
        ("org-fee-imports", "SELECT id FROM org_fee_import ORDER BY id LIMIT 20"),
        ("org-statements", "SELECT id FROM org_statement ORDER BY id LIMIT 20"),
        ("org-bank-lines", "SELECT id FROM org_bank_line ORDER BY id LIMIT 20"),
        ("sponsors",     "SELECT id FROM sponsor ORDER BY id LIMIT 20"),
        ("sponsor-contracts", "SELECT id FROM sponsor_contract ORDER BY id LIMIT 20"),
        ("sponsor-obligations", "SELECT id FROM sponsor_obligation ORDER BY id LIMIT 20"),
        ("sponsor-exposures", "SELECT id FROM sponsor_exposure ORDER BY id LIMIT 20"),
        ("sponsor-evidence", "SELECT id FROM sponsor_evidence ORDER BY id LIMIT 20"),
        ("sponsor-payments", "SELECT id FROM sponsor_payment ORDER BY id LIMIT 20"),
        ("sponsor-allocations", "SELECT id FROM sponsor_allocation ORDER BY id LIMIT 20"),
        ("grants",       "SELECT id FROM grant_application ORDER BY id LIMIT 20"),
        ("grant-reports", "SELECT id FROM grant_report ORDER BY id LIMIT 20"),
        ("grant-receipts", "SELECT id FROM grant_receipt ORDER BY id LIMIT 20"),
        ("grant-write-offs", "SELECT id FROM grant_write_off ORDER BY id LIMIT 20"),
        ("wallets",      "SELECT id FROM support_wallet ORDER BY id LIMIT 20"),
        ("overheads",    "SELECT id FROM support_overhead ORDER BY id LIMIT 20"),
        ("support",      "SELECT id FROM support_request ORDER BY id LIMIT 20"),
        ("requests",     "SELECT id FROM support_request ORDER BY id LIMIT 20"),
        ("support-flags", "SELECT id FROM support_flag ORDER BY id LIMIT 20"),
        ("support-overrides", "SELECT id FROM support_override ORDER BY id LIMIT 20"),
        ("summaries",    "SELECT id FROM participant ORDER BY id LIMIT 20"),
        ("support-differences", "SELECT id FROM support_difference ORDER BY id LIMIT 20"),
        ("keys",         "SELECT id FROM api_key ORDER BY id LIMIT 20"),
        ("referral/partners",     "SELECT id FROM referral_partner ORDER BY id LIMIT 20"),
        ("referral/by-code",      "SELECT code FROM referral_partner ORDER BY id LIMIT 20"),
        ("referral/users",        "SELECT person_id FROM referral_user ORDER BY person_id LIMIT 20"),
        ("referral/documents",    "SELECT id FROM referral_document ORDER BY id LIMIT 20"),
        ("referral/bank-changes", "SELECT id FROM referral_bank_change ORDER BY id LIMIT 20"),
        ("referral/leads",        "SELECT id FROM referral_lead ORDER BY id LIMIT 20"),
        ("referral/credits",      "SELECT id FROM referral_credit ORDER BY id LIMIT 20"),
        ("referral/payouts",      "SELECT id FROM referral_payout ORDER BY id LIMIT 20"),
        ("referral/payout-lines", "SELECT id FROM referral_payout_line ORDER BY id LIMIT 20"),
    ]

    init(_ office: OpenOffice) async throws {
        var ids: [String: [String]] = [:]
        for (segment, sql) in Self.sources {
            ids[segment] = try await office.office.database.read { db in
                try db.rows(sql).map { try $0.first() }
            }
        }
        ids["attachments"] = ["1"]
        ids["sponsor-tiers"] = ["gold"]
        ids["org-entries"] = try await office.office.database.read { db in
            try db.rows("SELECT seq, leg FROM org_entry ORDER BY seq, leg LIMIT 20").map {
                "\(try $0.get("seq", as: Int64.self))-\(try $0.get("leg", as: Int64.self))"
            }
        }
        ids["lines"] = ["0", "1"]
        // Year and month.
        ids["referral/stats"] = ["11"]
        self.ids = ids
    }

    func of(_ segment: String) -> [String] { ids[segment] ?? [] }

    /// The same for a path of a programme that has words of the desk for records of its own.
    func of(_ segment: String, below pattern: String) -> [String] {
        pattern.hasPrefix("/referral/") ? of("referral/\(segment)") : of(segment)
    }

    /// The pattern with an id that is there in each place; nil where none is known.
    func filled(_ pattern: String, or other: String? = nil) -> String? {
        var path = ""
        var before = ""
        for part in pattern.split(separator: "/") {
            if part.hasPrefix("{") {
                guard let id = of(before, below: pattern).first ?? other else { return nil }
                path += "/\(id)"
            } else {
                before = String(part)
                path += "/\(part)"
            }
        }
        return path.isEmpty ? "/" : path
    }
}
