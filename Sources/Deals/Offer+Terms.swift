import Classification
import Kernel

extension Offer.Terms {
    /// The terms that were read, as scaled integers. Refused where a number has more places than money or rates have, for
    /// nothing is rounded, and where it is none that anybody offers: a person looks at it then.
    package init(_ read: OfferTerms) throws(OfferRefusal) {
        guard let currency = Currency(rawValue: read.currency) else { throw .unusableTerms }
        self.currency = currency
        amount = try Self.scale(read.amount, 2).map { Cents($0) }
        factorRate = try Self.scale(read.factorRate, 4).map { FactorRate(tenThousandths: $0) }
        buyRate = try Self.scale(read.buyRate, 4).map { FactorRate(tenThousandths: $0) }
        interestRate = try Self.scale(read.interestRatePercent, 3).map { Percent(thousandths: $0) }
        payback = try Self.scale(read.paybackAmount, 2).map { Cents($0) }
        termValue = read.termUnit == nil ? nil : read.termValue
        termUnit = read.termValue == nil ? nil : read.termUnit
        frequency = read.paymentFrequency
        payment = try Self.scale(read.paymentAmount, 2).map { Cents($0) }
        holdback = try Self.scale(read.holdbackPercent, 3).map { Percent(thousandths: $0) }
        originationPercent = try Self.scale(read.originationFeePercent, 3).map { Percent(thousandths: $0) }
        originationAmount = try Self.scale(read.originationFeeAmount, 2).map { Cents($0) }
        commissionPoints = try Self.scale(read.commissionPoints, 3).map { Percent(thousandths: $0) }
        prepay = read.prepay
        expiresOn = read.expiresOn
        guard amount != nil || factorRate != nil || interestRate != nil else { throw .unusableTerms }
        try check()
    }

    private static let most = (
        factor: Int64(100_000), interest: Int64(1_000_000), percent: Int64(100_000), term: 10_000
    )

    /// What the table takes, and what no sum of the desk runs over.
    private func check() throws(OfferRefusal) {
        for (name, sum) in [("amount", amount), ("payback_amount", payback), ("payment_amount", payment)] {
            guard sum.map({ $0 > .zero && $0 <= .largest }) ?? true else { throw .outOfRange(name) }
        }
        guard originationAmount.map({ $0 <= .largest }) ?? true else { throw .outOfRange("origination_fee_amount") }
        for (name, factor) in [("factor_rate", factorRate), ("buy_rate", buyRate)] {
            guard factor.map({ (10_000...Self.most.factor).contains($0.tenThousandths) }) ?? true else {
                throw .outOfRange(name)
            }
        }
        for (name, percent, most) in [
            ("interest_rate_percent", interestRate, Self.most.interest),
            ("holdback_percent", holdback, Self.most.percent),
            ("origination_fee_percent", originationPercent, Self.most.percent),
            ("commission_points", commissionPoints, Self.most.percent),
        ] {
            guard percent.map({ $0.thousandths <= most }) ?? true else { throw .outOfRange(name) }
        }
        guard termValue.map({ (1...Self.most.term).contains($0) }) ?? true else { throw .outOfRange("term_value") }
        if let amount, let payback, payback < amount { throw .outOfRange("payback_amount") }
        if let amount, let fee = originationAmount, fee > amount { throw .outOfRange("origination_fee_amount") }
    }

    private static func scale(_ number: ExactNumber?, _ places: Int) throws(OfferRefusal) -> Int64? {
        guard let number else { return nil }
        guard let scaled = number.scaled(places), scaled >= 0 else { throw .unusableTerms }
        return scaled
    }

    /// Every stated term beside its name, as decimal text and as people write it; for pages and JSON alike.
    package var value: Value {
        func money(_ cents: Cents?) -> Value { Value(cents.map { currency.shown($0) }) }
        return [
            "amount": Value(amount?.decimal), "amount_text": money(amount), "currency": .string(currency.rawValue),
            "factor_rate": Value(factorRate?.decimal), "buy_rate": Value(buyRate?.decimal),
            "interest_rate_percent": Value(interestRate?.decimal), "payback_amount": Value(payback?.decimal),
            "payback_text": money(payback), "term_value": Value(termValue), "term_unit": Value(termUnit?.rawValue),
            "term_text": Value(termText), "payment_frequency": Value(frequency?.rawValue),
            "payment_amount": Value(payment?.decimal), "payment_text": money(payment),
            "holdback_percent": Value(holdback?.decimal), "origination_fee_percent": Value(originationPercent?.decimal),
            "origination_fee_amount": Value(originationAmount?.decimal), "origination_text": money(originationAmount),
            "commission_points": Value(commissionPoints?.decimal), "prepay": Value(prepay),
            "prepay_steps": prepay.flatMap { PrepaySchedule($0) }?.value(currency) ?? .list([]),
            "expires_on": Value(expiresOn),
        ]
    }

    /// The term as it was stated: `120 business days`.
    var termText: String? {
        guard let termValue, let termUnit else { return nil }
        let unit = termUnit.rawValue.split(separator: "_").joined(separator: " ")
        return "\(termValue) \(termValue == 1 ? String(unit.dropLast()) : unit)"
    }
}
