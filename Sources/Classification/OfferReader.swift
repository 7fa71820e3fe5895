import Kernel

/// Gathers offers from the sentences of a passage, one after the other.
final class OfferReader {
    let passage: Passage
    let roles: TermRoles
    var drafts: [OfferDraft] = []
    /// Terms without an amount beside them that hold for every option.
    private var shared = OfferDraft()
    /// Terms that stand above their amount.
    private(set) var pending = OfferDraft()
    /// What stood above the first amount of a block.
    private var headings: [OfferDraft] = []
    private let blocks: OfferBlocks
    /// Dollars for the broker beside the terms: `you earn a flat $450`.
    private(set) var flatCommission: (value: ExactNumber, words: Range<Int>)?
    var words: [TextWord] { passage.words }
    /// Sentences whose numbers are nobody's terms.
    private let isIgnored: (Int) -> Bool
    /// What each number likely is; nil while the rules alone read.
    let numbers: NumberRoles?

    convenience init(_ passage: Passage, ignoring isIgnored: @escaping (Int) -> Bool) {
        self.init(passage, nil, ignoring: isIgnored)
    }

    /// - Parameter numbers: what each number likely is, where that is known.
    init(_ passage: Passage, _ numbers: NumberRoles?, ignoring isIgnored: @escaping (Int) -> Bool) {
        self.passage = passage
        self.numbers = numbers
        self.isIgnored = isIgnored
        roles = TermRoles(passage: passage)
        blocks = OfferBlocks(passage)
        guard passage.sentences.count <= 4 || passage.words.contains(where: { $0.kind == .number }) else { return }
        let tables = OfferTables(passage, roles, numbers)
        var sentence = 0
        while sentence < passage.sentences.count {
            if let table = tables.table(at: sentence) {
                drafts += table.drafts.filter(\.hasAmount)
                sentence = table.next
            } else {
                if !isIgnored(sentence) { read(sentence) }
                sentence += 1
            }
        }
        if numbers == nil { sift() }
        // what only names an amount gives way to what states terms
        let most = drafts.map(\.fieldCount).max() ?? 0
        if most >= 3 { drafts.removeAll { $0.fieldCount < 2 } }
        for index in drafts.indices {
            // `three offers, weekly, 9 points each:`
            for heading in headings where numbers != nil && heading.block == drafts[index].block {
                drafts[index].fill(from: heading, isOnly: false)
            }
            drafts[index].fill(from: pending, isOnly: drafts.count == 1)
            drafts[index].fill(from: shared, isOnly: drafts.count == 1)
            drafts[index].takeAnnualRate()
        }
        if numbers != nil { shareTerms() }
    }

    /// Leaves out what is no offer of this file, and reckons what the words leave open.
    private func sift() {
        let isApproved = passage.hits.contains { hit in
            hit.signal == .approval
                && !(hit.words.count == 1 && words[hit.words.lowerBound].number == TermWords.approvals)
        }
        if !isApproved || drafts.contains(where: { !$0.isProgram && $0.fieldCount > 1 }) {
            drafts.removeAll(where: \.isProgram)
        }
        reckon()
        // what is paid off is no offer: of a consolidation the total stands
        let payoffs = passage.hits.filter { $0.signal == .field(.balance) }.count
        if payoffs >= 2, drafts.count > 1, drafts.filter({ $0.terms.factorRate != nil }).count < 2,
            let total = drafts.max(by: { Self.isLess($0, $1) })
        {
            for draft in drafts where draft.terms.amount != total.terms.amount {
                shared.fill(from: draft, isOnly: false)
            }
            drafts = [total]
        }
    }

    /// Nobody offers more options in words that leave terms open.
    private static let mostReckoned = 8

    /// Names by reckoning what the words leave open.
    private func reckon() {
        let arithmetic = OfferArithmetic(passage: passage, roles: roles)
        let starts = drafts.map(\.sentence)
        for index in drafts.indices.prefix(Self.mostReckoned) where starts[index] >= 0 {
            if drafts.count == 1 { drafts[index].fill(from: pending, isOnly: true) }
            let next = index + 1 < starts.count ? starts[index + 1] : passage.sentences.count
            let end = passage.sentences.indices.filter { $0 < next && $0 >= starts[index] }.prefix {
                $0 - starts[index] < 12 && !isIgnored($0)
            }.count
            arithmetic.complete(&drafts[index], in: starts[index]..<max(starts[index] + 1, starts[index] + end))
        }
    }

