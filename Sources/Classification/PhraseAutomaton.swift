/// All phrases of the rules as one automaton over words, walked once from each word of a text. The work at a word is bounded
/// by the longest phrase, so that the whole is linear in the text.
///
/// A phrase is words with blanks between them: `a|b` one of several, `word?` may be missing, `#` a number, `$` an amount of
/// money, `_` any one word, `_3` up to three words of any kind, `@name` one word of a class of words.
struct PhraseAutomaton {
    struct Match {
        let phrase: Int32
        /// Positions in the text's words: start, and one after the last.
        let start: Int32
        let end: Int32
    }

    /// What is needed at a node, together in memory.
    struct Node {
        /// The signs of all symbols that have an edge: what has none here is seen at once.
        var signs: UInt64 = 0
        /// Where the node's edges and the phrases that end at it start.
        var firstEdge: Int32 = 0
        var firstEnd: Int32 = 0
        /// The node behind any word; 0 where there is none.
        var anyWord: Int32 = 0
    }

    struct Edge {
        let symbol: UInt16
        let target: Int32
    }

    private static let anyWord: UInt16 = 65_535
    static let anyNumber: UInt16 = 65_534
    static let anyMoney: UInt16 = 65_533
    private static let firstClass: UInt16 = 60_000

    private(set) var vocabulary = Vocabulary()
    /// The symbol of each class, and the symbols of the classes of each word.
    private var classSymbols: [String: UInt16] = [:]
    private var classesOfWord: [[UInt16]] = []
    /// The phrases that end at a node and the classes of a word, each list behind the other: where it starts stands in the node,
    /// and in `classStarts` with one more at the end.
    var endList: [Int32] = []
    private(set) var classStarts: [Int32] = []
    private(set) var classList: [UInt16] = []
    /// While it is built, the edges as one open table: node and symbol to node.
    private var keys: [UInt64]
    private var targets: [Int32]
    private var mask = 65_535
    /// While it is built, the phrases that end at a node, each with the one before it; -1 where there is none. A list for each
    /// node would take most of the memory.
    private var lastEnd: [Int32] = [-1]
    private var endings: [(phrase: Int32, former: Int32)] = []
    /// The finished nodes, one more at the end, and their edges by node and symbol.
    var nodes: [Node] = []
    var edges: [Edge] = []
    /// The signs of each word's number and its classes.
    private(set) var signsOfWord: [UInt64] = []
    /// The node behind the root for each symbol; 0 where no phrase begins with it.
    var roots = [Int32](repeating: 0, count: 65_536)

    /// Compiles phrases in their order: the number of a match is the phrase's index.
    init(_ phrases: [String], classes: [WordClass] = [], words: [String] = []) {
        keys = [UInt64](repeating: .max, count: mask + 1)
        targets = [Int32](repeating: 0, count: mask + 1)
        for word in words { _ = vocabulary.add(word) }
        for (index, one) in classes.enumerated() {
            let symbol = Self.firstClass + UInt16(index)
            precondition(classSymbols.updateValue(symbol, forKey: one.name) == nil, "two classes named \(one.name)")
            for word in one.words {
                let number = Int(vocabulary.add(word))
                while classesOfWord.count <= number { classesOfWord.append([]) }
                if !classesOfWord[number].contains(symbol) { classesOfWord[number].append(symbol) }
            }
        }
        for (index, phrase) in phrases.enumerated() { add(phrase, Int32(index)) }
        while classesOfWord.count < vocabulary.words.count { classesOfWord.append([]) }
        vocabulary.learnMisspellings()
        for (word, symbols) in classesOfWord.enumerated() {
            classStarts.append(Int32(classList.count))
            classList += symbols
            signsOfWord.append(symbols.reduce(Self.sign(UInt16(word))) { $0 | Self.sign($1) })
        }
        classStarts.append(Int32(classList.count))
        finish()
        share()
    }

    /// The words that phrases name, without classes, numbers and gaps.
    static func words(of phrases: [String]) -> [String] {
        let parts = phrases.flatMap { $0.split(whereSeparator: { " |?".contains($0) }) }
        return Set(parts).filter { !"#$@_".contains($0.first ?? "_") }.map(String.init).sorted()
    }

