/// What a sentence says beside its numbers: how often, and on paying early.
extension TermTaker {
    /// Daily, weekly … as a word of its own beside terms.
    func takeFrequency(_ sentence: Int, in part: Range<Int>? = nil, hasTerms: Bool, into draft: inout OfferDraft) {
        guard draft.terms.paymentFrequency == nil else { return }
        let range = part ?? passage.sentences[sentence].words
        let hasTerm =
            hasTerms || range.contains { roles.isRate($0) || roles.unit(after: $0) != nil && words[$0].kind == .number }
        let hasKey = passage.hits(in: sentence).contains {
            $0.signal == .field(.frequency) || $0.signal == .field(.payment) && $0.words.count > 1
                || $0.signal == .field(.holdback)
        }
        guard hasTerm || hasKey || range.count <= 4 || passage.has(.forAll, in: sentence) else { return }
        let hasShare = passage.hits(in: sentence).contains { $0.signal == .field(.holdback) }
        for index in range {
            guard let (frequency, span) = roles.frequency(at: index), !isAnother(index, sentence) else { continue }
            // `1.9% monthly` says how interest is reckoned
            if index > 0, words[index - 1].kind == .number, words[index - 1].suffix == .percent,
                !words[index].beginsClause, !hasShare
            {
                continue
            }
            if passage.hits(in: sentence).contains(where: { $0.signal == .field(.holdback) && $0.words.contains(index) }
            ) {
                draft.shareFrequency = draft.shareFrequency ?? frequency
                continue
            }
            draft.take(\.paymentFrequency, frequency, "payment_frequency", span)
            return
        }
    }

    /// `monthly revenue`, `a monthly fee`: how often something else happens.
    private func isAnother(_ index: Int, _ sentence: Int) -> Bool {
        passage.hits(in: sentence).contains {
            [.field(.revenue), .field(.otherFee), .field(.balance)].contains($0.signal) && $0.words.contains(index)
        }
    }

    /// The sender's words on paying early.
    func takePrepay(_ sentence: Int, into draft: inout OfferDraft) {
        guard draft.terms.prepay == nil,
            let hit = passage.hits(in: sentence).first(where: { $0.signal == .field(.prepay) })
        else { return }
        let range = passage.sentences[sentence].words
        let numbers = range.filter { words[$0].kind == .number }.count
        var start = range.lowerBound
        var end = range.upperBound
        if numbers > 4, !range.contains(where: { words[$0].pause == .cell }) {
            start = hit.words.lowerBound
            end = hit.words.upperBound
            while start > range.lowerBound, passage.clauses[start - 1] == passage.clauses[hit.words.lowerBound] {
                start -= 1
            }
            while end < range.upperBound, passage.clauses[end] == passage.clauses[hit.words.upperBound - 1] { end += 1 }
        }
        if let colon = (start..<end).first(where: { words[$0].followsColon && words[$0].kind != .pause }),
            colon - start < 6
        {
            start = colon
        }
        if let cell = (start..<end).first(where: { words[$0].pause == .cell }), cell - start < 6, cell + 1 < end {
            start = cell + 1
        }
        guard start < end else { return }
        draft.prepayWords = start..<end
        draft.take(\.prepay, "", "prepay", start..<end)
    }
}
