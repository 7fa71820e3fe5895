import Kernel

/// The offers of all passages, and whether they stand.
struct OfferFindings {
    private(set) var drafts: [(draft: OfferDraft, passage: Passage)] = []
    let flatCommission: (value: ExactNumber, words: Range<Int>, passage: Passage)?
    private let passages: [Passage]

    init(_ passages: [Passage], _ findings: [Findings]) {
        self.passages = passages
        var unplaced: [OfferDraft] = []
        var flat: (value: ExactNumber, words: Range<Int>, passage: Passage)?
        for (passage, finding) in zip(passages, findings) {
            let reader = OfferReader(passage) { Self.isForeign($0, passage, finding) }
            // an advertisement below a refusal is no offer
            let isRefused = !finding.plainDeclines.isEmpty
            drafts += reader.drafts.filter { !isRefused || !$0.isProgram }.map { ($0, passage) }
            if !reader.pending.hasAmount, reader.drafts.isEmpty { unplaced.append(reader.pending) }
            if flat == nil, let found = reader.flatCommission { flat = (found.value, found.words, passage) }
        }
        flatCommission = flat
        drafts = drafts.filter { $0.draft.hasAmount }
        // `See the subject for the numbers. Daily.`
        if drafts.count == 1, passages.count > 1, let rest = unplaced.first {
            // what another text says has no place in this one
            drafts[0].draft.fill(from: rest.withoutPlaces, isOnly: true)
        }
    }

    /// The offers of a passage whose numbers are read as what they likely are; nil where none has an amount.
    func read(_ passage: Passage, as numbers: NumberRoles) -> OfferFindings? {
        let reader = OfferReader(passage, numbers)
        let found = reader.drafts.filter(\.hasAmount)
        guard !found.isEmpty else { return nil }
        return OfferFindings(drafts: found.map { ($0, passage) }, passages: passages)
    }

    private init(drafts: [(draft: OfferDraft, passage: Passage)], passages: [Passage]) {
        (self.drafts, self.passages, flatCommission) = (drafts, passages, nil)
    }

    /// A sentence whose numbers are another party's, a request's or only floated.
    private static func isForeign(_ sentence: Int, _ passage: Passage, _ findings: Findings) -> Bool {
        if passage.has(.estimate, in: sentence) || passage.has(.overturned, in: sentence) { return false }
        let hasApproval = findings.approvals.contains { $0.sentence == sentence }
        if passage.has(.hypothetical, in: sentence), !hasApproval, !isSoft(sentence, passage) { return true }
        let advertising = passage.hits(in: sentence).filter { $0.signal == .outcome(.unrelated) }
        if Set(advertising.map(\.words.lowerBound)).count >= 2, !hasApproval { return true }
        if passage.sentences[sentence].isQuestion, !hasApproval { return true }
        if passage.has(.otherParty, in: sentence), !hasApproval, !turns(sentence, passage),
            termKinds(sentence, passage) < 2,
            !passage.sentences[sentence].words.contains(where: {
                passage.words[$0].suffix == .times || passage.words[$0].value.decimals > 1
            })
        {
            return true
        }
        let refused = findings.proof[.declined]?.contains { $0.sentence == sentence } ?? false
        return refused && !hasApproval && !turns(sentence, passage)
    }

    /// How many kinds of terms a sentence names.
    private static func termKinds(_ sentence: Int, _ passage: Passage) -> Int {
        let kinds = passage.hits(in: sentence).compactMap { hit -> Field? in
            guard case .field(let field) = hit.signal,
                [.payback, .payment, .factor, .buyRate, .commission, .origination, .holdback, .term].contains(field)
            else { return nil }
            return field
        }
        return Set(kinds).count
    }

    /// `We could see our way to $75,000 at 1.35`: a modal verb before a price; a condition or a rule for all makes it no offer.
    private static func isSoft(_ sentence: Int, _ passage: Passage) -> Bool {
        let isConditional = passage.hits(in: sentence).contains {
            $0.signal == .scope(.hypothetical) && passage.contains(ScopeWords.floating, in: $0.words)
        }
        guard !isConditional, !passage.sentences[sentence].isQuestion else { return false }
        let roles = TermRoles(passage: passage)
        let near = sentence..<min(sentence + 2, passage.sentences.count)
        return near.contains { other in
            passage.sentences[other].paragraph == passage.sentences[sentence].paragraph
                && (passage.sentences[other].words.contains { roles.isRate($0) }
                    || passage.hits(in: other).contains { $0.signal == .field(.payback) })
        }
    }

    /// `He asked for 400, but the statements support $200,000`: a sum of our own behind the turn.
    private static func turns(_ sentence: Int, _ passage: Passage) -> Bool {
        let words = passage.sentences[sentence].words
        let turns = words.filter {
            RuleBook.clauseWords.contains(passage.words[$0].number)
                || TermWords.selves.contains(passage.words[$0].number)
        }
        guard let turn = turns.last else {
            return false
        }
        // `but we see it at 70`
        if (turn + 2..<max(turn + 2, words.upperBound)).contains(where: {
            passage.words[$0].kind == .number && TermWords.moves.contains(passage.words[$0 - 1].number)
        }) {
            return true
        }
        return (turn..<words.upperBound).contains { passage.words[$0].isMoney }
            && passage.hits(in: sentence).contains { $0.signal == .field(.amount) && $0.words.lowerBound > turn }
    }

