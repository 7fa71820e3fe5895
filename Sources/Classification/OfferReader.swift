import Kernel

/// Gathers offers from the sentences of a passage, one after the other.
struct OfferReader {
    let passage: Passage
    let roles: TermRoles
    private(set) var drafts: [OfferDraft] = []
    /// Terms without an amount beside them that hold for every option.
    private var shared = OfferDraft()
    /// Terms that stand above their amount.
    private var pending = OfferDraft()
    private let blocks: OfferBlocks
    /// Dollars for the broker beside the terms: `you earn a flat $450`.
    private(set) var flatCommission: (value: ExactNumber, words: Range<Int>)?
    private var words: [TextWord] { passage.words }
    /// Sentences whose numbers are nobody's terms.
    private let isIgnored: (Int) -> Bool

    init(_ passage: Passage, ignoring isIgnored: @escaping (Int) -> Bool) {
        self.passage = passage
        self.isIgnored = isIgnored
        roles = TermRoles(passage: passage)
        blocks = OfferBlocks(passage)
        guard passage.words.contains(where: { $0.kind == .number }) else { return }
        let tables = OfferTables(passage, roles)
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
        let isApproved = passage.hits.contains { $0.signal == .approval }
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
        // what only names an amount gives way to what states terms
        let most = drafts.map(\.fieldCount).max() ?? 0
        if most >= 3 { drafts.removeAll { $0.fieldCount < 2 } }
        for index in drafts.indices {
            drafts[index].fill(from: pending, isOnly: drafts.count == 1)
            drafts[index].fill(from: shared, isOnly: drafts.count == 1)
            drafts[index].takeAnnualRate()
        }
    }

