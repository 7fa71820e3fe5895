import Glibc

/// What the words of a mail and the findings of the rules in it speak for together: a guess takes the place of what rules found where most
/// labelled mails with both were something else, and nothing is acted on that it speaks against.
extension Decision {
    /// Shares from 0 to 1, where nothing else is said.
    private enum Trust {
        /// What is acted on has this share of the outcomes at least, and what it reads of loose words all its reasons together: a logarithm.
        static let least = -0.22
        /// Where the rules are sure, no other first reason has so much more than those that are read: a logarithm.
        static let otherReason = 1.6
        /// So many known words let act what rules found in loose ones.
        static let agreedKnown = 20
        /// Fewer known words, pairs and beginnings make no guess.
        static let leastKnown = 10

        /// A document is proposed from here on, and a reason beside the first; either beside what the rules are sure of.
        static let wanted = 0.18
        static let given = 0.35
        static let more = 0.5

        /// A document that is acted on has this at least; so has a reason, and one that the rules are sure of.
        static let surelyWanted = 0.5
        static let surelyRead = 0.25
        static let hardlyRead = 0.1
        /// Nothing that is not read has more than this where something is acted on; beside what the rules are sure of, more than that.
        static let surelyNot = 0.12
        static let hardly = 0.35

        /// What findings of the rules count beyond what labelled mails teach of them, as logarithms: a sure outcome, papers that are surely
        /// asked for, and a first reason that is more than hinted at.
        static let rule = 0.5
        static let paper = 2.5
        static let reason = 0.9
    }

    /// No other reason stands beside one of these.
    private static let alone: Set<DeclineReason> = [.unspecified, .merchantDeclined]

    func weighIn(_ reading: inout Reading, isOnlyWeak: Bool) {
        // what a letter, a subject that the mail points to, or a forwarded mail says is not in these words; what the office taught is believed
        guard passages.count == 1, !newest.isEmpty, !passages[0].hits.contains(where: { $0.phrase != nil }) else {
            return
        }
        let body = LeaningWord.all(of: passages[0].bytes, ReplyReader.shortened(newest.ranges))
        let title = ReplyReader.title(input.subject)
        let findings = reading.findings
        guard let leaning = Leanings.shared.weigh(body, subject: title, findings: findings) else { return }
        let likely = likely(leaning, beside: reading)
        let isGuess = likely != reading.outcome
        if isGuess { reading = guess(likely, instead: reading, body) }
        let share = leaning[likely]
        let marks = Leanings.shared.weighMarks(leaning, findings: findings)
        var isSure = isSure(of: reading, marks.outcomes)
        isSure = weighDocuments(&reading, marks.documents, leaning, body) && isSure
        if reading.states(.declined) {
            let isRead = reading.disposition == .apply
            let reasons = weighReasons(&reading, leaning, body)
            let best = leaning.reasons.max() ?? 0
            if reasons < (isRead ? best - Trust.otherReason : Trust.least) { isSure = false }
            isSure = weighReasons(&reading, marks.reasons, leaning, body) && isSure
        }
        if !isSure || share < Trust.least {
            doubt(&reading)
        } else if isOnlyWeak, !isGuess, leaning.known >= Trust.agreedKnown {
            agree(&reading)
        }
    }

    /// A refusal, or papers asked for, that rules found in loose words is acted on where the words of the whole mail say the same. An offer is
    /// its terms, of which the words know nothing, and a question what a person makes of it.
    private func agree(_ reading: inout Reading) {
        guard reading.disposition == .review, reading.reviewCause == .weakEvidence, !isOverruled(reading),
            !reading.states(.offered), [.declined, .requestedDocuments].contains(reading.outcome)
        else { return }
        (reading.disposition, reading.reviewCause, reading.confidence) = (.apply, nil, 900)
        reading.evidence.removeAll { if case .review = $0.what { true } else { false } }
    }