    /// The best proof that an offer stands; nil where only amounts are named.
    func evidence(approved: Bool) -> Evidence? {
        for (draft, passage) in drafts {
            let terms = draft.terms
            let priced =
                terms.factorRate != nil || terms.buyRate != nil || terms.interestRatePercent != nil
                || terms.paybackAmount != nil || terms.paymentAmount != nil
            guard
                (approved && (draft.fieldCount >= 2 || isApproved(draft, passage)))
                    || (priced && draft.fieldCount >= 3),
                let source = draft.sources.first
            else { continue }
            return Evidence(
                what: .outcome(.offered), place: passage.place, span: passage.span(source.words), rule: "offer.amount")
        }
        return nil
    }

    /// Whether the sentence of the amount itself approves.
    private func isApproved(_ draft: OfferDraft, _ passage: Passage) -> Bool {
        guard let amount = draft.sources.first?.words.lowerBound,
            let sentence = passage.sentences.firstIndex(where: { $0.words.contains(amount) })
        else { return false }
        return passage.hits(in: sentence).contains { $0.signal == .approval || $0.signal == .scope(.estimate) }
    }

    /// Whether the offer says its own price, not only an amount.
    var isRestated: Bool {
        drafts.contains {
            $0.draft.terms.factorRate != nil || $0.draft.terms.termValue != nil || $0.draft.terms.paymentAmount != nil
                || $0.draft.terms.interestRatePercent != nil
        }
    }

    /// An earlier offer is gone but another one is made.
    func isReplacement(_ findings: [Findings]) -> Bool {
        isRestated
            && findings.contains { finding in
                finding.approvals.contains { approval in
                    !(finding.proof[.withdrawn] ?? []).contains { $0.sentence == approval.sentence }
                        && approval.id == "approval.can-do"
                }
            }
    }

    /// A withdrawal that closes the file too.
    func closesFile(_ findings: [Findings]) -> Bool {
        findings.contains { finding in
            (finding.proof[.declined] ?? []).contains { decline in
                ["decline.closed", "decline.word"].contains(decline.id)
                    && !(finding.proof[.withdrawn] ?? []).contains { $0.words.overlaps(decline.words) }
            }
        }
    }

    /// The refusal stands on a line of its own beside a line with the offer: two merchants.
    func isSeparateDecline(_ findings: [Findings]) -> Bool {
        for (passage, finding) in zip(passages, findings) {
            for hit in finding.proof[.declined] ?? [] {
                let sentence = passage.sentences[hit.sentence]
                guard let first = sentence.words.first, passage.words[first].isCapital, hit.words.lowerBound > first,
                    passage.words[hit.words.lowerBound].beginsClause
                        || passage.words[hit.words.lowerBound - 1].kind == .pause,
                    first == 0 || passage.words[first - 1].kind == .pause && passage.words[first - 1].pause != .sentence
                else { continue }
                return true
            }
        }
        return false
    }

    /// - Parameter bare: the currency of a bare `$`, where it is known already.
    func fill(_ reading: inout Reading, _ input: ReplyInput, _ newest: NewestText, bare: String? = nil) {
        let stated =
            drafts.compactMap(\.draft.currency).first
            ?? drafts.lazy.compactMap {
                $0.passage.words.first { $0.currency != .none && $0.currency != .dollar }?.currency
            }.first
        let isBare = drafts.allSatisfy { ($0.draft.currency ?? stated ?? .dollar) == .dollar }
        let local =
            isBare ? bare ?? SenderCurrency.read(newest.withSignature, domain: input.senderDomain)?.code : nil
        for (draft, passage) in drafts {
            var terms = draft.terms
            terms.currency = local ?? (draft.currency ?? stated ?? .none).code
            terms.paymentFrequency = terms.paymentFrequency ?? draft.shareFrequency
            var sources = draft.sources
            if terms.termValue == nil, let count = draft.paymentCount {
                switch terms.paymentFrequency {
                case .daily: (terms.termValue, terms.termUnit) = (count.value, .businessDays)
                case .weekly: (terms.termValue, terms.termUnit) = (count.value, .weeks)
                case .monthly: (terms.termValue, terms.termUnit) = (count.value, .months)
                case .biweekly, nil: break
                }
                if terms.termValue != nil { sources.append(("term_value", count.words)) }
            }
            if draft.hasBareDays, terms.paymentFrequency == .daily { terms.termUnit = .businessDays }
            if terms.prepay != nil {
                let span = passage.span(draft.prepayWords)
                terms.prepay = Evidence(what: .outcome(.offered), place: passage.place, span: span, rule: "").quote(
                    from: input)
            }
            let index = reading.offers.count
            reading.offers.append(terms)
            for (field, words) in sources where !words.isEmpty {
                reading.evidence.append(
                    Evidence(
                        what: .offer(index, field: field), place: passage.place, span: passage.span(words),
                        rule: "field.\(field)"))
            }
        }
    }
}
