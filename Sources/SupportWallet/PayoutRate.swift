import Kernel
import Storage

/// What a unit of the wallets' currency comes to in naira, as an admin sets it; each payment keeps what it was paid as.
package struct PayoutRate: Sendable, Equatable {
    /// Naira for one, with four places: 1530.25 is 15302500.
    package let tenThousandths: Int64

    private static let name = "support.naira_rate"

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> PayoutRate? {
        try Setting.read(name, tenant: tenant, db)?["ten_thousandths"]?.integer.map(PayoutRate.init)
    }

    package func write(_ act: SupportAct, _ db: Connection) throws {
        try Setting.write(
            Self.name, ["ten_thousandths": .int(tenThousandths)], tenant: act.tenant, by: act.who, at: act.now, db)
    }

    /// Kobo, half-even; naira are naira.
    static func naira(_ amount: Cents, _ currency: Currency, _ rate: PayoutRate?) -> Cents? {
        if currency == .ngn { return amount }
        return rate.map { amount.times($0.tenThousandths, over: 10_000) }
    }
}
