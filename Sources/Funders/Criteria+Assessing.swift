import Applications
import Kernel

extension Guideline {
    /// Compares a merchant with the guidelines. Nothing is written and nothing can fail.
    package func assess(_ merchant: MerchantProfile) -> Assessment { criteria.assess(merchant) }
}

extension Criteria {
    /// Compares a merchant with the criteria, a finding for each rule that the funder has. A value on the boundary
    /// passes; an unknown value is grey.
    package func assess(_ merchant: MerchantProfile) -> Assessment {
        var findings = Findings(merchant: merchant, currency: currency)
        assessPlaces(&findings)
        assessMoney(&findings)
        assessPositions(&findings)
        assessPast(&findings)
        for (index, rule) in rules.enumerated() { findings.add(rule, number: index + 1) }
        return Assessment(findings: findings.all, documents: requiredDocuments.compactMap { $0.check(merchant) })
    }

    private func assessPlaces(_ findings: inout Findings) {
        let merchant = findings.merchant
        if !statesAllowed.isEmpty || !statesExcluded.isEmpty {
            let asked =
                statesAllowed.isEmpty
                ? "any state but \(statesExcluded.joined(separator: ", "))" : statesAllowed.joined(separator: ", ")
            let isAbroad = merchant.country != "US"
            let fits = merchant.state.map { state in
                !statesExcluded.contains(state) && (statesAllowed.isEmpty || statesAllowed.contains(state))
            }
            findings.add(
                "states", "State", isAbroad ? false : fits, asked, isAbroad ? merchant.country : merchant.state)
        }
        assessIndustry(&findings)
        findings.atLeast("min_months_in_business", "Time in business", minMonthsInBusiness, merchant.monthsInBusiness) {
            "\($0) months"
        }
    }

    /// A restricted industry is red; one that is neither known to be allowed nor known to be restricted is grey.
    private func assessIndustry(_ findings: inout Findings) {
        guard !industriesAllowed.isEmpty || !industriesRestricted.isEmpty else { return }
        let known = findings.merchant.industry
        let name = [findings.merchant.industryName, findings.merchant.industryCode].compactMap { $0 }
            .joined(separator: " ")
        let restricted = industriesRestricted.map { Industry.Entry($0) }.first { $0.matches(known) }
        let allowed = industriesAllowed.map { Industry.Entry($0) }.first { $0.matches(known) }
        let fits: Bool?
        let asked: String
        if let restricted {
            (fits, asked) = (false, "no \(restricted.text)")
        } else if let allowed {
            (fits, asked) = (true, allowed.text)
        } else if industriesAllowed.isEmpty {
            (fits, asked) = (known.isPlaced ? true : nil, "none of \(industriesRestricted.joined(separator: ", "))")
        } else {
            (fits, asked) = (nil, industriesAllowed.joined(separator: ", "))
        }
        findings.add("industries", "Industry", known.isUnknown ? nil : fits, asked, name.isEmpty ? nil : name)
    }

    private func assessMoney(_ findings: inout Findings) {
        let merchant = findings.merchant
        findings.amount(
            "monthly_revenue", "Monthly revenue", minMonthlyRevenue, maxMonthlyRevenue, merchant.monthlyRevenue)
        findings.amount("annual_revenue", "Annual revenue", minAnnualRevenue, maxAnnualRevenue, merchant.annualRevenue)
        findings.amount("funding", "Requested amount", minFunding, maxFunding, merchant.requestedAmount)
        if minTermMonths != nil || maxTermMonths != nil {
            let fits = merchant.requestedTermMonths.map { $0 >= minTermMonths ?? 0 && $0 <= maxTermMonths ?? .max }
            findings.add(
                "term", "Term", fits, Findings.range(minTermMonths, maxTermMonths) { "\($0) months" },
                merchant.requestedTermMonths.map { "\($0) months" })
        }
        findings.atLeast("min_fico", "FICO", minFico, merchant.fico) { "\($0)" }
    }

    private func assessPositions(_ findings: inout Findings) {
        let open = findings.merchant.openPositions
        if let takesFirstPosition {
            findings.add(
                "first_position", "First position", takesFirstPosition ? true : open.map { $0 > 0 },
                takesFirstPosition ? "a first or later position" : "no first position",
                open.map { "position \($0 + 1) to give" })
        }
        if let maxPosition {
            findings.add(
                "max_position", "Position", open.map { $0 + 1 <= maxPosition }, "at most position \(maxPosition)",
                open.map { "position \($0 + 1) to give" })
        }
        if let maxAdvances {
            findings.add(
                "max_advances", "Open advances", open.map { $0 <= maxAdvances }, "at most \(maxAdvances)",
                open.map { "\($0)" })
        }
        findings.amount("daily_debit", "Total daily debit", nil, maxDailyDebit, findings.merchant.totalDailyDebit)
    }
}
