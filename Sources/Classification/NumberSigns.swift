import Kernel

/// What stands about the numbers and days of a passage: how each looks, the words beside it, its neighbours, its size beside the others, and
/// what the rules took it for. Names of features that are there or not.
final class NumberSigns {
    let passage: Passage
    let roles: TermRoles
    /// Whether it has more numbers than are weighed.
    let isCut: Bool
    /// The words of the passage that are numbers or days, each with its sentence.
    let numbers: [(word: Int, sentence: Int)]
    private let tables: OfferTables
    let taken: [Int: [NumberField]]
    private let outcome: Outcome
    private let sums: [(word: Int, cents: Int64)]
    private let rates: [Int64]
    private let shares: [Int64]

    /// No more numbers of a mail are weighed.
    private static let most = 64

    /// - Parameters:
    ///   - taken: what the rules took each number for.
    ///   - outcome: what the rules took the mail for.
    init(_ passage: Passage, taken: [Int: [NumberField]], outcome: Outcome) {
        (self.passage, self.taken, self.outcome) = (passage, taken, outcome)
        let roles = TermRoles(passage: passage)
        self.roles = roles
        tables = OfferTables(passage, roles)
        var numbers: [(word: Int, sentence: Int)] = []
        for (sentence, words) in passage.sentences.lazy.map(\.words).enumerated() {
            for word in words where passage.words[word].kind == .number || passage.words[word].kind == .day {
                if numbers.count <= Self.most { numbers.append((word, sentence)) }
            }
        }
        isCut = numbers.count > Self.most
        self.numbers = Array(numbers.prefix(Self.most))
        let words = numbers.prefix(Self.most).lazy.map { ($0.word, passage.words[$0.word]) }
            .filter { $0.1.kind == .number }
        rates = words.filter { roles.isRate($0.0) }.prefix(6).compactMap { $0.1.value.scaled(4) }
        sums = words.filter { $0.1.suffix != .percent && $0.1.suffix != .times && !roles.isRate($0.0) }.compactMap {
            guard let cents = $0.1.value.scaled(2), (2000..<1_000_000_000_000).contains(cents) else { return nil }
            return ($0.0, cents)
        }
        shares = Array(
            Set(
                words.filter { $0.1.suffix == .percent || !$0.1.isMoney && $0.1.suffix == .none }.prefix(10).compactMap
                {
                    $0.1.value.scaled(2)
                }.filter { 1...2500 ~= $0 })
        ).sorted()
    }

    // MARK: features

    func each<Part: FeaturePart>(of place: Int, _ words: WordParts<Part>, _ take: (Part) -> Void) {
        let (index, sentence) = numbers[place]
        let own = words[index]
        looks(index, own, take)
        neighbours(index, sentence, words, take)
        others(place, words, take)
        size(index, own, take)
        rules(index, sentence, own, take)
    }

    /// What tells what a term is counted in.
    func unit<Part: FeaturePart>(
        of place: Int, _ words: WordParts<Part>, _ frequency: OfferTerms.Frequency?, _ take: (Part) -> Void
    ) {
        each(of: place, words, take)
        let index = numbers[place].word
        for (step, distance) in zip([3, 4], ["+3", "+4"] as [StaticString]) {
            take(Part(distance).then(words[index + step]))
        }
        let often = Part("often").then(frequency.map { Part(letters: $0.rawValue.utf8) } ?? Part("none"))
        take(often)
        if let unit = roles.unit(after: index) { take(often.then(Part(unit.unit.name))) }
    }

    /// How it is written, and what is counted in it.
    private func looks<Part: FeaturePart>(_ index: Int, _ own: Part, _ take: (Part) -> Void) {
        let word = passage.words[index]
        take(own)
        var (magnitude, rest) = (0, word.kind == .number ? (word.value.scaled(2) ?? 0) / 100 : 0)
        while rest > 0 { (magnitude, rest) = (magnitude + 1, rest / 3) }
        take(own.then(.init(digit: magnitude / 10)).then(.init(digit: magnitude % 10)))
        take(Part("decimals").then(.init(digit: min(4, word.value.decimals))))
        if word.currency != .none { take(Part("currency")) }
        if word.isSpelled { take(Part("spelled")) }
        if word.suffix == .thousand { take(Part("thousands")) }
        if word.followsColon {
            take(Part("colon"))
            take(Part("colon").then(own))
        }
        if word.followsSlash { take(Part("slash").then(own)) }
        if word.followsRange { take(Part("range")) }
        if word.beginsClause { take(Part("clause")) }
        if let unit = roles.unit(after: index) {
            take(Part("unit").then(Part(unit.unit.name)))
            if let frequency = unit.frequency { take(Part("often").then(Part(letters: frequency.rawValue.utf8))) }
        }
        if let often = roles.frequency(after: index) { take(Part("after").then(Part(letters: often.rawValue.utf8))) }
    }

