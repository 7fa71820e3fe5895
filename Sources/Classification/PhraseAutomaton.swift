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

    struct Edge: Equatable {
        let symbol: UInt16
        let target: Int32
    }

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
    /// The nodes, one before the first that stands for none and one more at the end, and their edges by node and symbol.
    var nodes = [Node()]
    var edges: [Edge] = []
    /// The signs of each word's number and its classes.
    private(set) var signsOfWord: [UInt64] = []
    /// The first node for each symbol; 0 where no phrase begins with it.
    private(set) var roots = [Int32](repeating: 0, count: 65_536)

    /// Compiles phrases in their order: the number of a match is the phrase's index.
    init(_ phrases: [String], classes: [WordClass] = [], words: [String] = []) {
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
        let parts = phrases.map { $0.split(separator: " ").map { part($0) } }
        while classesOfWord.count < vocabulary.words.count { classesOfWord.append([]) }
        vocabulary.learnMisspellings()
        for (word, symbols) in classesOfWord.enumerated() {
            classStarts.append(Int32(classList.count))
            classList += symbols
            signsOfWord.append(symbols.reduce(Self.sign(UInt16(word))) { $0 | Self.sign($1) })
        }
        classStarts.append(Int32(classList.count))
        classesOfWord = []
        build(parts)
    }

    /// The words that phrases name, without classes, numbers and gaps.
    static func words(of phrases: [String]) -> [String] {
        let parts = phrases.flatMap { $0.split(whereSeparator: { " |?".contains($0) }) }
        return Set(parts).filter { !"#$@_".contains($0.first ?? "_") }.map(String.init).sorted()
    }

    static func sign(_ symbol: UInt16) -> UInt64 { 1 << UInt64(symbol & 63) }

    private mutating func part(_ text: Substring) -> PhraseTree.Part {
        if text.first == "_" { return Int(text.dropFirst()).map(PhraseTree.Part.gap) ?? .anyWord }
        var words = text
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
        return .symbols(symbols, isOptional: isOptional)
    }

    private func symbol(ofClass name: String) -> UInt16 {
        guard let symbol = classSymbols[name] else { preconditionFailure("no class of words is named \(name)") }
        return symbol
    }

    /// Makes a tree for each symbol that a phrase may begin with, and merges it with what is there.
    private mutating func build(_ phrases: [[PhraseTree.Part]]) {
        var beginnings: [UInt16: [(phrase: Int, next: Int)]] = [:]
        for (phrase, parts) in phrases.enumerated() {
            for place in 0... {
                guard place < parts.count, case .symbols(let symbols, let isOptional) = parts[place] else {
                    preconditionFailure("a phrase that may be empty, or begins with a gap: \(phrase)")
                }
                for symbol in symbols { beginnings[symbol, default: []].append((phrase, place + 1)) }
                if !isOptional { break }
            }
        }
        var likes = Likes()
        for (symbol, phrasesOfIt) in beginnings.sorted(by: { $0.key < $1.key }) {
            var tree = PhraseTree()
            for (phrase, next) in phrasesOfIt { tree.add(phrases[phrase][next...], Int32(phrase)) }
            roots[Int(symbol)] = merge(tree, &likes)
        }
        var last = Node()
        (last.firstEdge, last.firstEnd) = (Int32(edges.count), Int32(endList.count))
        nodes.append(last)
    }
}
