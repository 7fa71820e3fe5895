import Kernel

extension Reading {
    /// The reading with the keys of a label, and disposition, confidence (per mille), rule version and evidence.
    package func value() -> Value {
        [
            "outcome": .string(outcome.rawValue),
            "also": .list(also.map { .string($0.rawValue) }),
            "decline_reasons": .list(declineReasons.map { .string($0.rawValue) }),
            "offers": .list(offers.map { $0.value() }),
            "requested_docs": .list(requestedDocuments.map { .string($0.rawValue) }),
            "funded_amount": Value(fundedAmount?.text(decimals: 2)),
            "commission_amount": Value(commissionAmount?.text(decimals: 2)),
            "disposition": .string(disposition.rawValue),
            "confidence": Value(confidence),
            "review_cause": Value(reviewCause?.rawValue),
            "rule_version": .string(ruleVersion),
            "evidence": .list(evidence.map { $0.value() }),
        ]
    }

    /// The parts of a reading's value that say something about the mail, in the order in which people look at them; the
    /// others say how sure the reading is and what it was read from.
    package static let parts = [
        "outcome", "also", "decline_reasons", "offers", "requested_docs", "funded_amount", "commission_amount",
    ]

    /// The names of the parts in which two readings, as `value()` wrote them, say something else.
    package static func differing(_ one: Value, _ other: Value) -> [String] {
        parts.filter { (one[$0] ?? .null) != (other[$0] ?? .null) }
    }

    /// A person's reading in the form of a label; absent keys mean nothing. Evidence and confidence are not taken from it:
    /// what a person stated is applied.
    package init(value: Value) throws(ReadingRefusal) {
        guard value.fields != nil else { throw .notAnObject }
        let fields = LabelFields(value)
        guard let outcome: Outcome = try fields.code("outcome") else { throw .unknownCode(field: "outcome") }
        self.init(outcome: outcome)
        also = try fields.codes("also")
        declineReasons = try fields.codes("decline_reasons")
        requestedDocuments = try fields.codes("requested_docs")
        fundedAmount = try fields.number("funded_amount")
        commissionAmount = try fields.number("commission_amount")
        for offer in value["offers"]?.list ?? [] { offers.append(try OfferTerms(value: offer)) }
        disposition = .apply
        confidence = 1000
    }
}

extension OfferTerms {
    /// The offer with the keys of a label: numbers as decimal text, money with two decimals.
    package func value() -> Value {
        [
            "amount": Value(amount?.text(decimals: 2)),
            "currency": .string(currency),
            "factor_rate": Value(factorRate?.text()),
            "buy_rate": Value(buyRate?.text()),
            "interest_rate_percent": Value(interestRatePercent?.text()),
            "payback_amount": Value(paybackAmount?.text(decimals: 2)),
            "term_value": Value(termValue),
            "term_unit": Value(termUnit?.rawValue),
            "payment_frequency": Value(paymentFrequency?.rawValue),
            "payment_amount": Value(paymentAmount?.text(decimals: 2)),
            "holdback_percent": Value(holdbackPercent?.text()),
            "origination_fee_percent": Value(originationFeePercent?.text()),
            "origination_fee_amount": Value(originationFeeAmount?.text(decimals: 2)),
            "commission_points": Value(commissionPoints?.text()),
            "prepay": Value(prepay),
            "expires_on": Value(expiresOn),
        ]
    }

    /// An offer in the form of a label; absent keys mean that it is not stated.
    package init(value: Value) throws(ReadingRefusal) {
        guard value.fields != nil else { throw .notAnObject }
        let fields = LabelFields(value)
        self.init()
        amount = try fields.number("amount")
        if let code = try fields.text("currency") {
            guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw .unknownCode(field: "currency")
            }
            currency = code
        }
        factorRate = try fields.number("factor_rate")
        buyRate = try fields.number("buy_rate")
        interestRatePercent = try fields.number("interest_rate_percent")
        paybackAmount = try fields.number("payback_amount")
        if let term = try fields.number("term_value") {
            guard let whole = term.scaled(0), (1...10_000).contains(whole) else {
                throw .wrongNumber(field: "term_value")
            }
            termValue = Int(whole)
        }
        termUnit = try fields.code("term_unit")
        paymentFrequency = try fields.code("payment_frequency")
        paymentAmount = try fields.number("payment_amount")
        holdbackPercent = try fields.number("holdback_percent")
        originationFeePercent = try fields.number("origination_fee_percent")
        originationFeeAmount = try fields.number("origination_fee_amount")
        commissionPoints = try fields.number("commission_points")
        prepay = try fields.text("prepay")
        if let day = try fields.text("expires_on") {
            guard let day = Day(day) else { throw .wrongText(field: "expires_on") }
            expiresOn = day
        }
    }
}

extension Evidence {
    /// `what`, the text it stands in, the UTF-8 offsets and the rule.
    package func value() -> Value {
        [
            "what": .string(name), "place": .string(place.rawValue), "start": Value(span.lowerBound),
            "end": Value(span.upperBound), "rule": .string(rule),
        ]
    }
}

/// The members of a label by name, each checked.
private struct LabelFields {
    let value: Value
    init(_ value: Value) { self.value = value }

    func text(_ name: String) throws(ReadingRefusal) -> String? {
        guard let member = value[name], !member.isNull else { return nil }
        guard let text = member.text, text.utf8.count <= 2000 else { throw .wrongText(field: name) }
        return text.isEmpty ? nil : text
    }

    func code<Code: RawRepresentable<String>>(_ name: String) throws(ReadingRefusal) -> Code? {
        guard let text = try text(name) else { return nil }
        guard let code = Code(rawValue: text) else { throw .unknownCode(field: name) }
        return code
    }

    func codes<Code: RawRepresentable<String> & Equatable>(_ name: String) throws(ReadingRefusal) -> [Code] {
        guard let member = value[name], !member.isNull else { return [] }
        guard let list = member.list else { throw .unknownCode(field: name) }
        var codes: [Code] = []
        for item in list {
            guard let text = item.text, let code = Code(rawValue: text) else { throw .unknownCode(field: name) }
            if !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    func number(_ name: String) throws(ReadingRefusal) -> ExactNumber? {
        switch value[name] {
        case nil, .null?: return nil
        case .int(let whole)?:
            guard let number = ExactNumber(whole) else { throw .wrongNumber(field: name) }
            return number
        case .decimal(let text)?, .string(let text)?:
            if text.isEmpty { return nil }
            guard let number = ExactNumber(text) else { throw .wrongNumber(field: name) }
            return number
        default: throw .wrongNumber(field: name)
        }
    }
}
