/// What a mail is taken for where no rule says it.
extension Decision {
    /// Where nothing holds: what an approval without an amount or a bare courtesy is.
    func fallback(_ found: inout [Outcome: Evidence]) -> Outcome {
        if let hit = findings[0].approvals.first {
            let outcome: Outcome = passages[0].has(.callAsked) ? .question : .acknowledged
            found[outcome] = passages[0].evidence(.outcome(outcome), hit)
            return outcome
        }
        if let hit = findings[0].conditionalDeclines.first {
            found[.requestedDocuments] = passages[0].evidence(.outcome(.requestedDocuments), hit)
            return .requestedDocuments
        }
        if let outcome = subjectOutcome, let hit = subjectFindings.proof[outcome]?.first {
            found[outcome] = subject.evidence(.outcome(outcome), hit)
            return outcome
        }
        if let (passage, hit) = unspokenDecline {
            found[.declined] = passage.evidence(.outcome(.declined), hit)
            return .declined
        }
        if isSocial { return .unrelated }
        if let hit = documents[0].possible.first?.hit {
            found[.requestedDocuments] = passages[0].evidence(.outcome(.requestedDocuments), hit)
            return .requestedDocuments
        }
        if passages[0].sentences.contains(where: \.isQuestion) { return .question }
        if !(findings[0].proof[.unrelated] ?? []).isEmpty { return .unrelated }
        if let (passage, hit) = toneDecline {
            found[.declined] = passage.evidence(.outcome(.declined), hit)
            return .declined
        }
        return newest.isEmpty ? .unrelated : .acknowledged
    }

    /// Where nothing at all is understood but a denial beside what may be a reason: hardly anything else is written so.
    private var toneDecline: (Passage, Passage.Hit)? {
        let body = passages[0]
        guard body.words.count < 80, !findings[0].states(.acknowledged), offers.drafts.isEmpty else { return nil }
        let isDenied =
            body.contains(ScopeWords.negations, in: body.words.indices) || isRegretted
            || body.contains(ScopeWords.blaming, in: body.words.indices)
        guard isDenied, let hit = ReasonFindings(hintsOf: body).found.first?.hit else { return nil }
        return (body, hit)
    }

    /// What the subject of a notice says, where its text says nothing.
    private var subjectOutcome: Outcome? {
        [Outcome.funded, .commissionNotice, .contractSent, .withdrawn, .declined].first(where: subjectNames)
    }

    var isRegretted: Bool {
        passages[0].words.contains { $0.number != 0 && ScopeWords.regret.contains($0.number) }
    }

    /// A reason without a refusal, in a mail that neither asks nor offers.
    var unspokenDecline: (Passage, Passage.Hit)? {
        guard offers.drafts.isEmpty else { return nil }
        for (passage, finding) in zip(passages, findings) where !finding.states(.acknowledged) || isRegretted {
            let isShort = passage.words.count < 50
            let reasons = ReasonFindings(passage, finding)
            if reasons.areTopics { continue }
            let found = reasons.found.filter { $0.reason != .merchantDeclined && $0.reason != .other }
            let proven = found.first { ($0.hit.words.count > 1 || isShort) && !passage.isOrder($0.hit.sentence) }
            if let hit = proven?.hit { return (passage, hit) }
        }
        return nil
    }

    /// An invitation or a greeting in which not a word of the trade stands.
    func isPrivate(_ found: [Outcome: Evidence]) -> Bool {
        guard found.keys.allSatisfy({ $0 == .acknowledged || $0 == .unrelated }), documents[0].possible.isEmpty,
            findings[0].approvals.isEmpty, offers.drafts.isEmpty
        else { return false }
        let isTrade = (passages[0].words + subject.words).contains {
            $0.number != 0 && ScopeWords.trade.contains($0.number) || $0.isMoney
        }
        return !isTrade && isSocial
    }

    /// Lunch, golf, a birthday: nothing of the trade.
    private var isSocial: Bool {
        let isNamed = (passages[0].words + subject.words).contains {
            !$0.isCapital && $0.number != 0 && ScopeWords.social.contains($0.number)
        }
        return documents[0].possible.isEmpty
            && (isNamed || passages[0].hits.contains { $0.name == .social })
    }
}
