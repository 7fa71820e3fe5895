import Kernel

/// Gathers offers from the sentences of a passage, one after the other.
struct OfferReader {
    let passage: Passage
    let roles: TermRoles
    private(set) var drafts: [OfferDraft] = []
    /// Terms without an amount beside them that hold for every option.
    private var shared = OfferDraft()
    /// Dollars for the broker beside the terms: `you earn a flat $450`.
    private(set) var flatCommission: (value: ExactNumber, words: Range<Int>)?
    private var words: [TextWord] { passage.words }
    /// Sentences whose numbers are nobody's terms.
    private let isIgnored: (Int) -> Bool

    init(_ passage: Passage, ignoring isIgnored: @escaping (Int) -> Bool) {
        self.passage = passage
        self.isIgnored = isIgnored
        roles = TermRoles(passage: passage)
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
        // what is paid off is no offer: of a consolidation the total stands
        let payoffs = passage.hits.filter { $0.signal == .field(.balance) }.count
        if payoffs >= 2, drafts.count > 1, drafts.filter({ $0.terms.factorRate != nil }).count < 2,
            let total = drafts.max(by: { Self.isLess($0, $1) })
        {
            for draft in drafts where draft.terms.amount != total.terms.amount { shared.fill(from: draft) }
            drafts = [total]
        }
        // what only names an amount gives way to what states terms
        let most = drafts.map(\.fieldCount).max() ?? 0
        if most >= 3 { drafts.removeAll { $0.fieldCount < 2 } }
        for index in drafts.indices { drafts[index].fill(from: shared) }
    }

    private static func isLess(_ left: OfferDraft, _ right: OfferDraft) -> Bool {
        (left.terms.amount?.scaled(2) ?? 0) < (right.terms.amount?.scaled(2) ?? 0)
    }

    // MARK: one sentence

    private mutating func read(_ sentence: Int) {
        let amounts = amounts(in: sentence)
        var current: Int? = drafts.indices.last
        var isShared = false
        if let first = amounts.first {
            current = draft(for: first, sentence)
        } else if passage.has(.forAll, in: sentence), drafts.count != 1 {
            isShared = true
        } else if let last = current, drafts.count > 1, passage.sentences[sentence].paragraph != drafts[last].paragraph
        {
            isShared = true
        }
        for index in passage.sentences[sentence].words
        where (words[index].kind == .number || words[index].kind == .day) && !isFormer(index, sentence) {
            if amounts.contains(index) {
                if index != amounts.first { current = draft(for: index, sentence) }
                continue
            }
            var draft = target(current, isShared)
            TermTaker(passage: passage, roles: roles).take(index, sentence, into: &draft)
            store(draft, current, isShared)
            noteFlatCommission(index, sentence)
        }
        var draft = target(current, isShared)
        let taker = TermTaker(passage: passage, roles: roles)
        taker.takeFrequency(sentence, hasTerms: !amounts.isEmpty, into: &draft)
        taker.takePrepay(sentence, into: &draft)
        store(draft, current, isShared)
    }

    private func target(_ current: Int?, _ isShared: Bool) -> OfferDraft {
        if let current, !isShared { return drafts[current] }
        return shared
    }

    private mutating func store(_ draft: OfferDraft, _ current: Int?, _ isShared: Bool) {
        if let current, !isShared { drafts[current] = draft } else { shared = draft }
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