    private static func isLess(_ left: OfferDraft, _ right: OfferDraft) -> Bool {
        (left.terms.amount?.scaled(2) ?? 0) < (right.terms.amount?.scaled(2) ?? 0)
    }

    // MARK: one sentence

    private func read(_ sentence: Int) {
        guard hasTerms(sentence) else { return }
        if numbers == nil, isProgram(sentence), drafts.contains(where: { $0.fieldCount > 1 }) { return }
        let amounts = amounts(in: sentence)
        let taker = TermTaker(passage: passage, roles: roles)
        // terms of the sentence before its first amount, or of a sentence without one
        var loose = OfferDraft()
        var current: Int?
        let before = drafts.count
        let split = amounts.isEmpty ? takeSplit(sentence, taker) : []
        var parts: [(draft: Int, start: Int)] = []
        // the draft whose amount was stated once more
        var restated: Int?
        if let first = amounts.first {
            let index = draft(for: first, sentence)
            current = index
            parts.append((index, passage.sentences[sentence].words.lowerBound))
        }
        for index in passage.sentences[sentence].words
        where (words[index].kind == .number || words[index].kind == .day)
            && (numbers != nil || !roles.isFormer(index, sentence)) && !roles.isReplaced(index, sentence)
        {
            if amounts.contains(index) {
                if index != amounts.first {
                    let next = draft(for: index, sentence)
                    // `weekly 30k at 1.38`: how often may stand before it
                    let isOften = roles.frequency(at: index - 1).map { $0.1.upperBound == index } ?? false
                    parts.append((next, isOften ? index - 1 : index))
                    restated = next == current ? next : nil
                    current = next
                }
                continue
            }
            if split.contains(index) { continue }
            if let open = current {
                let next = option(beside: open, for: index, sentence)
                if next != open {
                    // `weekly: $30,000 at 1.38` below `daily: $30,000 at 1.34`: what stands before the same amount is the new one's
                    if let last = parts.indices.last, parts[last].draft == open,
                        drafts[open].sentence != sentence || restated == open
                    {
                        parts[last].draft = next
                    } else {
                        parts.append((next, index))
                    }
                }
                current = next
                take(index, sentence, taker, into: &drafts[next])
            } else {
                take(index, sentence, taker, into: &loose)
            }
            noteFlatCommission(index, sentence)
        }
        // what stands before the next amount belongs to the one before it
        for (part, next) in zip(parts, parts.dropFirst()) {
            taker.takeFrequency(sentence, in: part.start..<next.start, hasTerms: true, into: &drafts[part.draft])
        }
        let rest = parts.count > 1 ? parts[parts.count - 1].start..<passage.sentences[sentence].words.upperBound : nil
        var last = current.map { drafts[$0] } ?? loose
        taker.takeFrequency(sentence, in: rest, hasTerms: !amounts.isEmpty, into: &last)
        taker.takePrepay(sentence, into: &last)
        if let current {
            drafts[current] = last
            takeSame(as: before, for: current, sentence)
        } else if numbers != nil || !isOfBalance(sentence, amounts) {
            if numbers == nil, takeSplitPoints(sentence) { last.terms.commissionPoints = nil }
            place(last, sentence)
        }
    }

    private func take(_ index: Int, _ sentence: Int, _ taker: TermTaker, into draft: inout OfferDraft) {
        if let numbers {
            taker.take(index, as: numbers, sentence, into: &draft)
        } else {
            taker.take(index, sentence, into: &draft)
        }
    }

    /// `- 6 months at 1.27`, `- 9 months at 1.33` below an amount: each line states rate and term anew.
    private func isFurtherOption(_ loose: OfferDraft, _ sentence: Int) -> Bool {
        let last = drafts[drafts.count - 1]
        if numbers != nil, last.sentence >= 0, loose.fieldCount > 1, last.differs(from: loose) { return true }
        return loose.terms.factorRate != nil && loose.terms.termValue != nil && last.terms.factorRate != nil
            && last.terms.termValue != nil && loose.terms.factorRate != last.terms.factorRate
            && loose.terms.termValue != last.terms.termValue && last.sentence >= 0
            && !passage.hits(in: sentence).contains { $0.signal == .field(.prepay) }
    }