    static func sign(_ symbol: UInt16) -> UInt64 { 1 << UInt64(symbol & 63) }

    /// Puts the edges of each node side by side, in the order of their symbols.
    private mutating func finish() {
        nodes = [Node](repeating: Node(), count: lastEnd.count + 1)
        // how many edges a node has, then where the next one goes
        for key in keys where key != .max && Self.symbol(of: key) != Self.anyWord {
            nodes[Self.node(of: key) + 1].firstEdge += 1
        }
        let count = lastEnd.count
        endList.reserveCapacity(endings.count)
        for number in 0..<count {
            nodes[number + 1].firstEdge += nodes[number].firstEdge
            let first = endList.count
            var end = lastEnd[number]
            while end >= 0 {
                endList.append(endings[Int(end)].phrase)
                end = endings[Int(end)].former
            }
            endList[first...].reverse()
            nodes[number + 1].firstEnd = Int32(endList.count)
        }
        (lastEnd, endings) = ([], [])
        edges = [Edge](repeating: Edge(symbol: 0, target: 0), count: Int(nodes[count].firstEdge))
        var next = nodes.map(\.firstEdge)
        for (key, target) in zip(keys, targets) where key != .max {
            let (node, symbol) = (Self.node(of: key), Self.symbol(of: key))
            if symbol == Self.anyWord {
                nodes[node].anyWord = target
                continue
            }
            nodes[node].signs |= Self.sign(symbol)
            edges[Int(next[node])] = Edge(symbol: symbol, target: target)
            next[node] += 1
        }
        (keys, targets) = ([], [])
        for node in 0..<count {
            edges[Int(nodes[node].firstEdge)..<Int(nodes[node + 1].firstEdge)].sort { $0.symbol < $1.symbol }
        }
        classesOfWord = []
    }

    private static func node(of key: UInt64) -> Int { Int(key >> 16) }
    private static func symbol(of key: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: key) }

    private mutating func add(_ phrase: String, _ index: Int32) {
        var nodes: [Int32] = [0]
        for part in phrase.split(separator: " ") {
            nodes = part.first == "_" ? gap(part, from: nodes) : step(part, from: nodes)
        }
        precondition(!nodes.contains(0), "a phrase that may be empty: \(phrase)")
        for node in nodes {
            let last = lastEnd[Int(node)]
            if last >= 0, endings[Int(last)].phrase == index { continue }
            lastEnd[Int(node)] = Int32(endings.count)
            endings.append((index, last))
        }
    }

    private mutating func step(_ part: Substring, from nodes: [Int32]) -> [Int32] {
        var words = part
        let isOptional = words.last == "?"
        if isOptional { words.removeLast() }
        let symbols = words.split(separator: "|").map { word in
            switch word {
            case "#": Self.anyNumber
            case "$": Self.anyMoney
            case _ where word.first == "@": symbol(ofClass: String(word.dropFirst()))
            default: vocabulary.add(word)
            }
        }
        var next = isOptional ? nodes : []
        next.reserveCapacity(next.count + nodes.count * symbols.count)
        for symbol in symbols { for node in nodes { next.append(child(of: node, symbol)) } }
        return Self.unique(next)
    }

    private func symbol(ofClass name: String) -> UInt16 {
        guard let symbol = classSymbols[name] else { preconditionFailure("no class of words is named \(name)") }
        return symbol
    }

    private mutating func gap(_ part: Substring, from nodes: [Int32]) -> [Int32] {
        guard let most = Int(part.dropFirst()) else { return nodes.map { child(of: $0, Self.anyWord) } }
        var all = nodes
        var last = nodes
        for _ in 0..<most {
            last = last.map { child(of: $0, Self.anyWord) }
            all += last
        }
        return Self.unique(all)
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
        let new = Int32(lastEnd.count)
        keys[slot] = key
        targets[slot] = new
        lastEnd.append(-1)
        if node == 0 { roots[Int(symbol)] = new }
        if lastEnd.count * 4 > mask * 3 { grow() }
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
}
