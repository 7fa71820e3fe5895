import Kernel

/// A route's pattern, taken apart.
struct Pattern: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case literal(String)
        case place(String)
    }

    let text: String
    let segments: [Segment]

    init(_ text: String) {
        self.text = text
        segments = text.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            return .place(String(part.dropFirst().dropLast()))
        }
        let names = places
        precondition(
            Set(names).count == names.count && !names.contains(""),
            "the places of a pattern have names of their own: \(text)")
        precondition(
            text == "/" || !text.hasSuffix("/") && !text.contains("//"), "a pattern has no empty segment: \(text)")
    }

    var places: [String] { segments.compactMap { if case .place(let name) = $0 { name } else { nil } } }

    /// Both can answer one path, and each is the closer one at some segment. A word that is no identity is nobody's `{id}`.
    func isAmbiguous(with other: Pattern) -> Bool {
        guard segments.count == other.segments.count else { return false }
        var isCloser = false
        var isFarther = false
        for (mine, theirs) in zip(segments, other.segments) {
            switch (mine, theirs) {
            case (.literal(let left), .literal(let right)):
                if left != right { return false }
            case (.literal(let text), .place(let name)):
                if name == "id", Identifier<Self>(text) == nil { return false }
                isCloser = true
            case (.place(let name), .literal(let text)):
                if name == "id", Identifier<Self>(text) == nil { return false }
                isFarther = true
            case (.place, .place): break
            }
        }
        return isCloser && isFarther
    }
}
