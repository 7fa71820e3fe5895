import Applications
import Classification
import Kernel

/// Which rules of a funder a decline reason is about (N05), and where the reason has a number that can be compared with
/// what was said (N04).
package struct RuleReason: Sendable {
    package let reason: DeclineReason
    /// Names of findings: see `Criteria.assess`.
    let rules: [String]
    /// Of rules beyond the columns.
    let fields: [CustomRule.Field]

    // swift-format-ignore
    package static let all: [RuleReason] = [
        RuleReason(.timeInBusiness,       rules: ["min_months_in_business"],          fields: [.monthsInBusiness]),
        RuleReason(.lowRevenue,           rules: ["monthly_revenue", "annual_revenue"], fields: [.monthlyRevenue, .annualRevenue]),
        RuleReason(.decliningRevenue,     rules: ["monthly_revenue", "annual_revenue"], fields: [.monthlyRevenue, .annualRevenue]),
        RuleReason(.insufficientDeposits, rules: [],                                  fields: [.depositsPerMonth]),
        RuleReason(.lowBalances,          rules: [],                                  fields: [.averageDailyBalance]),
        RuleReason(.negativeDays,         rules: [],                                  fields: [.negativeDays]),
        RuleReason(.existingPositions,    rules: ["first_position", "max_position", "max_advances", "daily_debit"],
                   fields: [.openPositions, .totalDailyDebit]),
        RuleReason(.priorDefault,         rules: ["defaults"],                        fields: []),
        RuleReason(.bankruptcy,           rules: ["bankruptcy"],                      fields: []),
        RuleReason(.lowCreditScore,       rules: ["min_fico"],                        fields: [.fico]),
        RuleReason(.restrictedIndustry,   rules: ["industries"],                      fields: [.industryCode]),
        RuleReason(.restrictedState,      rules: ["states"],                          fields: [.state, .country]),
        RuleReason(.businessType,         rules: [],                                  fields: [.entityType]),
        RuleReason(.amountOutOfRange,     rules: ["funding"],                         fields: [.requestedAmount]),
    ]

    private init(_ reason: DeclineReason, rules: [String], fields: [CustomRule.Field]) {
        self.reason = reason
        self.rules = rules
        self.fields = fields
    }
}

extension Criteria {
    /// The findings of the rules that a decline reason is about; none where the funder has no such rule, or the reason is
    /// about no rule.
    package func findings(on code: String, in assessment: Assessment) -> [Assessment.Finding] {
        let concerned = RuleReason.all.filter { $0.reason.rawValue == code }
        return assessment.findings.filter { finding in
            concerned.contains { row in
                row.rules.contains(finding.rule)
                    || customRule(named: finding.rule).map { row.fields.contains($0.field) } ?? false
            }
        }
    }

    /// `rule_2` is the second rule beyond the columns.
    private func customRule(named name: String) -> CustomRule? {
        guard name.hasPrefix("rule_"), let number = Int(name.dropFirst(5)), rules.indices.contains(number - 1) else {
            return nil
        }
        return rules[number - 1]
    }
}
