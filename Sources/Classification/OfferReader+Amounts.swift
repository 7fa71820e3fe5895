import Kernel

/// Which numbers are the gross amount of an offer.
extension OfferReader {
    /// The numbers of a sentence that are the gross amount of an offer.
    func amounts(in sentence: Int) -> [Int] {
        if let numbers {
            return passage.sentences[sentence].words.filter {
                numbers[$0] == .amount && !roles.isReplaced($0, sentence)
            }
        }
        var found: [Int] = []
        for index in passage.sentences[sentence].words where words[index].kind == .number && isAmount(index, sentence) {
            if roles.endsRange(index) || roles.followsTo(index), let last = found.last, last >= index - 3 {
                found.removeLast()
            }
            found.append(index)
        }
        return found
    }

    private func isAmount(_ index: Int, _ sentence: Int) -> Bool {
        let word = words[index]
        guard word.suffix != .percent, word.suffix != .times,
            let units = word.value.scaled(0) ?? (word.isMoney ? 500 : nil),
            units >= 500 || isImpliedThousands(index, sentence), units <= 20_000_000
        else { return false }
        if passage.precedes(TermWords.less, index, within: 2) || roles.isFormer(index, sentence)
            || roles.isPaidOff(index, sentence) || roles.isReplaced(index, sentence)
        {
            return false
        }
        // `if repaid within 60 days, only $24,000 is due`
        if !drafts.isEmpty,
            passage.hits(in: sentence).contains(where: { $0.signal == .field(.prepay) && $0.words.lowerBound < index })
        {
            return false
        }
        let role = roles.role(of: index, in: sentence)
        if roles.isPaymentSized(index, in: sentence) { return false }
        if !word.isMoney {
            if isImpliedThousands(index, sentence) { return true }
            // `12500 1.49 50 daily`
            if units >= 5000, roles.unit(after: index) == nil, isBeforeRate(index, sentence) { return true }
            guard let role, role.field == .amount else { return false }
            return units >= 1000 && roles.unit(after: index) == nil && (role.isKeyed || !(1990...2060).contains(units))
        }
        guard let role else { return true }
        switch role.field {
        case .amount, .fundedAmount: return true
        case .factor, .buyRate, .term, .expiry, .prepay, .interest, .frequency: return !role.isKeyed
        case .commission: return word.suffix == .thousand && !role.isKeyed
        default: return false
        }
    }

    /// `25/1.4/70d`, `can do 60 at 1.35`, `1.29 on 50`, `bumped to 60`: thousands that the trade leaves unsaid, beside a rate
    /// or behind what offers.
    func isImpliedThousands(_ index: Int, _ sentence: Int) -> Bool {
        let word = words[index]
        guard word.currency == .none, word.suffix == .none, !word.isGrouped, let units = word.value.scaled(0),
            (5...999).contains(units), roles.unit(after: index) == nil
        else { return false }
        if isBeforeRate(index, sentence) { return true }
        guard !isFollowedByNoun(index) else { return false }
        let isOffered = passage.hits(in: sentence).contains {
            $0.signal == .approval && $0.words.upperBound == index + 1 && $0.words.count > 2
        }
        return isOffered || isBehindRate(index, sentence) || isMovedTo(index, units, sentence)
    }

    /// `60 at 1.35`: no funder advances sixty dollars.
    func isBareThousands(_ index: Int) -> Bool {
        !words[index].isMoney
            && words[index].value.scaled(0).map { (3..<1000).contains($0) } ?? (words[index].value.decimals > 0)
    }

    private func isBeforeRate(_ index: Int, _ sentence: Int) -> Bool {
        let end = passage.sentences[sentence].words.upperBound
        var next = index + 1
        while next < end, next < index + 3, words[next].kind == .word, !words[next].beginsClause,
            TermWords.beforeRate.contains(words[next].number)
        { next += 1 }
        return next < end && roles.isRate(next)
    }

    /// `1.29 on 50 for 10 months`.
    private func isBehindRate(_ index: Int, _ sentence: Int) -> Bool {
        index >= passage.sentences[sentence].words.lowerBound + 2 && words[index - 1].number == TermWords.on
            && roles.isRate(index - 2) && isLargest(words[index].value.scaled(0) ?? 0)
    }

    /// No sum is stated in full, unless it may be what these thousands pay back.
    private func isLargest(_ thousands: Int64) -> Bool {
        roles.largest < 500_000 || roles.largest >= thousands * 103_000 && roles.largest <= thousands * 190_000
    }

    /// `capped it at 55`, `took it up to 38`: where a rate is stated, and no sum in full.
    private func isMovedTo(_ index: Int, _ units: Int64, _ sentence: Int) -> Bool {
        guard units >= 10, index > passage.sentences[sentence].words.lowerBound,
            TermWords.moves.contains(words[index - 1].number), !words[index].beginsClause, roles.hasRate,
            isLargest(units), !passage.precedes(ScopeWords.negations, index, within: 6)
        else { return false }
        let role = roles.role(of: index, in: sentence)
        return role == nil || role?.field == .amount
    }

    /// `do 60 positions`: a count of something.
    private func isFollowedByNoun(_ index: Int) -> Bool {
        guard index + 1 < words.count, words[index + 1].kind == .word, !words[index + 1].beginsClause else {
            return false
        }
        return !TermWords.behindSum.contains(words[index + 1].number)
    }

    /// `He's got 11k left with Mulberry at $240 a day`: terms of somebody else's advance.
    func isOfBalance(_ sentence: Int, _ amounts: [Int]) -> Bool {
        guard amounts.isEmpty, !passage.has(.forAll, in: sentence) else { return false }
        var isBalance = false
        for index in passage.sentences[sentence].words where words[index].isMoney || roles.isRate(index) {
            if roles.isRate(index) { return false }
            if roles.role(of: index, in: sentence)?.field == .balance, words[index].value.scaled(2) ?? 0 >= 100_000 {
                isBalance = true
            }
        }
        return isBalance
            && passage.sentences[sentence].words.contains {
                roles.isPaymentSized($0, in: sentence) && words[$0].isMoney
            }
    }
}
