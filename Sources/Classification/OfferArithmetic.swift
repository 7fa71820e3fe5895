/// What sums without a name are by reckoning: amount × rate = payback, payback ÷ payment = count of payments. Only stated
/// numbers are taken, none is computed. Products are reckoned in 128 bits, which no stated numbers exceed.
struct OfferArithmetic {
    let passage: Passage
    let roles: TermRoles

    /// Names the loose numbers of the sentences that belong to an offer.
    func complete(_ draft: inout OfferDraft, in sentences: Range<Int>) {
        guard let amount = draft.terms.amount?.scaled(4) else { return }
        let loose = looseNumbers(in: sentences, draft)
        if draft.terms.paybackAmount == nil, let factor = draft.terms.factorRate?.scaled(4) {
            if let index = loose.first(where: { isProduct(passage.words[$0].value.scaled(4), amount, factor) }) {
                draft.take(\.paybackAmount, passage.words[index].value, "payback_amount", index..<index + 1)
            }
        } else if draft.terms.factorRate == nil, let payback = draft.terms.paybackAmount?.scaled(4) {
            let rate = loose.first { index in
                roles.isRate(index) && isProduct(payback, amount, passage.words[index].value.scaled(4) ?? 0)
            }
            if let rate { draft.take(\.factorRate, passage.words[rate].value, "factor_rate", rate..<rate + 1) }
        }
        takePayment(loose, amount, into: &draft)
    }

    private func takePayment(_ loose: [Int], _ amount: Int64, into draft: inout OfferDraft) {
        guard draft.terms.paymentAmount == nil, let count = draft.terms.termValue, let unit = draft.terms.termUnit
        else { return }
        let reckoned = draft.terms.factorRate?.scaled(4).map { Int128(amount) / 10_000 * Int128($0) }
        guard let payback = Self.parts(draft.terms.paybackAmount) ?? reckoned else { return }
        let index = loose.first { index in
            guard let payment = Self.parts(passage.words[index].value), payment > 0,
                payment * 3 < payback,
                draft.terms.paybackAmount != passage.words[index].value
            else { return false }
            return Self.counts(count, unit, draft.terms.paymentFrequency).contains { payments in
                abs(payback - payment * payments) * 25 <= payback
            }
        }
        if let index { draft.take(\.paymentAmount, passage.words[index].value, "payment_amount", index..<index + 1) }
    }

    /// Whether the stated terms of an offer prove each other, as far as they can: amount × rate = payback, payback ÷ payment = count.
    static func agrees(_ offer: OfferTerms) -> Bool {
        guard let amount = Self.parts(offer.amount), amount < 1_000_000_000_000 else { return false }
        let payback = Self.parts(offer.paybackAmount)
        if let payback, payback < amount || payback * 10 > amount * 22 { return false }
        let reckoned = offer.factorRate?.scaled(4).map { Int128(amount) / 10_000 * Int128($0) }
        if let reckoned, let payback, abs(reckoned - payback) * 50 > payback { return false }
        guard let whole = payback ?? reckoned, let payment = Self.parts(offer.paymentAmount),
            payment > 0, let count = offer.termValue, let unit = offer.termUnit
        else { return true }
        let counts = counts(count, unit, offer.paymentFrequency)
        return counts.isEmpty || counts.contains { abs(whole - payment * $0) * 8 <= whole }
    }

    /// How many payments a term may have.
    private static func counts(
        _ count: Int, _ unit: OfferTerms.TermUnit, _ frequency: OfferTerms.Frequency?
    ) -> [Int128] {
        let count = Int128(count)
        return switch (unit, frequency) {
        case (.businessDays, .daily), (.businessDays, nil), (.weeks, .weekly), (.weeks, nil), (.months, .monthly):
            [count]
        case (.calendarDays, .daily): [count, count * 5 / 7]
        case (.weeks, .daily): [count * 5]
        case (.months, .daily): [count * 21, count * 22, count * 20]
        case (.months, .weekly): [count * 13 / 3, count * 4]
        case (.months, .biweekly): [count * 13 / 6, count * 2]
        default: []
        }
    }

    /// A sum in ten-thousandths; nil where none is stated, or one of more decimals.
    private static func parts(_ sum: ExactNumber?) -> Int128? { sum?.scaled(4).map { Int128($0) } }

    private func isProduct(_ product: Int64?, _ amount: Int64, _ factor: Int64) -> Bool {
        guard let product, factor > 0, amount < 1_000_000_000_000 else { return false }
        return abs(Int128(product) - Int128(amount / 10_000) * Int128(factor)) <= max(10_000, product / 2000)
    }

    /// Numbers that no term was read from and that no word beside them makes something else.
    private func looseNumbers(in sentences: Range<Int>, _ draft: OfferDraft) -> [Int] {
        var loose: [Int] = []
        for sentence in sentences {
            for index in passage.sentences[sentence].words {
                let word = passage.words[index]
                guard word.kind == .number, word.suffix != .percent, roles.unit(after: index) == nil,
                    word.isMoney || word.value.decimals > 0,
                    !draft.sources.contains(where: { $0.words.contains(index) })
                else { continue }
                switch roles.role(of: index, in: sentence)?.field {
                case .net, .balance, .requested, .revenue, .otherFee, .origination, .administration, .commission,
                    .annualRate, .prepay:
                    continue
                default: loose.append(index)
                }
            }
        }
        return loose
    }
}
