/// Words that stand for one thing wherever a phrase names it as `@name`.
struct WordClass {
    let name: String
    let words: [String]

    /// Words with blanks between them. `verb+` stands for all its regular forms: `fund+` is fund, funds, funded, funding.
    init(_ name: String, _ text: String) {
        self.name = name
        words = text.split { $0 == " " || $0 == "\n" }.flatMap { word in
            word.last == "+" ? Self.forms(of: String(word.dropLast())) : [String(word)]
        }
    }

    private static func forms(of verb: String) -> [String] {
        var stem = verb
        let isVowelY = verb.hasSuffix("ay") || verb.hasSuffix("ey") || verb.hasSuffix("oy")
        if verb.hasSuffix("e") { stem.removeLast() }
        if verb.hasSuffix("y"), !isVowelY {
            stem.removeLast()
            return [verb, stem + "ies", stem + "ied", verb + "ing"]
        }
        let isHissing = ["s", "x", "ch", "sh"].contains { verb.hasSuffix($0) }
        return [verb, verb + (isHissing ? "es" : "s"), stem + "ed", stem + "ing"]
    }
}
