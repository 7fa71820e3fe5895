import Funders
import Kernel

/// One invented funder: how the office stands with it, what it asks of a merchant, and how it answers.
struct DemoFunder: Sendable {
    let name: String
    /// Where applications go; answers come from here too.
    let address: String
    let contact: String
    let style: FunderStyle
    var status = FunderStatus.active
    /// Promised hours to the first response and to an offer.
    var hours: (response: Int, offer: Int)?
    /// Guidelines as a request brings them, in JSON5.
    let asks: String
    /// The funder's own words in its mails; nil for the office's.
    var wording: Wording?

    struct Wording: Sendable {
        let subject: String
        let body: String
        let fileName: String
    }

    var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }

    /// The funder that owns the address, by its domain.
    static func at(_ address: String) -> DemoFunder? {
        let domain = address.split(separator: "@").last.map(String.init) ?? ""
        return all.first { $0.domain == domain }
    }

    /// The office's note on a funder that is not simply active.
    static func reason(for status: FunderStatus) -> String? {
        switch status {
        case .active: nil
        case .limited: "They asked for no more than five files a week"
        case .needsCallFirst: "Call the desk before each file; they lose what nobody announced"
        case .paused: "Their credit facility is being renewed"
        case .doNotSend: "They went to our merchants directly"
        }
    }

    static let weeklyCap = 5
}

extension DemoFunder {
    // swift-format-ignore
    static let all: [DemoFunder] = [
        DemoFunder(
            name: "Lanternfish Capital", address: "newdeals@lanternfish.example", contact: "Dana Reyes",
            style: .options, hours: (2, 8),
            asks: "{ min_fico: 550, min_monthly_revenue: '20000', min_months_in_business: 6, max_position: 3, max_funding: '500000', required_docs: ['bank_statements_3mo'], commission_points: '8' }"),
        DemoFunder(
            name: "Granite Step Funding", address: "iso@granitestep.example", contact: "Walt Hobart",
            style: .terseDecline, hours: (4, 24),
            asks: "{ min_fico: 600, min_monthly_revenue: '40000', min_months_in_business: 12, max_position: 1, rules: [{ field: 'negative_days', operator: 'at_most', value: 3 }], required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Sugar Maple Credit", address: "underwriting@sugarmaple.example", contact: "Noor Haddad",
            style: .stipulations, hours: (8, 24),
            asks: "{ min_fico: 620, min_months_in_business: 24, states_excluded: ['CA', 'ND'], industries_restricted: ['Trucking'], required_docs: ['bank_statements_4mo', 'void_check'], commission_points: '10' }"),
        DemoFunder(
            name: "Ironbark Advance", address: "submissions@ironbark.example", contact: "Celia Brandt",
            style: .conditional, hours: (3, 6),
            asks: "{ min_monthly_revenue: '15000', max_position: 4, default_rule: 'satisfied', max_funding: '150000', required_docs: ['bank_statements_3mo'], bonus: '250' }",
            wording: Wording(
                subject: "{{merchant.legal_name}} / {{merchant.state}} / {{application.requested_amount}}",
                body: """
                    Ironbark desk,

                    Merchant: {{merchant.legal_name}}
                    State: {{merchant.state}}
                    Revenue: {{merchant.monthly_revenue}} a month
                    Requested: {{application.requested_amount}}
                    {{#merchant.open_positions}}
                    Open positions: {{merchant.open_positions}}
                    {{/merchant.open_positions}}

                    {{broker.name}}, {{broker.company}}
                    """,
                fileName: "{{merchant.legal_name}} - {{document.label}}")),
        DemoFunder(
            name: "Pelican Row Finance", address: "credit@pelicanrow.example", contact: "Theo Lindgren",
            style: .question, hours: (4, 12),
            asks: "{ min_fico: 580, min_funding: '25000', max_funding: '250000', min_term_months: 6, max_term_months: 18, required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Two Bridges Merchant Funding", address: "apps@twobridges.example", contact: "Two Bridges Intake",
            style: .slowOffer, hours: (1, 4),
            asks: "{ min_monthly_revenue: '25000', max_position: 2, bankruptcy_rule: 'discharged', bankruptcy_months: 24, required_docs: ['bank_statements_3mo'], commission_points: '7.5' }"),
        DemoFunder(
            name: "Foxglove Working Capital", address: "deals@foxglovewc.example", contact: "Imre Castell",
            style: .counterOffer, hours: (2, 6),
            asks: "{ min_fico: 500, min_monthly_revenue: '10000', max_position: 5, required_docs: ['bank_statements_3mo'], incentives: [{ count: 3, bonus: '500' }, { count: 6, bonus: '1500' }] }"),
        DemoFunder(
            name: "Candlewick Advance", address: "bhollis@candlewick.example", contact: "Bea Hollis",
            style: .vacation, hours: (24, 48),
            asks: "{ min_fico: 640, states_allowed: ['MA', 'ME', 'NH', 'VT', 'RI', 'CT', 'NY'], required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Old Quarry Funding", address: "intake@oldquarry.example", contact: "Old Quarry Intake",
            style: .bounce, hours: (4, 12),
            asks: "{ min_monthly_revenue: '30000', max_position: 2, required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Silver Heron Funding", address: "gil@silverheron.example", contact: "Gil Santoro",
            style: .vague, hours: (4, 12),
            asks: "{ min_fico: 560, max_advances: 2, max_daily_debit: '600', required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Marrow Lane Capital", address: "desk@marrowlane.example", contact: "Priscilla Voss",
            style: .otherMerchant, hours: (4, 8),
            asks: "{ min_fico: 600, min_annual_revenue: '300000', required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Bright Anchor Finance", address: "fastlane@brightanchor.example", contact: "Jonah Teller",
            style: .contract, hours: (1, 2),
            asks: "{ min_fico: 650, min_months_in_business: 24, max_position: 1, takes_first_position: true, turnaround_hours: 4, required_docs: ['bank_statements_3mo'], commission_points: '6' }",
            wording: Wording(
                subject: "FASTLANE {{application.reference}} {{merchant.legal_name}}",
                body: """
                    New FastLane file from {{broker.company}}.

                    Merchant: {{merchant.legal_name}}
                    {{#merchant.fico}}
                    FICO: {{merchant.fico}}
                    {{/merchant.fico}}
                    Requested: {{application.requested_amount}}

                    Documents:
                    {{#documents}}
                    * {{label}}
                    {{/documents}}
                    """,
                fileName: "{{application.reference}}_{{document.code}}_{{document.number}}")),
        DemoFunder(
            name: "Dunlin Business Credit", address: "brokers@dunlincredit.example", contact: "Ama Boateng",
            style: .portal, status: .limited, hours: (6, 24),
            asks: "{ min_fico: 575, max_monthly_revenue: '200000', required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Westering Funding", address: "rsvp@westering.example", contact: "Lou Amato",
            style: .terseDecline, status: .needsCallFirst, hours: (4, 12),
            asks: "{ min_fico: 600, states_allowed: ['CA', 'OR', 'WA', 'NV', 'AZ', 'CO', 'TX'], required_docs: ['bank_statements_3mo'] }"),
        DemoFunder(
            name: "Hazel Point Capital", address: "submit@hazelpoint.example", contact: "Greta Nyman",
            style: .options, status: .paused,
            asks: "{ min_fico: 680, min_monthly_revenue: '75000', required_docs: ['bank_statements_3mo', 'tax_returns'] }"),
    ]
}
