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
    func read(_ passage: Passage, _ findings: Findings, as numbers: NumberRoles) -> OfferFindings? {
        let reader = OfferReader(passage, numbers) { Self.isElsewhere($0, passage, findings) }
        let found = reader.drafts.filter(\.hasAmount)
        guard !found.isEmpty else { return nil }
        return OfferFindings(drafts: found.map { ($0, passage) }, passages: passages)
    }

    private init(drafts: [(draft: OfferDraft, passage: Passage)], passages: [Passage]) {
        (self.drafts, self.passages, flatCommission) = (drafts, passages, nil)
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
                    approval.name == .canDo
                        && !(finding.proof[.withdrawn] ?? []).contains {
                            $0.sentence == approval.sentence && $0.words.upperBound > approval.words.lowerBound
                        }
                }
            }
    }

    /// A withdrawal that closes the file too.
    func closesFile(_ findings: [Findings]) -> Bool {
        findings.contains { finding in
            (finding.proof[.declined] ?? []).contains { decline in
                [.declineClosed, .declineWord].contains(decline.name)
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
                if let unit = terms.paymentFrequency?.termUnit {
                    (terms.termValue, terms.termUnit) = (count.value, unit)
                    sources.append(("term_value", count.words))
                }
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
