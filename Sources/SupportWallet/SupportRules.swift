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

    package init() {}

    package var version: String { "\(Self.code).\(revision)" }

    package func value(of kind: SupportKind) -> Cents { values[kind] ?? midValue }

    /// The minute of the office's day.
    func minute(_ moment: Moment) -> Int {
        (moment.secondOfDay / 60 + minutesAheadOfUTC + 1440) % 1440
    }

    private static let name = "support.rules"

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> SupportRules {
        var rules = SupportRules()
        guard let stored = try Setting.read(name, tenant: tenant, db) else { return rules }
        func number(_ name: String, _ standing: Int) -> Int { stored[name]?.integer.map { Int($0) } ?? standing }
        rules.recentDays = number("recent_days", rules.recentDays)
        rules.starterDays = number("starter_days", rules.starterDays)
        if let kinds = stored["starter_kinds"]?.list {
            rules.starterKinds = Set(kinds.compactMap { $0.text.flatMap(SupportKind.init) })
        }
        rules.leastMomentum = number("least_momentum", rules.leastMomentum)
        rules.mostRepeats = number("most_repeats", rules.mostRepeats)
        rules.midValue = Cents(Int64(number("mid_value_cents", Int(rules.midValue.count))))
        let (first, last) = (number("usual_from", 6), number("usual_to", 22))
        if first <= last { rules.usualHours = first...last }
        rules.minutesAheadOfUTC = number("minutes_ahead_of_utc", rules.minutesAheadOfUTC)
        rules.nearExhaustion = number("near_exhaustion", rules.nearExhaustion)
        for kind in SupportKind.allCases {
            rules.values[kind] = Cents(Int64(number("\(kind.rawValue)_cents", Int(rules.value(of: kind).count))))
        }
        rules.takesAccountsAtStart = stored["takes_accounts_at_start"]?.flag ?? false
        rules.revision = number("revision", 0)
        return rules
    }

    package func write(_ act: SupportAct, _ db: Connection) throws {
        var fields: Value = [
            "recent_days": Value(recentDays), "starter_days": Value(starterDays),
            "starter_kinds": .list(SupportKind.allCases.filter(starterKinds.contains).map { .string($0.rawValue) }),
            "least_momentum": Value(leastMomentum), "most_repeats": Value(mostRepeats),
            "mid_value_cents": .int(midValue.count), "usual_from": Value(usualHours.lowerBound),
            "usual_to": Value(usualHours.upperBound), "minutes_ahead_of_utc": Value(minutesAheadOfUTC),
            "near_exhaustion": Value(nearExhaustion), "takes_accounts_at_start": .bool(takesAccountsAtStart),
            "revision": Value(try Self.of(act.tenant, db).revision + 1),
        ]
        for kind in SupportKind.allCases {
            fields = fields.adding("\(kind.rawValue)_cents", .int(value(of: kind).count))
        }
        try Setting.write(Self.name, fields, tenant: act.tenant, by: act.who, at: act.now, db)
    }
}
