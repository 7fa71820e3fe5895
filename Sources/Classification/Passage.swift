import Kernel

/// The newest text as words, sentences and what the rules found in it. A class of constants: all that weigh it share one.
final class Passage {
    /// A sentence, or a line that stands for itself: a heading, a row, an item of a list.
    struct Sentence {
        var words: Range<Int>
        var isQuestion = false
        /// What stood before it: a bullet, a tick, a cross or nothing.
        var mark = TextWord.Pause.none
        var paragraph = 0
        /// Indices in `hits`.
        var hits = 0..<0
        /// The first word of each cell after the first.
        var cells: [Int] = []
    }

    struct Hit {
        let rule: Int
        let signal: Signal
        let words: Range<Int>
        let sentence: Int
        /// The place of the tenant's phrase among its own, which has no rule; -1 where a rule found it.
        var phrase: Int32 = -1

        /// Whether the office taught it.
        var isTenants: Bool { phrase >= 0 }

        /// The id of the rule; `tenant.phrase` for a phrase of the tenant's own.
        var id: String { isTenants ? "tenant.phrase" : RuleBook.rules[rule].id }

        /// The rule's name where the reading asks for it by name.
        var name: RuleName? { isTenants ? nil : RuleBook.names[rule] }

        /// A paper by a word so short that it may mean something else, as `app` or `void`.
        var isBare: Bool { !isTenants && RuleBook.rules[rule].isBare }

        /// A topic alone is no reason: `time in business`, `credit history`.
        var isTopic: Bool { !isTenants && RuleBook.rules[rule].isTopic }

        /// `More than we can do`: a sum only where nothing else is blamed.
        var isVague: Bool { !isTenants && RuleBook.rules[rule].isVague }
    }

    let place: Evidence.Place
    let words: [TextWord]
    let sentences: [Sentence]
    let hits: [Hit]
    /// A number for each clause, by word.
    let clauses: [Int32]

    /// The bytes of the text that the words stand in.
    let bytes: [UInt8]
    /// Of `3/4/26` the three is the day.
    let isDayFirst: Bool
    private let tenant: TenantWords
    /// What `TermRoles` told of numbers before.
    let told = TermRoles.Told()

    init(
        _ bytes: [UInt8], lines: [Range<Int>], place: Evidence.Place, date: Day?, isDayFirst: Bool,
        tenant: TenantWords = .none
    ) {
        self.place = place
        (self.bytes, self.isDayFirst, self.tenant) = (bytes, isDayFirst, tenant)
        var lexer = Lexer(bytes, vocabulary: RuleBook.automaton.vocabulary, date: date, isDayFirst: isDayFirst)
        lexer.read(lines)
        lexer.join()
        words = lexer.words
        var (sentences, clauses) = Self.parsed(words)
        let found = Self.found(in: words, of: bytes, sentences, clauses, tenant)
        hits = Self.settled(found, words.count, &sentences)
        (self.sentences, self.clauses) = (sentences, clauses)
    }

    private static func parsed(_ words: [TextWord]) -> (sentences: [Sentence], clauses: [Int32]) {
        var sentences: [Sentence] = []
        var clauses: [Int32] = []
        var current = Sentence(words: 0..<0)
        var (paragraph, line) = (0, 0)
        var clause: Int32 = 0
        clauses.reserveCapacity(words.count)
        for (index, word) in words.enumerated() {
            if word.kind == .pause {
                clause += 1
                clauses.append(clause)
                if word.pause == .cell {
                    if index + 1 < words.count { current.cells.append(index + 1) }
                    if word.rowMark != .none { current.mark = word.rowMark }
                    continue
                }
                current.words = current.words.lowerBound..<index
                current.isQuestion = word.endsQuestion
                if word.rowMark != .none { mark(&sentences, from: line, &current, word.rowMark) }
                if !current.words.isEmpty { sentences.append(current) }
                if word.pause == .paragraph { paragraph += 1 }
                let isInline = word.isInline && word.pause.isMark || word.pause == .sentence || word.pause == .question
                if !isInline { line = sentences.count }
                current = Sentence(words: index + 1..<index + 1)
                current.paragraph = paragraph
                if word.pause == .bullet || word.pause.isMark { current.mark = word.pause }
                if word.mark != .none { current.mark = word.mark }
                continue
            }
            if word.beginsClause || RuleBook.clauseWords.contains(word.number) { clause += 1 }
            clauses.append(clause)
        }
        return (sentences, clauses)
    }

    /// `License ✔ Void ✔ Lease ✘`: where a line ends with a mark, each stands behind what it marks.
    private static func mark(
        _ sentences: inout [Sentence], from line: Int, _ last: inout Sentence, _ mark: TextWord.Pause
    ) {
        for index in line..<sentences.count {
            let next = index + 1 < sentences.count ? sentences[index + 1].mark : last.mark
            if next.isMark || sentences[index].mark.isMark { sentences[index].mark = next }
        }
        last.mark = mark
    }