    /// The words beside it.
    private func neighbours<Part: FeaturePart>(
        _ index: Int, _ sentence: Int, _ words: WordParts<Part>, _ take: (Part) -> Void
    ) {
        let range = passage.sentences[sentence].words
        for position in max(range.lowerBound, index - 5)..<index {
            if let found = roles.frequency(at: position) {
                take(Part("before").then(Part(letters: found.0.rawValue.utf8)))
            }
        }
        let (left, own, right) = (words[index - 1], words[index], words[index + 1])
        take(Part("-1").then(left))
        take(Part("-2").then(words[index - 2]))
        take(Part("+1").then(right))
        take(Part("+2").then(words[index + 2]))
        take(Part("-2-1").then(words[index - 2]).then(left))
        take(Part("o-1").then(own).then(left))
        take(Part("o+1").then(own).then(right))
        for position in max(range.lowerBound, index - 7)..<index where passage.words[position].kind == .word {
            take(Part("near").then(words[position]))
        }
        if range.lowerBound < index { take(Part("line").then(words[range.lowerBound])) }
        if range.count <= 3, sentence > 0 {
            take(Part("above").then(words[passage.sentences[sentence - 1].words.lowerBound]))
        }
    }

    /// The numbers before and after it.
    private func others<Part: FeaturePart>(_ place: Int, _ words: WordParts<Part>, _ take: (Part) -> Void) {
        func shown(_ other: Int) -> Part {
            guard numbers.indices.contains(other) else { return Part("^") }
            return numbers[other].sentence == numbers[place].sentence
                ? words[numbers[other].word] : Part("far")
        }
        let (left, own, right) = (shown(place - 1), words[numbers[place].word], shown(place + 1))
        take(Part("previous").then(own).then(left))
        take(Part("next").then(own).then(right))
        take(Part("between").then(own).then(left).then(right))
    }

    /// Its size beside the other sums, and what can be reckoned from it.
    private func size<Part: FeaturePart>(_ index: Int, _ own: Part, _ take: (Part) -> Void) {
        let word = passage.words[index]
        guard word.kind == .number, word.suffix != .percent, !roles.isRate(index), let cents = word.value.scaled(2),
            cents > 0
        else { return }
        let ratio = Double(cents) / Double(max(roles.largest, 1))
        let step = [0.999, 0.85, 0.5, 0.25, 0.1, 0.05, 0.01].firstIndex { ratio >= $0 } ?? 9
        take(Part("size").then(own).then(.init(digit: step)))
        guard let rank = sums.firstIndex(where: { $0.word == index }) else { return take(Part("unranked")) }
        take(Part("rank").then(.init(digit: min(rank, 4))).then(own))
        if sums.count == 1 { take(Part("only")) }
        if cents == sums.lazy.map(\.cents).max() { take(Part("largest")) }
        if cents == sums.lazy.map(\.cents).min() { take(Part("smallest")) }
        let near = sums.prefix(16).filter { $0.word != index }
        if near.contains(where: { $0.cents == cents }) { take(Part("again")) }
        reckon(cents, near.map(\.cents), take)
    }

    private func reckon<Part: FeaturePart>(_ cents: Int64, _ near: [Int64], _ take: (Part) -> Void) {
        func isProduct(_ product: Int64, _ sum: Int64, _ rate: Int64) -> Bool {
            abs(sum / 10_000 * rate + sum % 10_000 * rate / 10_000 - product) * 1000 <= product
        }
        if near.contains(where: { other in rates.contains { isProduct(cents, other, $0) } }) { take(Part("repays")) }
        if near.contains(where: { other in rates.contains { isProduct(other, cents, $0) } }) { take(Part("repaid")) }
        func isShare(_ part: Int64, _ sum: Int64, _ share: Int64) -> Bool {
            part > 0 && part < sum && abs(sum / 10_000 * share + sum % 10_000 * share / 10_000 - part) <= 100
        }
        if near.contains(where: { other in shares.contains { isShare(cents, other, $0) } }) { take(Part("portion")) }
        if near.contains(where: { other in shares.contains { isShare(other, cents, $0) } }) { take(Part("whole")) }
    }

    /// What the rules took it for.
    private func rules<Part: FeaturePart>(_ index: Int, _ sentence: Int, _ own: Part, _ take: (Part) -> Void) {
        if let heading = tables.heading(of: index, in: sentence) { take(Part("column").then(Part(heading.name))) }
        if let role = roles.role(of: index, in: sentence) {
            let field = Part("role").then(Part(role.field.name))
            take(field)
            take(field.then(own))
            if role.isKeyed { take(field.then(Part("keyed"))) }
        } else {
            take(Part("role").then(Part("none")).then(own))
        }
        if roles.isFormer(index, sentence) { take(Part("former")) }
        if roles.isPaidOff(index, sentence) { take(Part("paid-off")) }
        if passage.sentences[sentence].isQuestion { take(Part("question")) }
        for field in taken[index] ?? [.none] {
            let told = Part("taken").then(Part(letters: field.rawValue.utf8))
            take(told)
            take(told.then(own))
        }
        take(Part("of").then(Part(letters: outcome.rawValue.utf8)))
    }
}
