/// The line "On …, X wrote:" above a quotation, over up to five lines. Its grammar is the same in every language: a day or a
/// time, who wrote, mostly a verb, a colon at the end. Known verbs and beginnings only make it surer.
extension HistoryCutter {
    static let mostAttributionBytes = 400

    /// Marks attributions, and all below one that stands under the sender's words and above an unmarked text.
    mutating func cutAttributions() {
        sawWords = false
        var index = 0
        while index < lines.count {
            if lines[index].part == .kept, let glued = gluedAttribution(at: index) {
                noteWords(at: index)
                text.lines[index].end(at: glued.start)
                mark(index + 1..<glued.last + 1, .history)
                index = glued.last + 1
                continue
            }
            guard lines[index].part == .kept, let last = attributionEnd(from: index) else {
                noteWords(at: index)
                index += 1
                continue
            }
            let next = nextWords(after: last)
            let isAboveQuote = next.map { lines[$0].part == .quoted } ?? false
            let end: Int
            if isAboveQuote {
                end = last + 1
            } else if sawWords {
                end = lines.count
            } else {
                end = indentedEnd(after: last)
            }
            mark(index..<end, .history)
            index = end
        }
    }

    /// Remembers that words of the sender stand above what follows.
    mutating func noteWords(at index: Int) {
        let line = lines[index]
        if !sawWords, line.part == .kept, !line.isBlank, !isRuleLine(line), !isNotice(line.inner) { sawWords = true }
    }

    func nextWords(after index: Int) -> Int? {
        var next = index + 1
        while next < lines.count, lines[next].isBlank { next += 1 }
        return next < lines.count ? next : nil
    }

    /// The end of a quotation of several lines that is marked by its indent alone, where the attribution stands at the left;
    /// else the attribution's own end.
    private func indentedEnd(after last: Int) -> Int {
        guard let next = nextWords(after: last), isIndented(lines[next]), !isIndented(lines[last]) else {
            return last + 1
        }
        var end = next
        var words = 0
        while end < lines.count, lines[end].isBlank || isIndented(lines[end]) {
            words += lines[end].isBlank ? 0 : 1
            end += 1
        }
        return words > 1 ? end : last + 1
    }

    private func isIndented(_ line: MailLine) -> Bool {
        line.inner.lowerBound >= line.start + 2 || (line.inner.lowerBound > line.start && text.bytes[line.start] == 9)
    }

    /// The last line of the attribution that begins at this line.
    func attributionEnd(from index: Int) -> Int? {
        let first = lines[index]
        guard !first.isBlank else { return nil }
        let begin = skipRules(first.inner)
        let opening = begin..<min(first.inner.upperBound, begin + Self.mostAttributionBytes)
        let hasStart = text.startsWithAny(HistoryWords.attributionStarts, opening)
        guard hasStart || text.lower[opening].contains(where: { $0 == 60 || ($0 >= 48 && $0 <= 57) || $0 >= 0xC3 })
        else { return nil }
        for last in index..<min(index + 5, lines.count) {
            let line = lines[last]
            let isTorn = line.isQuoted && text.starts(">:", at: line.inner.lowerBound, before: line.inner.upperBound)
            if line.isBlank || (line.part != .kept && !isTorn) || header(line) != nil { return nil }
            let end = trimRules(line.inner)
            guard end - begin < Self.mostAttributionBytes else { return nil }
            let isClosed =
                endsInColon(end, from: begin)
                || (end < line.inner.upperBound && end > max(begin, line.inner.lowerBound))
            if isClosed, isAttribution(begin..<end, hasStart: hasStart, above: last) {
                return hasShorter(from: index, to: last) ? nil : last
            }
            if last == index, end > begin, isDatedAddress(begin..<end) { return last }
        }
        return nil
    }

    /// Whether the attribution rather begins at a later line, and what stands above it is text: it then has a day of its
    /// own, or the first line has none.
    private func hasShorter(from index: Int, to last: Int) -> Bool {
        guard index < last else { return false }
        let isDated = StretchShape(text, lines[index].inner).hasDay
        for later in index + 1...last {
            let begin = skipRules(lines[later].inner)
            let end = trimRules(lines[last].inner)
            guard end > begin else { continue }
            let stretch = begin..<end
            let hasStart = text.startsWithAny(HistoryWords.attributionStarts, stretch)
            guard StretchShape(text, stretch).hasDay || (!isDated && hasStart) else { continue }
            if isAttribution(stretch, hasStart: hasStart, above: last) { return true }
        }
        return false
    }

    func isAttribution(_ range: Range<Int>, hasStart: Bool, above last: Int) -> Bool {
        guard range.count > 8 else { return false }
        let shape = StretchShape(text, range)
        if text.containsAny(HistoryWords.wrote, in: range) {
            if hasStart && (shape.digits >= 2 || shape.hasAddress) { return true }
            if shape.hasAddress && shape.isBracketed || shape.digits >= 5 { return true }
        }
        let isNearEnd = shape.addressEnd.map { range.upperBound - $0 < 25 } ?? false
        if shape.isBracketed, isNearEnd, shape.hasDay, shape.hasTime { return true }
        if text.starts("quoting ", at: range.lowerBound, before: range.upperBound) { return shape.hasAddress }
        guard shape.hasDay, shape.hasAddress || shape.hasTime, let next = nextWords(after: last) else { return false }
        return lines[next].part == .quoted
    }

    /// `2026/2/2 Ruth Kessler <ruth@northfork.example>`, a line of its own.
    private func isDatedAddress(_ range: Range<Int>) -> Bool {
        guard range.count < 120, let first = text.lower[range].first, first >= 48 && first <= 57 else { return false }
        let shape = StretchShape(text, range)
        return shape.hasDay && shape.isBracketed && shape.addressEnd == range.upperBound
            && text.lower[range.upperBound - 1] == UInt8(ascii: ">")
    }

    func endsInColon(_ end: Int, from begin: Int) -> Bool {
        guard end > begin else { return false }
        if text.lower[end - 1] == UInt8(ascii: ":") { return true }
        return end >= begin + 3 && text.lower[end - 3..<end].elementsEqual([0xEF, 0xBC, 0x9A])
    }

    /// The first offset behind dashes, blanks and signs of direction.
    private func skipRules(_ range: Range<Int>) -> Int {
        var begin = range.lowerBound
        text.lower.withUnsafeBufferPointer { bytes in
            while begin < range.upperBound {
                if Self.isRule(bytes[begin]) || bytes[begin] == 32 {
                    begin += 1
                } else if StretchShape.isMark(bytes, begin) {
                    begin += 3
                } else {
                    break
                }
            }
        }
        return min(begin, range.upperBound)
    }

    /// The offset behind the last sign that is no dash, blank or sign of direction.
    func trimRules(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        text.lower.withUnsafeBufferPointer { bytes in
            while end > range.lowerBound {
                if Self.isRule(bytes[end - 1]) || bytes[end - 1] == 32 {
                    end -= 1
                } else if end >= range.lowerBound + 3, StretchShape.isMark(bytes, end - 3) {
                    end -= 3
                } else {
                    break
                }
            }
        }
        return end
    }

    static func isRule(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "*")
    }

    func isRuleLine(_ line: MailLine) -> Bool {
        line.inner.count >= 10 && text.lower[line.inner].allSatisfy(Self.isRule)
    }
}
