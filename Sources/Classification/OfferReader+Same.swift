/// Terms that one option takes over from another.
extension OfferReader {
    /// `or 20k same factor and term`, `same terms as 2 but $45,000`: what is named, or all that may hold for every option.
    func takeSame(as before: Int, for current: Int, _ sentence: Int) {
        let range = passage.sentences[sentence].words
        guard current > 0, let same = range.first(where: { words[$0].number == TermWords.same }),
            !passage.follows(TermWords.earlier, same, within: 6)
        else { return }
        let source = option(named: same, in: range) ?? current - 1
        guard source < current, source < drafts.count else { return }
        let end = (same + 1..<range.upperBound).first { words[$0].beginsClause } ?? range.upperBound
        var named: Set<OfferField> = []
        for hit in passage.hits(in: sentence)
        where hit.words.lowerBound > same && hit.words.lowerBound < min(end, same + 7) {
            guard case .field(let field) = hit.signal else { continue }
            if field == .term, passage.contains(TermWords.allTerms, in: hit.words) { continue }
            switch field {
            case .factor: named.formUnion([.factor])
            case .buyRate: named.insert(.buyRate)
            case .term: named.insert(.term)
            case .frequency: named.insert(.frequency)
            case .commission: named.insert(.commission)
            case .interest: named.insert(.interest)
            case .origination: named.formUnion([.originationPercent])
            default: break
            }
        }
        let isAll = named.isEmpty || passage.contains(TermWords.allTerms, in: same..<end)
        for field in OfferField.allCases where isAll ? field.holdsForAll : named.contains(field) {
            drafts[current].take(field, from: drafts[source])
        }
    }

    /// `If he won't pay off Rapid, 35k 1.44 8 months`: the one sum of an option's own sentence that is nothing else.
    func takeOwnSum(_ option: inout OfferDraft, beside loose: OfferDraft, _ sentence: Int) -> Bool {
        let taken = loose.sources.map(\.words)
        let sums = passage.sentences[sentence].words.filter { index in
            words[index].isMoney && (words[index].value.scaled(0) ?? 0) >= 1000
                && !taken.contains { $0.contains(index) }
        }
        guard sums.count == 1, roles.isRate(sums[0] + 1) || roles.isRate(sums[0] + 2) else { return false }
        option.take(\.amount, words[sums[0]].value, "amount", sums[0]..<sums[0] + 1)
        option.currency = words[sums[0]].currency == .none ? nil : words[sums[0]].currency
        return true
    }

    /// The option that a small number behind `as` names.
    private func option(named same: Int, in range: Range<Int>) -> Int? {
        guard
            let mark = (same..<min(same + 5, range.upperBound)).first(where: { words[$0].number == TermWords.likeness })
        else { return nil }
        let number = (mark + 1..<min(mark + 4, range.upperBound)).first { words[$0].kind == .number }
        return number.flatMap { words[$0].value.scaled(0) }.flatMap { (1...6).contains($0) ? Int($0) - 1 : nil }
    }

    /// `2 points on the line, 4 on the loan`: as many points as there are options, in their order.
    func takeSplitPoints(_ sentence: Int) -> Bool {
        let range = passage.sentences[sentence].words
        guard drafts.count > 1, passage.contains(TermWords.points, in: range) else { return false }
        let points = range.filter { index in
            guard words[index].kind == .number, !words[index].isMoney, let count = words[index].value.scaled(0),
                (1...20).contains(count),
                roles.unit(after: index) == nil, index + 1 < range.upperBound
            else { return false }
            let next = words[index + 1].number
            return next != 0 && (TermWords.points.contains(next) || next == TermWords.on)
                && !words[index + 1].beginsClause
        }
        guard points.count == drafts.count else { return false }
        for (draft, index) in points.enumerated() {
            drafts[draft].take(\.commissionPoints, words[index].value, "commission_points", index..<index + 1)
        }
        return true
    }

