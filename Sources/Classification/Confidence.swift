/// Whether the machine may act on a reading: only where its evidence is unambiguous.
struct Confidence {
    let input: ReplyInput
    let newest: NewestText
    let passages: [Passage]
    let findings: [Findings]
    let isOversize: Bool
    /// Whether the text of an attached letter was read as well.
    let isFromLetter: Bool
    /// Whether a rule found the outcome, not the fallback.
    let isProven: Bool
    /// Whether papers are asked for, be it only for another look.
    let wantsPapers: Bool
    /// How much speaks for a mail to many.
    let newsWeight: Int

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

    /// Whether a person looks at it however sure its parts are: it may not be about one file, or says more than is read.
    func isBarred(_ reading: Reading) -> Bool {
        let causes: [Reading.ReviewCause?] = [
            .empty, .unreadable, .severalMerchants, .attachmentOnly, .unusualLayout, .contradiction, .conditional,
        ]
        return causes.contains(reading.reviewCause) || oddity(reading) != nil
            || reading.disposition != .apply && passages[0].has(.pointsToFile)
            || reading.states(.offered) && reading.offers.isEmpty
            || reading.states(.requestedDocuments) && reading.requestedDocuments.isEmpty
            || takesBack(reading) || statesOtherMoney || listsMerchants || namesStranger
            || reading.states(.declined) && passages[0].has(.renewed)
            || !reading.evidence.contains { $0.what == .outcome(reading.outcome) }
    }

    /// What keeps any machine from acting on it, be its parts told by rules or by leaning.
    private func oddity(_ reading: Reading) -> Reading.ReviewCause? {
        if isOversize || isGarbled { return .unreadable }
        if passages[0].has(.instruction) { return .contradiction }
        if isFromLetter { return .attachmentOnly }
        if merchantsNamed > 1 { return .severalMerchants }
        if namesNoMerchant { return .weakEvidence }
        if newest.isInline || passages.count > 1 || !newest.forwards.isEmpty { return .unusualLayout }
        if reading.states(.offered), reading.states(.declined) { return .severalMerchants }
        if contradicts(reading) { return .contradiction }
        return findings[0].conditionalDeclines.isEmpty ? nil : .conditional
    }

    /// Words that take something back, in a mail that is not read as a withdrawal; an offer beside a withdrawal.
    private func takesBack(_ reading: Reading) -> Bool {
        reading.states(.withdrawn)
            ? reading.states(.offered) || !findings[0].states(.withdrawn) : passages[0].has(.retraction)
    }

