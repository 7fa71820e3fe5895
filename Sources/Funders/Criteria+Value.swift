import Applications
import Kernel

extension Criteria {
    /// As a request brings it and as a version keeps it: `Criteria.read` gives the same criteria again.
    package var value: Value {
        var all = Value.Fields()
        all["currency"] = Value(currency.rawValue)
        all["states_allowed"] = .list(statesAllowed.map { Value($0) })
        all["states_excluded"] = .list(statesExcluded.map { Value($0) })
        all["industries_allowed"] = .list(industriesAllowed.map { Value($0) })
        all["industries_restricted"] = .list(industriesRestricted.map { Value($0) })
        all["min_months_in_business"] = Value(minMonthsInBusiness)
        all["min_monthly_revenue"] = Value(minMonthlyRevenue?.decimal)
        all["max_monthly_revenue"] = Value(maxMonthlyRevenue?.decimal)
        all["min_annual_revenue"] = Value(minAnnualRevenue?.decimal)
        all["max_annual_revenue"] = Value(maxAnnualRevenue?.decimal)
        all["takes_first_position"] = takesFirstPosition.map { Value($0) } ?? .null
        all["max_position"] = Value(maxPosition)
        all["max_advances"] = Value(maxAdvances)
        all["max_daily_debit"] = Value(maxDailyDebit?.decimal)
        all["default_rule"] = Value(defaultRule?.rawValue)
        all["default_lookback_months"] = Value(defaultLookbackMonths)
        all["bankruptcy_rule"] = Value(bankruptcyRule?.rawValue)
        all["bankruptcy_months"] = Value(bankruptcyMonths)
        all["min_fico"] = Value(minFico)
        all["min_term_months"] = Value(minTermMonths)
        all["max_term_months"] = Value(maxTermMonths)
        all["min_funding"] = Value(minFunding?.decimal)
        all["max_funding"] = Value(maxFunding?.decimal)
        all["turnaround_hours"] = Value(turnaroundHours)
        all["commission_points"] = Value(commissionPoints.map { FixedPoint.short($0, places: 3) })
        all["commission_plan"] = Value(commissionPlan?.rawValue)
        all["bonus"] = Value(bonus?.decimal)
        all["incentives"] = incentivesValue
        all["required_docs"] = .list(requiredDocuments.map(\.value))
        all["rules"] = .list(rules.map(\.value))
        return .object(all)
    }

    var incentivesValue: Value {
        .list(incentives.map(\.value))
    }

    /// Amounts and choices as people read them, for pages.
    package var labels: Value {
        var all = Value.Fields()
        let amounts: [(String, Cents?)] = [
            ("min_monthly_revenue", minMonthlyRevenue), ("max_monthly_revenue", maxMonthlyRevenue),
            ("min_annual_revenue", minAnnualRevenue), ("max_annual_revenue", maxAnnualRevenue),
            ("max_daily_debit", maxDailyDebit), ("min_funding", minFunding), ("max_funding", maxFunding),
            ("bonus", bonus),
        ]
        for (name, cents) in amounts { all[name] = Value(cents.map { currency.shown($0) }) }
        all["default_rule"] = Value(defaultRule?.label)
        all["bankruptcy_rule"] = Value(bankruptcyRule?.label)
        all["commission_plan"] = Value(commissionPlan?.label)
        all["required_docs"] = .list(
            requiredDocuments.map {
                ["code": Value($0.code.rawValue), "label": Value($0.label), "min_months": Value($0.minMonths)]
            })
        all["rules"] = .list(
            rules.map { rule in
                ["label": Value(rule.label ?? rule.field.label), "asked": Value(rule.asked(currency))]
            })
        return .object(all)
    }
}
