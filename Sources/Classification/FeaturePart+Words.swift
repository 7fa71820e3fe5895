/// Words of a passage as parts of features.
extension FeaturePart {
    /// A word in small letters, a number by its looks, a pause by a sign.
    init(_ passage: Passage, _ position: Int, _ roles: TermRoles) {
        guard passage.words.indices.contains(position) else {
            self.init("^")
            return
        }
        let word = passage.words[position]
        switch word.kind {
        case .pause: self.init(word.pause == .cell ? "|" : word.pause == .sentence ? "." : "/")
        case .number, .day: self.init(passage.shape(of: position, roles))
        case .opaque: self.init("~")
        case .word: self.init(letters: LeaningWord.folded(passage.bytes[Int(word.start)..<Int(word.end)]))
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
