import Kernel
import Storage
import Web

/// What an office sets for payouts; beside it stands what is taken where nothing is set.
package struct ReferralSettings: Sendable {
    /// A batch of less is not made (G78).
    package var minimum = Cents(1000)
    /// Above it, another person than who approved a batch marks it as paid. A higher one holds a day later, so that nobody
    /// raises it for one batch alone and unseen.
    package var limit = Cents(1_000_000)
    /// What held before, and when the limit was set.
    private(set) var former: (limit: Cents, since: Moment)?
    /// Since when partners are told by mail what was decided of their leads and payouts; nil where they are not.
    package var noticesSince: Moment?

    private static let name = "referral.payouts"
    private static let waits = Span.hours(24)

    /// What holds now.
    package func limit(at now: Moment) -> Cents {
        guard let former, now - former.since < Self.waits else { return limit }
        return min(limit, former.limit)
    }

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> ReferralSettings {
        var settings = ReferralSettings()
        guard let stored = try Setting.read(name, tenant: tenant, db) else { return settings }
        if let minimum = stored["minimum_cents"]?.integer { settings.minimum = Cents(minimum) }
        if let limit = stored["limit_cents"]?.integer { settings.limit = Cents(limit) }
        if let limit = stored["former_limit_cents"]?.integer, let since = stored["limit_since"]?.integer {
            settings.former = (Cents(limit), Moment(milliseconds: since))
        }
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
                "former_limit_cents": Value(former?.limit.count), "limit_since": Value(former?.since.milliseconds),
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
            var settings = former
            (settings.minimum, settings.limit) = (minimum, limit)
            if limit != former.limit { settings.former = (former.limit(at: now), now) }
            if tellsPartners == true, former.noticesSince == nil { settings.noticesSince = now }
            if tellsPartners == false { settings.noticesSince = nil }
            return settings
        }
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("minimum", .money, "a batch of less is not made"),
        .required("limit", .money, "above it another person than who approved a batch marks it as paid; a higher one holds a day later"),
        .optional("tells_partners", .flag, "tell partners by mail what is decided of leads and payouts from now on"),
    ]

    func value(at now: Moment) -> Value {
        [
            "minimum": .string(minimum.decimal), "limit": .string(limit.decimal),
            "limit_now": .string(limit(at: now).decimal), "is_limit_waiting": .bool(limit(at: now) != limit),
            "tells_partners": .bool(noticesSince != nil), "notices_since": Value(noticesSince),
        ]
    }
}
