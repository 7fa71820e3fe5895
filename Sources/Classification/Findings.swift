import Kernel

/// What the rules found, weighed by the clause it stands in: the outcomes that hold and the hits that prove them.
struct Findings {
    typealias Hit = Passage.Hit

    let passage: Passage
    private(set) var proof: [Outcome: [Hit]] = [:]
    private(set) var approvals: [Hit] = []
    /// Refusals that hold only unless something comes.
    private(set) var conditionalDeclines: [Hit] = []
    private(set) var merchantWalked = false
    /// Whether money went out just now: said with a time or a wire, not as a part of a merchant's history.
    private(set) var isFundedNow = false
    /// Refusals that name no sum: `can't do 100` refuses only the sum.
    private(set) var plainDeclines: [Hit] = []

    init(_ passage: Passage) {
        self.passage = passage
        for hit in passage.hits {
            switch hit.signal {
            case .outcome(let outcome): weigh(hit, outcome)
            case .approval: if isApproval(hit) { approvals.append(hit) }
            default: break
            }
        }
    }

    func states(_ outcome: Outcome) -> Bool { !(proof[outcome] ?? []).isEmpty }

    private mutating func weigh(_ hit: Hit, _ outcome: Outcome) {
        let holds =
            switch outcome {
            case .declined: isDecline(hit)
            case .withdrawn:
                isStated(hit) && !deniesItself(hit) && !isReserved(hit)
                    && !passage.contains(
                        ScopeWords.opening, in: sentence(hit).words.lowerBound..<hit.words.lowerBound)
                    && !passage.precedes(ScopeWords.may, hit.words.lowerBound, within: 4)
            case .contractSent:
                isDone(hit) && !deniesItself(hit) && !isOfApplication(hit)
                    && !passage.precedes(ScopeWords.plenty, hit.words.lowerBound, within: 2)
            case .funded:
                isDone(hit) && !deniesItself(hit) && !isOfCommission(hit) && !crossesClause(hit)
                    && (hit.name != .fundedBare || sentence(hit).words.count <= 3)
                    && !isAmountName(hit)
                    && (!passage.contains(ScopeWords.past, in: sentence(hit).words)
                        || passage.contains(ScopeWords.recent, in: sentence(hit).words))
            case .commissionNotice: !isConditional(hit) && !sentence(hit).isQuestion
            case .acknowledged: !isNegated(hit) && !isConditional(hit)
            default: !isNegated(hit)
            }
        guard holds else { return }
        proof[outcome, default: []].append(hit)
        if outcome == .funded, isNow(hit) { isFundedNow = true }
        if outcome == .declined, !isOfSum(hit), !RuleName.indirect.contains(hit.name) { plainDeclines.append(hit) }
    }

    /// Money that went to the broker.
    private func isOfCommission(_ hit: Hit) -> Bool {
        passage.hits(in: hit.sentence).contains { $0.signal == .outcome(.commissionNotice) }
            && passage.sentences[hit.sentence].cells.isEmpty
    }

    /// A signed application is no contract.
    private func isOfApplication(_ hit: Hit) -> Bool {
        passage.hits(in: hit.sentence).contains {
            $0.signal == .document(.signedApplication) && $0.words.overlaps(hit.words)
        }
    }

    private func crossesClause(_ hit: Hit) -> Bool {
        passage.clauses[hit.words.lowerBound] != passage.clauses[hit.words.upperBound - 1] && hit.words.count > 3
    }

    private func isNow(_ hit: Hit) -> Bool {
        hit.words.count > 3 || passage.contains(ScopeWords.nowWords, in: sentence(hit).words)
            || sentence(hit).words.count <= 4
    }

    /// `can't do 100`, `not able to go above $60,000`.
    private func isOfSum(_ hit: Hit) -> Bool {
        // `the 80 isn't happening`
        let first = hit.words.lowerBound
        if first > sentence(hit).words.lowerBound, passage.words[first - 1].kind == .number {
            return true
        }
        let last = sentence(hit).words.upperBound
        let end = min(hit.words.upperBound + 4, last)
        if (hit.words.lowerBound..<end).contains(where: { passage.words[$0].kind == .number }) { return true }
        // `no way I get to 60 on this`
        return (end..<min(end + 4, last)).contains {
            passage.words[$0].kind == .number && ScopeWords.heights.contains(passage.words[$0 - 1].number)
        }
    }

