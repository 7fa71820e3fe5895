/// Where rules and learned words differ: a guess takes the place of what rules found only by default, and nothing is acted on that the words
/// of the mail speak against.
extension Decision {
    /// How much a finding of the rules counts beside the words, as a logarithm: one that would be acted on, one that a person looks at, and
    /// what is only left over.
    private enum Trust {
        static let applied = 5.0
        static let reviewed = 2.0
        static let fallback = 0.5
        static let hint = 2.0
        /// What is acted on has at least this share of the words.
        static let outcome = -1.2
        /// And its first reason is not behind another by more than this.
        static let behind = 1.6
        /// Fewer known words, pairs and beginnings make no guess.
        static let leastKnown = 10
    }

    func weighIn(_ reading: inout Reading) {
        // what a letter, a subject that the mail points to, or a forwarded mail says is not in these words
        guard passages.count == 1, !newest.isEmpty else { return }
        let body = LeaningWord.all(of: passages[0].bytes, ReplyReader.shortened(newest.ranges))
        guard let leaning = Leanings.shared.weigh(body, subject: ReplyReader.title(input.subject)) else { return }
        let trust = trust(in: reading)
        // what the office taught is believed
        let isTaught = passages[0].hits.contains { $0.phrase != nil }
        let likely = isTaught ? reading.outcome : likely(leaning, beside: reading, trust)
        if likely != reading.outcome {
            reading = guess(likely, instead: reading, body)
        } else if leaning[likely] < Trust.outcome, reading.evidence.first?.rule.hasPrefix("words:") != true {
            doubt(&reading)
        }
        if reading.states(.declined), !isTaught { weighReasons(&reading, leaning, trust, body) }
    }

    private func trust(in reading: Reading) -> Double {
        if reading.disposition == .apply { return Trust.applied }
        // sums that stand as an offer, and papers by their names, are more than words
        if reading.outcome == .offered { return Trust.applied }
        if reading.outcome == .requestedDocuments, !reading.requestedDocuments.isEmpty { return Trust.applied }
        return reading.reviewCause == .noEvidence ? Trust.fallback : Trust.reviewed
    }

    private func likely(_ leaning: Leaning, beside reading: Reading, _ trust: Double) -> Outcome {
        var best = (outcome: reading.outcome, score: leaning[reading.outcome] + trust)
        guard leaning.known >= Trust.leastKnown else { return best.outcome }
        for (outcome, score) in zip(Leanings.outcomes, leaning.outcomes) where score > best.score {
            // an offer is nothing without its sum, and what machines write is told by its form
            if outcome == .offered && offers.drafts.isEmpty || [.bounced, .autoReply].contains(outcome) { continue }
            best = (outcome, score)
        }
        return best.outcome
    }

    private func guess(_ outcome: Outcome, instead reading: Reading, _ body: [LeaningWord]) -> Reading {
        var guess = Reading(outcome: outcome)
        guess.evidence =
            Leanings.outcomes.firstIndex(of: outcome).flatMap { column in
                evidence(.outcome(outcome), column, "leaning.outcome", body).map { [$0] }
            } ?? []
        fill(&guess)
        keepBack(&guess, reading.reviewCause ?? .weakEvidence, confidence: 300)
        return guess
    }

    private func weighReasons(_ reading: inout Reading, _ leaning: Leaning, _ trust: Double, _ body: [LeaningWord]) {
        let first = reading.declineReasons.first ?? .unspecified
        let rule = reading.evidence.first { $0.what == .declineReason(first) }?.rule ?? ""
        let isHint = [".hint", ".topic", ".vague"].contains(where: rule.hasSuffix)
        let held =
            first == .unspecified ? min(trust, Trust.fallback + 0.5) : isHint ? min(trust, Trust.hint) : trust + 1
        var best = (reason: first, score: leaning[first] + held, column: -1)
        for (place, score) in leaning.reasons.enumerated() where score > best.score {
            best = (Leanings.reasons[place], score, Leanings.outcomes.count + place)
        }
        guard best.reason != first else {
            if (leaning.reasons.max() ?? 0) - leaning[first] > Trust.behind { doubt(&reading) }
            return
        }
        // one that says that no reason is given, or that it is the merchant's own, stands alone; what only hints spoke for goes
        let alone: Set<DeclineReason> = [.unspecified, .merchantDeclined]
        var gone = alone.union([best.reason])
        if isHint { gone.insert(first) }
        if alone.contains(best.reason) { gone.formUnion(reading.declineReasons) }
        reading.declineReasons.removeAll(where: gone.contains)
        reading.declineReasons.insert(best.reason, at: 0)
        reading.evidence.removeAll {
            if case .declineReason(let reason) = $0.what { gone.contains(reason) } else { false }
        }
        if let told = evidence(.declineReason(best.reason), best.column, "leaning.reason", body) {
            let place = reading.evidence.firstIndex { if case .declineReason = $0.what { true } else { false } }
            reading.evidence.insert(told, at: place ?? reading.evidence.endIndex)
        }
        doubt(&reading)
    }

    /// A person looks at it.
    private func doubt(_ reading: inout Reading) {
        if reading.disposition == .apply { keepBack(&reading, .weakEvidence, confidence: 700) }
    }

    private func keepBack(_ reading: inout Reading, _ cause: Reading.ReviewCause, confidence: Int) {
        (reading.disposition, reading.reviewCause, reading.confidence) = (.review, cause, confidence)
        guard let first = reading.evidence.first else { return }
        reading.evidence.append(
            Evidence(what: .review(cause), place: first.place, span: first.span, rule: "review.\(cause.rawValue)"))
    }

    private func evidence(_ what: Evidence.Subject, _ column: Int, _ rule: String, _ body: [LeaningWord]) -> Evidence? {
        Leanings.shared.words(for: column, in: body).map {
            Evidence(what: what, place: .body, span: $0, rule: rule)
        }
    }
}
