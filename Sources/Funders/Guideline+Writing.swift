import Kernel
import Storage

extension Guideline {
    /// Writes the row of the present guidelines: the key filters are columns, so that SQL can ask for them.
    static func write(
        _ criteria: Criteria, _ id: ID, _ version: Int, _ versionID: VersionID, of funder: Funder.ID, tenant: TenantID,
        by who: Who, at moment: Moment, _ db: Connection
    ) throws {
        let all = criteria.value
        let list: (String) -> Value = { all[$0] ?? [] }
        if version == 1 {
            try db.run(
                """
                INSERT INTO funder_guideline (id, tenant_id, funder_id, version, version_id, currency, states_allowed,
                                              states_excluded, industries_allowed, industries_restricted, incentives,
                                              required_docs, rules, updated_by, updated_at)
                VALUES (\(id), \(tenant), \(funder), \(version), \(versionID), \(criteria.currency), '[]', '[]', '[]',
                        '[]', '[]', '[]', '[]', \(who), \(moment))
                """)
        }
        try db.run(
            """
            UPDATE funder_guideline
               SET version = \(version), version_id = \(versionID), currency = \(criteria.currency),
                   states_allowed = \(list("states_allowed")), states_excluded = \(list("states_excluded")),
                   industries_allowed = \(list("industries_allowed")),
                   industries_restricted = \(list("industries_restricted")),
                   min_months_in_business = \(criteria.minMonthsInBusiness),
                   min_monthly_revenue_cents = \(criteria.minMonthlyRevenue),
                   max_monthly_revenue_cents = \(criteria.maxMonthlyRevenue),
                   min_annual_revenue_cents = \(criteria.minAnnualRevenue),
                   max_annual_revenue_cents = \(criteria.maxAnnualRevenue),
                   takes_first_position = \(criteria.takesFirstPosition), max_position = \(criteria.maxPosition),
                   max_advances = \(criteria.maxAdvances), max_daily_debit_cents = \(criteria.maxDailyDebit),
                   default_rule = \(criteria.defaultRule),
                   default_lookback_months = \(criteria.defaultLookbackMonths),
                   bankruptcy_rule = \(criteria.bankruptcyRule), bankruptcy_months = \(criteria.bankruptcyMonths),
                   min_fico = \(criteria.minFico), min_term_months = \(criteria.minTermMonths),
                   max_term_months = \(criteria.maxTermMonths), min_funding_cents = \(criteria.minFunding),
                   max_funding_cents = \(criteria.maxFunding), turnaround_hours = \(criteria.turnaroundHours),
                   commission_points = \(criteria.commissionPoints), commission_plan = \(criteria.commissionPlan),
                   bonus_cents = \(criteria.bonus), incentives = \(list("incentives")),
                   required_docs = \(list("required_docs")), rules = \(list("rules")), updated_by = \(who),
                   updated_at = \(moment)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
    }
}