    /// Yen, rupees and other money whose sign the rules do not know (U+00A5; U+20A0 to U+20BF but the euro).
    private var statesOtherMoney: Bool {
        var last: UInt32 = 0
        return newest.text.utf8.contains { byte in
            last = (last << 8 | UInt32(byte)) & 0xFF_FFFF
            return last & 0xFFFF == 0xC2A5 || 0xE2_82A0...0xE2_82BF ~= last && last != 0xE2_82AC
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
        if let oddity = oddity(reading) { return oddity }
        if !isProven, !isPlainWithoutRefusal(reading) { return .noEvidence }
        // all terms of an offer beside a mail that only promises one
        if reading.states(.offered), findings[0].approvals.isEmpty, isOnlyReceived { return .contradiction }
        if reading.states(.offered), !areComplete(reading.offers) || body.has(.sameAsBefore) { return .ambiguousTerms }
        let pointsToLetter =
            body.has(.pointsToFile) && input.attachmentNames.contains { $0.lowercased().hasSuffix(".pdf") }
        if pointsToLetter || body.has(.pointsToFile),
            reading.outcome == .acknowledged || reading.outcome == .question
                || (pointsToLetter && reading.offers.isEmpty)
        {
            return .attachmentOnly
        }
        return isWeak(reading) ? .weakEvidence : nil
    }

    /// Received or in review, not merely thanked for.
    private var isOnlyReceived: Bool {
        (findings[0].proof[.acknowledged] ?? []).contains { hit in
            !passages[0].contains(ScopeWords.thanks, in: hit.words)
        }
    }

    private func contradicts(_ reading: Reading) -> Bool {
        let strong: [Outcome] = [.funded, .contractSent, .withdrawn, .declined, .commissionNotice]
        let isTurned = reading.states(.offered) && passages[0].has(.overturned)
        // `your commission will be 7%` is a term of the offer
        let namesPoints = reading.states(.offered) && reading.offers.allSatisfy { $0.commissionPoints != nil }
        let stated = strong.filter {
            findings[0].states($0) && !($0 == .declined && isTurned) && !($0 == .commissionNotice && namesPoints)
        }
        let isRefusedAgain = reading.outcome == .declined && !findings[0].isFundedNow
        let rivals = stated.filter { outcome in
            !reading.states(outcome) && (outcome != .declined || !findings[0].plainDeclines.isEmpty)
                && !(outcome == .funded && isRefusedAgain)
        }
        if !rivals.isEmpty { return true }
        return reading.outcome == .declined && findings[0].approvals.contains { isRival($0, reading) }
    }

    /// An approval beside a refusal, unless it only names a limit or what a check came back with.
    private func isRival(_ approval: Passage.Hit, _ reading: Reading) -> Bool {
        if approval.name == .canDo { return reading.declineReasons != [.amountOutOfRange] }
        return passages[0].contains(ScopeWords.approving, in: approval.words)
    }

    func areComplete(_ offers: [OfferTerms]) -> Bool {
        guard !offers.isEmpty, offers.count <= 6 else { return false }
        return offers.allSatisfy { offer in
            let isPriced =
                offer.factorRate != nil || offer.buyRate != nil || offer.interestRatePercent != nil
                || offer.paybackAmount != nil
            // a share of the takings has no term; payments and their count are a price
            let isTimed =
                offer.termValue != nil || offer.holdbackPercent != nil
                || offer.paymentAmount != nil && offer.paymentFrequency != nil
            return isPriced && isTimed || offer.paymentAmount != nil && offer.termValue != nil
        }
    }

    /// Mail that can be unsubscribed from goes to many.
    private var isMailing: Bool {
        input.automatic == .bulk
            || newest.withSignature.utf8.count < 20_000 && newest.namesUnsubscribing
    }

    /// Words for many readers, beside the header that says so.
    private var hasNews: Bool { newsWeight > (input.automatic == .bulk ? 1 : 0) }

    private func mentions(_ outcome: Outcome) -> Bool { passages[0].hits.contains { $0.signal == .outcome(outcome) } }

    /// `2 points on the line, 4 on the loan`: points that differ by option in one sentence.
    private var hasSplitPoints: Bool {
        let body = passages[0]
        return body.sentences.contains { sentence in
            let counts = sentence.words.filter { body.words[$0].kind == .number && !body.words[$0].isMoney }
            return counts.count > 1 && sentence.cells.isEmpty && body.contains(TermWords.points, in: sentence.words)
                && !sentence.words.contains { body.words[$0].isMoney }
        }
    }

    private func isWeak(_ reading: Reading) -> Bool {
        let length = passages[0].sentences.count
        if wantsPapers, !reading.states(.requestedDocuments) { return true }
        if newsWeight >= 3, reading.outcome != .unrelated { return true }
        switch reading.outcome {
        case .declined: return isWeakDecline(reading, length)
        case .offered:
            let loose = LooseNumbers(passages[0], reading)
            return !reading.offers.allSatisfy(OfferArithmetic.agrees) || loose.first != nil || loose.hasLooseWords
                || !areAlike(reading.offers) || mentions(.withdrawn)
                || !findings[0].plainDeclines.isEmpty || isDisqualified
                || isMailing && (reading.offers.count > 1 || hasNews)
                || reading.offers.count > 1 && hasSplitPoints
        case .question:
            return length > 5 || hasDocuments || !speaksOfBusiness
                || !isAsked && !ReasonFindings(hintsOf: passages[0]).found.isEmpty
        case .unrelated: return newsWeight < 3 || !findings[0].approvals.isEmpty && newsWeight < 7
        case .acknowledged:
            return length > 8 || hasReasons || statesSums || (hasOpenDocuments && input.automatic == nil) || hasDenial
                || isAsked
        case .commissionNotice
        where reading.commissionAmount == nil
            && (mentions(.funded) || !input.subject.lowercased().contains("comm")):
            return true
        case .funded where mentions(.commissionNotice) && !reading.states(.commissionNotice): return true
        case .funded
        where reading.commissionAmount == nil
            && passages[0].contains(ScopeWords.earnings, in: passages[0].words.indices):
            return true
        case .funded, .commissionNotice: return length > 8
        case .requestedDocuments:
            return !findings[0].plainDeclines.isEmpty || hasLooseTerms || isDisqualified || isExplained
                || mentions(.withdrawn) || mentions(.contractSent)
        case .withdrawn: return hasReasons || length > 6
        case .contractSent where reading.offers.isEmpty && hasLooseTerms: return true
        default:
            return !reading.offers.isEmpty
                && (!areComplete(reading.offers) || LooseNumbers(passages[0], reading).first != nil)
        }
    }

    /// Options of one offer state the same terms; where one states more, a term may have gone astray.
    func areAlike(_ offers: [OfferTerms]) -> Bool {
        func stated(_ offer: OfferTerms) -> [Bool] {
            [
                offer.factorRate != nil, offer.buyRate != nil, offer.interestRatePercent != nil,
                offer.paybackAmount != nil, offer.termValue != nil, offer.paymentFrequency != nil,
                offer.paymentAmount != nil, offer.commissionPoints != nil,
            ]
        }
        return Set(offers.map(stated)).count <= 1
    }

    private var isAsked: Bool { passages[0].sentences.contains(where: \.isQuestion) }

    /// Sums stand in a mail that is read as a mere receipt.
    private var statesSums: Bool { passages[0].words.contains { $0.isMoney } || hasLooseTerms }

    /// A rate stands in a mail that is read as no offer.
    private var hasLooseTerms: Bool {
        let roles = TermRoles(passage: passages[0])
        return passages[0].words.indices.contains { roles.isRate($0) }
    }

    /// Letters, digits, white space, and dots and dashes that lead from a name to its value.
    private static let isPlain = (UInt8.min...UInt8.max).map { byte in
        byte <= 32 || Lexer.isLetter(byte) || Lexer.isDigit(byte) || "._-=*|".utf8.contains(byte)
    }

    /// Bytes that no text holds, or hardly a letter.
    private var isGarbled: Bool {
        newest.text.withBytes { text in
            guard text.count > 40 else { return false }
            // bytes that a text has, and replacement characters (U+FFFD is EF BF BD)
            let plain = Self.isPlain.withUnsafeBufferPointer { isPlain in
                text.reduce(0) { isPlain[Int($1)] ? $0 + 1 : $0 }
            }
            if plain * 2 < text.count { return true }
            let lost = text.indices.dropFirst(2).lazy.filter {
                text[$0] == 0xBD && text[$0 - 1] == 0xBF && text[$0 - 2] == 0xEF
            }
            return lost.prefix(4).count > 3
        }
    }
}
