/// One tag as it stands in the source.
struct Tag {
    enum Kind {
        case comment, delimiters, hole, rawHole, section, inverted, partial, parent, block, end
    }

    let kind: Kind
    /// The name, without sigil and spaces.
    let content: String
    let start: Int
    let end: Int
}

/// Finds the tags of a source, with the delimiters that hold at each place.
struct TagScanner {
    struct Fault: Error {
        let problem: TemplateError.Problem
    }

    private let source: [UInt8]
    private var position = 0
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)

    init(_ source: [UInt8]) { self.source = source }

    /// The offset of the next tag.
    func nextTag() -> Int? { find(opening, from: position) }

    /// Whether the tag at `offset` is one that ends something.
    func isEndTag(at offset: Int) -> Bool {
        source[offset...].starts(with: opening)
            && source[(offset + opening.count)...].first { $0 > 32 } == UInt8(ascii: "/")
    }

    /// Reads the tag at `start` and goes on behind it; a tag that changes the delimiters is obeyed.
    mutating func readTag(at start: Int) -> Result<Tag, Fault> {
        var inner = start + opening.count
        while inner < source.count, source[inner] <= 32 { inner += 1 }
        guard inner < source.count else { return .failure(Fault(problem: .unclosedTag)) }
        let kind = Self.kinds[source[inner]]
        if kind != nil { inner += 1 }
        var closing = closing
        if kind == .delimiters { closing.insert(UInt8(ascii: "="), at: 0) }
        if kind == .rawHole, source[inner - 1] == UInt8(ascii: "{") { closing.insert(UInt8(ascii: "}"), at: 0) }
        guard let finish = find(closing, from: inner) else { return .failure(Fault(problem: .unclosedTag)) }
        position = finish + closing.count
        if kind == .delimiters, !changeDelimiters(source[inner..<finish]) {
            return .failure(Fault(problem: .delimiters))
        }
        let content = source[inner..<finish].drop { $0 <= 32 }
        let trimmed = content.prefix(1 + (content.lastIndex { $0 > 32 } ?? content.startIndex - 1) - content.startIndex)
        let text = kind == .comment ? "" : String(decoding: trimmed, as: UTF8.self)
        return .success(Tag(kind: kind ?? .hole, content: text, start: start, end: position))
    }

    // swift-format-ignore
    private static let kinds: [UInt8: Tag.Kind] = [
        UInt8(ascii: "!"): .comment,
        UInt8(ascii: "="): .delimiters,
        UInt8(ascii: "&"): .rawHole,
        UInt8(ascii: "{"): .rawHole,
        UInt8(ascii: "#"): .section,
        UInt8(ascii: "^"): .inverted,
        UInt8(ascii: ">"): .partial,
        UInt8(ascii: "<"): .parent,
        UInt8(ascii: "$"): .block,
        UInt8(ascii: "/"): .end,
    ]

    private mutating func changeDelimiters(_ content: ArraySlice<UInt8>) -> Bool {
        let words = content.split { $0 <= 32 }
        guard words.count == 2, !content.contains(UInt8(ascii: "=")) else { return false }
        (opening, closing) = (Array(words[0]), Array(words[1]))
        return true
    }

    private func find(_ pattern: [UInt8], from start: Int) -> Int? {
        guard start < source.count, pattern.count <= source.count else { return nil }
        return source.withUnsafeBufferPointer { source in
            for offset in start..<max(start, source.count - pattern.count + 1) where source[offset] == pattern[0] {
                if pattern.indices.allSatisfy({ source[offset + $0] == pattern[$0] }) { return offset }
            }
            return nil
        }
    }
}
