extension PhraseAutomaton {
    /// Merges what goes on alike: nodes with the same ends, behind the same symbols the same nodes. The alternatives of a phrase share
    /// what follows them, so that the whole stays small enough to be near the processor.
    mutating func share() {
        let same = merged()
        var places = [Int32](repeating: 0, count: nodes.count)
        var (kept, keptEdges, keptEnds): ([Node], [Edge], [Int32]) = ([], [], [])
        for number in 0..<nodes.count - 1 where same[number] == Int32(number) {
            places[number] = Int32(kept.count)
            var node = nodes[number]
            let (edges, ends) = (edgeRange(number), endRange(number))
            node.firstEdge = Int32(keptEdges.count)
            node.firstEnd = Int32(keptEnds.count)
            kept.append(node)
            keptEdges += self.edges[edges]
            keptEnds += endList[ends]
        }
        for number in kept.indices where kept[number].anyWord != 0 {
            kept[number].anyWord = places[Int(kept[number].anyWord)]
        }
        for number in keptEdges.indices {
            let edge = keptEdges[number]
            keptEdges[number] = Edge(symbol: edge.symbol, target: places[Int(edge.target)])
        }
        for symbol in roots.indices where roots[symbol] != 0 {
            roots[symbol] = places[Int(same[Int(roots[symbol])])]
        }
        // one more at the end, for the ranges of the last
        var last = Node()
        last.firstEdge = Int32(keptEdges.count)
        last.firstEnd = Int32(keptEnds.count)
        kept.append(last)
        (nodes, edges, endList) = (kept, keptEdges, keptEnds)
    }

    private func edgeRange(_ node: Int) -> Range<Int> {
        Int(nodes[node].firstEdge)..<Int(nodes[node + 1].firstEdge)
    }

    private func endRange(_ node: Int) -> Range<Int> { Int(nodes[node].firstEnd)..<Int(nodes[node + 1].firstEnd) }

    /// For each node the one that stands for it. A node's followers have higher numbers, so that the last come first.
    private mutating func merged() -> [Int32] {
        var same = [Int32](repeating: 0, count: nodes.count)
        var mask = 1023
        while mask < nodes.count { mask = mask * 2 + 1 }
        var table = [Int32](repeating: -1, count: mask + 1)
        for number in (0..<nodes.count - 1).reversed() {
            nodes[number].anyWord = same[Int(nodes[number].anyWord)]
            var hash = UInt64(UInt32(bitPattern: nodes[number].anyWord)) &+ 0x9E37_79B9
            for place in edgeRange(number) {
                let edge = edges[place]
                let target = same[Int(edge.target)]
                edges[place] = Edge(symbol: edge.symbol, target: target)
                hash = Self.mixed(hash, UInt64(edge.symbol) << 32 | UInt64(UInt32(bitPattern: target)))
            }
            for place in endRange(number) { hash = Self.mixed(hash, UInt64(UInt32(bitPattern: endList[place]))) }
            var slot = Int(truncatingIfNeeded: hash >> 20) & mask
            while table[slot] >= 0, !isAlike(Int(table[slot]), number) { slot = (slot + 1) & mask }
            if table[slot] < 0 { table[slot] = Int32(number) }
            // the root is what every place without a follower names: nothing stands for it
            same[number] = number == 0 ? 0 : table[slot]
        }
        return same
    }

    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value) &* 0xD6E8_FEB8_6659_FD93
        return product ^ product >> 29
    }

    private func isAlike(_ one: Int, _ other: Int) -> Bool {
        let (edges, others) = (edgeRange(one), edgeRange(other))
        let (ends, otherEnds) = (endRange(one), endRange(other))
        guard nodes[one].anyWord == nodes[other].anyWord, edges.count == others.count, ends.count == otherEnds.count
        else { return false }
        for step in 0..<edges.count {
            let (edge, that) = (self.edges[edges.lowerBound + step], self.edges[others.lowerBound + step])
            if edge.symbol != that.symbol || edge.target != that.target { return false }
        }
        for step in 0..<ends.count where endList[ends.lowerBound + step] != endList[otherEnds.lowerBound + step] {
            return false
        }
        return true
    }
}
