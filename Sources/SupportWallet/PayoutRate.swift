import Kernel
import Storage

/// What a unit of a wallet's currency comes to in naira, as an admin sets it for each currency; each payment keeps what it was paid as.
package struct PayoutRate: Sendable, Equatable {
    /// Naira for one, with four places: 1530.25 is 15302500.
    package let tenThousandths: Int64

    private static let name = "support.naira_rates"
    private static let formerName = "support.naira_rate"

    /// From a naira for one to a hundred thousand: what lies outside is a slip of the pen.
    static let bounds: ClosedRange<Int64> = 10_000...1_000_000_000

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Nil where nobody set one: then nothing of that currency leaves.
    package static func of(_ currency: Currency, _ tenant: TenantID, _ db: Connection) throws -> PayoutRate? {
        if let rate = try Setting.read(name, tenant: tenant, db)?[currency.rawValue]?.integer {
            return PayoutRate(tenThousandths: rate)
        }
        // Before each currency had its own, the one rate was of that of new wallets.
        guard try WalletSettings.of(tenant, db).currency == currency else { return nil }
        return try Setting.read(formerName, tenant: tenant, db)?["ten_thousandths"]?.integer.map(PayoutRate.init)
    }

    /// Under which a rate of a currency waits.
    static func comingName(of currency: Currency) -> String { "\(name).\(currency.rawValue)" }

    /// By a person. The first and a higher one hold a day later, or once another admin sets the same; says from when, nil where it holds.
    package func set(for currency: Currency, _ act: SupportAct, _ db: Connection) throws -> Moment? {
        try act.requirePerson()
        let name = Self.comingName(of: currency)
        if let standing = try Self.of(currency, act.tenant, db), tenThousandths <= standing.tenThousandths {
            try ComingSetting.end(name, act, db)
        } else if let from = try ComingSetting.propose(name, .int(tenThousandths), act, db) {
            return from
        }
        try write(for: currency, act, db)
        return nil
    }

    /// Lets hold what waited its day.
    static func keep(_ currency: Currency, _ act: SupportAct, _ db: Connection) throws {
        guard let rate = try ComingSetting.due(comingName(of: currency), act, db)?.integer else { return }
        try PayoutRate(tenThousandths: rate).write(for: currency, act, db)
    }

    package func write(for currency: Currency, _ act: SupportAct, _ db: Connection) throws {
        var rates: Value = [:]
        let standing = try Setting.read(Self.name, tenant: act.tenant, db)
        for other in Currency.allCases where other != currency {
            if let rate = standing?[other.rawValue] { rates = rates.adding(other.rawValue, rate) }
        }
        try Setting.write(
            Self.name, rates.adding(currency.rawValue, .int(tenThousandths)), tenant: act.tenant, by: act.who,
            at: act.now, db)
    }

    /// Kobo, half-even; naira are naira.
    static func naira(_ amount: Cents, _ currency: Currency, _ rate: PayoutRate?) -> Cents? {
        if currency == .ngn { return amount }
        return rate.map { amount.times($0.tenThousandths, over: 10_000) }
    }

    /// Every currency but naira, with what it comes to where that is set, and what waits to be confirmed.
    static func values(for reader: Who, _ tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try Currency.allCases.filter { $0 != .ngn }.map { currency in
                let rate = try of(currency, tenant, db).map { FixedPoint.format($0.tenThousandths, places: 4) }
                let coming = try ComingSetting.of(comingName(of: currency), tenant, db).map { coming in
                    coming.shown(to: reader).adding(
                        "coming_naira",
                        Value(coming.value.integer.map { FixedPoint.format($0, places: 4) }))
                }
                return [
                    "rate_currency": .string(currency.rawValue), "naira": Value(rate), "coming": coming ?? .null,
                ]
            })
    }
}
