import Kernel
import Storage
import Web

/// Where the borders of the tiers lie. The seed gives no numbers for some of them (DECISIONS H17): what stands here is taken where an
/// office has set nothing, and each request keeps the version by which it was looked at.
package struct SupportRules: Sendable, Equatable {
    /// Of the rule itself; a change of a border counts up behind the point.
    private static let code = 1

    /// An attempt at a mission is recent for so many days.
    package var recentDays = 14
    /// The starter pack is given in the first so many days as active …
    package var starterDays = 14
    /// … and has these kinds.
    package var starterKinds: Set<SupportKind> = [.data, .transport]
    package var leastMomentum = 50
    /// So many requests of one kind go without a person.
    package var mostRepeats = 2
    /// Above it a value is mid-level.
    package var midValue = Cents(1000)
    /// Hours of the office's day between which asking is usual: from the first, before the second.
    package var usualHours = 6...22
    /// The office's clock, in minutes ahead of UTC.
    package var minutesAheadOfUTC = 60
    /// In hundredths of a percent: above it a wallet nears exhaustion.
    package var nearExhaustion = 8000
    /// What a support of each kind is worth, where a person says nothing else.
    package var values: [SupportKind: Cents] = [
        .data: Cents(500), .transport: Cents(800), .tools: Cents(1500), .cash: Cents(2000),
    ]
    /// Whether accounts are asked for from the cohort's start on.
    package var takesAccountsAtStart = false
    package var revision = 0

    /// In which the amounts are.
    package var currency = Currency.usd

    /// Whether somebody said what kinds are worth in this currency; of dollars it is said above.
    package var hasValues = true

    package init() {}

    package var version: String { "\(Self.code).\(revision)" }

    package func value(of kind: SupportKind) -> Cents { values[kind] ?? midValue }

    /// The minute of the office's day.
    func minute(_ moment: Moment) -> Int {
        (moment.secondOfDay / 60 + minutesAheadOfUTC + 1440) % 1440
    }

    static let name = "support.rules"

    /// With the amounts of that currency, or of new wallets'. Of a currency but dollars for which nothing was set nothing is known
    /// (`hasValues`): nobody approves in it.
    package static func of(
        _ tenant: TenantID, in currency: Currency? = nil, _ db: Connection
    ) throws -> SupportRules {
        let ours = try WalletSettings.of(tenant, db).currency
        return read(try Setting.read(name, tenant: tenant, db), in: currency ?? ours, ours)
    }

    static func read(_ stored: Value?, in currency: Currency, _ ours: Currency) -> SupportRules {
        var rules = SupportRules()
        rules.currency = currency
        rules.hasValues = currency == .usd
        guard let stored else { return rules }
        func number(_ name: String, _ standing: Int) -> Int { stored[name]?.integer.map { Int($0) } ?? standing }
        func amount(_ name: String, _ standing: Cents) -> Cents {
            // Before each currency had its own, they were of that of new wallets.
            let former = rules.currency == ours ? number(name, Int(standing.count)) : Int(standing.count)
            return Cents(Int64(number(rules.amountName(name), former)))
        }
        rules.recentDays = number("recent_days", rules.recentDays)
        rules.starterDays = number("starter_days", rules.starterDays)
        if let kinds = stored["starter_kinds"]?.list {
            rules.starterKinds = Set(kinds.compactMap { $0.text.flatMap(SupportKind.init) })
        }
        rules.leastMomentum = number("least_momentum", rules.leastMomentum)
        rules.mostRepeats = number("most_repeats", rules.mostRepeats)
        let (first, last) = (number("usual_from", 6), number("usual_to", 22))
        if first <= last { rules.usualHours = first...last }
        rules.minutesAheadOfUTC = number("minutes_ahead_of_utc", rules.minutesAheadOfUTC)
        rules.nearExhaustion = number("near_exhaustion", rules.nearExhaustion)
        if stored[rules.amountName("mid_value_cents")] != nil { rules.hasValues = true }
        if rules.currency == ours, stored["mid_value_cents"] != nil { rules.hasValues = true }
        rules.midValue = amount("mid_value_cents", rules.midValue)
        for kind in SupportKind.allCases {
            rules.values[kind] = amount("\(kind.rawValue)_cents", rules.value(of: kind))
        }
        rules.takesAccountsAtStart = stored["takes_accounts_at_start"]?.flag ?? false
        rules.revision = number("revision", 0)
        return rules
    }

    private func amountName(_ name: String) -> String { "\(currency.rawValue).\(name)" }

    /// As they are stored, but for the revision.
    var fields: Value {
        var fields: Value = [
            "recent_days": Value(recentDays), "starter_days": Value(starterDays),
            "starter_kinds": .list(SupportKind.allCases.filter(starterKinds.contains).map { .string($0.rawValue) }),
            "least_momentum": Value(leastMomentum), "most_repeats": Value(mostRepeats),
            "usual_from": Value(usualHours.lowerBound),
            "usual_to": Value(usualHours.upperBound), "minutes_ahead_of_utc": Value(minutesAheadOfUTC),
            "near_exhaustion": Value(nearExhaustion), "takes_accounts_at_start": .bool(takesAccountsAtStart),
            amountName("mid_value_cents"): .int(midValue.count),
        ]
        for kind in SupportKind.allCases {
            fields = fields.adding(amountName("\(kind.rawValue)_cents"), .int(value(of: kind).count))
        }
        return fields
    }

    /// The amounts of other currencies stay.
    package func write(_ act: SupportAct, _ db: Connection) throws {
        var fields = fields.adding("revision", Value(try Self.of(act.tenant, db).revision + 1))
        let standing = try Setting.read(Self.name, tenant: act.tenant, db)?.fields?.members ?? []
        for (name, value) in standing where name.contains(".") && fields[name] == nil {
            fields = fields.adding(name, value)
        }
        try Setting.write(Self.name, fields, tenant: act.tenant, by: act.who, at: act.now, db)
    }
}