    /// Whether the words had their way against the rules.
    private func isOverruled(_ reading: Reading) -> Bool {
        reading.evidence.contains { $0.rule.hasPrefix("leaning.") }
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

    /// Puts the likeliest reason first; the share of all that are read, as a logarithm.
    private func weighReasons(_ reading: inout Reading, _ leaning: Leaning, _ body: [LeaningWord]) -> Double {
        let first = reading.declineReasons.first ?? .unspecified
        let rule = reading.evidence.first { $0.what == .declineReason(first) }?.rule ?? ""
        let isHint = [".hint", ".topic", ".vague"].contains(where: rule.hasSuffix)
        var best = (
            reason: first, score: leaning[first] + (isHint || first == .unspecified ? 0 : Trust.reason), column: -1
        )
        if leaning.known >= Trust.leastKnown {
            for (place, score) in leaning.reasons.enumerated() where score > best.score {
                best = (Leanings.reasons[place], score, Leanings.outcomes.count + place)
            }
        }
        guard best.reason != first else { return share(of: reading.declineReasons, or: first, leaning) }
        // one that says that no reason is given, or that it is the merchant's own, stands alone; what only hints spoke for goes
        var gone = Self.alone.union([best.reason])
        if isHint { gone.insert(first) }
        if Self.alone.contains(best.reason) { gone.formUnion(reading.declineReasons) }
        reading.declineReasons.removeAll(where: gone.contains)
        reading.declineReasons.insert(best.reason, at: 0)
        reading.evidence.removeAll {
            if case .declineReason(let reason) = $0.what { gone.contains(reason) } else { false }
        }
        if let told = evidence(.declineReason(best.reason), best.column, "leaning.reason", body) {
            let place = reading.evidence.firstIndex { if case .declineReason = $0.what { true } else { false } }
            reading.evidence.insert(told, at: place ?? reading.evidence.endIndex)
        }
        return -.infinity
    }

    /// Whether what is stated beside the outcome likely is, and nothing else.
    private func isSure(of reading: Reading, _ shares: [Double]) -> Bool {
        zip(Leanings.outcomes, shares).allSatisfy { outcome, share in
            if outcome == reading.outcome { return true }
            return reading.also.contains(outcome) ? share >= Trust.surelyRead : share < Trust.given
        }
    }

    /// From where on something is proposed, and up to where it is surely not meant.
    private func bounds(beside reading: Reading, _ least: Double) -> (Double, Double) {
        reading.disposition == .apply ? (Trust.more, Trust.hardly) : (least, Trust.surelyNot)
    }

    /// Adds what is likely wanted beside what the rules found, and takes away what they found that likely is not. False where it is not sure.
    private func weighDocuments(
        _ reading: inout Reading, _ shares: [Double], _ leaning: Leaning, _ body: [LeaningWord]
    ) -> Bool {
        guard leaning.known >= Trust.leastKnown else { return true }
        guard reading.states(.requestedDocuments) else { return shares.allSatisfy { $0 < Trust.hardly } }
        let (least, most) = bounds(beside: reading, Trust.wanted)
        var isSure = true
        for (place, (code, share)) in zip(Leanings.documents, shares).enumerated() {
            let isFound = reading.requestedDocuments.contains(code)
            if isFound ? share < Trust.surelyWanted : share > most { isSure = false }
            guard isFound ? share < Trust.wanted : share >= least else { continue }
            if isFound {
                reading.requestedDocuments.removeAll { $0 == code }
                reading.evidence.removeAll { $0.what == .document(code) }
                continue
            }
            reading.requestedDocuments.append(code)
            let told = evidence(.document(code), Leanings.column(of: place), "leaning.document", body)
            reading.evidence += told.map { [$0] } ?? []
        }
        return isSure
    }

    /// Adds reasons that likely stand beside those that are read. False where it is not sure of all.
    private func weighReasons(
        _ reading: inout Reading, _ shares: [Double], _ leaning: Leaning, _ body: [LeaningWord]
    ) -> Bool {
        guard leaning.known >= Trust.leastKnown, !reading.declineReasons.isEmpty else { return true }
        guard Self.alone.isDisjoint(with: reading.declineReasons) else { return true }
        let (least, most) = bounds(beside: reading, Trust.given)
        let leastRead = reading.disposition == .apply ? Trust.hardlyRead : Trust.surelyRead
        var isSure = true
        for (place, (reason, share)) in zip(Leanings.reasons, shares).enumerated() where !Self.alone.contains(reason) {
            let isRead = reading.declineReasons.contains(reason)
            if isRead ? share < leastRead : share > most { isSure = false }
            guard !isRead, share >= least else { continue }
            reading.declineReasons.append(reason)
            let column = Leanings.column(of: Leanings.documents.count + place)
            let told = evidence(.declineReason(reason), column, "leaning.reason", body)
            reading.evidence += told.map { [$0] } ?? []
        }
        return isSure
    }

    /// Two reasons in one mail share its words between them.
    private func share(of reasons: [DeclineReason], or only: DeclineReason, _ leaning: Leaning) -> Double {
        log((reasons.isEmpty ? [only] : reasons).reduce(0) { $0 + exp(leaning[$1]) })
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
