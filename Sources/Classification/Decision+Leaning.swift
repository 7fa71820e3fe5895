/// What the words of a mail and the findings of the rules in it speak for together: a guess takes the place of what rules found where most
/// labelled mails with both were something else, and nothing is acted on that it speaks against.
extension Decision {
    /// Shares from 0 to 1, counts, logarithms, and thousandths, as each says.
    enum Trust {
        /// Per mille of readings such as this one that are right: what is acted on.
        static let threshold = 930
        /// The same of a request where the rules are sure of it and list the same papers: what is learned asks that no paper is missing or
        /// too much, and such requests are right as often as the others.
        static let listedThreshold = 740
        /// The same of a step that the rules do not know, and of an offer or a refusal that they do not know: none is invented.
        static let stepThreshold = 955
        static let guessedThreshold = 970
        /// What the rules do not know for a machine's is not acted on as such.
        static let never = 1001
        /// Fewer known words, pairs and beginnings add nothing to what the rules read, and it is not acted on.
        static let leastKnown = 10
        /// Fewer make no guess of the outcome.
        static let leastGuessing = 5

        /// What stands beside the outcome is added from here on, and taken away below that.
        static let beside = 0.6
        static let hardlyBeside = 0.2
        /// The same of a request beside an offer, and beside what is not a refusal either: in the middle of what is learned of the whole mail
        /// and of its sentences.
        static let askedBesideOffer = 0.4
        static let askedBeside = 0.5

        /// A document is proposed from here on, and what rules found is taken away below that.
        static let wanted = 0.25
        static let hardlyWanted = 0.15
        /// The same of the likeliest one where nothing else is asked for.
        static let likeliest = 0.05
        /// The same of one that rules found to be there.
        static let had = 0.9

        /// The same of a reason beside the first; the first one is the first in the text, unless it is so likely.
        static let given = 0.25
        static let hardlyGiven = 0.15
        static let first = 0.9

        /// What papers that the rules are sure of count beyond what labelled mails teach of them, as a logarithm.
        static let paper = 1.0
        /// What the first reason of a refusal that the rules are sure of counts beyond what labelled mails teach of it, as a logarithm.
        static let reason = 0.4

        /// Reasons beside what the rules are sure of.
        static let more = 0.35
    }

    /// Weighs words, marks and numbers into what rules read. What tells how far it may be trusted; nil where nothing was weighed.
    func weighIn(_ reading: inout Reading, _ confidence: Confidence, _ learned: Learned) -> TrustSigns? {
        // what a letter says is not in these words; what the office taught is believed
        guard !isFromLetter, !newest.isEmpty,
            !passages.contains(where: { $0.hits.contains { $0.isTenants } })
        else { return nil }
        let body = LeaningWord.all(of: passages[0].bytes, ReplyReader.shortened(newest.ranges))
        // what is not weighed may say something else
        guard body.count < LeaningWord.most else { return nil }
        let title = ReplyReader.title(input)
        let byRules = reading
        let findings = reading.findings.map(\.hash)
        guard let leaning = learned.leanings.weigh(body, subject: title, findings: findings) else { return nil }
        let likely = likely(leaning, beside: reading)
        if likely != reading.outcome { reading = guess(likely, instead: reading, body, learned) }
        showOutcome(&reading, body, learned)
        var papers = papers(reading, byRules, leaning, body, learned)
        weighBeside(&reading, leaning, papers, body, learned)
        if !reading.states(.requestedDocuments) { papers = [] }
        weighDocuments(&reading, papers, leaning)
        if reading.states(.declined) {
            weighFirstReason(&reading, leaning, body, learned)
            weighReasons(&reading, leaning, body, learned)
            orderReasons(&reading, leaning)
            dropCleared(&reading)
        }
        let numbers = readNumbers(&reading, byRules, learned)
        let signs = TrustSigns(
            reading: reading, byRules: byRules, leaning: leaning, papers: papers, numbers: numbers,
            confidence: confidence)
        judge(&reading, learned.trust.share(signs), signs)
        return signs
    }

    /// Acts on it where readings such as this one are right, and where nothing bars it.
    private func judge(_ reading: inout Reading, _ share: Double, _ signs: TrustSigns) {
        let share = Int((share * 1000).rounded(.down))
        if share >= threshold(for: reading, signs.byRules), !isLittleKnown(signs), !isDenied(reading),
            !signs.confidence.isBarred(reading)
        {
            (reading.disposition, reading.reviewCause, reading.confidence) = (.apply, nil, min(max(share, 900), 999))
            reading.evidence.removeAll { if case .review = $0.what { true } else { false } }
        } else if reading.disposition == .apply {
            keepBack(&reading, .weakEvidence, confidence: min(share, 899))
        }
    }

