/// What `Leanings` is made from.
extension ReplyReader {
    /// The names of the features of a mail's newest text and subject, in their order, as the table of leanings has them.
    package static func features(of input: ReplyInput) -> [String] {
        let bytes = Array(input.body.utf8)
        let subject = Array(input.subject.utf8)
        let words = LeaningWord.all(of: bytes, shortened(NewestText(of: bytes[...]).ranges))
        let titles = title(input).map { $0.name(in: subject) }
        return words.flatMap { $0.names(in: bytes) } + pairs(words.map { $0.name(in: bytes) })
            + (titles + pairs(titles)).map { "s:" + $0 }
    }

    /// What the rules find in a mail, as the table has it.
    package static func findings(of input: ReplyInput) -> [String] { readByRules(input).findings.map(\.name) }

    /// The words of a subject that is the sender's own: that of an answer is the broker's.
    static func title(_ input: ReplyInput) -> [LeaningWord] {
        guard !input.isAnswer else { return [] }
        let bytes = Array(input.subject.utf8)
        return LeaningWord.all(of: bytes, [0..<bytes.count])
    }

    private static func pairs(_ words: [String]) -> [String] {
        zip(words, words.dropFirst()).map { "\($0) \($1)" }
    }
}
