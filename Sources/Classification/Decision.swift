import Kernel

/// Weighs what the passages say into one reading.
final class Decision {
    let input: ReplyInput
    let newest: NewestText
    let passages: [Passage]
    let subject: Passage
    var isOversize = false
    /// The last passage is the text of an attached letter.
    var isFromLetter = false
    /// Nil: the rules alone read.
    var learned: Learned? = .shared

    let findings: [Findings]
    let subjectFindings: Findings
    let documents: [DocumentFindings]
    let offers: OfferFindings

    init(input: ReplyInput, newest: NewestText, passages: [Passage], subject: Passage) {
        self.input = input
        self.newest = newest
        self.passages = passages
        self.subject = subject
        findings = passages.map(Findings.init)
        subjectFindings = Findings(subject)
        documents = passages.map(DocumentFindings.init)
        offers = OfferFindings(passages, findings)
    }

    func made() -> Reading { weighed().reading }

    /// The reading, and what tells how far it may be trusted; nil where rules alone read.
    func weighed() -> (reading: Reading, signs: TrustSigns?) {
        if let early = mechanical() { return (early, nil) }
        var found: [Outcome: Evidence] = [:]
        for outcome in Outcome.allCases {
            if let evidence = proof(outcome) { found[outcome] = evidence }
        }
        let stated = settle(&found)
        var reading = Reading(outcome: stated.first ?? fallback(&found))
        reading.also = Array(stated.dropFirst())
        for outcome in [reading.outcome] + reading.also {
            if let evidence = found[outcome] { reading.evidence.append(evidence) }
        }
        fill(&reading)
        let confidence = Confidence(
            input: input, newest: newest, passages: passages, findings: findings, isOversize: isOversize,
            isFromLetter: isFromLetter,
            isProven: stated.isEmpty ? isPromised(reading.outcome) : !isGuessed(stated),
            wantsPapers: documents.contains { !$0.wanted.isEmpty },
            newsWeight: newsWeight)
        confidence.judge(&reading)
        guard let learned else { return (reading, nil) }
        let signs = weighIn(&reading, confidence, learned)
        return (reading, signs)
    }

    /// `Approved, numbers to follow`, `approved, call me`.
    private func isPromised(_ outcome: Outcome) -> Bool {
        guard !findings[0].approvals.isEmpty, offers.drafts.isEmpty else { return false }
        return outcome == .acknowledged && passages[0].has(.numbersFollow)
            || outcome == .question && passages[0].has(.callAsked)
    }

    /// Papers that are only named, not asked for.
    private func isGuessed(_ stated: [Outcome]) -> Bool {
        stated.first == .requestedDocuments && documents.allSatisfy(\.wanted.isEmpty)
    }

    // MARK: outcomes that hold

    private func proof(_ outcome: Outcome) -> Evidence? {
        for (passage, finding) in zip(passages, findings) {
            if let hit = finding.proof[outcome]?.first { return passage.evidence(.outcome(outcome), hit) }
        }
        return nil
    }

