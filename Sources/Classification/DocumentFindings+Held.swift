/// The papers that a mail says are there already.
extension Decision {
    /// Papers that are said to be there, and where.
    var heldPapers: [(code: DocumentCode, span: Range<Int>)] {
        documents[0].held.map { ($0.code, passages[0].span($0.hit.words)) }
    }
}

/// Papers that are there: under a heading that says so, behind one, or in a row of which the last one is said to be.
extension DocumentFindings {
    /// A tick says that it is there; below a request without a cross in the mail it is a bullet.
    func isTicked(_ sentence: Passage.Sentence) -> Bool {
        sentence.mark == .tick && (!isListed || passage.sentences.contains { $0.mark == .cross })
    }

    /// `Received:`, `Stips cleared:` on a line of its own.
    func headsHeld(_ index: Int) -> Bool {
        let words = passage.sentences[index].words
        guard let last = words.last, words.count <= 4, passage.has(.have, in: index),
            !passage.contains(ScopeWords.negations, in: words)
        else { return false }
        let end = Int(passage.words[last].end)
        return end < passage.bytes.count && passage.bytes[end] == UInt8(ascii: ":")
    }

    /// `Stips cleared: DL, VC`, `DL, voided check and lease are in`: by the first word of each.
    func heldTogether(_ named: [Passage.Hit], _ index: Int) -> Set<Int> {
        let scopes = passage.hits(in: index)
        let held = scopes.filter {
            $0.signal == .scope(.have) && !passage.precedes(ScopeWords.negations, $0.words.lowerBound, within: 2)
        }
        guard !held.isEmpty else { return [] }
        var found: Set<Int> = []
        for heading in held
        where heading.words.upperBound < passage.words.count && passage.words[heading.words.upperBound].followsColon {
            found.formUnion(named.map(\.words.lowerBound).filter { $0 >= heading.words.upperBound })
        }
        guard let first = named.first,
            !scopes.contains(where: { $0.signal == .scope(.want) && $0.words.lowerBound < first.words.lowerBound })
        else { return found }
        var next: Passage.Hit?
        for hit in named.reversed() {
            let isSaid = held.contains { 0...1 ~= $0.words.lowerBound - hit.words.upperBound }
            let isJoined = next.map { $0.words.lowerBound - hit.words.upperBound <= 2 } ?? false
            next = isSaid || isJoined ? hit : nil
            if next != nil { found.insert(hit.words.lowerBound) }
        }
        return found
    }
}
