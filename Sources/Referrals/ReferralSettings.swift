import Kernel
import Storage
import Web

/// What an office sets for payouts; beside it stands what is taken where nothing is set.
package struct ReferralSettings: Sendable, Equatable {
    /// A batch of less is not made (G78).
    package var minimum = Cents(1000)
    /// Above it, another person than who approved a batch marks it as paid.
    package var limit = Cents(1_000_000)

    private static let name = "referral.payouts"

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> ReferralSettings {
        var settings = ReferralSettings()
        guard let stored = try Setting.read(name, tenant: tenant, db) else { return settings }
        if let minimum = stored["minimum_cents"]?.integer { settings.minimum = Cents(minimum) }
        if let limit = stored["limit_cents"]?.integer { settings.limit = Cents(limit) }
        return settings
    }

    func write(_ act: ReferralAct, _ db: Connection) throws {
        try act.requirePerson()
        try Setting.write(
            Self.name, ["minimum_cents": .int(minimum.count), "limit_cents": .int(limit.count)], tenant: act.tenant,
            by: act.who, at: act.now, db)
    }

    static func read(_ reader: inout FieldReader) -> ReferralSettings {
        ReferralSettings(minimum: reader.cents("minimum"), limit: reader.cents("limit"))
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("minimum", .money, "a batch of less is not made"),
        .required("limit", .money, "above it another person than who approved a batch marks it as paid"),
    ]

    var value: Value { ["minimum": .string(minimum.decimal), "limit": .string(limit.decimal)] }
}
