/// The sentences of a mail as `learn-reading` sees them.
extension ReplyReader {
    /// What tells which papers each sentence asks for.
    package static func paperFeatures(of input: ReplyInput) -> [[String]] {
        let bytes = Array(input.body.utf8)
        let words = LeaningWord.all(of: bytes, shortened(NewestText(of: bytes[...]).ranges))
        let decision = decision(on: input)
        decision.learned = nil
        let signs = PaperSigns<NamedPart>(words, in: bytes, byRules: decision.made(), held: decision.heldPapers)
        return signs.sentences.indices.map { sentence in
            var features: [String] = []
            signs.each(of: sentence) { features.append($0.name) }
            return features
        }
    }
}
