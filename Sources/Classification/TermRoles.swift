import Kernel

/// What each number of a passage is, by its shape and the words beside it.
struct TermRoles {
    struct Role {
        let field: Field
        /// The key stands in its own cell or before a colon.
        let isKeyed: Bool
        /// Words between the key and the number.
        var distance = 0
    }

    /// A key behind a number.
    struct Behind {
        let field: Field
        let distance: Int
        /// Another number follows it: `buy 1.18 sell up to 1.32`.
        let isOfNext: Bool
    }

    let passage: Passage
    /// The largest sum of the passage that is not offered to anybody, in hundredths.
    let largest: Int64
    /// Whether a rate stands anywhere in the passage.
    private(set) var hasRate = false
    var words: [TextWord] { passage.words }

    init(passage: Passage) {
        self.passage = passage
        if let known = passage.told.largest {
            (largest, hasRate) = known
            return
        }
        var largest: Int64 = 0
        for sentence in passage.sentences.indices where passage.hasMoney(sentence) {
            if passage.hits(in: sentence).contains(where: { $0.signal == .field(.program) }) { continue }
            for index in passage.sentences[sentence].words where passage.words[index].isMoney {
                largest = max(largest, passage.words[index].value.scaled(2) ?? 0)
            }
        }
        self.largest = largest
        hasRate = words.indices.contains { isRate($0) }
        passage.told.largest = (largest, hasRate)
    }

    static let sums: Set<Field> = [.amount, .payback, .net, .balance, .requested, .revenue, .fundedAmount]
    /// What may be stated as a share and as a sum.
    static let doubles: Set<Field> = [.origination, .administration, .commission, .otherFee]
    /// What a count with its unit may be besides a term.
    static let sides: Set<Field> = [.other, .prepay, .expiry, .revenue]
    /// Keys that say by themselves what stands right behind them.
    static let plain: Set<Field> = [.factor, .buyRate, .payback, .payment, .holdback, .interest, .origination]
    static let notTerms: Set<Field> = [.balance, .net, .requested, .revenue, .otherFee]
    /// No key of a number begins more words before it.
    static let farthest = 40

    /// What is known of a passage's numbers already.
    final class Told {
        fileprivate var largest: (cents: Int64, hasRate: Bool)?
        /// By word; nil where none was told.
        fileprivate var roles: [Role??] = []
    }

    /// What the words beside it say that a number is; nil for a bare number without a key.
    func role(of index: Int, in sentence: Int) -> Role? {
        if passage.told.roles.isEmpty { passage.told.roles = Array(repeating: nil, count: words.count) }
        if let known = passage.told.roles[index] { return known }
        let role = read(index, sentence)
        passage.told.roles[index] = .some(role)
        return role
    }

    private func read(_ index: Int, _ sentence: Int) -> Role? {
        guard let role = named(index, sentence) else { return nil }
        // `Repayment: weekly by ACH, 8,205.13`: too small to be all that is paid back
        if role.field == .payback, words[index].suffix == .none, let cents = words[index].value.scaled(2),
            cents * 3 < largest,
            (passage.sentences[sentence].words.lowerBound..<index).contains(where: { frequency(at: $0) != nil })
        {
            return Role(field: .payment, isKeyed: role.isKeyed, distance: role.distance)
        }
        return role
    }

    private func named(_ index: Int, _ sentence: Int) -> Role? {
        let word = words[index]
        if word.kind == .day, isLastDay(index, sentence) { return Role(field: .expiry, isKeyed: false) }
        // a count with its unit is no sum
        let isCount = !word.isMoney && unit(after: index) != nil
        let near = asInterest(left(of: index, in: sentence), word)
        let left = isCount && near.map { Self.sums.contains($0.field) } == true ? nil : near
        let behind = right(of: index, in: sentence)
        let right = isCount && behind.map { Self.sides.contains($0.field) } != true ? nil : behind
        if let left, left.field == .commission, !left.isKeyed, left.distance <= 1, word.suffix == .percent,
            (right?.distance ?? 9) > 1
        {
            return left
        }
        if let left, !left.isKeyed, left.distance <= 1, Self.plain.contains(left.field), fits(left.field, word),
            (right?.distance ?? 9) > 1 || right?.isOfNext == true
        {
            return left
        }
        let isFee = right?.field == .origination || right?.field == .otherFee || right?.field == .administration
        if let left, left.isKeyed, left.field != .other, !(left.field == .otherFee && isFee) {
            if fits(left.field, word) { return left }
            // `Terms: $50,000 at 1.35`: the name of the whole offer
            let isWhole = [.term, .factor].contains(left.field) && word.isMoney && word.value.scaled(2) == largest
            return isWhole ? nil : keyedOther(left, right)
        }
        if let right, isRole(right, word) {
            if right.field == .payment, word.suffix == .thousand { return Role(field: .revenue, isKeyed: false) }
            if let left, Self.notTerms.contains(left.field), !isFee, fits(left.field, word) { return left }
            if let left, left.field == .payback, !isFee, right.field != .payment { return left }
            if let left, left.field == .payment || left.field == .origination, right.distance > 1 { return left }
            return Role(field: right.field, isKeyed: false)
        }
        if let left, left.field == .amount, isPaymentSized(index, in: sentence) {
            return Role(field: .payment, isKeyed: false)
        }
        if let left, fits(left.field, word) { return left }
        if let right, right.field != .expiry, right.field != .term, fits(right.field, word), right.distance <= 2 {
            return Role(field: right.field, isKeyed: false)
        }
        return relation(of: index, in: sentence).map { Role(field: $0, isKeyed: false) }
    }

