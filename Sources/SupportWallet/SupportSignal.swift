import Kernel
import Storage

/// How much of the budget a participant did without: evidence of resilience, never paid and never carried over (I35, I36).
package struct SupportSignal: Sendable, Equatable {
    package enum Band: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case highSelfSufficiency = "high_self_sufficiency"
        case normalUsage = "normal_usage"
        case higherDependency = "higher_dependency"

        /// Of more than 80 % unused, of 50 to 80 %, of less: the borders are normal. Exact, without a division.
        package init(unused: Cents, of allocated: Cents) {
            let hundredfold = unused.count * 100
            if hundredfold > allocated.count * 80 {
                self = .highSelfSufficiency
            } else if hundredfold >= allocated.count * 50 {
                self = .normalUsage
            } else {
                self = .higherDependency
            }
        }

        package var label: String {
            switch self {
            case .highSelfSufficiency: "High self-sufficiency"
            case .normalUsage: "Normal support usage"
            case .higherDependency: "Higher support dependency"
            }
        }
    }

    package let allocated: Cents
    package let spent: Cents
    package let overhead: Cents

    package var unused: Cents { allocated - spent }
    package var band: Band { Band(unused: unused, of: allocated) }

    init(_ balance: WalletBalance) {
        allocated = balance.allocated
        spent = balance.totalSpent
        overhead = balance.spent[.overhead] ?? .zero
    }

    private init(_ row: Row) throws {
        allocated = try row["allocated_cents"]
        spent = try row["spent_cents"]
        overhead = try row["overhead_cents"]
    }

    func store(for wallet: Wallet, _ act: SupportAct, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO support_signal (tenant_id, wallet_id, band, allocated_cents, spent_cents, overhead_cents, at)
            VALUES (\(wallet.tenant), \(wallet.id), \(band), \(allocated), \(spent), \(overhead), \(act.now))
            """)
        try act.log("support_wallet", wallet.id, "signalled", detail: ["band": .string(band.rawValue)], db)
    }

    /// After a settlement changed what a closed wallet spent: a later one supersedes. The archive stays as it was.
    static func renew(for wallet: Wallet, _ act: SupportAct, _ db: Connection) throws {
        guard let former = try of(wallet.id, tenant: wallet.tenant, db) else { return }
        let signal = SupportSignal(try WalletBalance.of(wallet, db))
        guard signal != former else { return }
        let last: Int?? = try db.value(
            "SELECT max(number) FROM support_signal_later WHERE tenant_id = \(wallet.tenant) AND wallet_id = \(wallet.id)"
        )
        try db.run(
            """
            INSERT INTO support_signal_later (tenant_id, wallet_id, number, band, allocated_cents, spent_cents,
                                              overhead_cents, at)
            VALUES (\(wallet.tenant), \(wallet.id), \(((last ?? nil) ?? 1) + 1), \(signal.band), \(signal.allocated),
                    \(signal.spent), \(signal.overhead), \(act.now))
            """)
        try act.log("support_wallet", wallet.id, "signalled", detail: ["band": .string(signal.band.rawValue)], db)
    }

    /// Of a wallet that is closed, the one that stands; nil of another.
    package static func of(_ wallet: Wallet.ID, tenant: TenantID, _ db: Connection) throws -> SupportSignal? {
        let later = try db.row(
            """
            SELECT allocated_cents, spent_cents, overhead_cents FROM support_signal_later
             WHERE tenant_id = \(tenant) AND wallet_id = \(wallet)
             ORDER BY number DESC LIMIT 1
            """)
        let first = try db.row(
            """
            SELECT allocated_cents, spent_cents, overhead_cents FROM support_signal
             WHERE tenant_id = \(tenant) AND wallet_id = \(wallet)
            """)
        return try (later ?? first).map(SupportSignal.init)
    }

    func value(_ currency: Currency) -> Value {
        [
            "band": .string(band.rawValue), "band_label": .string(band.label),
            "unused_text": .string(currency.shown(unused)), "unused": .string(unused.decimal),
            "overhead": .string(overhead.decimal),
        ]
    }
}
