extension Field {
    /// As names of features have it.
    var name: StaticString {
        switch self {
        case .amount: "amount"
        case .payback: "payback"
        case .payment: "payment"
        case .factor: "factor"
        case .buyRate: "buyRate"
        case .interest: "interest"
        case .annualRate: "annualRate"
        case .term: "term"
        case .frequency: "frequency"
        case .origination: "origination"
        case .administration: "administration"
        case .otherFee: "otherFee"
        case .commission: "commission"
        case .holdback: "holdback"
        case .net: "net"
        case .balance: "balance"
        case .expiry: "expiry"
        case .requested: "requested"
        case .revenue: "revenue"
        case .prepay: "prepay"
        case .fundedAmount: "fundedAmount"
        case .other: "other"
        case .program: "program"
        }
    }
}

extension TermWords.Unit {
    /// As names of features have it.
    var name: StaticString {
        switch self {
        case .day: "day"
        case .businessDay: "businessDay"
        case .calendarDay: "calendarDay"
        case .week: "week"
        case .month: "month"
        case .year: "year"
        case .payment: "payment"
        }
    }
}
