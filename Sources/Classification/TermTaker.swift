import Kernel

/// Puts one number, day or word of a sentence into an offer.
struct TermTaker {
    let passage: Passage
    let roles: TermRoles
    var words: [TextWord] { passage.words }

    init(passage: Passage, roles: TermRoles) {
        self.passage = passage
        self.roles = roles
    }

    func take(_ index: Int, _ sentence: Int, into draft: inout OfferDraft) {
        let word = words[index]
        let span = index..<index + 1
        if word.kind == .day {
            if isExpiry(index, sentence) {
                draft.take(\.expiresOn, Day(number: Int32(clamping: word.value.coefficient)), "expires_on", span)
            }
            return
        }
        let role = roles.role(of: index, in: sentence)
        // a rate is no sum, whatever sum is named beside it, and no fee
        if roles.isRate(index), let role,
            !role.isKeyed && [.payback, .payment, .amount, .net, .balance].contains(role.field)
                || role.field == .otherFee
        {
            return takeRate(index, sentence, into: &draft)
        }
        if word.followsColon, role == nil || role?.field == .other, takeUnder(index, sentence, into: &draft) { return }
        if let role, take(word, as: role.field, index, sentence, into: &draft) { return }
        if roles.isRate(index),
            role == nil || role?.field == .amount || role?.field == .expiry || role?.field == .frequency
                || role?.field == .payment || role?.field == .term
                || (role?.field == .commission && role?.isKeyed == false)
        {
            takeRate(index, sentence, into: &draft)
        } else if let unit = roles.unit(after: index) {
            takeTerm(index, unit, sentence, role, into: &draft)
        } else if index >= 2, words[index - 1].number == TermWords.times, words[index - 2].kind == .number,
            let count = word.value.scaled(0), (4...400).contains(count), word.value.decimals == 0
        {
            draft.paymentCount = draft.paymentCount ?? (Int(count), span)
        } else if role == nil, isBareInterest(index, sentence) {
            draft.bareInterest = draft.bareInterest ?? (word.value, span)
        } else if role == nil, isSlangPoints(index, sentence) {
            draft.take(\.commissionPoints, word.value, "commission_points", span)
        }
    }

    /// `Days: 80`, `# of weeks: 40`: a count under its unit.
    private func takeUnder(_ index: Int, _ sentence: Int, into draft: inout OfferDraft) -> Bool {
        guard index > passage.sentences[sentence].words.lowerBound, words[index].value.decimals == 0,
            let count = words[index].value.scaled(0), (4...400).contains(count), !words[index].isMoney
        else { return false }
        let before = words[index - 1].kind == .pause ? index - 2 : index - 1
        guard before >= passage.sentences[sentence].words.lowerBound, let unit = TermWords.units[words[before].number],
            unit != .payment
        else { return false }
        store(Int(count), unit, nil, index..<index + 1, into: &draft)
        return true
    }

