/// The words of a passage as parts of features, each made once.
final class WordParts<Part: FeaturePart> {
    private let passage: Passage
    private let roles: TermRoles
    private var known: [Part?]

    init(_ passage: Passage, _ roles: TermRoles) {
        (self.passage, self.roles) = (passage, roles)
        known = Array(repeating: nil, count: passage.words.count)
    }

    /// A word in small letters, a number by its looks, a pause by a sign; beyond either end the mark of an end.
    subscript(position: Int) -> Part {
        guard known.indices.contains(position) else { return Part("^") }
        if let part = known[position] { return part }
        let part = made(passage.words[position], position)
        known[position] = part
        return part
    }

    private func made(_ word: TextWord, _ position: Int) -> Part {
        switch word.kind {
        case .pause: Part(word.pause == .cell ? "|" : word.pause == .sentence ? "." : "/")
        case .number, .day: Part(passage.shape(of: position, roles))
        case .opaque: Part("~")
        case .word: Part(letters: LeaningWord.folded(passage.bytes[Int(word.start)..<Int(word.end)]))
        }
    }
}

extension Passage {
    /// How a number or a day looks.
    func shape(of index: Int, _ roles: TermRoles) -> StaticString {
        let word = words[index]
        if word.kind == .day { return "day" }
        if word.suffix == .percent { return "share" }
        if roles.isRate(index) { return "rate" }
        if word.isMoney { return "sum" }
        if roles.unit(after: index) != nil { return "count" }
        if word.value.decimals > 0 { return "decimal" }
        return switch word.value.scaled(0) ?? 0 {
        case ..<20: "tiny"
        case ..<400: "small"
        case ..<5000: "middle"
        default: "large"
        }
    }
}
