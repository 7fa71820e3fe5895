/// Writes text in lines as the elements go by; blanks are collapsed and breaks kept back until text follows.
struct HTMLTextWriter {
    private(set) var output: [UInt8] = []
    /// Line ends owed before the next text, at most three.
    private var breaks = 0
    /// Tabs owed before the next text: cells since the row's last text.
    private var tabs = 0
    private var owesSpace = false
    /// Nothing was written yet in the open cell: breaks at its edge are none.
    private var isCellFresh = false
    /// Nothing was written since the last cell began.
    private var isCellEmpty = true
    private var quoteDepth = 0
    private var writtenDepth = 0
    private static let deepestQuote = 20

    var isEmpty: Bool { output.isEmpty }

    /// The beginning of a block or its end, with `lines` line ends between it and other text.
    mutating func breakLine(_ lines: Int) {
        guard !isCellFresh else { return }
        breaks = max(breaks, lines)
        owesSpace = false
    }

    mutating func lineBreak() {
        guard !isCellFresh else { return }
        breaks = min(breaks + 1, 3)
        owesSpace = false
    }

    mutating func beginRow() {
        breakLine(1)
        tabs = 0
    }

    /// Of a pair, an empty first cell is a margin: no tab tells of it.
    mutating func beginCell(isFirst: Bool, isPair: Bool = false) {
        if !isFirst, isPair, isCellEmpty {
            breaks = max(breaks, 1)
        } else if !isFirst {
            breaks = 0
            tabs += 1
        }
        owesSpace = false
        isCellFresh = true
        isCellEmpty = true
    }

    /// The breaks at a cell's end part it from nothing: the next cell stands on the same line.
    mutating func endCell() {
        if !isCellEmpty { breaks = 0 }
        owesSpace = false
        isCellFresh = false
    }

    mutating func endRow() {
        tabs = 0
        isCellFresh = false
        breakLine(1)
    }

    mutating func quote(by levels: Int) {
        isCellFresh = false
        breakLine(1)
        quoteDepth += levels
    }

    /// Text whose blanks do not count, but part words.
    mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let length = Blank.length(in: text, at: index)
            if length > 0 {
                owesSpace = true
                index += length
            } else if let skipped = Blank.invisible(in: text, at: index) {
                index += skipped
            } else {
                prepare()
                output.append(text[index])
                index += 1
                // The rest of the word in one go.
                let start = index
                while index < text.count, text[index] > 32, text[index] < 0xC2 || text[index] > 0xEF { index += 1 }
                output.append(contentsOf: text[start..<index])
            }
        }
    }

    /// Text whose blanks and line ends count.
    mutating func writePreformatted(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case 10: lineBreak()
            case 13: break
            default:
                prepare()
                output.append(byte)
            }
        }
    }

    /// A sign that the writer adds itself, such as `- `.
    mutating func writeMark(_ mark: String) {
        prepare()
        output.append(contentsOf: mark.utf8)
    }

    /// A sign that belongs to the word before it.
    mutating func closeMark(_ mark: String) { output.append(contentsOf: mark.utf8) }

    /// Takes back a sign that was written at `position` and that nothing followed.
    mutating func takeBack(_ mark: String, from position: Int) -> Bool {
        guard output.count == position + mark.utf8.count else { return false }
        output.removeLast(mark.utf8.count)
        return true
    }

    /// Writes what is owed before the next sign.
    private mutating func prepare() {
        if output.isEmpty {
            breaks = 0
            prefix(quoteDepth)
        } else if breaks > 0 || writtenDepth != quoteDepth {
            for _ in 1..<max(1, breaks) {
                output.append(10)
                trimmedPrefix(min(quoteDepth, writtenDepth))
            }
            output.append(10)
            prefix(quoteDepth)
        } else if owesSpace, tabs == 0, output.last != 32, output.last != 9 {
            output.append(32)
        }
        for _ in 0..<min(tabs, 100) { output.append(9) }
        writtenDepth = quoteDepth
        breaks = 0
        tabs = 0
        owesSpace = false
        isCellFresh = false
        isCellEmpty = false
    }

    private mutating func prefix(_ depth: Int) {
        for _ in 0..<min(depth, Self.deepestQuote) { output.append(contentsOf: [UInt8(ascii: ">"), 32]) }
    }

    private mutating func trimmedPrefix(_ depth: Int) {
        prefix(depth)
        if depth > 0 { output.removeLast() }
    }
}

/// White space and signs without width, in UTF-8.
private enum Blank {
    /// The length of the blank at `index`: ASCII white space, no-break space, the spaces of U+2000 to U+200A, U+202F, U+3000.
    static func length(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte <= 32 { return 1 }
        if byte == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 { return 2 }
        guard byte == 0xE2 || byte == 0xE3, index + 2 < text.count else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80): return 3
        default: return 0
        }
    }

    /// The length of a sign that shows nothing: soft hyphen, combining joiner, zero width space, byte order mark.
    static func invisible(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        guard text[index] >= 0xC2, index + 1 < text.count else { return nil }
        switch (text[index], text[index + 1]) {
        case (0xC2, 0xAD), (0xCD, 0x8F): return 2
        case (0xE2, 0x80): return index + 2 < text.count && text[index + 2] == 0x8B ? 3 : nil
        case (0xEF, 0xBB): return index + 2 < text.count && text[index + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }
}
