import Kernel
import Storage
import Web

/// What an office sets for budgets; beside it stands what is taken where nothing is set.
package struct WalletSettings: Sendable, Equatable {
    /// The most that may be spent on a participant, all in (I04). What stands when the cohort starts is the participant's.
    package var allocation = Cents(10_000)
    package var currency = Currency.usd

    static let name = "support.wallet"

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> WalletSettings {
        try Setting.read(name, tenant: tenant, db).map(parsed) ?? WalletSettings()
    }

    private static func parsed(_ stored: Value) -> WalletSettings {
        var settings = WalletSettings()
        if let cents = stored["allocation_cents"]?.integer { settings.allocation = Cents(cents) }
        if let currency = stored["currency"]?.text.flatMap(Currency.init) { settings.currency = currency }
        return settings
    }

    private var stored: Value {
        ["allocation_cents": .int(allocation.count), "currency": .string(currency.rawValue)]
    }

    package func write(_ act: SupportAct, _ db: Connection) throws {
        try Setting.write(Self.name, stored, tenant: act.tenant, by: act.who, at: act.now, db)
    }

    /// By a person. More than before, and another currency, hold a day later, or once another admin sets the same; says from when, nil
    /// where it holds.
    package func set(_ act: SupportAct, _ db: Connection) throws -> Moment? {
        try act.requirePerson()
        let standing = try Self.of(act.tenant, db)
        if currency == standing.currency, allocation <= standing.allocation {
            try ComingSetting.end(Self.name, act, db)
        } else if let from = try ComingSetting.propose(Self.name, stored, act, db) {
            return from
        }
        try write(act, db)
        return nil
    }

    /// Lets hold what waited its day.
    static func keep(_ act: SupportAct, _ db: Connection) throws {
        guard let due = try ComingSetting.due(name, act, db) else { return }
        try parsed(due).write(act, db)
    }

    /// What waits to be confirmed; null where nothing does.
    static func coming(for reader: Who, _ tenant: TenantID, _ db: Connection) throws -> Value {
        try ComingSetting.of(name, tenant, db).map { $0.shown(to: reader).adding(parsed($0.value).value) } ?? .null
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
