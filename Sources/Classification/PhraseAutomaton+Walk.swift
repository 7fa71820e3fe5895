extension PhraseAutomaton {
    /// All matches in the order of their starts; none crosses a break.
    func matches(in words: [TextWord]) -> [Match] {
        words.withUnsafeBufferPointer { words in
            nodes.withUnsafeBufferPointer { nodes in
                edges.withUnsafeBufferPointer { edges in
                    var walk = Walk(automaton: self, words: words, nodes: nodes, edges: edges)
                    for start in words.indices where words[start].kind != .pause { walk.start(at: start) }
                    return walk.found
                }
            }
        }
    }

    /// Places in `classList`.
    private func classes(of word: UInt16) -> Range<Int> {
        Int(classStarts[Int(word)])..<Int(classStarts[Int(word) + 1])
    }

    /// The way through the automaton from each word of a text.
    struct Walk {
        let automaton: PhraseAutomaton
        let words: UnsafeBufferPointer<TextWord>
        let nodes: UnsafeBufferPointer<Node>
        let edges: UnsafeBufferPointer<Edge>
        var found: [Match] = []
        private var first = 0

        init(
            automaton: PhraseAutomaton, words: UnsafeBufferPointer<TextWord>, nodes: UnsafeBufferPointer<Node>,
            edges: UnsafeBufferPointer<Edge>
        ) {
            (self.automaton, self.words, self.nodes, self.edges) = (automaton, words, nodes, edges)
            found.reserveCapacity(words.count)
        }

        mutating func start(at index: Int) {
            first = index
            let word = words[index]
            if word.number != 0 {
                begin(word.number)
                for place in automaton.classes(of: word.number) { begin(automaton.classList[place]) }
            }
            if word.kind == .number {
                begin(PhraseAutomaton.anyNumber)
                if word.isMoney { begin(PhraseAutomaton.anyMoney) }
            }
        }

        private mutating func begin(_ symbol: UInt16) {
            let node = automaton.roots[Int(symbol)]
            if node != 0 { walk(Int(node), first + 1) }
        }

        private mutating func walk(_ place: Int, _ index: Int) {
            let node = nodes[place]
            let following = nodes[place + 1]
            for end in Int(node.firstEnd)..<Int(following.firstEnd) {
                found.append(Match(phrase: automaton.endList[end], start: Int32(first), end: Int32(index)))
            }
            guard node.signs != 0 || node.anyWord != 0, index < words.count, words[index].kind != .pause else { return }
            let word = words[index]
            let edges = Int(node.firstEdge)..<Int(following.firstEdge)
            if word.number != 0, node.signs & automaton.signsOfWord[Int(word.number)] != 0 {
                follow(word.number, node.signs, edges, index)
                for place in automaton.classes(of: word.number) {
                    follow(automaton.classList[place], node.signs, edges, index)
                }
            }
            if word.kind == .number {
                follow(PhraseAutomaton.anyNumber, node.signs, edges, index)
                if word.isMoney { follow(PhraseAutomaton.anyMoney, node.signs, edges, index) }
            }
            if node.anyWord != 0 { walk(Int(node.anyWord), index + 1) }
        }

        /// Goes on behind a symbol where an edge bears it: the edges stand in the order of their symbols.
        private mutating func follow(_ symbol: UInt16, _ signs: UInt64, _ range: Range<Int>, _ index: Int) {
            guard signs & PhraseAutomaton.sign(symbol) != 0 else { return }
            var (low, high) = (range.lowerBound, range.upperBound)
            while high - low > 8 {
                let middle = (low + high) / 2
                if edges[middle].symbol <= symbol { low = middle } else { high = middle }
            }
            while low < high, edges[low].symbol < symbol { low += 1 }
            if low < high, edges[low].symbol == symbol { walk(Int(edges[low].target), index + 1) }
        }
    }
}
