/// Which papers are wanted: named with a word that wants them, or in a list under one, and not with a word that has them.
struct DocumentFindings {
    private(set) var wanted: [(code: DocumentCode, hit: Passage.Hit)] = []
    /// Wanted so that a closed file opens again.
    private(set) var reopening: [DocumentCode] = []
    /// Named without a word that has them: wanted where nothing else is said.
    private(set) var possible: [(code: DocumentCode, hit: Passage.Hit)] = []
    /// Said to be there, and nowhere named otherwise.
    private(set) var had: Set<DocumentCode> = []
    /// Where a paper is said to be there.
    private(set) var held: [(code: DocumentCode, hit: Passage.Hit)] = []

    let passage: Passage
    private(set) var isListed = false
    /// Below a heading of what is there.
    private var isHeld = false

    init(_ passage: Passage) {
        self.passage = passage
        for index in passage.sentences.indices { read(index) }
        if wanted.isEmpty { readBareList() }
        had.subtract(possible.map(\.code) + wanted.map(\.code))
    }

    private mutating func read(_ index: Int) {
        let sentence = passage.sentences[index]
        let named = named(in: index)
        let wants = passage.has(.want, in: index)
        let isNextReopening =
            index + 1 < passage.sentences.count
            && passage.sentences[index + 1].paragraph == sentence.paragraph && passage.has(.reopen, in: index + 1)
            && !passage.contains(ScopeWords.submission, in: passage.sentences[index + 1].words)
        let reopens = (passage.has(.reopen, in: index) || isNextReopening) && !waits(index)
        let isItem =
            sentence.mark == .bullet || sentence.mark == .tick || sentence.mark == .cross
            || sentence.words.count <= (isListed ? 14 : 9)
        if wants || !isItem { isHeld = false }
        if named.isEmpty {
            if headsHeld(index) {
                (isHeld, isListed) = (true, false)
                return
            }
            if wants { wantEarlier(index) }
            if !isItem || wants { isListed = wants && !sentence.isQuestion }
            return
        }
        let together = heldTogether(named, index)
        for hit in named {
            guard case .document(let code) = hit.signal else { continue }
            if isHeld || isTicked(sentence) || together.contains(hit.words.lowerBound) {
                had.insert(code)
                held.append((code, hit))
                continue
            }
            if isHad(hit, index) {
                had.insert(code)
                held.append((code, hit))
            } else if !possible.contains(where: { $0.code == code }) {
                possible.append((code, hit))
            }
            guard isWanted(hit, in: sentence, index, isItem, named) else { continue }
            if !wanted.contains(where: { $0.code == code }) { wanted.append((code, hit)) }
            if reopens, !reopening.contains(code) { reopening.append(code) }
        }
        isListed = wants || (isListed && isItem)
    }

    private static let pronouns = WordSet(["it", "that", "those", "them", "one", "both", "these"].map(RuleBook.number))

    /// `The payoff letter would help. Can you get it?`: the papers of one of the two sentences before.
    private mutating func wantEarlier(_ index: Int) {
        guard passage.contains(Self.pronouns, in: passage.sentences[index].words) else { return }
        for earlier in stride(from: index - 1, through: max(0, index - 2), by: -1) {
            let hits = named(in: earlier).filter { !$0.isBare && !isHad($0, earlier) }
            guard !hits.isEmpty else { continue }
            for hit in hits {
                guard case .document(let code) = hit.signal, !wanted.contains(where: { $0.code == code }) else {
                    continue
                }
                wanted.append((code, hit))
            }
            return
        }
    }

    /// Three or more papers on lines of their own and nothing that has them: a list without a heading.
    private mutating func readBareList() {
        var listed: [(code: DocumentCode, hit: Passage.Hit)] = []
        for index in passage.sentences.indices where passage.sentences[index].words.count <= 8 {
            guard let hit = named(in: index).first, case .document(let code) = hit.signal,
                !isTicked(passage.sentences[index]), !held.contains(where: { $0.hit.words == hit.words }),
                !passage.has(.have, in: index),
                passage.sentences[index].words.first.map({ !passage.words[$0].followsColon }) ?? false
            else { continue }
            if !listed.contains(where: { $0.code == code }) { listed.append((code, hit)) }
        }
        if listed.count >= 3 { wanted = listed }
    }

    /// `Send fresh statements in six months`: time must pass first.
    private func waits(_ index: Int) -> Bool { passage.hits(in: index).contains { $0.name == .declineLater } }

    /// Whether its clause says that it is there.
    private func isHad(_ hit: Passage.Hit, _ index: Int) -> Bool {
        passage.hits(in: index).contains {
            $0.signal == .scope(.have) && passage.clauses[$0.words.lowerBound] == passage.clauses[hit.words.lowerBound]
        }
    }

    /// Statements and proofs of any kind give way to the kind that is named.
    private static func isGeneral(_ hit: Passage.Hit) -> Bool {
        hit.signal == .document(.other) || hit.signal == .document(.bankStatements)
    }

