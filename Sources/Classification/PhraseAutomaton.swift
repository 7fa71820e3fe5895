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

    private static let anyWord: UInt16 = 65_535
    private static let anyNumber: UInt16 = 65_534
    private static let anyMoney: UInt16 = 65_533
    private static let firstClass: UInt16 = 60_000

    private(set) var vocabulary = Vocabulary()
    /// The symbol of each class, and the symbols of the classes of each word.
    private var classSymbols: [String: UInt16] = [:]
    private var classesOfWord: [[UInt16]] = []
    /// The phrases that end at a node and the classes of a word, each list behind the other: where it starts, one more at the end.
    private var endStarts: [Int32] = []
    private var endList: [Int32] = []
    private var classStarts: [Int32] = []
    private var classList: [UInt16] = []
    /// The edges as one open table: node and symbol to node.
    private var keys: [UInt64]
    private var targets: [Int32]
    private var mask = 65_535
    /// The phrases that end at a node.
    private var ends: [[Int32]] = [[]]
    /// Whether a node has an edge for any word, number or money.
    private var isOpen: [UInt8] = [0]
    /// The node behind the root for each symbol; 0 where no phrase begins with it.
    private var roots = [Int32](repeating: 0, count: 65_536)

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
        for phrases in ends {
            endStarts.append(Int32(endList.count))
            endList += phrases
        }
        endStarts.append(Int32(endList.count))
        for symbols in classesOfWord {
            classStarts.append(Int32(classList.count))
            classList += symbols
        }
        classStarts.append(Int32(classList.count))
        (ends, classesOfWord) = ([], [])
    }

    private mutating func add(_ phrase: String, _ index: Int32) {
        var nodes: [Int32] = [0]
        for part in phrase.split(separator: " ") {
            nodes = part.first == "_" ? gap(part, from: nodes) : step(part, from: nodes)
        }
        precondition(!nodes.contains(0), "a phrase that may be empty: \(phrase)")
        for node in nodes where ends[Int(node)].last != index { ends[Int(node)].append(index) }
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
        let new = Int32(ends.count)
        keys[slot] = key
        targets[slot] = new
        ends.append([])
        isOpen.append(0)
        if symbol >= Self.anyMoney { isOpen[Int(node)] = 1 }
        if node == 0 { roots[Int(symbol)] = new }
        if ends.count * 2 > mask { grow() }
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

    private func target(_ node: Int32, _ symbol: UInt16) -> Int32? {
        let key = UInt64(UInt32(bitPattern: node)) << 16 | UInt64(symbol)
        var slot = Self.slot(key) & mask
        while keys[slot] != .max {
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// All matches in the order of their starts; none crosses a break.
    func matches(in words: [TextWord]) -> [Match] {
        var found: [Match] = []
        for start in words.indices {
            let word = words[start]
            guard word.kind != .pause else { continue }
            if word.number != 0 {
                begin(Int(word.number), words, start, &found)
                for place in classes(of: word.number) { begin(Int(classList[place]), words, start, &found) }
            }
            if word.kind == .number {
                begin(Int(Self.anyNumber), words, start, &found)
                if word.isMoney { begin(Int(Self.anyMoney), words, start, &found) }
            }
        }
        return found
    }

    private func begin(_ symbol: Int, _ words: [TextWord], _ start: Int, _ found: inout [Match]) {
        let node = roots[symbol]
        if node != 0 { walk(node, words, start, start + 1, &found) }
    }

    /// Places in `classList`.
    private func classes(of word: UInt16) -> Range<Int> {
        Int(classStarts[Int(word)])..<Int(classStarts[Int(word) + 1])
    }

    private func walk(_ node: Int32, _ words: [TextWord], _ start: Int, _ index: Int, _ found: inout [Match]) {
        for place in Int(endStarts[Int(node)])..<Int(endStarts[Int(node) + 1]) {
            found.append(Match(phrase: endList[place], start: Int32(start), end: Int32(index)))
        }
        guard index < words.count, words[index].kind != .pause else { return }
        let word = words[index]
        if word.number != 0 {
            if let next = target(node, word.number) { walk(next, words, start, index + 1, &found) }
            for place in classes(of: word.number) {
                if let next = target(node, classList[place]) { walk(next, words, start, index + 1, &found) }
            }
        }
        guard isOpen[Int(node)] != 0 else { return }
        if word.kind == .number {
            if let next = target(node, Self.anyNumber) { walk(next, words, start, index + 1, &found) }
            if word.isMoney, let next = target(node, Self.anyMoney) { walk(next, words, start, index + 1, &found) }
        }
        if let next = target(node, Self.anyWord) { walk(next, words, start, index + 1, &found) }
    }
}
