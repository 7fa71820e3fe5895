/// Where rules and learned words differ: a guess takes the place of what rules found only by default, and nothing is acted on that the words
/// of the mail speak against.
extension Decision {
    /// How much a finding of the rules counts beside the words, as a logarithm: one that would be acted on, one that a person looks at, and
    /// what is only left over.
    private enum Trust {
        static let applied = 4.0
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
        // what the office taught is believed; what a letter, a subject or a forwarded mail says is not in these words
        guard passages.count == 1, !newest.isEmpty, !reading.evidence.contains(where: { $0.rule.hasPrefix("words:") })
        else { return }
        let body = LeaningWord.all(of: passages[0].bytes, ReplyReader.shortened(newest.ranges))
        let title = LeaningWord.all(of: subject.bytes, [0..<subject.bytes.count])
        guard let leaning = Leanings.shared.weigh(body, subject: title) else { return }
        let trust = trust(in: reading)
        let likely = likely(leaning, beside: reading, trust)
        if likely != reading.outcome {
            reading = guess(likely, instead: reading, body)
        } else if leaning[likely] < Trust.outcome {
            doubt(&reading)
        }
        if reading.states(.declined) { weighReasons(&reading, leaning, trust, body) }
    }

    private func trust(in reading: Reading) -> Double {
        if reading.disposition == .apply { return Trust.applied }
        return reading.reviewCause == .noEvidence ? Trust.fallback : Trust.reviewed
    }

    private func likely(_ leaning: Leaning, beside reading: Reading, _ trust: Double) -> Outcome {
        var best = (outcome: reading.outcome, score: leaning[reading.outcome] + trust)
        guard leaning.known >= Trust.leastKnown else { return best.outcome }
        for (outcome, score) in zip(Leanings.outcomes, leaning.outcomes) where score > best.score {
            // an offer is nothing without its sum, and a report is told by its form
            if outcome == .offered && offers.drafts.isEmpty || outcome == .bounced { continue }
            best = (outcome, score)
        }
        return best.outcome
    }

    private func guess(_ outcome: Outcome, instead reading: Reading, _ body: [LeaningWord]) -> Reading {
        var guess = Reading(outcome: outcome)
        if let column = Leanings.outcomes.firstIndex(of: outcome) {
            guess.evidence = [evidence(.outcome(outcome), column, "leaning.outcome", body)]
        }
        fill(&guess)
        guess.confidence = 300
        guess.reviewCause = reading.reviewCause ?? .weakEvidence
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
        if first == .unspecified || isHint { reading.declineReasons.removeFirst() }
        reading.declineReasons.removeAll { $0 == best.reason }
        reading.declineReasons.insert(best.reason, at: 0)
        reading.evidence.append(evidence(.declineReason(best.reason), best.column, "leaning.reason", body))
        doubt(&reading)
    }

    /// A person looks at it.
    private func doubt(_ reading: inout Reading) {
        guard reading.disposition == .apply else { return }
        reading.disposition = .review
        reading.reviewCause = .weakEvidence
        reading.confidence = 700
    }

    private func evidence(_ what: Evidence.Subject, _ column: Int, _ rule: String, _ body: [LeaningWord]) -> Evidence {
        let range = Leanings.shared.words(for: column, in: body) ?? body.last?.range ?? 0..<0
        return Evidence(what: what, place: .body, span: range, rule: rule)
    }
}
