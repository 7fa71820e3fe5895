/// Names that close a mail without a word before them.
extension HistoryCutter {
    /// The line of a name that ends the words, where others stand above it: a common first name alone, or a whole name as a
    /// paragraph of its own directly above a signature ("Noor Albright", "Sent from my iPhone").
    func nameLine(of words: [Int], above end: Int) -> Int? {
        guard let last = words.last, let above = words.dropLast().last else { return nil }
        let parts = capitalised(lines[last])
        if parts.count == 1, GivenNames.contains(text.lower[parts[0]]) { return last }
        let isAboveSignature = last + 1 == end && end < lines.count && lines[end].part == .signature
        guard isAboveSignature, lines[last - 1].isBlank, parts.count == 2 || parts.count == 3,
            text.lower[lines[above].inner.upperBound - 1] != UInt8(ascii: ":"), !parts.contains(where: isTradeWord)
        else { return nil }
        return last
    }

    /// The words of a short line in which each is made of letters and begins with a capital; else none.
    private func capitalised(_ line: MailLine) -> [Range<Int>] {
        guard line.inner.count < 40 else { return [] }
        let words = text.bytes[line.inner].split(separator: 32)
        let isName = words.allSatisfy { word in
            (65...90).contains(word[word.startIndex]) && word.dropLast().allSatisfy(Self.isLetter)
                && (Self.isLetter(word[word.endIndex - 1]) || (word.count < 4 && word.last == UInt8(ascii: ".")))
        }
        return isName ? words.map { $0.startIndex..<$0.endIndex } : []
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 32) || byte >= 128 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'")
    }

    /// Whether the rules name the word: "File Declined" is nobody's name.
    private func isTradeWord(_ word: Range<Int>) -> Bool {
        let hash = Vocabulary.hash(String(decoding: text.lower[word], as: UTF8.self))
        return RuleBook.automaton.vocabulary[hash] != nil
    }
}
