/// Which refusals are plain enough to act on.
extension Confidence {
    /// A refusal is plain where its reasons stand together, or where hardly more is said than no.
    func isWeakDecline(_ reading: Reading, _ length: Int) -> Bool {
        guard reading.also.isEmpty || reading.also == [.requestedDocuments], length <= 8 else { return true }
        if reading.evidence.contains(where: { $0.rule.hasSuffix(".hint") }) { return true }
        // looser words that speak for another reason
        let hint = ReasonFindings(hintsOf: passages[0]).found.first?.reason
        if let hint, !reading.declineReasons.contains(hint) { return true }
        if reading.declineReasons == [.merchantDeclined] { return passages[0].words.count > 40 || hasReasons }
        if reading.declineReasons == [.unspecified] {
            return passages[0].words.count > 14 || mayExplain || unknownWords > 0
        }
        // reasons that are often told of any file, and mere topics, need looser words as well
        let told: [DeclineReason] = [.incompleteFile, .unableToVerify, .ownership, .other]
        if let first = reading.declineReasons.first, hint != first {
            if told.contains(first) { return true }
            let rule = reading.evidence.first { $0.what == .declineReason(first) }?.rule ?? ""
            if rule.hasSuffix(".topic") { return true }
        }
        let isVague = reading.evidence.contains { $0.rule.hasSuffix(".vague") }
        if isVague, !passages[0].words.contains(where: { $0.kind == .number }) { return true }
        let places = reading.evidence.compactMap { evidence -> Int? in
            guard case .declineReason = evidence.what else { return nil }
            return evidence.span.lowerBound
        }
        let sentences = places.map { place in
            passages[0].sentences.firstIndex { sentence in
                sentence.words.contains {
                    Int(passages[0].words[$0].start) <= place && Int(passages[0].words[$0].end) > place
                }
            }
        }
        guard places.count > 1 else {
            return sentences.isEmpty || hint != reading.declineReasons.first && isApart(reading, sentences[0])
        }
        // reasons in one sentence, or a list of them
        if Set(sentences).count == 1, !reading.declineReasons.contains(.existingClient) { return false }
        let areListed = sentences.allSatisfy { place in
            place.map {
                let sentence = passages[0].sentences[$0]
                return sentence.mark == .bullet || passages[0].contains(ScopeWords.reasons, in: sentence.words)
            } ?? false
        }
        return !areListed
    }

    /// A lone reason far from the refusal, or one that says only how the file came in, may be an aside.
    private func isApart(_ reading: Reading, _ place: Int?) -> Bool {
        guard let place, let reason = reading.declineReasons.first else { return true }
        let refusals = (findings[0].proof[.declined] ?? []).map(\.sentence)
        let told: [DeclineReason] = [.incompleteFile, .unableToVerify, .ownership, .other]
        return !refusals.contains { abs($0 - place) <= (told.contains(reason) ? 0 : 1) } && passages[0].words.count > 12
    }

    /// Words that no rule knows and that are no names: what they say may be the reason.
    private var unknownWords: Int {
        passages[0].words.reduce(0) {
            $0 + ($1.kind == .word && $1.number == 0 && !$1.isCapital && $1.end - $1.start > 3 ? 1 : 0)
        }
    }

    /// `Only four months in business, we need twelve`: one reason, told in several words, for which looser words speak as well, in a
    /// short mail that names no paper and asks nothing.
    func isPlainWithoutRefusal(_ reading: Reading) -> Bool {
        let body = passages[0]
        guard reading.outcome == .declined, reading.also.isEmpty, reading.declineReasons.count == 1,
            body.words.count <= 30,
            !hasDocuments, !body.sentences.contains(where: \.isQuestion), newsWeight == 0,
            let proof = reading.evidence.first, proof.span.count > 12,
            !proof.isVague
        else { return false }
        return ReasonFindings(hintsOf: body).found.first?.reason == reading.declineReasons.first
    }
}
