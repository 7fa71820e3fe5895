import Kernel
import Storage
import Web

/// What an office sets for budgets; beside it stands what is taken where nothing is set.
package struct WalletSettings: Sendable, Equatable {
    /// The most that may be spent on a participant, all in (I04). What stands when the cohort starts is the participant's.
    package var allocation = Cents(10_000)
    package var currency = Currency.usd

    private static let name = "support.wallet"

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> WalletSettings {
        var settings = WalletSettings()
        guard let stored = try Setting.read(name, tenant: tenant, db) else { return settings }
        if let cents = stored["allocation_cents"]?.integer { settings.allocation = Cents(cents) }
        if let currency = stored["currency"]?.text.flatMap(Currency.init) { settings.currency = currency }
        return settings
    }

    package func write(_ act: SupportAct, _ db: Connection) throws {
        try Setting.write(
            Self.name,
            ["allocation_cents": .int(allocation.count), "currency": .string(currency.rawValue)], tenant: act.tenant,
            by: act.who, at: act.now, db)
    }

    static func read(_ reader: inout FieldReader) -> WalletSettings {
        WalletSettings(
            allocation: reader.cents("allocation", in: Cents(1)...Cents(100_000_000)),
            currency: reader.choice("currency"))
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("allocation", .money, "the most that may be spent on a participant; of cohorts that start from now on"),
        .required("currency", .choice(Currency.allCases.map(\.rawValue))),
    ]

    var value: Value {
        [
            "allocation": .string(allocation.decimal), "currency": .string(currency.rawValue),
            "allocation_text": .string(currency.shown(allocation)),
        ]
    }
}
