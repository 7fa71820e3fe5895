/// What the words of a mail and the findings of the rules in it speak for together: a guess takes the place of what rules found where most
/// labelled mails with both were something else, and nothing is acted on that it speaks against.
extension Decision {
    /// Shares from 0 to 1, where nothing else is said.
    private enum Trust {
        /// Per mille of readings such as this one that are right: what is acted on.
        static let threshold = 950
        /// The same where the rules are sure of it too.
        static let sureThreshold = 900
        /// The same where they are sure of a request and list the same papers: what is learned asks that no paper is missing or too much.
        static let listedThreshold = 750
        /// Fewer known words, pairs and beginnings make no guess.
        static let leastKnown = 10

        /// What stands beside the outcome is added from here on, and taken away below that.
        static let beside = 0.6
        static let hardlyBeside = 0.1

        /// A document is proposed from here on, and what rules found is taken away below that.
        static let wanted = 0.35
        static let hardlyWanted = 0.15

        /// The same of a reason beside the first; the first one is the first in the text, unless it is so likely.
        static let given = 0.25
        static let hardlyGiven = 0.15
        static let first = 0.9

        /// What the rules count beyond what labelled mails teach of them, as logarithms: a sure outcome, and papers that are surely asked for.
        static let rule = 0.25
        static let paper = 2.0

        /// Documents and reasons beside what the rules are sure of.
        static let more = 0.35
    }

    /// No other reason stands beside one of these.
    private static let alone: Set<DeclineReason> = [.unspecified, .merchantDeclined]

    /// Weighs words, marks and numbers into what rules read. What tells how far it may be trusted; nil where nothing was weighed.
    func weighIn(_ reading: inout Reading, _ confidence: Confidence, _ learned: Learned) -> TrustSigns? {
        // what a letter says is not in these words; what the office taught is believed
        guard !isFromLetter, !newest.isEmpty, !passages[0].hits.contains(where: { $0.phrase != nil }) else {
            return nil
        }
        let body = LeaningWord.all(of: passages[0].bytes, ReplyReader.shortened(newest.ranges))
        let title = ReplyReader.title(input.subject)
        let byRules = reading
        let findings = reading.findings
        guard let leaning = learned.leanings.weigh(body, subject: title, findings: findings) else { return nil }
        let likely = likely(leaning, beside: reading)
        if likely != reading.outcome { reading = guess(likely, instead: reading, body, learned) }
        let marks = learned.leanings.weighMarks(leaning, findings: findings)
        weighBeside(&reading, marks.outcomes, leaning)
        let papers = papers(reading, byRules, marks, body, learned)
        weighDocuments(&reading, papers, leaning)
        if reading.states(.declined) {
            weighReasons(&reading, leaning, body, learned)
            weighReasons(&reading, marks.reasons, leaning, body, learned)
            orderReasons(&reading, leaning)
        }
        let numbers = readNumbers(&reading, byRules, learned)
        let signs = TrustSigns(
            reading: reading, byRules: byRules, leaning: leaning, marks: marks, papers: papers, numbers: numbers,
            confidence: confidence
        )
        judge(&reading, learned.trust.share(signs), signs)
        return signs
    }

    /// Acts on it where readings such as this one are right, and where nothing bars it.
    private func judge(_ reading: inout Reading, _ share: Double, _ signs: TrustSigns) {
        let share = Int((share * 1000).rounded(.down))
        if share >= threshold(for: reading, signs.byRules), !signs.confidence.isBarred(reading) {
            (reading.disposition, reading.reviewCause, reading.confidence) = (.apply, nil, min(max(share, 900), 999))
            reading.evidence.removeAll { if case .review = $0.what { true } else { false } }
        } else if reading.disposition == .apply {
            keepBack(&reading, .weakEvidence, confidence: min(share, 899))
        }
    }

    private func threshold(for reading: Reading, _ byRules: Reading) -> Int {
        guard byRules.disposition == .apply, byRules.outcome == reading.outcome else { return Trust.threshold }
        let isListed = byRules.requestedDocuments == reading.requestedDocuments
        return reading.outcome == .requestedDocuments && isListed ? Trust.listedThreshold : Trust.sureThreshold
    }

