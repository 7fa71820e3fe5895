import Classification
import Kernel

/// What an offer comes to: its stated terms, and what follows from them by whole-number arithmetic (E26). Sums are rounded
/// half-even to a cent, each once, where its formula ends.
package struct OfferFigures: Sendable {
    let terms: Offer.Terms
    let agreed: AgreedCommission?
    /// Points of the amount that the funder's guidelines name, for where nothing else does.
    let usualPoints: Percent?

    package init(_ terms: Offer.Terms, agreed: AgreedCommission? = nil, usualPoints: Percent? = nil) {
        self.terms = terms
        self.agreed = agreed
        self.usualPoints = usualPoints
    }

    package var amount: Reckoned<Cents> { Self.stated(terms.amount, or: "no amount is stated") }

    package var factor: Reckoned<FactorRate> {
        if let stated = terms.factorRate { return .stated(stated) }
        return payback.and(amount, giving: "payback ÷ amount, to four places") { payback, amount in
            FactorRate(tenThousandths: payback.times(10_000, over: amount.count).count)
        }
    }

    /// What the merchant pays in all.
    package var payback: Reckoned<Cents> {
        if let stated = terms.payback { return .stated(stated) }
        if let amount = terms.amount, let factor = terms.factorRate {
            return .computed(amount.times(factor.tenThousandths, over: 10_000), by: "amount × factor")
        }
        if let payment = terms.payment, let count = countOfTerm {
            let (sum, isOver) = payment.count.multipliedReportingOverflow(by: Int64(count))
            guard !isOver, sum <= Cents.largest.count else {
                return .missing("the payments come to more than any deal")
            }
            return .computed(Cents(sum), by: "payment × number of payments")
        }
        if terms.amount == nil { return .missing("no amount is stated") }
        return .missing(
            terms.buyRate == nil
                ? "neither a factor nor payments over a term are stated" : "only a buy rate is stated")
    }

    /// The payments that the stated term holds, where their number is exact; nil where it would be a guess.
    var countOfTerm: Int? {
        guard let value = terms.termValue else { return nil }
        switch (terms.frequency, terms.termUnit) {
        case (.daily, .businessDays), (.weekly, .weeks), (.monthly, .months): return value
        case (.biweekly, .weeks): return value.isMultiple(of: 2) ? value / 2 : nil
        default: return nil
        }
    }

    package var paymentCount: Reckoned<Int> {
        if let count = countOfTerm { return .computed(count, by: "the term in payments") }
        if terms.payment == nil { return .missing(whyNoPayment) }
        return payback.and(payment, giving: "payback ÷ payment; the last payment is the rest") { payback, payment in
            Int((payback.count + payment.count - 1) / payment.count)
        }
    }

    package var payment: Reckoned<Cents> {
        if let stated = terms.payment { return .stated(stated) }
        guard let count = countOfTerm else { return .missing(whyNoPayment) }
        return payback.giving("payback ÷ number of payments") { $0.times(1, over: Int64(count)) }
    }

    private var whyNoPayment: String {
        if terms.holdback != nil { return "a share of the sales is taken: no payment is fixed" }
        if terms.termValue == nil { return "neither a payment nor a term is stated" }
        return terms.frequency == nil
            ? "no payment is stated, nor how often it is made" : "the term is no whole number of payments"
    }

    /// What is paid on each business day, whatever the rhythm: a year has 260 of them.
    package var perBusinessDay: Reckoned<Cents> {
        guard let frequency = terms.frequency else {
            return .missing(payment.whyMissing ?? "how often it is paid is not stated")
        }
        if frequency == .daily { return payment }
        return payment.giving("payment × payments a year ÷ 260") { $0.times(frequency.perYear, over: 260) }
    }

    /// How long it runs.
    package var length: Reckoned<TermLength> {
        if let value = terms.termValue, let unit = terms.termUnit {
            let length = TermLength.of(value, unit)
            return unit == .months ? .stated(length) : .computed(length, by: "the term by a year's 12 months")
        }
        if terms.payment == nil, terms.holdback != nil {
            return .missing("a share of the sales is taken: no term is fixed")
        }
        guard let frequency = terms.frequency else { return .missing("no term is stated") }
        return paymentCount.giving("number of payments by a year's 12 months") { .of($0, paid: frequency) }
    }

    package var holdback: Reckoned<Percent> { Self.stated(terms.holdback, or: "no holdback is stated") }

    /// What the funder keeps of the amount.
    package var fees: Reckoned<Cents> {
        let share = terms.originationPercent.flatMap { percent in
            terms.amount.map { $0.times(percent.thousandths, over: 100_000) }
        }
        switch (terms.originationAmount, terms.originationPercent, share) {
        case (let fee?, nil, _): return .stated(fee)
        case (let fee?, _, let share?) where fee == share: return .stated(fee)
        case (.some, _, _):
            return .missing("a fee in percent and another sum are stated: whether both are taken is not")
        case (nil, .some, let share?): return .computed(share, by: "amount × origination percent")
        case (nil, .some, nil): return .missing("no amount is stated")
        case (nil, nil, _): return .missing("no fees are stated")
        }
    }

    static func stated<Quantity>(_ quantity: Quantity?, or reason: String) -> Reckoned<Quantity> {
        quantity.map { .stated($0) } ?? .missing(reason)
    }
}
