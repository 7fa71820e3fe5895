import Applications
import Kernel
import Storage
import Web

/// What a cohort is to be: as an admin says it.
package struct CohortTerms: Sendable, Equatable {
    package var name: String
    package var region: String?
    package var startsOn: Day
    package var endsOn: Day
    /// What one participant costs, all in.
    package var cost: Cents
    package var currency: Currency

    package init(
        name: String, region: String? = nil, from startsOn: Day, to endsOn: Day, cost: Cents, currency: Currency
    ) {
        self.name = name
        self.region = region
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.cost = cost
        self.currency = currency
    }

    init(_ row: Row) throws {
        name = try row["name"]
        region = try row["region"]
        startsOn = try row["starts_on"]
        endsOn = try row["ends_on"]
        cost = try row["cost_per_participant_cents"]
        currency = try row["currency"]
    }

    /// Two cohorts of one office may not be called the same.
    var nameKey: String { Folding.fold(name) }

    static func read(_ reader: inout FieldReader) -> CohortTerms {
        let name = reader.text("name", max: 200)
        if !name.isEmpty, Folding.fold(name).isEmpty {
            reader.refuse("name", code: "no_letters", "must have a letter or digit")
        }
        let region = reader.optionalText("region", max: 100)
        let (first, last) = (reader.day("starts_on"), reader.day("ends_on"))
        if last < first { reader.refuse("ends_on", code: "before_start", "must not be before the first day") }
        return CohortTerms(
            name: name, region: region, from: first, to: last,
            cost: reader.cents("cost_per_participant", in: Cents(1)...Cents.largest),
            currency: reader.choice("currency"))
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("name", .text(max: 200), "no two cohorts of an office have one name"),
        .optional("region", .text(max: 100)),
        .required("starts_on", .day), .required("ends_on", .day, "the last day"),
        .required("cost_per_participant", .money, "all in; above zero"),
        .required("currency", .choice(Currency.allCases.map(\.rawValue))),
    ]

    /// The names of the members that differ.
    func names(changedFrom former: CohortTerms) -> [String] {
        var names: [String] = []
        if name != former.name { names.append("name") }
        if region != former.region { names.append("region") }
        if startsOn != former.startsOn { names.append("starts_on") }
        if endsOn != former.endsOn { names.append("ends_on") }
        if cost != former.cost { names.append("cost_per_participant") }
        if currency != former.currency { names.append("currency") }
        return names
    }
}
