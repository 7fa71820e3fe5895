/// What tells whether a reading is right: how sure words, marks and numbers are of each part of it, and what the rules said.
final class TrustSigns {
    let reading: Reading
    let byRules: Reading
    let leaning: Leaning
    /// Empty where no paper is asked for.
    let papers: [PaperLeanings.Share]
    /// What is learned of its numbers; nil where none was weighed.
    let numbers: NumberRoles?
    let confidence: Confidence

    init(
        reading: Reading, byRules: Reading, leaning: Leaning, papers: [PaperLeanings.Share],
        numbers: NumberRoles?, confidence: Confidence
    ) {
        (self.reading, self.byRules, self.leaning) = (reading, byRules, leaning)
        (self.papers, self.numbers, self.confidence) = (papers, numbers, confidence)
    }

    private func step<Part: FeaturePart>(_ share: Double) -> Part {
        Part(digit: [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998].lazy.filter { share >= $0 }.count)
    }

    private func name<Part: FeaturePart>(_ outcome: Outcome) -> Part { Part(letters: outcome.rawValue.utf8) }

    func each<Part: FeaturePart>(_ take: (Part) -> Void) {
        let outcome: Part = name(reading.outcome)
        func both(_ part: Part) {
            take(part)
            take(outcome.then(part))
        }
        take(outcome)
        both(Part("share").then(step(leaning.share(of: reading.outcome))))
        let cause = byRules.reviewCause.map { Part(letters: $0.rawValue.utf8) } ?? Part("sure")
        both(Part("rules").then(cause))
        if byRules.outcome == reading.outcome {
            both(Part("agree"))
        } else {
            both(Part("rules").then(name(byRules.outcome)))
        }
        both(Part("known").then(.init(digit: magnitude(leaning.known) - 2)))
        both(Part("length").then(.init(digit: magnitude(confidence.passages[0].sentences.count))))
        both(Part("told").then(.init(digit: leaning.eighths)))
        if leaning.wordsOutcome == reading.outcome { both(Part("words")) }
        both(Part("second").then(step(1 - Leaning.second(leaning.outcomes))))
        if !reading.also.isEmpty { both(Part("also")) }
        both(Part("beside").then(step(besideShare)))
        both(Part("unsaid").then(step(1 - unsaidShare)))
        both(Part("papers").then(step(paperShare)))
        if reading.states(.requestedDocuments) {
            both(Part("listed").then(.init(digit: reading.requestedDocuments.count)))
            if byRules.requestedDocuments == reading.requestedDocuments { both(Part("wanted")) }
        }
        if reading.states(.declined) { reasons(both) }
        if numbers != nil || !reading.offers.isEmpty { offers(both) }
    }

    private func magnitude(_ count: Int) -> Int { Int.bitWidth - max(count, 0).leadingZeroBitCount }

    /// The least share of what stands beside the outcome.
    private var besideShare: Double {
        zip(Leanings.outcomes, leaning.marks.outcomes).filter { reading.also.contains($0.0) }.map(\.1).min() ?? 1
    }

    /// The greatest share of an outcome that is not stated.
    private var unsaidShare: Double {
        zip(Leanings.outcomes, leaning.marks.outcomes).filter { !reading.states($0.0) }.map(\.1).max() ?? 0
    }

    /// How surely exactly these papers are wanted.
    private var paperShare: Double {
        zip(Leanings.documents, papers).map { reading.requestedDocuments.contains($0) ? $1.share : 1 - $1.share }.min()
            ?? 1
    }

    private func reasons<Part: FeaturePart>(_ take: (Part) -> Void) {
        let first = reading.declineReasons.first ?? .unspecified
        take(Part("reason").then(step(leaning.share(of: first))))
        take(Part("reason").then(Part(letters: first.rawValue.utf8)))
        take(Part("reasons").then(.init(digit: reading.declineReasons.count)))
        let share =
            zip(Leanings.reasons, leaning.marks.reasons).map { reading.declineReasons.contains($0) ? $1 : 1 - $1 }.min()
            ?? 1
        take(Part("causes").then(step(share)))
        take(Part("other").then(step(1 - Leaning.second(leaning.reasons))))
        if leaning.wordsReason == first { take(Part("sounds")) }
        if byRules.declineReasons.first == first { take(Part("named")) }
        if byRules.declineReasons == reading.declineReasons { take(Part("all-named")) }
        if byRules.evidence.first(where: { $0.what == .declineReason(first) })?.isVague == true { take(Part("vague")) }
    }

    private func offers<Part: FeaturePart>(_ take: (Part) -> Void) {
        take(Part("numbers").then(step(numbers?.least ?? 1)))
        take(Part("offers").then(.init(digit: reading.offers.count)))
        take(Part("often").then(step(numbers?.frequencyShare ?? 1)))
        if numbers?.isTold == true { take(Part("taken")) }
        if reading.offers == byRules.offers { take(Part("terms")) }
        guard !reading.offers.isEmpty else { return }
        if confidence.areComplete(reading.offers) { take(Part("complete")) }
        if reading.offers.allSatisfy(OfferArithmetic.agrees) { take(Part("agrees")) }
        if confidence.areAlike(reading.offers) { take(Part("alike")) }
        if reading.offers.contains(where: { $0.paymentFrequency == nil }) { take(Part("seldom")) }
        if reading.offers.contains(where: { $0.termValue == nil }) { take(Part("endless")) }
        if reading.offers.contains(where: { $0.prepay != nil }) { take(Part("early")) }
        let loose = LooseNumbers(confidence.passages[0], reading)
        if loose.first != nil { take(Part("loose")) }
        if loose.hasLooseWords { take(Part("open")) }
    }
}