    /// Takes a number whose role is known; false where the role is none of an offer's.
    func take(_ word: TextWord, as field: Field, _ index: Int, _ sentence: Int, into draft: inout OfferDraft) -> Bool {
        let span = index..<index + 1
        let value = word.value
        switch field {
        case .payback where word.suffix == .percent:
            // `repayment is 13% of daily sales`
            let isShare = passage.hits(in: sentence).contains {
                $0.signal == .field(.holdback) && (index + 1...index + 2).contains($0.words.lowerBound)
            }
            guard isShare else { return false }
            draft.take(\.holdbackPercent, value, "holdback_percent", span)
        case .payback:
            // `the $9,400 returned wire`: less than what is advanced is not what is paid back
            if let amount = draft.terms.amount?.scaled(2), let cents = value.scaled(2), cents < amount { return true }
            draft.take(\.paybackAmount, value, "payback_amount", span)
        case .payment:
            guard roles.unit(after: index) == nil, !roles.isRate(index) else { return false }
            if let count = value.scaled(0), count < 400, !word.isMoney, value.decimals == 0, !roles.isPerPayment(index),
                let frequency = roles.frequency(after: index)
            {
                store(Int(count), .payment, frequency, span, into: &draft)
                return true
            }
            guard word.isMoney || word.followsColon || (value.scaled(2) ?? 0) >= 2000 else {
                return false
            }
            draft.take(\.paymentAmount, value, "payment_amount", span)
            let named = max(passage.sentences[sentence].words.lowerBound, index - 6)..<index
            if let frequency = roles.frequency(after: index) {
                draft.take(\.paymentFrequency, frequency, "payment_frequency", span)
            } else if let (frequency, words) = named.reversed().lazy.compactMap(roles.frequency(at:)).first {
                draft.take(\.paymentFrequency, frequency, "payment_frequency", words)
            }
        case .factor:
            guard isPlainRate(word) else { return false }
            if passage.has(.hypothetical, in: sentence), draft.terms.factorRate != nil { return true }
            if roles.endsRange(index) || isUpper(index) {
                draft.replace(\.factorRate, value, "factor_rate", span)
            } else {
                takeRate(index, sentence, into: &draft)
            }
        case .buyRate:
            guard isPlainRate(word) else { return false }
            if index + 1 < words.count, words[index + 1].number == TermWords.buy, isOfNext(index) {
                takeRate(index, sentence, into: &draft)
                return true
            }
            draft.take(\.buyRate, value, "buy_rate", span)
        case .interest: draft.take(\.interestRatePercent, value, "interest_rate_percent", span)
        case .annualRate:
            if word.suffix == .percent, draft.annualRate == nil { draft.annualRate = (value, span) }
            return true
        case .origination, .administration:
            // `2 points origination`: a small bare number is a share
            let isShare =
                word.suffix == .percent || (!word.isMoney && value.decimals < 2 && (value.scaled(1) ?? 999) <= 150)
            let path = isShare ? \OfferTerms.originationFeePercent : \OfferTerms.originationFeeAmount
            let name = isShare ? "origination_fee_percent" : "origination_fee_amount"
            // what is called origination goes before what only stands for it
            if field == .origination {
                draft.replace(path, value, name, span)
            } else {
                draft.take(path, value, name, span)
            }
        case .commission:
            guard word.currency == .none, !word.isGrouped, word.suffix != .thousand, roles.unit(after: index) == nil,
                !roles.isRate(index) || word.suffix == .percent, let cents = value.scaled(2),
                cents <= 2500, cents > 0
            else { return false }
            if passage.follows(TermWords.points, index + 1, within: 1) || word.suffix == .percent
                || roles.role(of: index, in: sentence)?.isKeyed == true
                || passage.precedes(TermWords.points, index, within: 5) || isBeside(index, sentence)
            {
                draft.take(\.commissionPoints, value, "commission_points", span)
                return true
            }
            return false
        case .holdback: draft.take(\.holdbackPercent, value, "holdback_percent", span)
        case .term:
            guard roles.unit(after: index) == nil, let count = value.scaled(0), count > 0, count < 1000 else {
                return false
            }
            return takeKeyedTerm(Int(count), index, sentence, into: &draft)
        case .otherFee, .net, .balance, .requested, .revenue, .prepay: return !roles.isRate(index) || field == .prepay
        default: return false
        }
        return true
    }

    private func isPlainRate(_ word: TextWord) -> Bool {
        guard let scaled = word.value.scaled(9) else { return false }
        return scaled > 1_000_000_000 && scaled < 2_200_000_000
    }

    private func isUpper(_ index: Int) -> Bool {
        index >= 2 && roles.followsTo(index) && roles.isRate(index - 2)
    }

    /// `1.36 sell / 1.26 buy`, `buy 1.26`, `1.28`.
    private func takeRate(_ index: Int, _ sentence: Int, into draft: inout OfferDraft) {
        let span = index..<index + 1
        if index + 1 < words.count, words[index + 1].number == TermWords.buy, !words[index + 1].beginsClause,
            !isOfNext(index)
        {
            draft.take(\.buyRate, words[index].value, "buy_rate", span)
        } else if passage.precedes(TermWords.buys, index, within: 2),
            !passage.follows(TermWords.sells, index + 1, within: 1),
            !passage.precedes(TermWords.sells, index, within: 1)
        {
            draft.take(\.buyRate, words[index].value, "buy_rate", span)
        } else if roles.endsRange(index) || isUpper(index) {
            draft.replace(\.factorRate, words[index].value, "factor_rate", span)
        } else if !isPrepayRate(index, sentence) {
            draft.take(\.factorRate, words[index].value, "factor_rate", span)
        }
    }

