/// A phrase that a tenant taught the reader: what a funder means by words or codes of its own.
package struct TenantPhrase: Hashable, Sendable {
    package enum Meaning: Hashable, Sendable {
        /// A reason where the mail refuses; alone in a short mail it is a refusal.
        case reason(DeclineReason)
        /// A paper where the mail wants papers; alone it is wanted.
        case document(DocumentCode)
        case outcome(Outcome)
    }

    /// Letters, digits and marks; case and blanks do not matter.
    package let phrase: String
    package let means: Meaning
    /// The funder whose mails it holds for, as `ReplyInput.funder` names it; nil for all.
    package let funder: String?
    /// What evidence names as the rule.
    package let name: String

    package init(_ phrase: String, means: Meaning, funder: String? = nil, name: String = "tenant.phrase") {
        self.phrase = phrase
        self.means = means
        self.funder = funder
        self.name = name
    }

    /// The phrase's words in lower case (ASCII), as the reader sees them.
    package static func words(of phrase: String) -> [String] {
        let bytes = Array(phrase.utf8)
        return words(in: bytes).map { String(decoding: $0, as: UTF8.self) }
    }

    fileprivate static func words(in bytes: [UInt8]) -> [[UInt8]] {
        var lexer = Lexer(bytes, vocabulary: RuleBook.automaton.vocabulary, date: nil, isDayFirst: false)
        lexer.read([0..<bytes.count])
        return lexer.words.filter { $0.kind != .pause }.map { TenantWords.folded(bytes, $0) }
    }
}

/// The phrases of one tenant, prepared for reading. A tenant's phrase goes before the rules for the words it covers.
package struct TenantWords: Sendable {
    private struct Entry {
        /// The words in lower case (ASCII).
        let words: [[UInt8]]
        let means: TenantPhrase.Meaning
        let funder: String?
        let name: String
    }

    package static let none = TenantWords([])

    private let entries: [Entry]
    /// The entries by their first words.
    private let byFirst: [[UInt8]: [Int]]
    private let funder: String?

    /// Phrases without a letter or digit are passed over.
    package init(_ phrases: [TenantPhrase]) {
        entries = phrases.compactMap { phrase in
            let words = TenantPhrase.words(in: Array(phrase.phrase.utf8))
            return words.isEmpty
                ? nil : Entry(words: words, means: phrase.means, funder: phrase.funder, name: phrase.name)
        }
        byFirst = Dictionary(grouping: entries.indices) { [entries] in entries[$0].words[0] }
        funder = nil
    }

    private init(_ other: TenantWords, funder: String?) {
        (entries, byFirst) = (other.entries, other.byFirst)
        self.funder = funder
    }

    /// The same phrases for the mail of one funder.
    func of(_ funder: String?) -> TenantWords { TenantWords(self, funder: funder) }

    /// Whether one of the phrases stands in what the mail's sender wrote now.
    package func stand(in input: ReplyInput) -> Bool {
        let passage = Passage(
            Array(input.body.utf8), lines: NewestText(of: input.body).ranges, place: .body, date: nil,
            isDayFirst: false, tenant: of(input.funder))
        return passage.hits.contains { $0.isTenants }
    }

    func hits(in words: [TextWord], of bytes: [UInt8], _ sentences: [Passage.Sentence]) -> [Passage.Hit] {
        guard !entries.isEmpty else { return [] }
        var found: [Passage.Hit] = []
        for (index, sentence) in sentences.enumerated() {
            var place = sentence.words.lowerBound
            while place < sentence.words.upperBound {
                guard words[place].kind != .pause,
                    let number = (byFirst[Self.folded(bytes, words[place])] ?? []).filter({
                        stands(entries[$0], at: place, words, bytes, before: sentence.words.upperBound)
                    }).max(by: { entries[$0].words.count < entries[$1].words.count })
                else {
                    place += 1
                    continue
                }
                let entry = entries[number]
                found.append(
                    Passage.Hit(
                        rule: RuleBook.rules.count, signal: entry.means.signal,
                        words: place..<place + entry.words.count, sentence: index, phrase: Int32(number)))
                place += entry.words.count
            }
        }
        return found
    }

    /// What evidence names as the rule of a phrase.
    func name(of phrase: Int32) -> String { entries[Int(phrase)].name }

    private func stands(_ entry: Entry, at place: Int, _ words: [TextWord], _ bytes: [UInt8], before end: Int) -> Bool {
        guard entry.funder == nil || entry.funder == funder, place + entry.words.count <= end else { return false }
        return entry.words.indices.allSatisfy { Self.folded(bytes, words[place + $0]) == entry.words[$0] }
    }

    fileprivate static func folded(_ bytes: [UInt8], _ word: TextWord) -> [UInt8] {
        bytes[Int(word.start)..<Int(word.end)].map { (65...90).contains($0) ? $0 | 32 : $0 }
    }
}

extension TenantPhrase.Meaning {
    fileprivate var signal: Signal {
        switch self {
        case .reason(let reason): .reason(reason)
        case .document(let code): .document(code)
        case .outcome(let outcome): .outcome(outcome)
        }
    }
}
