extension PhraseAutomaton {
    /// All matches in the order of their starts; none crosses a break.
    func matches(in words: [TextWord]) -> [Match] {
        words.withUnsafeBufferPointer { words in
            nodes.withUnsafeBufferPointer { nodes in
                edges.withUnsafeBufferPointer { edges in
                    var walk = Walk(words: words, nodes: nodes, edges: edges)
                    walk.found.reserveCapacity(words.count)
                    for start in words.indices where words[start].kind != .pause { begin(at: start, &walk) }
                    return walk.found
                }
            }
        }
    }

    /// The way through the automaton from each word of a text.
    private struct Walk {
        let words: UnsafeBufferPointer<TextWord>
        let nodes: UnsafeBufferPointer<Node>
        let edges: UnsafeBufferPointer<Edge>
        var first = 0
        var found: [Match] = []
    }

    /// Places in `classList`.
    private func classes(of word: UInt16) -> Range<Int> {
        Int(classStarts[Int(word)])..<Int(classStarts[Int(word) + 1])
    }

    private func begin(at index: Int, _ walk: inout Walk) {
        walk.first = index
        let word = walk.words[index]
        if word.number != 0 {
            begin(with: word.number, &walk)
            for place in classes(of: word.number) { begin(with: classList[place], &walk) }
        }
        if word.kind == .number {
            begin(with: Self.anyNumber, &walk)
            if word.isMoney { begin(with: Self.anyMoney, &walk) }
        }
    }

    private func begin(with symbol: UInt16, _ walk: inout Walk) {
        let node = roots[Int(symbol)]
        if node != 0 { visit(Int(node), walk.first + 1, &walk) }
    }

    private func visit(_ place: Int, _ index: Int, _ walk: inout Walk) {
        let node = walk.nodes[place]
        let following = walk.nodes[place + 1]
        for end in Int(node.firstEnd)..<Int(following.firstEnd) {
            walk.found.append(Match(phrase: endList[end], start: Int32(walk.first), end: Int32(index)))
        }
        guard node.signs != 0 || node.anyWord != 0, index < walk.words.count, walk.words[index].kind != .pause else {
            return
        }
        let word = walk.words[index]
        let edges = Int(node.firstEdge)..<Int(following.firstEdge)
        if word.number != 0, node.signs & signsOfWord[Int(word.number)] != 0 {
            follow(word.number, node.signs, edges, index, &walk)
            for place in classes(of: word.number) { follow(classList[place], node.signs, edges, index, &walk) }
        }
        if word.kind == .number {
            follow(Self.anyNumber, node.signs, edges, index, &walk)
            if word.isMoney { follow(Self.anyMoney, node.signs, edges, index, &walk) }
        }
        if node.anyWord != 0 { visit(Int(node.anyWord), index + 1, &walk) }
    }

    /// Goes on behind a symbol where an edge bears it: the edges stand in the order of their symbols.
    private func follow(_ symbol: UInt16, _ signs: UInt64, _ range: Range<Int>, _ index: Int, _ walk: inout Walk) {
        guard signs & Self.sign(symbol) != 0 else { return }
        var (low, high) = (range.lowerBound, range.upperBound)
        while high - low > 8 {
            let middle = (low + high) / 2
            if walk.edges[middle].symbol <= symbol { low = middle } else { high = middle }
        }
        while low < high, walk.edges[low].symbol < symbol { low += 1 }
        if low < high, walk.edges[low].symbol == symbol { visit(Int(walk.edges[low].target), index + 1, &walk) }
    }
}