    /// The outcomes of the mail, the strongest first.
    private func settle(_ found: inout [Outcome: Evidence]) -> [Outcome] {
        for outcome in [Outcome.bounced, .autoReply, .question] { found[outcome] = nil }
        if isNews(found) || isPrivate(found) { return [.unrelated] }
        found[.unrelated] = nil
        let isWalked = findings.contains(where: \.merchantWalked)
        if isWalked {
            for outcome in [Outcome.contractSent, .withdrawn, .acknowledged, .funded] { found[outcome] = nil }
        }
        if found[.withdrawn] != nil, !offers.isReplacement(findings) {
            found[.offered] = nil
        } else {
            found[.withdrawn] = nil
        }
        if found[.withdrawn] == nil,
            let evidence = offers.evidence(approved: findings.contains { !$0.approvals.isEmpty })
        {
            found[.offered] = evidence
        }
        settleFunded(&found)
        if found[.commissionNotice] != nil, found[.offered] != nil, !subjectNames(.commissionNotice) {
            found[.commissionNotice] = nil
        }
        if found[.commissionNotice] == nil, subjectNames(.commissionNotice),
            passages[0].hits.contains(where: { $0.signal == .field(.commission) }),
            let hit = subjectFindings.proof[.commissionNotice]?.first
        {
            found[.commissionNotice] = subject.evidence(.outcome(.commissionNotice), hit)
        }
        if found[.funded] != nil, found[.commissionNotice] != nil, isStatement { found[.funded] = nil }
        if found[.commissionNotice] != nil { found[.offered] = nil; found[.declined] = nil; found[.contractSent] = nil }
        settleDecline(&found)
        if isOnlyHeldUp(found) { found[.declined] = nil }
        if found[.contractSent] != nil, found[.offered] != nil, !offers.isRestated { found[.offered] = nil }
        settleDocuments(&found)
        settleQuestion(&found)
        if found.keys.allSatisfy({ $0 == .acknowledged || !$0.combines }), let hit = unclaimedPapers {
            found[.requestedDocuments] = passages[0].evidence(.outcome(.requestedDocuments), hit)
        }
        if found.keys.allSatisfy({ $0 == .acknowledged || !$0.combines }), isRegretted,
            let (passage, hit) = unspokenDecline
        {
            found[.declined] = passage.evidence(.outcome(.declined), hit)
        }
        var stated = Outcome.allCases.filter { $0.combines && found[$0] != nil }
        if stated.count > 1 { stated.removeAll { $0 == .acknowledged } }
        return stated
    }

    /// A funding that is told as history gives way to what the mail decides.
    private func settleFunded(_ found: inout [Outcome: Evidence]) {
        guard found[.funded] != nil else { return }
        if found[.commissionNotice] != nil, !hasCommissionFigure, !subjectNames(.commissionNotice) {
            found[.commissionNotice] = nil
        }
        let isNow = findings.contains(where: \.isFundedNow) || subjectNames(.funded)
        let isDecided = [.declined, .contractSent, .withdrawn].contains { found[$0] != nil } || offers.isRestated
        if !isNow, isDecided {
            found[.funded] = nil
        } else {
            for outcome in [Outcome.contractSent, .offered, .declined] { found[outcome] = nil }
        }
    }

    /// Two papers or more that are only named, where nothing else is said: they are wanted.
    private var unclaimedPapers: Passage.Hit? {
        let named = documents[0].possible.filter { !$0.hit.isBare }
        return named.count >= (findings[0].states(.acknowledged) ? 3 : 2) ? named.first?.hit : nil
    }

    /// A commission statement that names the funding: its subject says so, or the commission comes first.
    private var isStatement: Bool {
        if subjectNames(.commissionNotice) { return !subjectNames(.funded) }
        return !subjectNames(.funded) && !findings.contains(where: \.isFundedNow)
    }

    /// Whether a sum or points stand where the commission is spoken of.
    private var hasCommissionFigure: Bool {
        passages.contains { passage in
            passage.hits.contains { hit in
                (hit.signal == .field(.commission) || hit.signal == .outcome(.commissionNotice))
                    && passage.sentences[hit.sentence].words.contains { passage.words[$0].kind == .number }
            }
        }
    }

    /// The subject of a new mail; that of an answer is the broker's own.
    func subjectNames(_ outcome: Outcome) -> Bool {
        !input.isAnswer && subjectFindings.states(outcome)
    }

    /// How much speaks for a mail to many: words of mailings count twice.
    private var newsWeight: Int {
        let hits = (findings[0].proof[.unrelated] ?? []).filter { $0.name != .social }
        let mailing = hits.filter { $0.name == .mailing }
        return Set(hits.map { $0.words.lowerBound }).count + Set(mailing.map { $0.words.lowerBound }).count
            + (input.automatic == .bulk ? 1 : 0)
    }

    /// Marketing and circulars: words for many readers, none about one file.
    private func isNews(_ found: [Outcome: Evidence]) -> Bool {
        let hits = findings[0].proof[.unrelated] ?? []
        // a refusal in a sentence of its own is no advertisement
        let refusals = findings[0].plainDeclines.filter { decline in !hits.contains { $0.sentence == decline.sentence }
        }
        if !refusals.isEmpty { return false }
        let kinds = newsWeight
        let isAboutFile =
            [.declined, .contractSent, .commissionNotice, .withdrawn].contains { found[$0] != nil }
            || !documents[0].wanted.isEmpty
        let isMailing =
            !input.isAnswer && !isAboutFile && kinds > 0 && offers.drafts.isEmpty && newest.namesUnsubscribing
        let isBlast =
            !input.isAnswer && kinds >= 2 && Set(passages[0].words.filter { $0.isMoney }.map(\.value)).count >= 4
        return isMailing || isBlast
            || kinds >= (isAboutFile ? 5 : findings[0].isFundedNow ? 4 : 2) + (input.isAnswer ? 3 : 0)
    }