    /// `1.34 buy is 1.24`: the word behind a rate belongs to the next one.
    private func isOfNext(_ index: Int) -> Bool {
        (index + 2..<max(index + 2, min(index + 4, words.count))).contains {
            words[$0].kind == .number && roles.isRate($0) && !words[$0].beginsClause && !words[$0].followsSlash
        }
    }

    /// `1.18 if paid within 60 days`: a rate for paying early.
    private func isPrepayRate(_ index: Int, _ sentence: Int) -> Bool {
        passage.hits(in: sentence).contains {
            $0.signal == .field(.prepay) && ($0.words.upperBound <= index || $0.words.lowerBound - index <= 2)
        }
    }

    private func takeKeyedTerm(_ count: Int, _ index: Int, _ sentence: Int, into draft: inout OfferDraft) -> Bool {
        for position in passage.sentences[sentence].words where position < index {
            guard let unit = TermWords.units[words[position].number] else { continue }
            store(count, unit, nil, index..<index + 1, into: &draft)
            return true
        }
        return false
    }

    private func takeTerm(
        _ index: Int, _ unit: (unit: TermWords.Unit, frequency: OfferTerms.Frequency?, end: Int), _ sentence: Int,
        _ role: TermRoles.Role?, into draft: inout OfferDraft
    ) {
        guard let count = words[index].value.scaled(0), count > 0, count < 1000 else { return }
        // `1.75% per 30 days`
        if index > 0, TermWords.per.contains(words[index - 1].number), unit.frequency == nil { return }
        if let role, role.field != .term, role.field != .amount, role.field != .payment, role.field != .factor,
            role.field != .commission, role.field != .interest, role.field != .frequency, role.field != .payback,
            role.isKeyed || role.field == .other || role.field == .prepay || role.field == .expiry
        {
            return
        }
        if isPrepayRate(index, sentence) || roles.covers(.prepay, index, in: sentence)
            || roles.covers(.other, index, in: sentence)
        {
            return
        }
        if roles.endsRange(index) { draft.terms.termValue = nil }
        // `$135 x 200 business days`
        if index >= 2, words[index - 1].number == TermWords.times, words[index - 2].kind == .number {
            switch unit.unit {
            case .day, .businessDay: draft.take(\.paymentFrequency, .daily, "payment_frequency", index..<unit.end)
            case .week: draft.take(\.paymentFrequency, .weekly, "payment_frequency", index..<unit.end)
            case .month: draft.take(\.paymentFrequency, .monthly, "payment_frequency", index..<unit.end)
            default: break
            }
        }
        store(Int(count), unit.unit, unit.frequency, index..<unit.end, into: &draft)
    }

    func store(
        _ count: Int, _ unit: TermWords.Unit, _ frequency: OfferTerms.Frequency?, _ span: Range<Int>,
        into draft: inout OfferDraft
    ) {
        if let frequency { draft.take(\.paymentFrequency, frequency, "payment_frequency", span) }
        guard draft.terms.termValue == nil else { return }
        if unit == .payment, frequency == nil, count > 3 { draft.paymentCount = draft.paymentCount ?? (count, span) }
        guard let term = unit.term(every: frequency) else { return }
        draft.take(\.termValue, unit == .year ? count * 12 : count, "term_value", span)
        draft.terms.termUnit = term
        if unit == .day { draft.hasBareDays = true }
    }

    private func isExpiry(_ index: Int, _ sentence: Int) -> Bool {
        if let left = roles.left(of: index, in: sentence), left.field == .expiry { return true }
        return passage.hits(in: sentence).contains {
            $0.signal == .field(.expiry) && $0.words.upperBound <= index && index - $0.words.upperBound <= 8
        }
    }
}
