/// Sentences whose terms are not this offer's: what runs, what was, what is only asked for.
extension OfferFindings {
    /// A sentence whose numbers are another party's, a request's or only floated.
    static func isForeign(_ sentence: Int, _ passage: Passage, _ findings: Findings) -> Bool {
        if isElsewhere(sentence, passage, findings) { return true }
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

    /// `His current deal is 75k at 1.30`, `OLD: 50k / 1.34`: terms of a deal that runs or of an offer that is no more, however complete they
    /// are.
    static func isElsewhere(_ sentence: Int, _ passage: Passage, _ findings: Findings) -> Bool {
        let words = passage.sentences[sentence].words
        guard let first = words.first(where: { passage.words[$0].kind == .number }) else { return false }
        if isLabelledFormer(words.lowerBound..<first, passage), !passage.contains(ScopeWords.anew, in: words) {
            return hasMoney(beside: sentence, passage)
        }
        let running = passage.hits(in: sentence).first { $0.signal == .scope(.running) }
        guard let running, running.words.lowerBound <= first, first - running.words.upperBound < 6,
            !turns(sentence, passage, behind: running.words.lowerBound)
        else { return false }
        return !findings.approvals.contains { $0.sentence == sentence && !$0.words.overlaps(running.words) }
    }

    /// `OLD:`, `Original offer:`, `Was` before the first number of a line.
    private static func isLabelledFormer(_ label: Range<Int>, _ passage: Passage) -> Bool {
        guard let first = label.first, label.count <= 4,
            !label.contains(where: { passage.words[$0].number == TermWords.likeness })
        else { return false }
        let isLabel = passage.words[label.upperBound].followsColon
        if passage.contains(ScopeWords.superseded, in: isLabel ? label : first..<first) { return true }
        return label.count == 1 && passage.contains(ScopeWords.before, in: label)
            || passage.contains(ScopeWords.scrapping, in: first..<first + 1)
    }

    private static func hasMoney(beside sentence: Int, _ passage: Passage) -> Bool {
        passage.sentences.indices.contains { $0 != sentence && passage.hasMoney($0) }
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
    private static func turns(_ sentence: Int, _ passage: Passage, behind start: Int = 0) -> Bool {
        let words = passage.sentences[sentence].words
        let turns = words.filter {
            guard $0 >= start else { return false }
            return
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
}
