/// One piece of a parsed template.
indirect enum Node: Sendable {
    case text([UInt8])
    case hole(Name, escaped: Bool)
    /// Rendered once per element of a list, or once where the value is true; inverted: once where it is not.
    case section(Name, inverted: Bool, body: [Node])
    case partial(Name, indentation: [UInt8], ownLine: Bool)
    /// Another template with some of its blocks replaced.
    case parent(Name, indentation: [UInt8], ownLine: Bool, blocks: [String: [Node]])
    /// A place that a child template may fill; `standard` stands there where none does.
    case block(Name, indentation: [UInt8], ownLine: Bool, standard: [Node])
}

/// What a tag names, with its line for the error that may follow.
struct Name: Sendable {
    let text: String
    /// The parts of a dotted name; none for `.`, the value at hand.
    let parts: [String]
    let line: Int

    /// Nil where `text` is no name: empty, with spaces, or with an empty part.
    init?(_ text: String, line: Int) {
        let bytes = text.utf8
        guard !bytes.isEmpty, !bytes.contains(where: { $0 <= 32 || $0 == 127 }) else { return nil }
        self.text = text
        self.line = line
        if text == "." {
            parts = []
        } else {
            parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard !parts.contains("") else { return nil }
        }
    }
}

/// A variable that a template asks for.
package struct Hole: Hashable, Sendable {
    /// The name as it is written, with its dots.
    package let name: String
    package let line: Int
    /// True where only its truth or its elements are asked for, so that it may be absent.
    package let isSection: Bool
}