    /// The longest names of papers in a sentence; none lies within another.
    private func named(in index: Int) -> [Passage.Hit] {
        var found: [Passage.Hit] = []
        for hit in passage.hits(in: index) {
            guard case .document = hit.signal else { continue }
            if let last = found.last, last.words.overlaps(hit.words) {
                let isGeneral = (last: Self.isGeneral(last), hit: Self.isGeneral(hit))
                let isBetter =
                    isGeneral.last != isGeneral.hit ? isGeneral.last : hit.words.count > last.words.count
                if isBetter { found[found.count - 1] = hit }
                continue
            }
            found.append(hit)
        }
        // `a clear picture of his license`: the license
        found = found.filter { hit in
            guard hit.signal == .document(.other), let last = hit.words.last,
                passage.words[last].number == RuleBook.number("of")
            else { return true }
            return !found.contains { $0.words.lowerBound > last && $0.words.lowerBound - last <= 4 }
        }
        // the months belong to the paper that is named beside them
        guard found.count > 1 else { return found }
        return found.filter { hit in
            guard hit.name == .months else { return true }
            let isOfMonth = found.contains {
                $0.signal == .document(.monthToDateTransactions) && $0.words.lowerBound <= hit.words.upperBound
                    && hit.words.lowerBound < $0.words.upperBound
            }
            // `the latest 3 months' card processing statements`
            let isOfOther = found.contains {
                $0.words.lowerBound >= hit.words.upperBound && $0.words.lowerBound - hit.words.upperBound <= 2
                    && !Self.isGeneral($0) && RuleName.allStatements.contains($0.name)
            }
            return !isOfMonth && !isOfOther && !passage.contains(ScopeWords.joining, in: hit.words.prefix(1))
        }
    }

    private func isWanted(
        _ hit: Passage.Hit, in sentence: Passage.Sentence, _ index: Int, _ isItem: Bool, _ named: [Passage.Hit]
    ) -> Bool {
        if sentence.mark == .cross { return true }
        if hit.isBare {
            // a name so short that only a request right before it makes it a paper
            let asks = passage.hits(in: index).filter { $0.signal == .scope(.want) }
            let isAsked = asks.contains {
                $0.words.upperBound <= hit.words.upperBound && hit.words.lowerBound - $0.words.upperBound <= 3
            }
            let isAside = passage.precedes(ScopeWords.aside, hit.words.lowerBound, within: 2)
            let isEnumerated =
                !isAside && asks.contains { $0.words.upperBound <= hit.words.lowerBound } && named.count > 1
            guard isAsked && !isAside || isListed || isEnumerated || index > 0 && sentence.words.count < 6 else {
                return false
            }
            // `Payoff: $22,418.55` is a figure
            if passage.hasMoney(index), !isAsked { return false }
        }
        if hit.name == .brokenStatements {
            return passage.has(.want, in: index)
                || (index + 1 < passage.sentences.count && passage.has(.want, in: index + 1))
        }
        var before: (isWant: Bool, end: Int)?
        var after: (isWant: Bool, start: Int)?
        for scope in passage.hits(in: index) {
            let isWant: Bool
            switch scope.signal {
            case .scope(.want):
                // `you don't need to send a void check`
                isWant = !passage.hits(in: index).contains {
                    $0.signal == .scope(.have) && 0...2 ~= scope.words.lowerBound - $0.words.upperBound
                        && passage.contains(ScopeWords.negations, in: $0.words)
                }
            case .scope(.have): isWant = false
            default: continue
            }
            if scope.words.upperBound <= hit.words.lowerBound
                || (scope.words.lowerBound <= hit.words.lowerBound && scope.words.upperBound <= hit.words.upperBound)
            {
                if !isWant, passage.clauses[scope.words.lowerBound] != passage.clauses[hit.words.lowerBound] {
                    continue
                }
                if before.map({ scope.words.upperBound > $0.end }) ?? true {
                    before = (isWant, scope.words.upperBound)
                }
            } else if scope.words.lowerBound >= hit.words.upperBound, after == nil,
                scope.words.lowerBound - hit.words.upperBound <= 6
            {
                after = (isWant, scope.words.lowerBound)
            }
        }
        if passage.precedes(ScopeWords.negations, hit.words.lowerBound, within: 1) || isOfOtherKind(hit) {
            return false
        }
        if let after, !after.isWant, after.start - hit.words.upperBound <= 3,
            before?.isWant != true || !sentence.cells.isEmpty
        {
            return isSpoiled(after.start, index)
        }
        if let before, before.isWant || after?.isWant != true || !isApart(before.end, hit) { return before.isWant }
        if let after { return after.isWant }
        // `any update on the voided check?`, but not `is that a transfer on the December statement?`
        if sentence.isQuestion, ![.bankStatements, .furtherBankStatements].contains(hit.name),
            !passage.precedes(ScopeWords.aside, hit.words.lowerBound, within: 2),
            sentence.words.count <= 6 || passage.contains(ScopeWords.availability, in: sentence.words)
        {
            return true
        }
        if isListed, isItem || sentence.mark == .bullet { return true }
        return false
    }
}