    /// `28k at 1.34 or 36k at 1.40, weekly, 9 points`: what only some options state, and those alike, holds for every one. Of 640 labelled
    /// mails with several options one in a hundred has how often is paid, the points or the last day for some of them alone; what is paid for
    /// origination holds for all where it stands behind the last one.
    func shareTerms() {
        // an advance and a loan have little in common
        guard drafts.count > 1, Set(drafts.map { $0.terms.interestRatePercent != nil }).count == 1 else { return }
        func share<Value: Equatable>(_ path: KeyPath<OfferTerms, Value?>, _ field: OfferField, isLastOnly: Bool = false)
        {
            let stated = drafts.indices.filter { drafts[$0].terms[keyPath: path] != nil }
            guard let first = stated.first, stated.count < drafts.count,
                stated.allSatisfy({ drafts[$0].terms[keyPath: path] == drafts[first].terms[keyPath: path] }),
                !isLastOnly || first == drafts.count - 1
            else { return }
            for index in drafts.indices { drafts[index].take(field, from: drafts[first]) }
        }
        // `daily 30k at 1.34, or weekly 30k at 1.38`: who says two says which is whose
        let often = Set(words.indices.compactMap { roles.frequency(at: $0)?.0 })
        if often.count == 1 { share(\.paymentFrequency, .frequency) }
        share(\.commissionPoints, .commission)
        if isAboveFirst(.factor) { share(\.factorRate, .factor) }
        share(\.expiresOn, .expiry)
        share(\.originationFeePercent, .originationPercent, isLastOnly: true)
        share(\.originationFeeAmount, .originationAmount, isLastOnly: true)
    }

    /// `four of them, all at 1.35: 15k, 20k`: whether the first option alone states it, before its amount.
    private func isAboveFirst(_ field: OfferField) -> Bool {
        func place(_ name: String) -> Int? { drafts[0].sources.first { $0.field == name }?.words.lowerBound }
        guard let stated = place(field.rawValue), let amount = place("amount") else { return false }
        return stated < amount && !drafts.dropFirst().contains { $0.states(field) || $0.terms.paybackAmount != nil }
    }

    /// `points 8 / 9 / 10 respectively`: as many numbers of one kind as there are options, each for one of them.
    func takeSplit(_ sentence: Int, _ taker: TermTaker) -> [Int] {
        guard let numbers, drafts.count > 1 else { return [] }
        var split: [Int] = []
        for field in [
            NumberField.points, .payment, .factor, .buyRate, .originationPercent, .originationAmount, .expiry,
        ] {
            let own = passage.sentences[sentence].words.filter {
                (words[$0].kind == .number || words[$0].kind == .day) && numbers[$0] == field
            }
            guard own.count == drafts.count, !drafts.contains(where: { $0.states(field) }) else { continue }
            for (draft, index) in own.enumerated() {
                taker.take(index, as: numbers, sentence, into: &drafts[draft])
            }
            split += own
        }
        return split
    }

    /// `36 months at $2,214, or 48 months at $1,741`: what an option states already begins another one of the same amount.
    func option(beside open: Int, for index: Int, _ sentence: Int) -> Int {
        guard let numbers, index > 0, drafts[open].statesOtherwise(numbers[index], words[index].value),
            !roles.endsRange(index), !roles.followsTo(index), !tellsInOtherUnit(index, drafts[open])
        else { return open }
        var option = OfferDraft()
        option.copyAmount(of: drafts[open])
        option.sentence = sentence
        drafts.append(option)
        return drafts.count - 1
    }

    /// `24 weekly payments (about 6 months)`: the same term once more.
    private func tellsInOtherUnit(_ index: Int, _ draft: OfferDraft) -> Bool {
        guard let numbers, numbers[index] == .term, let known = draft.terms.termUnit else { return false }
        let unit = roles.unit(after: index).flatMap { numbers.unit($0.unit, $0.frequency) } ?? numbers.unit(of: index)
        return unit.map { $0 != known } ?? false
    }
}
