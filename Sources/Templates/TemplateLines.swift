/// A template's source seen as lines: where they begin, and what is blank.
struct TemplateLines {
    let source: [UInt8]
    /// The last asked offset and its line; offsets are asked in rising order, so that counting stays linear.
    private var counted: (offset: Int, line: Int)
    private let first: Int

    init(_ source: [UInt8], first: Int) {
        self.source = source
        self.first = first
        counted = (0, first)
    }

    /// The line of `offset`, counted from `first`.
    mutating func number(at offset: Int) -> Int {
        if offset < counted.offset { counted = (0, first) }
        let breaks = source[counted.offset..<offset].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        counted = (offset, counted.line + breaks)
        return counted.line
    }

    /// The spaces between the line's beginning and `offset`; nil where something else stands there.
    func blank(before offset: Int) -> Range<Int>? {
        var start = offset
        while start > 0, isBlank(source[start - 1]) { start -= 1 }
        return start == 0 || source[start - 1] == UInt8(ascii: "\n") ? start..<offset : nil
    }

    /// Where the next line begins, where only spaces stand between `offset` and the line's end.
    func lineBreak(after offset: Int) -> Int? {
        var end = leadingBlank(at: offset).upperBound
        if end + 1 < source.count, source[end] == UInt8(ascii: "\r") { end += 1 }
        return end < source.count && source[end] == UInt8(ascii: "\n") ? end + 1 : nil
    }

    func isBlankToEnd(_ offset: Int) -> Bool { leadingBlank(at: offset).upperBound == source.count }

    func leadingBlank(at offset: Int) -> Range<Int> {
        var end = offset
        while end < source.count, isBlank(source[end]) { end += 1 }
        return offset..<end
    }

    /// What `range`, the beginning of a line, holds after the part that it shares with `margin`.
    func without(_ margin: [UInt8], _ range: Range<Int>) -> [UInt8] {
        let line = source[range]
        return Array(line.dropFirst(zip(line, margin).prefix { $0 == $1 }.count))
    }

    /// The bytes of `range`, each line that begins in it without what it shares with `margin`.
    func text(_ range: Range<Int>, without margin: [UInt8]) -> [UInt8] {
        guard !margin.isEmpty else { return Array(source[range]) }
        var text: [UInt8] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let rest = source[offset..<range.upperBound]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? range.upperBound
            let startsLine = offset == 0 || source[offset - 1] == UInt8(ascii: "\n")
            text += startsLine ? without(margin, offset..<end) : Array(source[offset..<end])
            offset = end
        }
        return text
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
