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
                .flatMap(Migration.appendOnly))
    ]
}
