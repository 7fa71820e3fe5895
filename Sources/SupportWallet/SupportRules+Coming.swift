import Kernel
import Storage

extension SupportRules {
    /// By a person. Borders that let more through without somebody's look, or higher worths, hold a day later, or once another admin sets
    /// the same; says from when, nil where they hold.
    package func set(_ act: SupportAct, _ db: Connection) throws -> Moment? {
        try act.requirePerson()
        if try !givesMore(than: Self.of(act.tenant, in: currency, db)) {
            try ComingSetting.end(Self.name, act, db)
        } else {
            let fields = fields.adding("currency", .string(currency.rawValue))
            if let from = try ComingSetting.propose(Self.name, fields, act, db) { return from }
        }
        try write(act, db)
        return nil
    }

    /// Whether something could be given by these that could not by those, or with fewer looks.
    func givesMore(than standing: SupportRules) -> Bool {
        let isWider = [
            recentDays > standing.recentDays, starterDays > standing.starterDays,
            !starterKinds.isSubset(of: standing.starterKinds), leastMomentum < standing.leastMomentum,
            mostRepeats > standing.mostRepeats, nearExhaustion > standing.nearExhaustion,
            usualHours.lowerBound < standing.usualHours.lowerBound,
            usualHours.upperBound > standing.usualHours.upperBound,
            minutesAheadOfUTC != standing.minutesAheadOfUTC,
        ]
        let isWorthMore = SupportKind.allCases.contains { value(of: $0) > standing.value(of: $0) }
        return isWider.contains(true) || !standing.hasValues || midValue > standing.midValue || isWorthMore
    }

    /// Lets hold what waited its day.
    static func keep(_ act: SupportAct, _ db: Connection) throws {
        guard let due = try ComingSetting.due(name, act, db), let rules = stored(due) else { return }
        try rules.write(act, db)
    }

    private static func stored(_ fields: Value) -> SupportRules? {
        fields["currency"]?.text.flatMap(Currency.init).map { read(fields, in: $0, $0) }
    }

    /// What waits to be confirmed, and in what it differs; null where nothing does.
    static func coming(for reader: Who, _ tenant: TenantID, _ db: Connection) throws -> Value {
        guard let coming = try ComingSetting.of(name, tenant, db), let rules = stored(coming.value) else {
            return .null
        }
        let standing = try of(tenant, in: rules.currency, db)
        return coming.shown(to: reader).adding(rules.value).adding("differences", rules.differences(from: standing))
    }

    private func differences(from standing: SupportRules) -> Value {
        let (coming, former) = (shown, standing.shown)
        return .list(
            zip(coming, former).filter { $0.text != $1.text }.map {
                ["label": .string($0.label), "coming_text": .string($0.text), "former_text": .string($1.text)]
            })
    }

    private var shown: [(label: String, text: String)] {
        [
            ("An attempt is recent for days", "\(recentDays)"), ("Starter pack in the first days", "\(starterDays)"),
            ("Starter pack", SupportKind.allCases.filter(starterKinds.contains).map(\.label).joined(separator: ", ")),
            ("Least momentum", "\(leastMomentum)"), ("Requests without a person", "\(mostRepeats)"),
            ("Mid-level above", currency.shown(midValue)),
            ("Usual hours", "\(usualHours.lowerBound) to \(usualHours.upperBound)"),
            ("Minutes ahead of UTC", "\(minutesAheadOfUTC)"),
            ("An admin above percent", FixedPoint.format(Int64(nearExhaustion), places: 2)),
        ] + SupportKind.allCases.map { (label: "Worth: \($0.label)", text: currency.shown(value(of: $0))) }
    }
}
