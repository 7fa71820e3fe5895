/// Whether the machine may act on a reading: only where its evidence is unambiguous.
struct Confidence {
    let input: ReplyInput
    let newest: NewestText
    let passages: [Passage]
    let findings: [Findings]
    let isOversize: Bool
    /// Whether a rule found the outcome, not the fallback.
    let isProven: Bool

    private static let threshold = 900

    func judge(_ reading: inout Reading) {
        let cause = cause(reading)
        reading.confidence = cause.map(Self.confidence) ?? 950
        reading.disposition = cause == nil && reading.confidence >= Self.threshold ? .apply : .review
        reading.reviewCause = cause
        if let cause, let first = reading.evidence.first {
            reading.evidence.append(
                Evidence(what: .review(cause), place: first.place, span: first.span, rule: "review.\(cause.rawValue)"))
        }
    }

    private static func confidence(_ cause: Reading.ReviewCause) -> Int {
        switch cause {
        case .empty, .unreadable: 0
        case .noEvidence: 200
        case .contradiction, .severalMerchants: 400
        case .attachmentOnly, .unusualLayout, .conditional: 500
        case .ambiguousTerms: 600
        case .weakEvidence: 700
        }
    }

    private func cause(_ reading: Reading) -> Reading.ReviewCause? {
        let body = passages[0]
        if newest.isEmpty { return .empty }
        if isOversize || isGarbled { return .unreadable }
        if body.has(.instruction) { return .contradiction }
        if !isProven { return .noEvidence }
        if merchantsNamed > 1 { return .severalMerchants }
        if newest.isInline || passages.count > 1 || !newest.forwards.isEmpty { return .unusualLayout }
        if reading.states(.offered), reading.states(.declined) { return .severalMerchants }
        if contradicts(reading) { return .contradiction }
        if !findings[0].conditionalDeclines.isEmpty { return .conditional }
        if reading.states(.offered), !areComplete(reading.offers) || body.has(.sameAsBefore) { return .ambiguousTerms }
        if body.has(.pointsToFile), reading.outcome == .acknowledged || reading.outcome == .question {
            return .attachmentOnly
        }
        return isWeak(reading) ? .weakEvidence : nil
    }

    private func contradicts(_ reading: Reading) -> Bool {
        let strong: [Outcome] = [.funded, .contractSent, .withdrawn, .declined, .commissionNotice]
        let stated = strong.filter { findings[0].states($0) }
        if stated.contains(where: { !reading.states($0) }) { return true }
        if reading.outcome == .declined, !findings[0].approvals.isEmpty { return true }
        return false
    }

    private func areComplete(_ offers: [OfferTerms]) -> Bool {
        guard !offers.isEmpty, offers.count <= 6 else { return false }
        return offers.allSatisfy { offer in
            let isPriced =
                offer.factorRate != nil || offer.buyRate != nil || offer.interestRatePercent != nil
                || offer.paybackAmount != nil
            return isPriced && offer.termValue != nil && offer.paymentFrequency != nil
        }
    }

    private func isWeak(_ reading: Reading) -> Bool {
        let length = passages[0].sentences.count
        switch reading.outcome {
        case .declined:
            return reading.declineReasons == [.unspecified] && length > 3 || reading.declineReasons.count > 3
                || !reading.also.isEmpty
        case .offered: return findings[0].approvals.isEmpty && reading.offers.contains { $0.factorRate == nil }
        case .question, .unrelated: return true
        case .acknowledged: return length > 8
        default: return false
        }
    }

    /// Bytes that no text holds, or hardly a letter.
    private var isGarbled: Bool {
        let bytes = newest.text.utf8
        guard bytes.count > 40 else { return false }
        let letters = bytes.reduce(0) { $0 + (($1 | 32) >= 97 && ($1 | 32) <= 122 ? 1 : 0) }
        return letters * 4 < bytes.count || newest.text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count > 3
    }

    private var merchantsNamed: Int {
        guard input.merchantNames.count > 1 else { return 0 }
        let text = newest.text.lowercased()
        return Set(input.merchantNames.map { $0.lowercased() }).filter { $0.count > 3 && text.contains($0) }.count
    }
}
