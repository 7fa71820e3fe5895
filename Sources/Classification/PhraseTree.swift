/// The phrases that begin with one symbol, as a tree of what follows it: made, merged into the automaton and forgotten, one symbol after the
/// other, so that never more than one of them stands in memory. A node has a higher number than the one before it; 0 is the first.
struct PhraseTree {
    /// A part of a phrase.
    enum Part {
        /// One of some words, classes or numbers.
        case symbols([UInt16], isOptional: Bool)
        /// Just one word, whatever it is.
        case anyWord
        /// So many words at most, of any kind.
        case gap(Int)
    }

    /// Behind any word.
    static let anyWord: UInt16 = 65_535

    private(set) var count = 1
    /// The edges as one open table: node and symbol to node.
    private var keys: [UInt64]
    private var targets: [Int32]
    private var mask = 63
    /// The phrases that end at a node, each with the one before it; -1 where there is none. A list for each node would take most of the time.
    private var lastEnd: [Int32] = [-1]
    private var endings: [(phrase: Int32, former: Int32)] = []

    init() {
        keys = [UInt64](repeating: .max, count: mask + 1)
        targets = [Int32](repeating: 0, count: mask + 1)
    }

    /// Adds what follows the symbol in a phrase; phrases come in their order.
    mutating func add(_ parts: ArraySlice<Part>, _ phrase: Int32) {
        var nodes: [Int32] = [0]
        for part in parts { nodes = step(part, from: nodes) }
        for node in nodes {
            let last = lastEnd[Int(node)]
            if last >= 0, endings[Int(last)].phrase == phrase { continue }
            lastEnd[Int(node)] = Int32(endings.count)
            endings.append((phrase, last))
        }
    }

    private mutating func step(_ part: Part, from nodes: [Int32]) -> [Int32] {
        switch part {
        case .anyWord: return nodes.map { child(of: $0, Self.anyWord) }
        case .gap(let most):
            var (all, last) = (nodes, nodes)
            for _ in 0..<most {
                last = last.map { child(of: $0, Self.anyWord) }
                all += last
            }
            return Self.unique(all)
        case .symbols(let symbols, let isOptional):
            var next = isOptional ? nodes : []
            next.reserveCapacity(next.count + nodes.count * symbols.count)
            for symbol in symbols { for node in nodes { next.append(child(of: node, symbol)) } }
            return Self.unique(next)
        }
    }

    private static func unique(_ nodes: [Int32]) -> [Int32] {
        let sorted = nodes.sorted()
        var unique: [Int32] = []
        unique.reserveCapacity(sorted.count)
        for node in sorted where unique.last != node { unique.append(node) }
        return unique
    }

    private mutating func child(of node: Int32, _ symbol: UInt16) -> Int32 {
        let key = UInt64(UInt32(bitPattern: node)) << 16 | UInt64(symbol)
        var slot = Self.slot(key) & mask
        while keys[slot] != .max {
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & mask
        }
        let new = Int32(count)
        keys[slot] = key
        targets[slot] = new
        count += 1
        lastEnd.append(-1)
        if count * 4 > mask * 3 { grow() }
        return new
    }

    /// Twice the room for edges.
    private mutating func grow() {
        let (oldKeys, oldTargets) = (keys, targets)
        mask = mask * 2 + 1
        keys = [UInt64](repeating: .max, count: mask + 1)
        targets = [Int32](repeating: 0, count: mask + 1)
        for (key, target) in zip(oldKeys, oldTargets) where key != .max {
            var slot = Self.slot(key) & mask
            while keys[slot] != .max { slot = (slot + 1) & mask }
            keys[slot] = key
            targets[slot] = target
        }
    }

    private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) }

    // MARK: the finished tree

    /// The edges of all nodes, by node and then by symbol, the one behind any word last.
    func edges() -> [(node: Int, symbol: UInt16, target: Int32)] {
        var places: [(key: UInt64, target: Int32)] = []
        places.reserveCapacity(count)
        for (key, target) in zip(keys, targets) where key != .max { places.append((key, target)) }
        places.sort { $0.key < $1.key }
        return places.map { (Int($0.key >> 16), UInt16(truncatingIfNeeded: $0.key), $0.target) }
    }

    /// The phrases that end at a node, the last first.
    func ends(at node: Int, _ take: (Int32) -> Void) {
        var end = lastEnd[node]
        while end >= 0 {
            take(endings[Int(end)].phrase)
            end = endings[Int(end)].former
        }
    }
}