    /// Names by reckoning what the words leave open.
    private mutating func reckon() {
        let arithmetic = OfferArithmetic(passage: passage, roles: roles)
        let starts = drafts.map(\.sentence)
        for index in drafts.indices where starts[index] >= 0 {
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

    private mutating func read(_ sentence: Int) {
        guard hasTerms(sentence) else { return }
        if isProgram(sentence), drafts.contains(where: { $0.fieldCount > 1 }) { return }
        let amounts = amounts(in: sentence)
        let taker = TermTaker(passage: passage, roles: roles)
        // terms of the sentence before its first amount, or of a sentence without one
        var loose = OfferDraft()
        var current: Int?
        if let first = amounts.first { current = draft(for: first, sentence) }
        for index in passage.sentences[sentence].words
        where (words[index].kind == .number || words[index].kind == .day) && !isFormer(index, sentence) {
            if amounts.contains(index) {
                if index != amounts.first { current = draft(for: index, sentence) }
                continue
            }
            if let current {
                taker.take(index, sentence, into: &drafts[current])
            } else {
                taker.take(index, sentence, into: &loose)
            }
            noteFlatCommission(index, sentence)
        }
        var last = current.map { drafts[$0] } ?? loose
        taker.takeFrequency(sentence, hasTerms: !amounts.isEmpty, into: &last)
        taker.takePrepay(sentence, into: &last)
        if let current { drafts[current] = last } else { place(last, sentence) }
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
        if hits.contains(where: { $0.signal == .approval }) { return false }
        if sentence > blocks.contact { return true }
        let first = passage.sentences[sentence].words.lowerBound
        return hits.contains { $0.signal == .field(.program) && $0.words.lowerBound <= first + 2 }
    }

    /// Gives the terms of a sentence without an amount to the offers that they belong to.
    private mutating func place(_ loose: OfferDraft, _ sentence: Int) {
        let block = blocks.block(of: sentence)
        if drafts.isEmpty || (block != drafts[drafts.count - 1].block && blocks.hasMoney(after: sentence)) {
            guard drafts.isEmpty || !passage.has(.forAll, in: sentence) else {
                return shared.fill(from: loose, isOnly: true)
            }
            pending.block = block
            return pending.fill(from: loose, isOnly: true)
        }
        let last = drafts.count - 1
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
    private mutating func draft(for index: Int, _ sentence: Int) -> Int {
        var value = words[index].value
        if isImpliedThousands(index, sentence), let thousands = ExactNumber((value.scaled(0) ?? 0) * 1000) {
            value = thousands
        }
        if words[index].followsRange, let last = drafts.indices.last,
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
        draft.isProgram = isProgram(sentence)
        if pending.block == draft.block {
            draft.fill(from: pending, isOnly: true)
            pending = OfferDraft()
        }
        drafts.append(draft)
        return drafts.count - 1
    }

    /// `was 45k @ 1.30, now 35k`: figures of an offer that no longer holds.
    private func isFormer(_ index: Int, _ sentence: Int) -> Bool {
        var position = index - 1
        while position >= passage.sentences[sentence].words.lowerBound {
            let word = words[position]
            if word.number != 0 {
                if word.number == TermWords.now || RuleBook.clauseWords.contains(word.number) { return false }
                if TermWords.past.contains(word.number), index - position <= 2 { return true }
                if TermWords.former.contains(word.number) {
                    return index - position <= 2 || passage.clauses[position] == passage.clauses[index]
                }
            }
            position -= 1
            if index - position > 8 { return false }
        }
        return false
    }

    // MARK: amounts

    /// The numbers of a sentence that are the gross amount of an offer.
    private func amounts(in sentence: Int) -> [Int] {
        var found: [Int] = []
        var keyed: [Int] = []
        for index in passage.sentences[sentence].words where words[index].kind == .number {
            guard let isKeyed = isAmount(index, sentence) else { continue }
            if words[index].followsRange || isUpperEnd(index), let last = found.last, last >= index - 3 {
                found.removeLast()
            }
            found.append(index)
            if isKeyed { keyed.append(index) }
        }
        return found
    }

    /// `between $40,000 and $55,000`, `40 to 55k`.
    private func isUpperEnd(_ index: Int) -> Bool {
        index >= 2 && words[index - 2].kind == .number && (words[index - 1].number == RuleBook.to)
            && words[index - 1].number != 0
    }

    private func isAmount(_ index: Int, _ sentence: Int) -> Bool? {
        let word = words[index]
        guard word.suffix != .percent, word.suffix != .times,
            let units = word.value.scaled(0) ?? (word.isMoney ? 500 : nil),
            units >= 500 || isImpliedThousands(index, sentence), units <= 20_000_000
        else { return nil }
        if passage.precedes(TermWords.less, index, within: 2) || isFormer(index, sentence) || isPaidOff(index, sentence)
        {
            return nil
        }
        let role = roles.role(of: index, in: sentence)
        if roles.isPaymentSized(index, in: sentence) { return nil }
        if !word.isMoney {
            if isImpliedThousands(index, sentence) { return false }
            guard let role, role.field == .amount, units >= 1000, roles.unit(after: index) == nil,
                role.isKeyed || !(1990...2060).contains(units)
            else { return nil }
            return role.isKeyed
        }
        guard let role else { return false }
        switch role.field {
        case .amount, .fundedAmount: return role.isKeyed
        case .factor, .buyRate, .term, .expiry, .prepay, .interest, .frequency: return role.isKeyed ? nil : false
        case .commission: return word.suffix == .thousand && !role.isKeyed ? false : nil
        default: return nil
        }
    }

    /// `pays off Vader ($31,200), Mulligan ($22,750)`: a list of balances goes on to its end.
    private func isPaidOff(_ index: Int, _ sentence: Int) -> Bool {
        guard roles.left(of: index, in: sentence)?.isKeyed != true else { return false }
        let keys = passage.hits(in: sentence).filter {
            if case .field = $0.signal { $0.words.upperBound <= index && $0.words.lowerBound < index } else { false }
        }
        guard let last = keys.last(where: { $0.signal == .field(.balance) }) else { return false }
        return !keys.contains { key in
            guard key.words.lowerBound > last.words.lowerBound, case .field(let field) = key.signal else {
                return false
            }
            return [.amount, .payback, .net, .payment, .fundedAmount].contains(field)
        }
    }

    /// `25/1.4/70d`, `can do 60 at 1.35`: thousands that the trade leaves unsaid, right before a rate or behind what offers.
    private func isImpliedThousands(_ index: Int, _ sentence: Int) -> Bool {
        let word = words[index]
        guard word.currency == .none, word.suffix == .none, !word.isGrouped, let units = word.value.scaled(0),
            (5...999).contains(units), roles.unit(after: index) == nil
        else { return false }
        let rate = index + 1 < words.count && roles.isRate(index + 1) ? index + 1 : index + 2
        let isBeforeRate =
            rate < passage.sentences[sentence].words.upperBound && roles.isRate(rate)
            && (rate == index + 1 || words[rate - 1].number == TermWords.at || words[rate - 1].number == TermWords.on)
        let isOffered = passage.hits(in: sentence).contains {
            $0.signal == .approval && $0.words.upperBound == index + 1 && $0.words.count > 2
        }
        return isBeforeRate || (isOffered && !isFollowedByNoun(index))
    }

    /// `do 60 positions`: a count of something.
    private func isFollowedByNoun(_ index: Int) -> Bool {
        guard index + 1 < words.count, words[index + 1].kind == .word, !words[index + 1].beginsClause else {
            return false
        }
        return ![TermWords.at, TermWords.on, TermWords.over, TermWords.fresh].contains(words[index + 1].number)
    }

    private mutating func noteFlatCommission(_ index: Int, _ sentence: Int) {
        guard words[index].isMoney || words[index].currency != .none, flatCommission == nil,
            let role = roles.role(of: index, in: sentence), role.field == .commission
        else { return }
        flatCommission = (words[index].value, index..<index + 1)
    }
}
