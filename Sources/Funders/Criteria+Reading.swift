import Applications
import Kernel
import Web

extension Criteria {
    /// Reads guidelines whole; all that is wrong is refused together (422).
    package static func read(_ value: Value) throws -> Criteria {
        try FieldReader.read(value) { try Criteria(&$0) }
    }

    package init(_ reader: inout FieldReader) throws {
        self.init()
        currency = reader.optionalChoice("currency", Currency.self) ?? .usd
        readPlaces(&reader)
        readMoney(&reader)
        readPast(&reader)
        readCommission(&reader)
        requiredDocuments = Self.documents(&reader)
        rules = Self.customRules(&reader)
    }

    private mutating func readPlaces(_ reader: inout FieldReader) {
        statesAllowed = Self.states("states_allowed", &reader)
        statesExcluded = Self.states("states_excluded", &reader)
        let both = statesAllowed.filter { statesExcluded.contains($0) }
        if !both.isEmpty {
            reader.refuse(
                "states_excluded", code: "in_both_lists",
                "must not hold what is allowed: \(both.joined(separator: ", "))")
        }
        industriesAllowed = reader.words("industries_allowed", max: 100, count: 200)
        industriesRestricted = reader.words("industries_restricted", max: 100, count: 200)
        let restricted = Set(industriesRestricted.map(Folding.fold))
        let doubled = industriesAllowed.filter { restricted.contains(Folding.fold($0)) }
        if !doubled.isEmpty {
            reader.refuse(
                "industries_restricted", code: "in_both_lists",
                "must not hold what is allowed: \(doubled.joined(separator: ", "))")
        }
    }

    private static func states(_ name: String, _ reader: inout FieldReader) -> [String] {
        let words = reader.words(name, max: 30, count: 51)
        let codes = words.compactMap(USState.code)
        if codes.count != words.count {
            reader.refuse(name, code: "not_a_state", "must hold states of the 50 and DC: two letters or names")
        }
        return Array(Set(codes)).sorted()
    }

    private mutating func readMoney(_ reader: inout FieldReader) {
        minMonthsInBusiness = reader.optionalInteger("min_months_in_business", in: 0...1200)
        minMonthlyRevenue = reader.optionalCents("min_monthly_revenue")
        maxMonthlyRevenue = reader.optionalCents("max_monthly_revenue")
        minAnnualRevenue = reader.optionalCents("min_annual_revenue")
        maxAnnualRevenue = reader.optionalCents("max_annual_revenue")
        minFunding = reader.optionalCents("min_funding")
        maxFunding = reader.optionalCents("max_funding")
        minTermMonths = reader.optionalInteger("min_term_months", in: 1...480)
        maxTermMonths = reader.optionalInteger("max_term_months", in: 1...480)
        turnaroundHours = reader.optionalInteger("turnaround_hours", in: 1...2000)
        requireOrder("monthly_revenue", minMonthlyRevenue, maxMonthlyRevenue, &reader)
        requireOrder("annual_revenue", minAnnualRevenue, maxAnnualRevenue, &reader)
        requireOrder("funding", minFunding, maxFunding, &reader)
        requireOrder("term_months", minTermMonths, maxTermMonths, &reader)
    }

    private func requireOrder<Bound: Comparable>(
        _ name: String, _ least: Bound?, _ most: Bound?, _ reader: inout FieldReader
    ) {
        guard let least, let most, most < least else { return }
        reader.refuse("max_\(name)", code: "below_minimum", "must not be below min_\(name)")
    }

    private mutating func readPast(_ reader: inout FieldReader) {
        takesFirstPosition = reader.optionalFlag("takes_first_position")
        maxPosition = reader.optionalInteger("max_position", in: 1...20)
        maxAdvances = reader.optionalInteger("max_advances", in: 0...20)
        maxDailyDebit = reader.optionalCents("max_daily_debit")
        defaultRule = reader.optionalChoice("default_rule", DefaultRule.self)
        defaultLookbackMonths = reader.optionalInteger("default_lookback_months", in: 1...600)
        bankruptcyRule = reader.optionalChoice("bankruptcy_rule", BankruptcyRule.self)
        bankruptcyMonths = reader.optionalInteger("bankruptcy_months", in: 1...600)
        minFico = reader.optionalInteger("min_fico", in: 300...850)
    }

    private mutating func readCommission(_ reader: inout FieldReader) {
        commissionPoints = reader.optionalScaled("commission_points", places: 3, in: 0...100_000)
        commissionPlan = reader.optionalChoice("commission_plan", CommissionPlan.self)
        bonus = reader.optionalCents("bonus")
        incentives = Incentive.list("incentives", &reader)
    }

    private static func documents(_ reader: inout FieldReader) -> [RequiredDocument] {
        reader.jsonList("required_docs", count: 40).enumerated().compactMap { index, item in
            RequiredDocument.read(item, "required_docs[\(index)]", &reader)
        }
    }

    private static func customRules(_ reader: inout FieldReader) -> [CustomRule] {
        reader.jsonList("rules", count: 40).enumerated().compactMap { index, item in
            do {
                return try FieldReader.read(item) { CustomRule.read(&$0) }
            } catch let errors as FieldErrors {
                for error in errors.errors {
                    reader.refuse("rules[\(index)].\(error.field)", code: error.code, error.message)
                }
            } catch {
                reader.refuse("rules[\(index)]", code: "not_an_object", "must have field, operator and value")
            }
            return nil
        }
    }
}

extension Incentive {
    /// The tiers in a field, each count once.
    package static func list(_ name: String, _ reader: inout FieldReader) -> [Incentive] {
        var tiers: [Incentive] = []
        for (index, item) in reader.jsonList(name, count: 20).enumerated() {
            do {
                let tier = try FieldReader.read(item) {
                    Incentive(count: $0.integer("count", in: 1...1000), bonus: $0.cents("bonus"))
                }
                tiers.append(tier)
            } catch {
                reader.refuse("\(name)[\(index)]", code: "not_a_tier", "must have count and bonus")
            }
        }
        if Set(tiers.map(\.count)).count != tiers.count {
            reader.refuse(name, code: "doubled", "must not hold a count twice")
        }
        return tiers
    }

    package var value: Value { ["count": Value(count), "bonus": Value(bonus.decimal)] }
}

extension FieldReader {
    /// A list as JSON, or as JSON text in a form's field; a form's ticked boxes are a list of words.
    package mutating func jsonList(_ name: String, count: Int) -> [Value] {
        if case .string(let text) = raw(name), text.utf8.contains(where: { $0 == UInt8(ascii: "[") }) {
            do {
                guard let items = try Value(parsing: Array(text.utf8)).list, items.count <= count else {
                    refuse(name, code: "too_many", "must be a JSON list of at most \(count) items")
                    return []
                }
                return items
            } catch {
                refuse(name, code: "not_a_list", "must be a JSON list")
                return []
            }
        }
        return list(name, count: count)
    }
}
