import Kernel
import Web

extension SupportRules {
    static func read(_ reader: inout FieldReader) -> SupportRules {
        var rules = SupportRules()
        rules.currency = reader.optionalChoice("currency") ?? .usd
        rules.recentDays = reader.integer("recent_days", in: 1...365)
        rules.starterDays = reader.integer("starter_days", in: 0...365)
        rules.starterKinds = Set(reader.choices("starter_kinds", SupportKind.self))
        if rules.starterKinds.contains(.cash) {
            reader.refuse("starter_kinds", code: "cash_is_never_automatic", "cash is always an admin's to approve")
        }
        rules.leastMomentum = reader.integer("least_momentum", in: 0...100)
        rules.mostRepeats = reader.integer("most_repeats", in: 0...100)
        rules.midValue = reader.cents("mid_value", in: Cents(1)...Cents(100_000_000))
        let (first, last) = (reader.integer("usual_from", in: 0...23), reader.integer("usual_to", in: 1...24))
        if last > first {
            rules.usualHours = first...last
        } else {
            reader.refuse("usual_to", code: "before_start", "must be after the first hour")
        }
        rules.minutesAheadOfUTC = reader.integer("minutes_ahead_of_utc", in: -720...840)
        rules.nearExhaustion = Int(reader.scaled("near_exhaustion_percent", places: 2, in: 1...10_000))
        for kind in SupportKind.allCases {
            rules.values[kind] = reader.cents("\(kind.rawValue)_value", in: Cents(1)...Cents(100_000_000))
        }
        rules.takesAccountsAtStart = reader.flag("takes_accounts_at_start")
        return rules
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "in which the amounts are: of wallets in it; USD where absent"),
        .required("recent_days", .integer, "an attempt at a mission counts as recent for so many days"),
        .required("starter_days", .integer, "days as active in which the starter pack is given"),
        .optional("starter_kinds", .list, "of data, transport, tools"),
        .required("least_momentum", .integer), .required("most_repeats", .integer, "of one kind without a person"),
        .required("mid_value", .money, "above it an operator decides"),
        .required("usual_from", .integer, "the hour"), .required("usual_to", .integer, "the hour before which it ends"),
        .required("minutes_ahead_of_utc", .integer), .required("near_exhaustion_percent", .text(max: 10), "above it an admin decides"),
    ] + SupportKind.allCases.map { .required("\($0.rawValue)_value", .money) } + [.optional("takes_accounts_at_start", .flag)]

    var value: Value {
        var value: Value = [
            "recent_days": Value(recentDays), "starter_days": Value(starterDays),
            "starter_kinds": .list(
                SupportKind.allCases.map {
                    [
                        "kind": .string($0.rawValue), "kind_label": .string($0.label),
                        "is_chosen": .bool(starterKinds.contains($0)), "is_cash": .bool($0 == .cash),
                    ]
                }), "least_momentum": Value(leastMomentum), "most_repeats": Value(mostRepeats),
            "mid_value": .string(midValue.decimal), "usual_from": Value(usualHours.lowerBound),
            "usual_to": Value(usualHours.upperBound), "minutes_ahead_of_utc": Value(minutesAheadOfUTC),
            "near_exhaustion_percent": .string(FixedPoint.format(Int64(nearExhaustion), places: 2)),
            "takes_accounts_at_start": .bool(takesAccountsAtStart), "rule_version": .string(version),
            "currency": .string(currency.rawValue),
            "currencies": .list(
                Currency.allCases.map {
                    ["name": .string($0.rawValue), "is_chosen": .bool($0 == currency)]
                }),
        ]
        value = value.adding(
            "values",
            .list(
                SupportKind.allCases.map {
                    [
                        "kind": .string($0.rawValue), "kind_label": .string($0.label),
                        "amount": .string(self.value(of: $0).decimal),
                    ]
                }))
        return value
    }
}
