/// Which reasons words and rules give together, and which of them is the first.
extension Decision {
    /// No other reason stands beside one of these.
    private static let alone: Set<DeclineReason> = [.unspecified, .merchantDeclined]

    /// Puts the likeliest reason first.
    func weighFirstReason(
        _ reading: inout Reading, _ leaning: Leaning, _ body: [LeaningWord], _ learned: Learned
    ) {
        let first = reading.declineReasons.first ?? .unspecified
        let isHint = reading.evidence.first { $0.what == .declineReason(first) }?.isVague ?? false
        let trust = reading.disposition == .apply && !isHint ? Trust.reason : 0
        var best = (reason: first, score: leaning[first] + trust, column: -1)
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

    /// Adds reasons that likely stand beside those that are read.
    func weighReasons(
        _ reading: inout Reading, _ leaning: Leaning, _ body: [LeaningWord], _ learned: Learned
    ) {
        let shares = leaning.marks.reasons
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
    func orderReasons(_ reading: inout Reading, _ leaning: Leaning) {
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

    /// What is over or no matter is no reason where another one stands.
    func dropCleared(_ reading: inout Reading) {
        guard reading.declineReasons.count > 1 else { return }
        let cleared = ReasonFindings(passages[0], findings[0]).cleared
        guard !cleared.isEmpty,
            reading.declineReasons.contains(where: { !cleared.contains($0) && $0 != .unspecified })
        else { return }
        reading.declineReasons.removeAll(where: cleared.contains)
        reading.evidence.removeAll {
            if case .declineReason(let reason) = $0.what { cleared.contains(reason) } else { false }
        }
    }
}
