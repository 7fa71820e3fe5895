/// What tells which papers the sentences of a mail ask for: the words of each, of the one before it, and what the rules found in it. A paper is
/// wanted by one of its sentences: what is said of a paper elsewhere in the mail does not weigh against that.
struct PaperSigns<Part: FeaturePart> {
    private let bytes: [UInt8]
    /// The words of each sentence, line or item.
    let sentences: [Range<Int>]
    private let words: [LeaningWord]
    private let byRules: Reading
    /// Papers that rules found to be there, and where.
    private let held: [(code: DocumentCode, span: Range<Int>)]
    /// The sentence that heads the list in which each one stands, and itself where none does.
    private let headings: [Int]

    /// No more sentences of a mail are weighed, no more words of one, and so many of the one before it.
    private static var most: Int { 60 }
    private static var longest: Int { 80 }
    private static var before: Int { 10 }
    /// So many words of a heading, which heads so many items.
    private static var heading: Int { 6 }
    private static var headed: Int { 12 }

    /// The names of the words.
    private let parts: [Part]

    /// - Parameter words: of the newest text of `bytes`, behind the mark of the beginning.
    init(
        _ words: [LeaningWord], in bytes: [UInt8], byRules: Reading, held: [(code: DocumentCode, span: Range<Int>)]
    ) {
        (self.words, self.bytes, self.byRules, self.held) = (words, bytes, byRules, held)
        var sentences: [Range<Int>] = []
        var start = 1
        for place in words.indices.dropFirst() {
            let isLast = place + 1 == words.count
            guard isLast || place - start + 1 >= Self.longest || Self.isEnd(words[place], words[place + 1], bytes)
            else {
                continue
            }
            sentences.append(start..<place + 1)
            start = place + 1
            if sentences.count == Self.most { break }
        }
        self.sentences = sentences
        var heading: Int?
        headings = sentences.indices.map { sentence in
            let end = words[sentences[sentence].upperBound - 1].range.upperBound
            let own = heading.flatMap { sentence - $0 <= Self.headed ? $0 : nil }
            // a colon at its end
            if end < bytes.count, bytes[end] == 58 { heading = sentence }
            return heading == sentence ? sentence : own ?? sentence
        }
        parts = words.prefix(sentences.last?.upperBound ?? 0).map { Self.part($0, in: bytes) }
    }

    /// Whether a sentence, line or item ends between two words.
    private static func isEnd(_ word: LeaningWord, _ next: LeaningWord, _ bytes: [UInt8]) -> Bool {
        if bytes[word.range.lowerBound] == UInt8(ascii: "?") { return true }
        guard word.range.upperBound <= next.range.lowerBound else { return true }
        let between = bytes[word.range.upperBound..<next.range.lowerBound]
        // line feed, full stop, exclamation mark, semicolon
        return between.contains { $0 == 10 || $0 == 46 || $0 == 33 || $0 == 59 } && between.count > 1
            || between.contains(10)
    }

    /// Where a sentence stands in the text.
    func range(of sentence: Int) -> Range<Int> {
        let place = sentences[sentence]
        return words[place.lowerBound].range.lowerBound..<words[place.upperBound - 1].range.upperBound
    }

    func each(of sentence: Int, _ take: (Part) -> Void) {
        let place = sentences[sentence]
        let end = Part("^")
        let (beginning, before) = (Part("#"), Part("before"))
        var last = end
        for word in place {
            let own = parts[word]
            take(own)
            take(last.then(own))
            last = own
            if Lexer.isDigit(bytes[words[word].range.lowerBound]) {
                guard words[word].short != 0 else { continue }
                let shape = NumberShape(bytes, words[word].range)
                take(beginning.then(Part(letters: CollectionOfOne(shape.kind))))
                if !shape.digits.isEmpty { take(beginning.then(Part(letters: shape.digits))) }
                continue
            }
            if words[word].short != 0 { take(beginning.then(letters(word, 4))) }
            if words[word].long != 0 { take(beginning.then(letters(word, 6))) }
        }
        take(last.then(end))
        if sentence > 0 {
            for word in sentences[sentence - 1].suffix(Self.before) { take(before.then(parts[word])) }
        } else {
            take(Part("first"))
        }
        if headings[sentence] < sentence {
            let under = Part("under")
            for word in sentences[headings[sentence]].suffix(Self.heading) { take(under.then(parts[word])) }
        }
        if sentence + 1 == sentences.count { take(Part("last")) }
        rules(range(of: sentence), take)
    }

    /// What the rules found, here or elsewhere.
    private func rules(_ range: Range<Int>, _ take: (Part) -> Void) {
        take(Part("rules").then(Part(letters: byRules.outcome.rawValue.utf8)))
        if byRules.disposition == .apply { take(Part("sure")) }
        for evidence in byRules.evidence {
            guard case .document(let code) = evidence.what, evidence.place == .body else { continue }
            let paper = Part(letters: code.rawValue.utf8)
            take((evidence.span.overlaps(range) ? Part("here") : Part("elsewhere")).then(paper))
        }
        for (code, span) in held where span.overlaps(range) {
            take(Part("held").then(Part(letters: code.rawValue.utf8)))
        }
    }

    private static func part(_ word: LeaningWord, in bytes: [UInt8]) -> Part {
        guard !word.range.isEmpty else { return Part("^") }
        return switch bytes[word.range.lowerBound] {
        case 48...57: Part("0")
        case 0xC2, 0xE2: Part("£")
        default: Part(letters: LeaningWord.folded(bytes[word.range]))
        }
    }

    /// The first letters of a word.
    private func letters(_ word: Int, _ count: Int) -> Part {
        Part(letters: LeaningWord.folded(bytes[words[word].range]).prefix(count))
    }
}