    /// What machines write is told by its form.
    private func likely(_ leaning: Leaning, beside reading: Reading) -> Outcome {
        let machines: Set<Outcome> = [.bounced, .autoReply]
        guard leaning.known >= Trust.leastKnown, !machines.contains(reading.outcome) else { return reading.outcome }
        let isNamed = reading.outcome == .requestedDocuments && !reading.requestedDocuments.isEmpty
        let isSure = reading.disposition == .apply
        let trust = isNamed && isSure ? Trust.paper : isNamed || isSure ? Trust.rule : 0
        var best = (outcome: reading.outcome, score: leaning[reading.outcome] + trust)
        for (outcome, score) in zip(Leanings.outcomes, leaning.outcomes) where score > best.score {
            if !machines.contains(outcome) { best = (outcome, score) }
        }
        return best.outcome
    }

    private func guess(
        _ outcome: Outcome, instead reading: Reading, _ body: [LeaningWord], _ learned: Learned
    ) -> Reading {
        var guess = Reading(outcome: outcome)
        guess.evidence =
            Leanings.outcomes.firstIndex(of: outcome).flatMap { column in
                evidence(.outcome(outcome), column, "leaning.outcome", body, learned).map { [$0] }
            } ?? []
        fill(&guess)
        keepBack(&guess, reading.reviewCause ?? .weakEvidence, confidence: 300)
        return guess
    }

    /// Puts the likeliest reason first.
    private func weighReasons(_ reading: inout Reading, _ leaning: Leaning, _ body: [LeaningWord], _ learned: Learned) {
        let first = reading.declineReasons.first ?? .unspecified
        let rule = reading.evidence.first { $0.what == .declineReason(first) }?.rule ?? ""
        let isHint = [".hint", ".topic", ".vague"].contains(where: rule.hasSuffix)
        var best = (reason: first, score: leaning[first], column: -1)
        if leaning.known >= Trust.leastKnown {
            for (place, score) in leaning.reasons.enumerated() where score > best.score {
                best = (Leanings.reasons[place], score, Leanings.outcomes.count + place)
            }
        }
        guard best.reason != first else { return }
        // one that says that no reason is given, or that it is the merchant's own, stands alone; what only hints spoke for goes
        var gone = Self.alone.union([best.reason])
        if isHint { gone.insert(first) }
        if Self.alone.contains(best.reason) { gone.formUnion(reading.declineReasons) }
        reading.declineReasons.removeAll(where: gone.contains)
        reading.declineReasons.insert(best.reason, at: 0)
        reading.evidence.removeAll {
            if case .declineReason(let reason) = $0.what { gone.contains(reason) } else { false }
        }
        if let told = evidence(.declineReason(best.reason), best.column, "leaning.reason", body, learned) {
            let place = reading.evidence.firstIndex { if case .declineReason = $0.what { true } else { false } }
            reading.evidence.insert(told, at: place ?? reading.evidence.endIndex)
        }
    }

