import Kernel

extension OfferFigures {
    /// What reaches the merchant.
    package var net: Reckoned<Cents> { amount.and(fees, giving: "amount − fees") { $0 - $1 } }

    /// What the money costs, without fees.
    package var cost: Reckoned<Cents> { payback.and(amount, giving: "payback − amount") { $0 - $1 } }

    package var costPerMonth: Reckoned<Cents> {
        cost.and(length, giving: "(payback − amount) ÷ months of the term") { cost, length in
            cost.times(length.perYear, over: 12 * length.count)
        }
    }

    /// Cents paid for each dollar received before fees, in hundredths of a cent.
    package var centsOnTheDollar: Reckoned<Int64> {
        cost.and(amount, giving: "(payback − amount) ÷ amount") { cost, amount in
            Int64(Rounding.halfEven(Int128(cost.count) * 10_000, over: Int128(amount.count)))
        }
    }

    /// The yearly rate of what is paid against what reaches the merchant, in hundredths of a percent.
    package var annualCost: Reckoned<Int64> {
        if terms.payment == nil, terms.holdback != nil {
            return .missing("a share of the sales is taken: no payments are fixed")
        }
        guard let net = net.quantity else { return .missing(net.whyMissing ?? "") }
        guard net > .zero else { return .missing("the fees take the whole amount") }
        guard let frequency = terms.frequency else { return .missing("how often it is paid is not stated") }
        guard let payback = payback.quantity else { return .missing(payback.whyMissing ?? "") }
        guard let payment = payment.quantity else { return .missing(payment.whyMissing ?? "") }
        guard let count = paymentCount.quantity else { return .missing(paymentCount.whyMissing ?? "") }
        // A payment that was rounded to a cent makes the last one a little smaller or larger.
        let last = payback.count - payment.count * Int64(count - 1)
        guard last > 0, last <= payment.count + Int64(count) else {
            return .missing("the payments over the term do not come to the payback")
        }
        let payments = AnnualCost.Payments(
            count: count, payment: payment, last: Cents(last), perYear: frequency.perYear)
        guard let rate = AnnualCost.rate(received: net, payments) else {
            return .missing("no yearly rate can be told for such payments")
        }
        return .computed(
            rate, by: "the rate of a period that makes all payments worth the net amount, × periods a year")
    }

    /// What the broker earns: the offer's points, else by the terms with the funder, else what factor and buy rate leave,
    /// else the points of the funder's guidelines.
    package var commission: Reckoned<Cents> {
        if let points = terms.commissionPoints, agreed?.takesOfferPoints ?? true {
            return share(points, "points of the offer × amount")
        }
        if let agreed {
            return agreed.isOfPayback
                ? payback.giving("the agreed rate × payback", agreed.rate.of)
                : share(agreed.rate, "the agreed rate × amount")
        }
        if let buyRate = terms.buyRate {
            guard let factor = factor.quantity else {
                return .missing("a buy rate is stated, and no factor to sell at")
            }
            guard factor >= buyRate else { return .missing("the factor is below the buy rate") }
            return amount.giving("(factor − buy rate) × amount") {
                $0.times(factor.tenThousandths - buyRate.tenThousandths, over: 10_000)
            }
        }
        if let usualPoints { return share(usualPoints, "points of the funder's guidelines × amount") }
        return .missing("neither the offer nor the funder's terms name a commission")
    }

    private func share(_ points: Percent, _ formula: String) -> Reckoned<Cents> {
        amount.giving(formula, points.of)
    }
}