    /// A mail of hardly a known word of which the rules are not sure either.
    func isLittleKnown(_ signs: TrustSigns) -> Bool {
        signs.leaning.known < Trust.leastKnown && signs.byRules.disposition != .apply
    }

    /// From how many of a thousand on it is acted on.
    func threshold(for reading: Reading, _ byRules: Reading) -> Int {
        guard reading.outcome == byRules.outcome else {
            if Self.machines.contains(reading.outcome) { return Trust.never }
            if Self.steps.contains(reading.outcome) { return Trust.stepThreshold }
            return [.offered, .declined].contains(reading.outcome) ? Trust.guessedThreshold : Trust.threshold
        }
        let isListed =
            reading.outcome == .requestedDocuments && byRules.requestedDocuments == reading.requestedDocuments
        return isListed && byRules.disposition == .apply ? Trust.listedThreshold : Trust.threshold
    }

    private static let machines: Set<Outcome> = [.bounced, .autoReply]
    /// What moves a deal on or ends it.
    private static let steps: Set<Outcome> = [.contractSent, .withdrawn, .funded, .commissionNotice]

    /// `Contracts have not gone out yet`, `once they are signed`: a denial in the sentence of a step, or what must come first in that of one
    /// which no rule knows.
    func isDenied(_ reading: Reading) -> Bool {
        guard Self.steps.contains(reading.outcome) else { return false }
        let passage = passages[0]
        return reading.evidence.contains { evidence in
            guard evidence.what == .outcome(reading.outcome), evidence.place == .body else { return false }
            return passage.sentences.contains { sentence in
                passage.span(sentence.words).overlaps(evidence.span)
                    && (passage.contains(ScopeWords.negations, in: sentence.words)
                        || evidence.rule == "leaning.outcome" && isToCome(sentence.words))
            }
        }
    }

    private func isToCome(_ words: Range<Int>) -> Bool {
        passages[0].contains(ScopeWords.provisosBefore, in: words) || passages[0].contains(ScopeWords.later, in: words)
    }

    /// What the words and the findings of the rules speak most for. What machines write the rules know by its form.
    private func likely(_ leaning: Leaning, beside reading: Reading) -> Outcome {
        guard leaning.known >= Trust.leastGuessing, !Self.machines.contains(reading.outcome) else {
            return reading.outcome
        }
        let isNamed = reading.outcome == .requestedDocuments && !reading.requestedDocuments.isEmpty
        let trust = isNamed && reading.disposition == .apply ? Trust.paper : 0
        var best = (outcome: reading.outcome, score: leaning[reading.outcome] + trust)
        for (outcome, score) in zip(Leanings.outcomes, leaning.outcomes) where score > best.score {
            // a person may say no beside being away
            if outcome != .autoReply { best = (outcome, score) }
        }
        return best.outcome
    }

    private func guess(
        _ outcome: Outcome, instead reading: Reading, _ body: [LeaningWord], _ learned: Learned
    ) -> Reading {
        var guess = Reading(outcome: outcome)
        fill(&guess)
        keepBack(&guess, reading.reviewCause ?? .weakEvidence, confidence: 300)
        return guess
    }

    /// Evidence of an outcome that no rule proves: the words that speak most for it.
    private func showOutcome(_ reading: inout Reading, _ body: [LeaningWord], _ learned: Learned) {
        guard !reading.evidence.contains(where: { $0.what == .outcome(reading.outcome) }),
            let column = Leanings.outcomes.firstIndex(of: reading.outcome),
            let told = evidence(.outcome(reading.outcome), column, "leaning.outcome", body, learned)
        else { return }
        reading.evidence.insert(told, at: 0)
    }

    /// Adds what likely stands beside the outcome, weaker than it, and takes away what likely does not.
    private func weighBeside(
        _ reading: inout Reading, _ leaning: Leaning, _ papers: [PaperLeanings.Share], _ body: [LeaningWord],
        _ learned: Learned
    ) {
        guard leaning.known >= Trust.leastKnown, reading.outcome.combines, reading.outcome != .acknowledged else {
            return
        }
        let weaker = zip(Leanings.outcomes, leaning.marks.outcomes).drop { $0.0 != reading.outcome }.dropFirst()
        var added: [Outcome] = []
        for (outcome, share) in weaker where outcome.combines && outcome != .acknowledged {
            if reading.also.contains(outcome) {
                if share < Trust.hardlyBeside, reading.disposition != .apply { drop(outcome, from: &reading) }
            } else if isBeside(outcome, reading.outcome, share, papers),
                !(outcome == .offered && reading.outcome == .withdrawn)
            {
                added.append(outcome)
            }
        }
        guard !added.isEmpty else { return }
        reading.also = Outcome.allCases.filter { reading.also.contains($0) || added.contains($0) }
        for outcome in added {
            let column = Leanings.outcomes.firstIndex(of: outcome).map {
                Leanings.column(of: Leanings.documents.count + Leanings.reasons.count + $0)
            }
            let told = column.flatMap { evidence(.outcome(outcome), $0, "leaning.outcome", body, learned) }
            reading.evidence += told.map { [$0] } ?? []
        }
        if added.contains(.declined) { fillReasons(&reading) }
        if added.contains(.offered) { offers.fill(&reading, input, newest) }
    }

