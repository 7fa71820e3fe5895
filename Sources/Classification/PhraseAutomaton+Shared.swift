extension PhraseAutomaton {
    /// The finished nodes by what they are like, while the automaton is built.
    struct Likes {
        fileprivate var hashes: [UInt64] = []
        fileprivate var table = [Int32](repeating: 0, count: 1024)
    }

    /// Takes over a tree and says which node stands for its first one. What goes on alike is one node: the same ends, behind the same symbols the
    /// same nodes. The alternatives of a phrase share what follows them, so that the whole stays small enough to be near the processor.
    mutating func merge(_ tree: PhraseTree, _ likes: inout Likes) -> Int32 {
        let own = tree.edges()
        var same = [Int32](repeating: 0, count: tree.count)
        var last = own.count
        // a node's followers have higher numbers
        for number in (0..<tree.count).reversed() {
            var first = last
            while first > 0, own[first - 1].node == number { first -= 1 }
            var node = Node()
            node.firstEdge = Int32(edges.count)
            node.firstEnd = Int32(endList.count)
            var hash: UInt64 = 0x9E37_79B9
            for edge in own[first..<last] {
                let target = same[Int(edge.target)]
                hash = Self.mixed(hash, UInt64(edge.symbol) << 32 | UInt64(UInt32(bitPattern: target)))
                if edge.symbol == PhraseTree.anyWord {
                    node.anyWord = target
                } else {
                    node.signs |= Self.sign(edge.symbol)
                    edges.append(Edge(symbol: edge.symbol, target: target))
                }
            }
            last = first
            tree.ends(at: number) { phrase in
                hash = Self.mixed(hash, UInt64(UInt32(bitPattern: phrase)))
                endList.append(phrase)
            }
            endList[Int(node.firstEnd)...].reverse()
            same[number] = kept(node, hash, &likes)
        }
        return same[0]
    }

    /// A node whose edges and ends stand behind those of all others: the one that is like it, or itself.
    private mutating func kept(_ node: Node, _ hash: UInt64, _ likes: inout Likes) -> Int32 {
        let mask = likes.table.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while likes.table[slot] != 0 {
            let other = likes.table[slot]
            if likes.hashes[Int(other) - 1] == hash, isAlike(Int(other), node) {
                edges.removeSubrange(Int(node.firstEdge)...)
                endList.removeSubrange(Int(node.firstEnd)...)
                return other
            }
            slot = (slot + 1) & mask
        }
        let number = Int32(nodes.count)
        nodes.append(node)
        likes.hashes.append(hash)
        likes.table[slot] = number
        if likes.hashes.count * 2 > likes.table.count { likes.grow() }
        return number
    }

    private func isAlike(_ one: Int, _ node: Node) -> Bool {
        let isLast = one + 1 == nodes.count
        let edgesEnd = isLast ? node.firstEdge : nodes[one + 1].firstEdge
        let endsEnd = isLast ? node.firstEnd : nodes[one + 1].firstEnd
        return nodes[one].anyWord == node.anyWord
            && edges[Int(nodes[one].firstEdge)..<Int(edgesEnd)].elementsEqual(edges[Int(node.firstEdge)...])
            && endList[Int(nodes[one].firstEnd)..<Int(endsEnd)].elementsEqual(endList[Int(node.firstEnd)...])
    }

    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value) &* 0xD6E8_FEB8_6659_FD93
        return product ^ product >> 29
    }
}

extension PhraseAutomaton.Likes {
    /// Twice the room.
    fileprivate mutating func grow() {
        let mask = table.count * 2 - 1
        table = [Int32](repeating: 0, count: mask + 1)
        for (place, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash >> 20) & mask
            while table[slot] != 0 { slot = (slot + 1) & mask }
            table[slot] = Int32(place + 1)
        }
    }
}
