import Storage

/// Income that members do not bring: organisation nodes and their books, sponsors and what they are owed.
package enum SponsorshipSchema {
    package static let migrations: [Migration] = [
        Migration(
            "sponsorship.1",
            NodeTables.nodes + NodeTables.officers + NodeTables.books + Migration.appendOnly("org_entry")
                + Migration.appendOnly("org_fee") + Migration.appendOnly("org_fee_reversal")),
        Migration(
            "sponsorship.2",
            SponsorTables.sponsors + SponsorTables.contracts + SponsorTables.exposure
                + [
                    "sponsor_entitlement", "sponsor_instalment", "sponsor_obligation", "sponsor_exposure",
                    "sponsor_exposure_reversal", "sponsor_evidence",
                ].flatMap(Migration.appendOnly)),
        Migration(
            "sponsorship.3",
            ShareTables.payments + ShareTables.allocations
                + ["sponsor_payment", "sponsor_payment_reversal", "sponsor_share"].flatMap(Migration.appendOnly)),
        Migration(
            "sponsorship.4",
            GrantTables.zone + GrantTables.grants + GrantTables.accounts
                + [
                    "grant_verdict", "grant_report", "grant_report_reversal", "grant_receipt", "grant_receipt_reversal",
                    "grant_reminder",
                ].flatMap(Migration.appendOnly)),
        Migration(
            "sponsorship.5",
            NodeBankTables.statements + NodeBankTables.imports + Migration.appendOnly("org_fee_import")),
        Migration("sponsorship.6", BookedReference.columns + SponsorTables.freed, then: SponsorContract.freeCancelled),
        Migration(
            "sponsorship.7",
            GrantTables.writeOffs + ["grant_write_off", "grant_write_off_reversal"].flatMap(Migration.appendOnly)),
    ]
}
