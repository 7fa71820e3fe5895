/// What a number or a day of a mail is, by the names of a label; `none` is what no label states.
package enum NumberField: String, CaseIterable, Sendable {
    case none
    case amount
    case factor = "factor_rate"
    case buyRate = "buy_rate"
    case interest = "interest_rate_percent"
    case payback = "payback_amount"
    case term = "term_value"
    case payment = "payment_amount"
    case holdback = "holdback_percent"
    case originationPercent = "origination_fee_percent"
    case originationAmount = "origination_fee_amount"
    case points = "commission_points"
    case expiry = "expires_on"
    case funded = "funded_amount"
    case commission = "commission_amount"
}