    private func settleDecline(_ found: inout [Outcome: Evidence]) {
        guard found[.declined] != nil else { return }
        if passages[0].has(.overturned), found[.offered] != nil { found[.declined] = nil }
        if found[.withdrawn] != nil, !offers.closesFile(findings) { found[.declined] = nil }
        if found[.offered] != nil {
            if offers.isSeparateDecline(findings) { return }
            let isPlain = findings.contains { !$0.plainDeclines.isEmpty }
            if isPlain, !offers.isRestated, !passages[0].has(.overturned) {
                found[.offered] = nil
            } else {
                found[.declined] = nil
            }
        }
        if found[.contractSent] != nil { found[.contractSent] = nil }
        if found[.declined] != nil { found[.acknowledged] = nil }
    }

    /// `I can't underwrite that, send the statements`: no reason is given, papers are asked for.
    private func isOnlyHeldUp(_ found: [Outcome: Evidence]) -> Bool {
        guard found[.declined] != nil, found[.withdrawn] == nil else { return false }
        let declines = findings.flatMap { $0.proof[.declined] ?? [] }.map(\.name)
        let areIndirect = declines.allSatisfy(RuleName.indirect.contains)
        let wantsPapers = documents.contains { !$0.wanted.isEmpty }
        guard wantsPapers || areIndirect && QuestionFindings(passages[0]).asked != nil else { return false }
        let isSoft =
            areIndirect || declines.allSatisfy { [.declineCannot, .declineTurnDown].contains($0) }
        return isSoft && zip(passages, findings).allSatisfy { ReasonFindings($0, $1).found.isEmpty }
    }

    private func settleDocuments(_ found: inout [Outcome: Evidence]) {
        let wanted = zip(passages, documents).flatMap { passage, documents in documents.wanted.map { (passage, $0.hit) }
        }
        guard let (passage, hit) = wanted.first else { return }
        if found[.funded] != nil { return }
        let isClosed = found[.declined] != nil || found[.withdrawn] != nil
        if isClosed, found[.offered] == nil, documents.allSatisfy(\.reopening.isEmpty) { return }
        found[.requestedDocuments] = passage.evidence(.outcome(.requestedDocuments), hit)
    }

    private func settleQuestion(_ found: inout [Outcome: Evidence]) {
        guard found[.declined] == nil, found[.withdrawn] == nil, found[.funded] == nil else { return }
        let questions = QuestionFindings(passages[0])
        guard let hit = found[.offered] != nil || found[.contractSent] != nil ? questions.urgent : questions.asked
        else { return }
        found[.question] = passages[0].evidence(.outcome(.question), hit)
    }

    // MARK: details

    func fill(_ reading: inout Reading) {
        if reading.states(.declined) { fillReasons(&reading) }
        if reading.states(.offered) { offers.fill(&reading, input, newest) }
        if reading.states(.requestedDocuments) {
            let isClosed = reading.states(.declined) || reading.states(.withdrawn)
            for (passage, findings) in zip(passages, documents) {
                for (code, hit) in findings.wanted.isEmpty && !isClosed ? findings.possible : findings.wanted
                where !isClosed || reading.states(.offered) || findings.reopening.contains(code) {
                    guard !reading.requestedDocuments.contains(code) else { continue }
                    reading.requestedDocuments.append(code)
                    reading.evidence.append(passage.evidence(.document(code), hit))
                }
            }
        }
        MessageAmounts(passages: passages, offers: offers).fill(&reading)
        // a funding notice that states the commission is its notice as well
        if reading.outcome == .funded, reading.commissionAmount != nil, !reading.states(.commissionNotice) {
            reading.also.append(.commissionNotice)
        }
    }
}
