/// What is asked of the broker, courtesies left out.
struct QuestionFindings {
    private(set) var asked: Passage.Hit?
    /// Something that must be settled before an offer goes on.
    private(set) var urgent: Passage.Hit?

    private static let imperatives = WordSet(
        [
            "tell", "let", "confirm", "explain", "clarify", "need", "please", "help", "walk", "describe", "advise",
            "wondering", "curious", "unsure", "understand",
        ].map(RuleBook.number))
    /// `I'll confirm once it is through`: the sender's own.
    private static let promises = WordSet(["i'll", "we'll", "will"].map(RuleBook.number))
    private static let tellings = WordSet(["tell", "explain", "clarify", "who", "why"].map(RuleBook.number))

    init(_ passage: Passage) {
        for index in passage.sentences.indices {
            let hits = passage.hits(in: index)
            guard let ask = hits.first(where: { $0.signal == .scope(.ask) }) else { continue }
            let sentence = passage.sentences[index]
            let isCourtesy = hits.contains { $0.signal == .scope(.courtesy) }
            let isPromised = passage.precedes(Self.promises, ask.words.lowerBound, within: 2)
            let isImperative = passage.contains(Self.imperatives, in: ask.words) && !isPromised
            let isDocument = hits.contains { if case .document = $0.signal { true } else { false } }
            guard sentence.isQuestion || isImperative, !isCourtesy || (sentence.isQuestion && sentence.words.count > 9)
            else { continue }
            let isTold = passage.contains(Self.tellings, in: ask.words)
            // `What's the EIN?` wants a paper
            if isDocument, !isTold, sentence.isQuestion, sentence.words.count <= 5 { continue }
            if isDocument, !isTold, !sentence.isQuestion || passage.has(.want, in: index) { continue }
            if asked == nil { asked = ask }
            let isUrgent =
                hits.contains { $0.signal == .scope(.urgent) } || (index > 0 && passage.has(.urgent, in: index - 1))
            if isUrgent, urgent == nil { urgent = ask }
        }
    }
}