    private static func found(
        in words: [TextWord], of bytes: [UInt8], _ sentences: [Sentence], _ clauses: [Int32], _ tenant: TenantWords
    ) -> [Hit] {
        var pairing = Pairing(clauses: clauses)
        // What the office taught comes first: where it says the same as a rule, it is believed.
        var found = tenant.hits(in: words, of: bytes, sentences)
        var sentence = 0
        for match in RuleBook.automaton.matches(in: words) {
            let range = Int(match.start)..<Int(match.end)
            while sentence < sentences.count, sentences[sentence].words.upperBound <= range.lowerBound { sentence += 1 }
            guard sentence < sentences.count, sentences[sentence].words.contains(range.lowerBound) else { continue }
            switch RuleBook.uses[Int(match.phrase)] {
            case .rule(let rule):
                if let last = found.last, last.rule == rule, last.words == range { continue }
                found.append(Hit(rule: rule, signal: RuleBook.rules[rule].signal, words: range, sentence: sentence))
            case .side(let side): pairing.add(range, sentence, side: side)
            }
        }
        return found + pairing.hits
    }

    /// What looser words for reasons say, in the order of their places.
    func hints() -> [Hit] {
        var sentence = 0
        return RuleBook.hintAutomaton.matches(in: words).compactMap { match in
            let range = Int(match.start)..<Int(match.end)
            while sentence < sentences.count, sentences[sentence].words.upperBound <= range.lowerBound { sentence += 1 }
            guard sentence < sentences.count, sentences[sentence].words.contains(range.lowerBound) else { return nil }
            let rule = RuleBook.rule(ofHint: match.phrase)
            return Hit(rule: rule, signal: RuleBook.rules[rule].signal, words: range, sentence: sentence)
        }
    }

    /// Puts the hits in the order of their places and tells each sentence which are its own.
    private static func settled(_ found: [Hit], _ wordCount: Int, _ sentences: inout [Sentence]) -> [Hit] {
        // how many begin before each word
        var places = [Int](repeating: 0, count: wordCount + 1)
        for hit in found { places[hit.words.lowerBound + 1] += 1 }
        for place in 0..<wordCount { places[place + 1] += places[place] }
        var hits = found
        for hit in found {
            hits[places[hit.words.lowerBound]] = hit
            places[hit.words.lowerBound] += 1
        }
        var next = 0
        for sentence in sentences.indices {
            let first = next
            while next < hits.count, hits[next].sentence == sentence { next += 1 }
            sentences[sentence].hits = first..<next
        }
        return hits
    }

    // MARK: questions about a place

    /// `List all the current debt`: a sentence that begins with what is to be done.
    func isOrder(_ sentence: Int) -> Bool {
        sentences[sentence].words.first.map { ScopeWords.orders.contains(words[$0].number) } ?? false
    }

    /// Whether a sentence states a sum of money.
    func hasMoney(_ sentence: Int) -> Bool { sentences[sentence].words.contains { words[$0].isMoney } }

    func hits(in sentence: Int) -> ArraySlice<Hit> { hits[sentences[sentence].hits] }

    /// The hits of a sentence that begin with one of these words.
    func hits(in sentence: Int, from words: Range<Int>) -> ArraySlice<Hit> {
        let all = hits(in: sentence)
        func place(_ word: Int) -> Int {
            var (low, high) = (all.startIndex, all.endIndex)
            while low < high {
                let middle = (low + high) / 2
                if all[middle].words.lowerBound < word { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return all[place(words.lowerBound)..<place(words.upperBound)]
    }

    func has(_ scope: Signal.Scope, in sentence: Int) -> Bool {
        hits(in: sentence).contains { $0.signal == .scope(scope) }
    }

    func has(_ scope: Signal.Scope) -> Bool { hits.contains { $0.signal == .scope(scope) } }

    /// Whether one of these words stands before a place in its clause, at most so many words away.
    func precedes(_ set: WordSet, _ index: Int, within distance: Int, anyClause: Bool = false) -> Bool {
        var position = index - 1
        let least = max(0, index - distance)
        while position >= least {
            let word = words[position]
            if word.kind == .pause { return false }
            if !anyClause, clauses[position] != clauses[index] { return false }
            if word.number != 0, set.contains(word.number) { return true }
            position -= 1
        }
        return false
    }

    func follows(_ set: WordSet, _ index: Int, within distance: Int) -> Bool {
        var position = index
        while position < words.count, position < index + distance {
            if words[position].kind == .pause { return false }
            if words[position].number != 0, set.contains(words[position].number) { return true }
            position += 1
        }
        return false
    }

    func contains(_ set: WordSet, in range: Range<Int>) -> Bool {
        range.contains { words[$0].number != 0 && set.contains(words[$0].number) }
    }

    /// UTF-8 offsets of some words in the source.
    func span(_ range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last else { return 0..<0 }
        return Int(words[first].start)..<Int(max(words[last].end, words[first].start))
    }

    func evidence(_ what: Evidence.Subject, _ hit: Hit) -> Evidence {
        let rule = hit.isTenants ? tenant.name(of: hit.phrase) : hit.id
        return Evidence(what: what, place: place, span: span(hit.words), rule: rule)
    }
}
