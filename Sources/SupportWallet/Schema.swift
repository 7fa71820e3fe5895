import Storage

/// The support wallet: what may be spent on a participant, what was asked for, and what was given.
package enum SupportWalletSchema {
    package static let migrations: [Migration] = [
        Migration(
            "supportwallet.1",
            WalletTables.wallets
                + [
                    "support_allocation", "support_void", "support_signal", "support_overhead",
                    "support_overhead_reversal",
                ]
                .flatMap(Migration.appendOnly)),
        Migration(
            "supportwallet.2",
            RequestTables.people + RequestTables.requests
                + ["support_eligibility", "support_evidence", "disbursement_log"].flatMap(Migration.appendOnly)),
        Migration("supportwallet.3", AccountTables.accounts + Migration.appendOnly("support_account_try")),
        Migration("supportwallet.4", DisbursementTables.disbursements + Migration.appendOnly("support_notice")),
        Migration(
            "supportwallet.5",
            DifferenceTables.columns + DifferenceTables.passwords
                + Migration.appendOnly("support_login_password") + DifferenceTables.differences
                + Migration.appendOnly("support_reconciliation")
                + Migration.keeping("kind", "reference", "ours", "theirs", of: "support_difference")),
        Migration(
            "supportwallet.6",
            OverrideTables.overrides
                + Migration.keeping("kind", "amount_cents", "reason", "proposed_by", of: "support_override")
                + OverrideTables.samples
                + ["support_sample", "support_sample_item", "support_sample_result"].flatMap(Migration.appendOnly)),
        Migration("supportwallet.7", ImpactTables.all + Migration.appendOnly("support_archive")),
        Migration("supportwallet.8", RequestTables.evidenceKeys),
        Migration(
            "supportwallet.9",
            DifferenceTables.settlements
                + Migration.keeping("outcome", "reference", "reason", "proposed_by", of: "support_settlement")),
        Migration("supportwallet.10", DifferenceTables.held),
        Migration(
            "supportwallet.11",
            ReasonTables.reasons
                + Migration.keeping("tenant_id", "record_kind", "record_id", "number", "at", of: "support_reason")),
        Migration(
            "supportwallet.12",
            DifferenceTables.others + WalletTables.laterSignals + Migration.appendOnly("support_signal_later")),
        Migration("supportwallet.13", DifferenceTables.papers),
        Migration(
            "supportwallet.14", DifferenceTables.told + Migration.appendOnly("support_difference_told")),
    ]
}
