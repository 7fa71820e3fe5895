import Kernel
import Storage
import Web

/// What an office sets for payouts; beside it stands what is taken where nothing is set.
package struct ReferralSettings: Sendable, Equatable {
    /// A batch of less is not made (G78).
    package var minimum = Cents(1000)
    /// Above it, another person than who approved a batch marks it as paid.
    package var limit = Cents(1_000_000)
    /// Since when partners are told by mail what was decided of their leads and payouts; nil where they are not.
    package var noticesSince: Moment?

    private static let name = "referral.payouts"

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> ReferralSettings {
        var settings = ReferralSettings()
        guard let stored = try Setting.read(name, tenant: tenant, db) else { return settings }
        if let minimum = stored["minimum_cents"]?.integer { settings.minimum = Cents(minimum) }
        if let limit = stored["limit_cents"]?.integer { settings.limit = Cents(limit) }
        settings.noticesSince = stored["notices_since"]?.integer.map { Moment(milliseconds: $0) }
        return settings
    }

    func write(_ act: ReferralAct, _ db: Connection) throws {
        try act.requirePerson()
        try Setting.write(
            Self.name,
            [
                "minimum_cents": .int(minimum.count), "limit_cents": .int(limit.count),
                "notices_since": Value(noticesSince?.milliseconds),
            ], tenant: act.tenant, by: act.who, at: act.now, db)
    }

    /// What a request asks for; partners go on being told or not where it does not say.
    struct Wish: Sendable {
        let minimum: Cents
        let limit: Cents
        let tellsPartners: Bool?

        init(_ reader: inout FieldReader) {
            (minimum, limit) = (reader.cents("minimum"), reader.cents("limit"))
            tellsPartners = reader.optionalFlag("tells_partners")
        }

        func settings(over former: ReferralSettings, at now: Moment) -> ReferralSettings {
            var settings = ReferralSettings(minimum: minimum, limit: limit, noticesSince: former.noticesSince)
            if tellsPartners == true, former.noticesSince == nil { settings.noticesSince = now }
            if tellsPartners == false { settings.noticesSince = nil }
            return settings
        }
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("minimum", .money, "a batch of less is not made"),
        .required("limit", .money, "above it another person than who approved a batch marks it as paid"),
        .optional("tells_partners", .flag, "tell partners by mail what is decided of leads and payouts from now on"),
    ]

    var value: Value {
        [
            "minimum": .string(minimum.decimal), "limit": .string(limit.decimal),
            "tells_partners": .bool(noticesSince != nil), "notices_since": Value(noticesSince),
        ]
    }
}