    private func hasTerms(_ sentence: Int) -> Bool {
        passage.sentences[sentence].words.contains { words[$0].kind == .number || words[$0].kind == .day }
            || passage.hits(in: sentence).contains { if case .field = $0.signal { true } else { false } }
            || passage.sentences[sentence].words.contains { roles.frequency(at: $0) != nil }
    }

    /// `Fund up to $2,000,000! Terms to 24 months!`, or whatever stands below a line with a telephone number: what is offered to
    /// anybody.
    private func isProgram(_ sentence: Int) -> Bool {
        let hits = passage.hits(in: sentence)
        if hits.contains(where: {
            $0.signal == .approval && !($0.words.count == 1 && words[$0.words.lowerBound].number == TermWords.approvals)
        }) {
            return false
        }
        if sentence > blocks.contact { return true }
        let first = passage.sentences[sentence].words.lowerBound
        let programs = hits.filter { $0.signal == .field(.program) }
        return programs.contains { $0.words.lowerBound <= first + 2 } || Set(programs.map(\.words.upperBound)).count > 1
    }

    /// Gives the terms of a sentence without an amount to the offers that they belong to.
    private func place(_ loose: OfferDraft, _ sentence: Int) {
        let block = blocks.block(of: sentence)
        if drafts.isEmpty || (block != drafts[drafts.count - 1].block && blocks.hasMoney(after: sentence)) {
            guard drafts.isEmpty || !passage.has(.forAll, in: sentence) else {
                return shared.fill(from: loose, isOnly: true)
            }
            pending.block = block
            return pending.fill(from: loose, isOnly: true)
        }
        let last = drafts.count - 1
        if isFurtherOption(loose, sentence) {
            var option = OfferDraft()
            if !takeOwnSum(&option, beside: loose, sentence) { option.copyAmount(of: drafts[last]) }
            option.fill(from: loose, isOnly: true)
            option.sentence = sentence
            drafts.append(option)
            return
        }
        if drafts.count == 1 { return drafts[0].fill(from: loose, isOnly: true) }
        if passage.has(.forAll, in: sentence) { return shared.fill(from: loose, isOnly: true) }
        let isOwn = block == drafts[last].block && drafts.filter { $0.block == block }.count == 1
        for field in OfferField.allCases {
            // what the others state each for itself, the last one states here
            let isParallel = !drafts[last].states(field) && drafts[..<last].allSatisfy { $0.states(field) }
            if isOwn || isParallel {
                drafts[last].take(field, from: loose)
            } else {
                shared.take(field, from: loose)
            }
        }
        if isOwn { drafts[last].paymentCount = drafts[last].paymentCount ?? loose.paymentCount }
    }

    /// The draft that an amount opens, or the one that states it already.
    private func draft(for index: Int, _ sentence: Int) -> Int {
        var value = words[index].value
        if numbers == nil ? isImpliedThousands(index, sentence) : isBareThousands(index),
            let thousands = value.scaled(3).flatMap({ ExactNumber($0) })
        {
            value = thousands
        }
        if roles.endsRange(index), let last = drafts.indices.last,
            drafts[last].paragraph == passage.sentences[sentence].paragraph
        {
            drafts[last].replace(\.amount, value, "amount", index..<index + 1)
            return last
        }
        if let known = drafts.firstIndex(where: { $0.terms.amount == value }),
            known == drafts.indices.last || !passage.sentences[sentence].words.contains(where: { roles.isRate($0) })
        {
            return known
        }
        var draft = OfferDraft()
        draft.take(\.amount, value, "amount", index..<index + 1)
        draft.currency = words[index].currency == .none ? nil : words[index].currency
        draft.paragraph = passage.sentences[sentence].paragraph
        draft.block = blocks.block(of: sentence)
        draft.sentence = sentence
        draft.isProgram = numbers == nil && isProgram(sentence)
        if pending.block == draft.block {
            draft.fill(from: pending, isOnly: true)
            headings.append(pending)
            pending = OfferDraft()
        }
        drafts.append(draft)
        return drafts.count - 1
    }

    private func noteFlatCommission(_ index: Int, _ sentence: Int) {
        guard words[index].isMoney || words[index].currency != .none, flatCommission == nil else { return }
        if let numbers {
            if numbers[index] == .commission { flatCommission = (words[index].value, index..<index + 1) }
            return
        }
        guard let role = roles.role(of: index, in: sentence), role.field == .commission else { return }
        flatCommission = (words[index].value, index..<index + 1)
    }
}