    /// `2/17 expiry`, `dead 2/19`.
    private func isLastDay(_ index: Int, _ sentence: Int) -> Bool {
        let range = passage.sentences[sentence].words
        func has(_ set: WordSet, _ place: Int) -> Bool {
            range.contains(place) && words[place].number != 0 && set.contains(words[place].number)
        }
        if has(TermWords.lastDay, index + 1) { return !words[index + 1].beginsClause && !words[index + 1].followsColon }
        return has(TermWords.ends, index - 1)
    }

    /// `rate 1.5% per month`: a rate in percent is interest.
    private func asInterest(_ role: Role?, _ word: TextWord) -> Role? {
        guard let role, role.field == .factor, word.suffix == .percent else { return role }
        return Role(field: .interest, isKeyed: role.isKeyed)
    }

    /// What a sum without a name is by its size beside an earlier sum of the sentence: the payback where it is that sum times a
    /// rate, a payment where it is small and a frequency or a slash says so.
    private func relation(of index: Int, in sentence: Int) -> Field? {
        let range = passage.sentences[sentence].words
        guard words[index].isMoney, let cents = words[index].value.scaled(2) else { return nil }
        let near = max(range.lowerBound, index - 16)..<min(range.upperBound, index + 16)
        let earlier = (near.lowerBound..<index).last { words[$0].isMoney && !words[$0].followsRange }
        let base = earlier.flatMap { words[$0].value.scaled(2) } ?? largest
        guard base > 0, cents < 1_000_000_000_000 else { return nil }
        let isDearer = cents * 100 > base * 103 && cents * 10 < base * 18
        // `64,000 for 83,200`, `$30,000 against $39,600`
        if isDearer, index >= range.lowerBound + 2, words[index - 1].number != 0,
            TermWords.exchanges.contains(words[index - 1].number), earlier == index - 2
        {
            return .payback
        }
        // `so $54k back`, `$40,000 / $54,000 / 160 payments`
        if isDearer, index + 1 < range.upperBound,
            words[index + 1].number == TermWords.back && !words[index + 1].beginsClause
                || !hasRate && words[index].followsSlash && earlier == index - 1 && unit(after: index + 1) != nil
        {
            return .payback
        }
        for rate in near where isRate(rate) {
            guard let factor = words[rate].value.scaled(4), base < 1_000_000_000_000 else { continue }
            let isPriced = [index + 1, index + 2].contains { range.contains($0) && isRate($0) }
            if earlier != nil, !isPriced, abs(cents - base * factor / 10_000) * 1000 <= base { return .payback }
        }
        let isSmall = cents * 5 < base && words[index].suffix == .none
        let hasFrequency = earlier != nil && near.contains { words[$0].kind == .word && frequency(at: $0) != nil }
        return isSmall && (words[index].followsSlash || hasFrequency || frequency(after: index) != nil) ? .payment : nil
    }

    /// `remitted daily in the amount of $203.70`: small beside the largest sum, and said how often.
    func isPaymentSized(_ index: Int, in sentence: Int) -> Bool {
        guard let cents = words[index].value.scaled(2), cents * 6 < largest, words[index].suffix == .none,
            !(index + 1 < words.count && isRate(index + 1))
        else { return false }
        if frequency(after: index) != nil { return true }
        let range = passage.sentences[sentence].words
        let before = max(range.lowerBound, index - 6)..<index
        return before.contains { frequency(at: $0) != nil }
            || words[index].value.decimals > 0 && range.contains { frequency(at: $0) != nil }
    }

    private func isRole(_ right: Behind, _ word: TextWord) -> Bool {
        guard right.distance == 1 || word.suffix == .percent || !word.isMoney, fits(right.field, word) else {
            return false
        }
        switch right.field {
        case .amount, .expiry, .frequency, .term: return false
        default: return true
        }
    }

    private func keyedOther(_ left: Role, _ right: Behind?) -> Role? {
        right.map { Role(field: $0.field, isKeyed: false) } ?? Role(field: .other, isKeyed: true)
    }

    /// Whether a number of this shape can be that.
    private func fits(_ field: Field, _ word: TextWord) -> Bool {
        switch field {
        case .interest, .annualRate, .holdback: word.suffix == .percent
        case .factor, .buyRate:
            word.suffix != .percent && !word.isMoney && (word.value.decimals > 0 || word.suffix == .times)
        case .amount, .payback, .payment, .net, .balance, .requested, .fundedAmount:
            word.suffix != .percent && word.suffix != .times
        case .term: !word.isMoney && word.suffix == .none
        case .frequency: word.suffix != .percent
        default: true
        }
    }
}
