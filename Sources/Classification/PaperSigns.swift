/// What tells which papers the sentences of a mail ask for: the words of each, of the one before it, and what the rules found in it. A paper is
/// wanted by one of its sentences: what is said of a paper elsewhere in the mail does not weigh against that.
struct PaperSigns {
    private let bytes: [UInt8]
    /// The words of each sentence, line or item.
    let sentences: [Range<Int>]
    private let words: [LeaningWord]
    private let byRules: Reading

    /// No more sentences of a mail are weighed, no more words of one, and so many of the one before it.
    private static let most = 60
    private static let longest = 80
    private static let before = 10

    /// - Parameter words: of the newest text of `bytes`, behind the mark of the beginning.
    init(_ words: [LeaningWord], in bytes: [UInt8], byRules: Reading) {
        (self.words, self.bytes, self.byRules) = (words, bytes, byRules)
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

    func each<Part: FeaturePart>(of sentence: Int, _ take: (Part) -> Void) {
        let place = sentences[sentence]
        var last = Part("^")
        for word in place {
            let own: Part = part(word)
            take(own)
            take(last.then(own))
            last = own
            if words[word].short != 0 { take(beginning(word, 4)) }
            if words[word].long != 0 { take(beginning(word, 6)) }
        }
        take(last.then(Part("^")))
        if sentence > 0 {
            for word in sentences[sentence - 1].suffix(Self.before) { take(Part("before").then(part(word))) }
        } else {
            take(Part("first"))
        }
        if sentence + 1 == sentences.count { take(Part("last")) }
        rules(range(of: sentence), take)
    }

    /// What the rules found, here or elsewhere.
    private func rules<Part: FeaturePart>(_ range: Range<Int>, _ take: (Part) -> Void) {
        take(Part("rules").then(Part(letters: byRules.outcome.rawValue.utf8)))
        if byRules.disposition == .apply { take(Part("sure")) }
        for evidence in byRules.evidence {
            guard case .document(let code) = evidence.what, evidence.place == .body else { continue }
            let paper = Part(letters: code.rawValue.utf8)
            take((evidence.span.overlaps(range) ? Part("here") : Part("elsewhere")).then(paper))
        }
    }

    private func part<Part: FeaturePart>(_ word: Int) -> Part {
        switch bytes[words[word].range.lowerBound] {
        case 48...57: Part("0")
        case 0xC2, 0xE2: Part("£")
        default: Part(letters: Self.folded(bytes[words[word].range]))
        }
    }

    private func beginning<Part: FeaturePart>(_ word: Int, _ letters: Int) -> Part {
        Part("#").then(Part(letters: Self.folded(bytes[words[word].range]).prefix(letters)))
    }

    /// Small letters, and one kind of apostrophe (U+2019 is E2 80 99).
    private static func folded(_ bytes: ArraySlice<UInt8>) -> some Sequence<UInt8> {
        bytes.lazy.filter { $0 != 0xE2 && $0 != 0x80 }.map { $0 == 0x99 ? 39 : 65...90 ~= $0 ? $0 | 0x20 : $0 }
    }
}
