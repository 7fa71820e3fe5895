import Kernel
import Web

extension CommitmentTerms {
    static let mostParticipants = 100_000
    /// The days that a calendar of cycles may have.
    private static let years = (Day(year: 2000, month: 1, day: 1), Day(year: 2100, month: 12, day: 31))

    /// Reads the form of a commitment: which fields are asked for follows from its type.
    static func read(_ reader: inout FieldReader) -> CommitmentTerms {
        let kind: Kind = reader.choice("type")
        let currency: Currency = reader.choice("currency")
        let note = reader.optionalText("note", max: 2000, lines: true)
        func amount(_ reader: inout FieldReader) -> Cents { reader.cents("amount", in: Cents(1)...Cents.largest) }
        switch kind {
        case .recurring:
            let each = amount(&reader)
            let terms = CommitmentTerms(each, currency, calendar(&reader), note: note)
            if case .recurring(_, let start, let end?) = terms.detail, end >= start,
                each.count > Cents.largest.count / Int64(max(1, terms.cycles(until: end).count))
            {
                reader.refuse("amount", code: "too_large", "is too much for all of its cycles together")
            }
            return terms
        case .oneOff:
            return CommitmentTerms(amount(&reader), currency, .oneOff(reader.choice("intended_use")), note: note)
        case .cohortSponsor:
            let size = reader.integer("cohort_size", in: 1...mostParticipants)
            let cost = reader.cents("cost_per_participant", in: Cents(1)...Cents.largest)
            let total = estimatedCost(of: size, at: cost)
            if total == nil {
                reader.refuse("cost_per_participant", code: "too_large", "is too much for so many participants")
            }
            return CommitmentTerms(
                total ?? .zero, currency,
                .cohortSponsor(
                    size: size, cost: cost, region: reader.optionalText("target_region", max: 200),
                    reader.choice("timing")),
                note: note)
        case .capacityPool:
            let seats = reader.integer("seats", in: 1...mostParticipants)
            return CommitmentTerms(amount(&reader), currency, .capacityPool(seats: seats), note: note)
        case .pledgePending:
            return CommitmentTerms(amount(&reader), currency, .pledgePending, note: note)
        }
    }

    private static func calendar(_ reader: inout FieldReader) -> Detail {
        let cadence: Cadence = reader.choice("cadence")
        let (start, end) = (reader.day("starts_on"), reader.optionalDay("ends_on"))
        if let first = years.0, let last = years.1 {
            for (name, day) in [("starts_on", start), ("ends_on", end ?? first)] where !(first...last).contains(day) {
                // A day that could not be read is refused already.
                if day.number != 0 { reader.refuse(name, code: "out_of_range", "must be between \(first) and \(last)") }
            }
        }
        if let end, end < start { reader.refuse("ends_on", code: "before_start", "must not be before the first day") }
        return .recurring(cadence, start: start, end: end)
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("type", .choice(Kind.allCases.map(\.rawValue)), "what further fields are needed follows from it"),
        .required("currency", .choice(Currency.allCases.map(\.rawValue))),
        .optional("amount", .money, "recurring: of one cycle; cohort_sponsor: computed, not given; else of all"),
        .optional("cadence", .choice(Cadence.allCases.map(\.rawValue)), "recurring"),
        .optional("starts_on", .day, "recurring: the first cycle's day"),
        .optional("ends_on", .day, "recurring: no cycle begins later; none: open-ended"),
        .optional("intended_use", .choice(Use.allCases.map(\.rawValue)), "one_off"),
        .optional("cohort_size", .integer, "cohort_sponsor"),
        .optional("cost_per_participant", .money, "cohort_sponsor; times the size it is the amount"),
        .optional("target_region", .text(max: 200), "cohort_sponsor"),
        .optional("timing", .choice(Timing.allCases.map(\.rawValue)), "cohort_sponsor"),
        .optional("seats", .integer, "capacity_pool: at most so many participants"),
        .optional("note", .text(max: 2000)),
    ]

    var amountText: String {
        let text = currency.shown(amount)
        if case .recurring(let cadence, _, _) = detail { return "\(text) \(cadence.label)" }
        return text
    }

    var value: Value {
        var fields = Value.Fields()
        fields["type"] = .string(kind.rawValue)
        fields["type_label"] = .string(kind.label)
        fields["amount"] = .string(amount.decimal)
        fields["amount_text"] = .string(amountText)
        fields["currency"] = .string(currency.rawValue)
        fields["note"] = Value(note)
        // What another type says is absent for this one, and named all the same.
        for shape in Self.fields where fields[shape.name] == nil { fields[shape.name] = .null }
        switch detail {
        case .recurring(let cadence, let start, let end):
            fields["cadence"] = .string(cadence.rawValue)
            fields["starts_on"] = Value(start)
            fields["ends_on"] = Value(end)
            fields["is_open_ended"] = .bool(end == nil)
        case .oneOff(let use):
            fields["intended_use"] = .string(use.rawValue)
            fields["intended_use_label"] = .string(use.label)
        case .cohortSponsor(let size, let cost, let region, let timing):
            fields["cohort_size"] = Value(size)
            fields["cost_per_participant"] = .string(cost.decimal)
            fields["cost_text"] = .string(currency.shown(cost))
            fields["target_region"] = Value(region)
            fields["timing"] = .string(timing.rawValue)
            fields["timing_label"] = .string(timing.label)
        case .capacityPool(let seats): fields["seats"] = Value(seats)
        case .pledgePending: break
        }
        return .object(fields)
    }

    /// What the form offers for `kind`.
    static func choices(_ kind: Kind) -> Value {
        func list<Word: RawRepresentable & CaseIterable>(_ words: Word.Type, _ label: (Word) -> String) -> Value
        where Word.RawValue == String {
            .list(words.allCases.map { ["value": .string($0.rawValue), "label": .string(label($0))] })
        }
        return [
            "types": .list(
                Kind.allCases.map {
                    [
                        "value": .string($0.rawValue), "label": .string($0.label), "is_chosen": .bool($0 == kind),
                    ]
                }),
            "type": .string(kind.rawValue), "type_label": .string(kind.label),
            "is_recurring": .bool(kind == .recurring), "is_one_off": .bool(kind == .oneOff),
            "is_cohort_sponsor": .bool(kind == .cohortSponsor), "is_capacity_pool": .bool(kind == .capacityPool),
            "currencies": .list(Currency.allCases.map { .string($0.rawValue) }),
            "cadences": list(Cadence.self) { $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() },
            "uses": list(Use.self, \.label), "timings": list(Timing.self, \.label),
        ]
    }
}