    /// `Funded amount`: the name of a number, not an event.
    private func isAmountName(_ hit: Hit) -> Bool {
        let next = hit.words.upperBound
        let first = hit.words.lowerBound
        // `Amount funded: $24,000`
        if first > 0, first + 1 < next, passage.words[first - 1].number == RuleBook.number("amount"),
            passage.words[first + 1].followsColon
        {
            return true
        }
        guard hit.words.count == 1, next < passage.words.count else { return false }
        return passage.words[next].kind == .number || passage.words[next].number == RuleBook.number("amount")
            || passage.words[next].pause == .cell || passage.words[next].followsColon
    }

    private func isHandedOn(_ hit: Hit) -> Bool {
        let next = hit.words.upperBound
        let isRegretted = passage.contains(ScopeWords.regret, in: sentence(hit).words)
        if passage.follows(ScopeWords.handing, next, within: 2), !isRegretted {
            return true
        }
        return passage.hits(in: hit.sentence).contains {
            $0.signal == .outcome(.acknowledged) && $0.words.overlaps(hit.words) && $0.words.count > hit.words.count
        }
    }

    private func sentence(_ hit: Hit) -> Passage.Sentence { passage.sentences[hit.sentence] }

    private func isNegated(_ hit: Hit) -> Bool {
        passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 4)
    }

    /// An `if`, `when`, `whether`, `may` … before it in its clause.
    private func isConditional(_ hit: Hit) -> Bool {
        passage.precedes(ScopeWords.conditions, hit.words.lowerBound, within: 8)
    }

    private func isStated(_ hit: Hit) -> Bool { !isNegated(hit) && !isConditional(hit) && !sentence(hit).isQuestion }

    /// Something that has happened, not something to come.
    private func isDone(_ hit: Hit) -> Bool {
        if hit.name == .contractAttached { return isStated(hit) }
        if passage.follows(ScopeWords.provisos, hit.words.upperBound, within: 2) || comesFirst(hit) { return false }
        return isStated(hit) && !passage.precedes(ScopeWords.later, hit.words.lowerBound, within: 5)
            && !passage.contains(
                ScopeWords.later, in: hit.words.lowerBound..<hit.words.lowerBound + min(2, hit.words.count))
            && !passage.contains(ScopeWords.later, in: hit.words.dropLast(2))
    }

    private func isApproval(_ hit: Hit) -> Bool {
        let start = hit.words.lowerBound
        let isCan = hit.name == .canDo
        return !isNegated(hit) && !sentence(hit).isQuestion && (isCan || !isConditional(hit))
            && !passage.precedes(ScopeWords.others, start, within: 4)
            && !passage.precedes(ScopeWords.notified, start, within: 6)
    }

    private mutating func isDecline(_ hit: Hit) -> Bool {
        let start = hit.words.lowerBound
        let name = hit.name
        guard !sentence(hit).isQuestion else { return false }
        if isNegated(hit) || isConditional(hit) || passage.precedes(ScopeWords.others, start, within: 3) {
            return false
        }
        // an offer that is pulled because he took another advance is the funder's own decision
        if name == .merchantTook, passage.hits.contains(where: { $0.signal == .outcome(.withdrawn) }) { return false }
        // `we are no longer interested in renewals` is the funder's own matter
        if name == .merchantWalked, passage.precedes(ScopeWords.ourselves, start + 1, within: 4) { return false }
        // `he walked away from his last advance` is what he did to another
        if name == .merchantWalked,
            passage.hits(in: hit.sentence).contains(where: { $0.signal == .reason(.priorDefault) })
        {
            return false
        }
        if passage.precedes(ScopeWords.notified, start, within: 8) || isAlternative(hit) { return false }
        if name == .declineBare, !standsAlone(hit) { return false }
        // `I'll pass on the file to underwriting`
        if name == .declinePass, isHandedOn(hit) { return false }
        if name == .declineWord, passage.follows(ScopeWords.otherRefused, hit.words.upperBound, within: 2) {
            return false
        }
        if RuleName.indirect.contains(name), isLoose(hit) { return false }
        if isThreatened(hit) {
            conditionalDeclines.append(hit)
            return false
        }
        if name == .declineWord, hit.words.count == 1, isOfRevenue(hit) { return false }
        if name == .declineWord || RuleName.indirect.contains(name), hit.words.count > 1, isUndecided(hit) {
            return false
        }
        let rest = hit.words.upperBound..<sentence(hit).words.upperBound
        if !RuleName.merchants.contains(name), passage.contains(ScopeWords.unless, in: rest), !isFinal(rest) {
            conditionalDeclines.append(hit)
            return false
        }
        if RuleName.merchants.contains(name) { merchantWalked = true }
        return true
    }

    /// A phrase with gaps that reaches into another clause, waits for something, or is told of something else.
    private func isLoose(_ hit: Hit) -> Bool {
        let crosses = passage.clauses[hit.words.lowerBound] != passage.clauses[hit.words.upperBound - 1]
        if crosses, !passage.contains(RuleBook.clauseWords, in: hit.words) { return true }
        if passage.contains(ScopeWords.unless, in: hit.words), !isFinal(hit.words) { return true }
        return passage.contains(ScopeWords.yet, in: hit.words)
            || passage.follows(ScopeWords.yet, hit.words.upperBound, within: 2)
    }

    /// `If nothing comes by Friday, it will be declined`, `incomplete packages are declined after 30 days`.
    private func isThreatened(_ hit: Hit) -> Bool {
        let before = sentence(hit).words.lowerBound..<hit.words.lowerBound
        if passage.contains(ScopeWords.opening, in: before),
            passage.precedes(ScopeWords.later, hit.words.lowerBound, within: 4)
        {
            return true
        }
        let next = hit.words.upperBound
        return hit.name == .declineWord && next + 1 < sentence(hit).words.upperBound
            && ScopeWords.after.contains(passage.words[next].number) && passage.words[next + 1].kind == .number
    }

    /// `declining sales`, `a decline in deposits`: the numbers, not the file.
    private func isOfRevenue(_ hit: Hit) -> Bool {
        guard ScopeWords.shrinking.contains(passage.words[hit.words.lowerBound].number) else { return false }
        return passage.hits(in: hit.sentence).contains {
            $0.signal == .reason(.decliningRevenue) && $0.words.contains(hit.words.lowerBound)
        }
    }

    /// `not approved yet`, `not declined and not approved`: nothing is decided.
    private func isUndecided(_ hit: Hit) -> Bool {
        let rest = hit.words.lowerBound..<min(hit.words.upperBound + 2, sentence(hit).words.upperBound)
        if passage.contains(ScopeWords.yet, in: rest) { return true }
        return passage.hits(in: hit.sentence).contains {
            $0.name == .declineWord && $0.words.count == 1 && isNegated($0)
        }
    }

    /// `no go until it is discharged`: time must pass, nothing is asked of the broker.
    private func isFinal(_ rest: Range<Int>) -> Bool {
        let hasPaper = passage.hits.contains { hit in
            if case .document = hit.signal { return rest.contains(hit.words.lowerBound) }
            return hit.signal == .scope(.unless) && rest.contains(hit.words.lowerBound)
                && passage.words[hit.words.lowerBound].number == RuleBook.number("unless")
        }
        return !hasPaper && !passage.contains(ScopeWords.arrivals, in: rest)
    }

    /// A word that is a clause for itself.
    private func standsAlone(_ hit: Hit) -> Bool {
        let (words, start, end) = (passage.words, hit.words.lowerBound, hit.words.upperBound)
        let begins = start == 0 || words[start].beginsClause || words[start - 1].kind == .pause
        return begins && (end >= words.count || words[end].beginsClause || words[end].kind == .pause)
    }

    /// `an approval, a decline or a request`: one of several things that may come.
    private func isAlternative(_ hit: Hit) -> Bool {
        guard
            passage.follows(ScopeWords.or, hit.words.upperBound, within: 2)
                || passage.precedes(ScopeWords.or, hit.words.lowerBound, within: 2, anyClause: true)
        else { return false }
        return passage.hits(in: hit.sentence).contains { $0.signal == .approval }
    }
}
