/// The numbers of a text that are neither a term that was read nor plainly something else: a term may have gone astray.
struct LooseNumbers {
    private let body: Passage
    private let used: [Range<Int>]
    private let roles: TermRoles
    private let contact: Int
    private let hasTerm: Bool
    private let hasPoints: Bool
    private let hasPrepay: Bool

    init(_ body: Passage, _ reading: Reading) {
        self.body = body
        used = reading.evidence.filter { $0.place == .body }.map(\.span)
        roles = TermRoles(passage: body)
        contact = OfferBlocks(body).contact
        hasTerm = reading.offers.allSatisfy { $0.termValue != nil }
        hasPoints =
            reading.commissionAmount != nil
            || reading.offers.contains { $0.commissionPoints != nil || $0.originationFeePercent != nil }
        hasPrepay = reading.offers.contains { $0.prepay != nil }
    }

    /// The first of them, by word.
    var first: Int? {
        for sentence in body.sentences.indices
        where sentence <= contact && !isOfLater(sentence) && !isOfProgram(sentence) {
            for index in body.sentences[sentence].words where body.words[index].kind == .number {
                if isUsed(index) || isTold(index, sentence) { continue }
                let word = body.words[index]
                guard word.isMoney || word.suffix == .percent || roles.isRate(index) else {
                    if isLoose(index, sentence) { return index }
                    continue
                }
                switch roles.role(of: index, in: sentence)?.field {
                case .net, .balance, .otherFee, .prepay, .annualRate, .requested, .revenue: continue
                case .other where word.suffix == .percent: continue
                default: return index
                }
            }
        }
        return nil
    }

    /// Words of a term that was not read: a length without a term, points without a commission, `early` without a prepay, an
    /// option that alone has something.
    var hasLooseWords: Bool {
        body.words.indices.contains { index in
            let word = body.words[index].number
            guard word != 0, body.words[index].kind == .word, !isUsed(index) else { return false }
            if !hasTerm, let unit = TermWords.units[word], unit != .payment {
                return index == 0 || !TermWords.every.contains(body.words[index - 1].number)
            }
            if !hasPoints, TermWords.points.contains(word) { return true }
            if !hasPrepay, TermWords.early.contains(word) { return true }
            return index > 0 && TermWords.options.contains(word)
                && TermWords.ordinals.contains(body.words[index - 1].number)
        }
    }

    private func isUsed(_ index: Int) -> Bool { used.contains { $0.contains(Int(body.words[index].start)) } }

    /// `was 1.36`, `not $27,000`, `from $40,000 to`, the lower end of a range, what is paid off.
    private func isTold(_ index: Int, _ sentence: Int) -> Bool {
        if body.precedes(TermWords.less, index, within: 2) || roles.isFormer(index, sentence)
            || roles.isPaidOff(index, sentence)
        {
            return true
        }
        let range = body.sentences[sentence].words
        return [index + 1, index + 2].contains { next in
            range.contains(next) && isUsed(next) && body.words[next].kind == .number
                && (roles.endsRange(next) || next == index + 2 && body.words[index + 1].number == TermWords.to)
        }
    }

    /// `Rates from 9.9% to 35.9%`: offered to anybody.
    private func isOfProgram(_ sentence: Int) -> Bool {
        body.hits(in: sentence).contains { $0.signal == .field(.program) }
            && !body.sentences[sentence].words.contains(where: isUsed)
    }

    /// `If he pays perfectly for 3 months we can add another 25K`: nothing of this offer.
    private func isOfLater(_ sentence: Int) -> Bool {
        guard
            body.hits(in: sentence).contains(where: {
                $0.signal == .scope(.hypothetical) && body.contains(ScopeWords.floating, in: $0.words)
            })
        else { return false }
        return !body.sentences[sentence].words.contains { roles.isRate($0) || isUsed($0) }
    }

    /// Whether a bare number stands among terms without a word that explains it: `50k, 1.35, 6 mo, 8`.
    private func isLoose(_ index: Int, _ sentence: Int) -> Bool {
        let words = body.sentences[sentence].words
        // `two and a half points origination`
        if body.words[index].isSpelled { return body.follows(TermWords.points, index + 1, within: 4) }
        guard index > words.lowerBound,
            words.count <= 10 || words.contains(where: isUsed),
            !TermWords.options.contains(body.words[index - 1].number)
        else { return false }
        let isNamed = body.hits(in: sentence).contains { hit in
            if case .field = hit.signal { return false }
            return hit.words.contains(index) || hit.words.upperBound == index || hit.words.lowerBound == index + 1
        }
        if isNamed { return false }
        switch roles.role(of: index, in: sentence)?.field {
        case nil, .commission, .payment, .factor, .buyRate, .origination, .holdback, .term, .amount: return true
        default: return false
        }
    }
}