    /// Adds what likely stands beside the outcome, weaker than it, and takes away what likely does not.
    private func weighBeside(_ reading: inout Reading, _ shares: [Double], _ leaning: Leaning) {
        guard leaning.known >= Trust.leastKnown, reading.outcome.combines, reading.outcome != .acknowledged else {
            return
        }
        let weaker = zip(Leanings.outcomes, shares).drop { $0.0 != reading.outcome }.dropFirst()
        var added: [Outcome] = []
        for (outcome, share) in weaker where outcome.combines && outcome != .acknowledged {
            if reading.also.contains(outcome) {
                if share < Trust.hardlyBeside, reading.disposition != .apply { drop(outcome, from: &reading) }
            } else if share >= Trust.beside {
                added.append(outcome)
            }
        }
        guard !added.isEmpty else { return }
        reading.also = Outcome.allCases.filter { reading.also.contains($0) || added.contains($0) }
        if added.contains(.declined) { fillReasons(&reading) }
        if added.contains(.offered) { offers.fill(&reading, input, newest) }
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

    /// Which papers it asks for, by its sentences and by the whole mail; nothing where it asks for none.
    private func papers(
        _ reading: Reading, _ byRules: Reading, _ marks: LeaningMarks, _ body: [LeaningWord], _ learned: Learned
    ) -> [PaperLeanings.Share] {
        guard reading.states(.requestedDocuments) else { return [] }
        var papers = learned.papers.shares(PaperSigns(body, in: passages[0].bytes, byRules: byRules))
        for (place, share) in marks.documents.enumerated() {
            papers[place].share = (papers[place].share * share).squareRoot()
        }
        return papers
    }

    /// Adds what is likely wanted beside what the rules found, and takes away what they found that likely is not.
    private func weighDocuments(_ reading: inout Reading, _ papers: [PaperLeanings.Share], _ leaning: Leaning) {
        guard leaning.known >= Trust.leastKnown else { return }
        let least = reading.disposition == .apply ? Trust.more : Trust.wanted
        for (code, paper) in zip(Leanings.documents, papers) {
            let isFound = reading.requestedDocuments.contains(code)
            guard isFound ? paper.share < Trust.hardlyWanted : paper.share >= least else { continue }
            if isFound {
                reading.requestedDocuments.removeAll { $0 == code }
                reading.evidence.removeAll { $0.what == .document(code) }
            } else {
                reading.requestedDocuments.append(code)
                reading.evidence.append(
                    Evidence(what: .document(code), place: .body, span: paper.range, rule: "leaning.document"))
            }
        }
    }

    /// Adds reasons that likely stand beside those that are read.
    private func weighReasons(
        _ reading: inout Reading, _ shares: [Double], _ leaning: Leaning, _ body: [LeaningWord], _ learned: Learned
    ) {
        guard leaning.known >= Trust.leastKnown, !reading.declineReasons.isEmpty,
            Self.alone.isDisjoint(with: reading.declineReasons)
        else { return }
        for (reason, share) in zip(Leanings.reasons, shares)
        where share < Trust.hardlyGiven && reading.declineReasons.dropFirst().contains(reason) {
            reading.declineReasons.removeAll { $0 == reason }
            reading.evidence.removeAll { $0.what == .declineReason(reason) }
        }
        let least = reading.disposition == .apply ? Trust.more : Trust.given
        for (place, (reason, share)) in zip(Leanings.reasons, shares).enumerated()
        where share >= least && !Self.alone.contains(reason) && !reading.declineReasons.contains(reason) {
            reading.declineReasons.append(reason)
            let column = Leanings.column(of: Leanings.documents.count + place)
            let told = evidence(.declineReason(reason), column, "leaning.reason", body, learned)
            reading.evidence += told.map { [$0] } ?? []
        }
    }

    /// Reasons in the order in which the mail gives them.
    private func orderReasons(_ reading: inout Reading, _ leaning: Leaning) {
        guard let first = reading.declineReasons.first, leaning.share(of: first) < Trust.first else { return }
        var places: [DeclineReason: Int] = [:]
        for evidence in reading.evidence {
            guard case .declineReason(let reason) = evidence.what, evidence.place == .body else { continue }
            places[reason] = min(places[reason] ?? .max, evidence.span.lowerBound)
        }
        let order = reading.declineReasons.enumerated().sorted {
            (places[$0.element] ?? .max, $0.offset) < (places[$1.element] ?? .max, $1.offset)
        }
        reading.declineReasons = order.map(\.element)
    }

    /// A person looks at it.
    private func keepBack(_ reading: inout Reading, _ cause: Reading.ReviewCause, confidence: Int) {
        (reading.disposition, reading.reviewCause, reading.confidence) = (.review, cause, confidence)
        guard let first = reading.evidence.first else { return }
        reading.evidence.append(
            Evidence(what: .review(cause), place: first.place, span: first.span, rule: "review.\(cause.rawValue)"))
    }

    private func evidence(
        _ what: Evidence.Subject, _ column: Int, _ rule: String, _ body: [LeaningWord], _ learned: Learned
    ) -> Evidence? {
        learned.leanings.words(for: column, in: body).map {
            Evidence(what: what, place: .body, span: $0, rule: rule)
        }
    }
}