    /// Whether it likely stands beside what the mail says first.
    private func isBeside(
        _ outcome: Outcome, _ first: Outcome, _ share: Double, _ papers: [PaperLeanings.Share]
    ) -> Bool {
        if share >= Trust.beside { return true }
        guard outcome == .requestedDocuments, first != .declined, let most = papers.map(\.share).max() else {
            return false
        }
        return (share + most) / 2 >= (first == .offered ? Trust.askedBesideOffer : Trust.askedBeside)
    }

    private func drop(_ outcome: Outcome, from reading: inout Reading) {
        reading.also.removeAll { $0 == outcome }
        reading.evidence.removeAll { evidence in
            switch evidence.what {
            case .outcome(outcome): true
            case .offer: outcome == .offered
            case .document: outcome == .requestedDocuments
            case .declineReason: outcome == .declined
            default: false
            }
        }
        switch outcome {
        case .offered: reading.offers = []
        case .requestedDocuments: reading.requestedDocuments = []
        case .declined: reading.declineReasons = []
        default: break
        }
    }

    /// Which papers it asks for, by its sentences and by the whole mail; nothing where it can ask for none.
    private func papers(
        _ reading: Reading, _ byRules: Reading, _ leaning: Leaning, _ body: [LeaningWord], _ learned: Learned
    ) -> [PaperLeanings.Share] {
        let asked = zip(Leanings.outcomes, leaning.marks.outcomes).first { $0.0 == .requestedDocuments }?.1 ?? 0
        let mayAsk = reading.outcome.combines && ![.declined, .question, .acknowledged].contains(reading.outcome)
        guard mayAsk || asked >= Trust.beside || reading.states(.requestedDocuments) else { return [] }
        let shares = leaning.marks.documents
        guard !learned.papers.table.isEmpty else { return shares.map { PaperLeanings.Share(share: $0) } }
        var papers = learned.papers.shares(PaperSigns(body, in: passages[0].bytes, byRules: byRules, held: heldPapers))
        for (place, share) in shares.enumerated() { papers[place].share = (papers[place].share * share).squareRoot() }
        return papers
    }

    /// Adds what is likely wanted beside what the rules found, and takes away what they found that likely is not.
    private func weighDocuments(_ reading: inout Reading, _ papers: [PaperLeanings.Share], _ leaning: Leaning) {
        guard leaning.known >= Trust.leastKnown else { return }
        for (code, paper) in zip(Leanings.documents, papers) {
            let isFound = reading.requestedDocuments.contains(code)
            let isHad = documents.contains { $0.had.contains(code) }
            guard isFound ? paper.share < Trust.hardlyWanted : paper.share >= (isHad ? Trust.had : Trust.wanted) else {
                continue
            }
            if isFound {
                reading.requestedDocuments.removeAll { $0 == code }
                reading.evidence.removeAll { $0.what == .document(code) }
            } else {
                reading.requestedDocuments.append(code)
                reading.evidence.append(
                    Evidence(what: .document(code), place: .body, span: paper.range, rule: "leaning.document"))
            }
        }
        fillLikeliest(&reading, papers)
    }

    /// What asks for papers asks for one at least.
    private func fillLikeliest(_ reading: inout Reading, _ papers: [PaperLeanings.Share]) {
        guard reading.outcome == .requestedDocuments, reading.requestedDocuments.isEmpty,
            let (code, paper) = zip(Leanings.documents, papers).max(by: { $0.1.share < $1.1.share }),
            paper.share >= Trust.likeliest
        else { return }
        reading.requestedDocuments = [code]
        reading.evidence.append(
            Evidence(what: .document(code), place: .body, span: paper.range, rule: "leaning.document"))
    }

    /// A person looks at it.
    private func keepBack(_ reading: inout Reading, _ cause: Reading.ReviewCause, confidence: Int) {
        (reading.disposition, reading.reviewCause, reading.confidence) = (.review, cause, confidence)
        guard let first = reading.evidence.first else { return }
        reading.evidence.append(
            Evidence(what: .review(cause), place: first.place, span: first.span, rule: "review.\(cause.rawValue)"))
    }

    func evidence(
        _ what: Evidence.Subject, _ column: Int, _ rule: String, _ body: [LeaningWord], _ learned: Learned
    ) -> Evidence? {
        learned.leanings.words(for: column, in: body).map {
            Evidence(what: what, place: .body, span: $0, rule: rule)
        }
    }
}
