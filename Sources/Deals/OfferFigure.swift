import Kernel

/// A row of the comparison: one figure, which way it is better, and how it is made.
package enum OfferFigure: String, CaseIterable, Sendable {
    case amount
    case factor = "factor_rate"
    case interest = "interest_rate_percent"
    case payback
    case payment
    case paymentCount = "payment_count"
    case perBusinessDay = "payment_per_business_day"
    case months = "term_months"
    case holdback = "holdback_percent"
    case fees
    case net
    case cost
    case costPerMonth = "cost_per_month"
    case centsOnTheDollar = "cents_on_the_dollar"
    case annualCost = "annual_cost_percent"
    case lastDay = "last_day"
    case buyRate = "buy_rate"
    case points = "commission_points"
    case commission

    package enum Better: Sendable { case more, less, neither }

    // swift-format-ignore
    package var label: String {
        switch self {
        case .amount:           "Amount"
        case .factor:           "Factor"
        case .interest:         "Interest"
        case .payback:          "Payback"
        case .payment:          "Payment"
        case .paymentCount:     "Payments"
        case .perBusinessDay:   "Per business day"
        case .months:           "Term"
        case .holdback:         "Holdback"
        case .fees:             "Fees"
        case .net:              "Net to merchant"
        case .cost:             "Cost of the money"
        case .costPerMonth:     "Cost per month"
        case .centsOnTheDollar: "Cents on the dollar"
        case .annualCost:       "Annual cost"
        case .lastDay:          "Last day"
        case .buyRate:          "Buy rate"
        case .points:           "Points"
        case .commission:       "Commission"
        }
    }

    package var better: Better {
        switch self {
        case .amount, .net, .commission, .points, .lastDay: .more
        case .factor, .interest, .payback, .perBusinessDay, .holdback, .fees, .cost: .less
        case .costPerMonth, .centsOnTheDollar, .annualCost, .buyRate: .less
        // A weekly payment is neither better nor worse than a daily one, nor a long term than a short one.
        case .payment, .paymentCount, .months: .neither
        }
    }

    /// What a merchant is never shown.
    package var isBrokersOwn: Bool { self == .buyRate || self == .points || self == .commission }

    /// How a computed one is made, in general; each figure bears the formula that was used.
    package var formula: String? {
        switch self {
        case .amount, .interest, .holdback, .lastDay, .buyRate, .points: nil
        case .factor: "payback ÷ amount, to four places"
        case .payback: "amount × factor; without a factor, payment × number of payments"
        case .payment: "payback ÷ number of payments"
        case .paymentCount:
            "the term, where it is a whole number of payments; else payback ÷ payment, the last one the rest"
        case .perBusinessDay: "payment × payments a year ÷ 260"
        case .months: "a year is 12 months, 52 weeks, 260 business days, 365 calendar days; to a tenth of a month"
        case .fees: "amount × origination percent"
        case .net: "amount − fees; left empty where no fees are stated, because none stated is not none taken"
        case .cost: "payback − amount, without fees"
        case .costPerMonth: "(payback − amount) ÷ months of the term"
        case .centsOnTheDollar: "(payback − amount) ÷ amount"
        case .annualCost:
            "the rate of a period that makes all payments worth the net amount, × periods a year (260 business days, "
                + "52 weeks, 26 fortnights, 12 months); the first payment one period after the money"
        case .commission:
            "the offer's points × amount, else by the commission terms with the funder, else (factor − buy rate) × amount, "
                + "else the points of the funder's guidelines × amount"
        }
    }
}
