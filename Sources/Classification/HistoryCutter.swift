/// Decides for each line of a mail whether the sender wrote it now.
struct HistoryCutter {
    var text: MailLines
    var forwards: [NewestText.Forward] = []
    var history: NewestText.Forward?
    private(set) var isInline = false

    var lines: [MailLine] { text.lines }

    init(_ bytes: [UInt8]) { text = MailLines(bytes) }

    mutating func cut() {
        cutQuotes()
        cutBelowDividers()
        noticeInlineAnswers()
        cutNotices()
        cutSignatures()
    }

    /// The lines of some parts, joined, without blank lines at either end.
    func joined(_ isWanted: (MailLine.Part) -> Bool) -> String {
        let wanted = text.lines.filter { isWanted($0.part) }
        guard let first = wanted.firstIndex(where: { !$0.isBlank }), let last = wanted.lastIndex(where: { !$0.isBlank })
        else { return "" }
        var out: [UInt8] = []
        for (index, line) in wanted[first...last].enumerated() {
            if index > 0 { out.append(10) }
            out.append(contentsOf: text.bytes[line.start..<line.end])
        }
        return String(decoding: out, as: UTF8.self)
    }

    // MARK: quoted lines and the line above them

    /// Marks `>` lines, broken-off ends of them, and the attribution above them.
    private mutating func cutQuotes() {
        for index in lines.indices where lines[index].isQuoted { text.lines[index].part = .quoted }
        // a wrapped end of a quoted line stands alone between two quoted ones
        for index in lines.indices.dropFirst().dropLast()
        where !lines[index].isQuoted && !lines[index].isBlank && lines[index - 1].isQuoted && lines[index + 1].isQuoted
            && lines[index].inner.count < 40 && lines[index - 1].inner.count > 55
        {
            text.lines[index].part = .quoted
        }
        var index = 0
        while index < lines.count {
            if lines[index].part == .kept, let last = attributionEnd(from: index) {
                var next = last + 1
                while next < lines.count, lines[next].isBlank { next += 1 }
                let isAboveQuote = next < lines.count && lines[next].part == .quoted
                let ends = isAboveQuote || !hasWords(above: index) ? last + 1 : lines.count
                mark(index..<ends, .history)
                index = ends
            } else {
                index += 1
            }
        }
    }

    /// The last line of "On … X wrote:" that begins at this line, at most four lines on.
    private func attributionEnd(from index: Int) -> Int? {
        let first = lines[index]
        guard !first.isBlank else { return nil }
        var begin = first.inner.lowerBound
        while begin < first.inner.upperBound, Self.isRule(text.lower[begin]) || text.lower[begin] == 32 { begin += 1 }
        let start = begin..<first.inner.upperBound
        let hasStart = text.startsWithAny(HistoryWords.attributionStarts, start)
        guard hasStart || text.lower[start].contains(where: { $0 == 60 || ($0 >= 48 && $0 <= 57) || $0 >= 0xE0 })
        else { return nil }
        for last in index..<min(index + 4, lines.count) {
            let line = lines[last]
            let isTorn = line.isQuoted && text.starts(">:", at: line.inner.lowerBound, before: line.inner.upperBound)
            if line.isBlank || (line.part == .quoted && !isTorn) { return nil }
            var end = line.inner.upperBound
            while end > line.inner.lowerBound, Self.isRule(text.lower[end - 1]) || text.lower[end - 1] == 32 {
                end -= 1
            }
            guard end - begin < 400 else { return nil }
            let isColon = end > line.inner.lowerBound && text.lower[end - 1] == UInt8(ascii: ":")
            let isWideColon = end >= 3 && text.lower[end - 3..<end].elementsEqual([0xEF, 0xBC, 0x9A])
            if isColon || isWideColon || (end < line.inner.upperBound && end > begin) {
                if isAttribution(begin..<end, hasStart: hasStart) {
                    // the shortest one counts: what stands above it is text
                    let isShorter =
                        index < last
                        && (index + 1...last).contains { startsAttribution($0) && attributionEnd(from: $0) == last }
                    return isShorter ? nil : last
                }
            }
        }
        return nil
    }

    private func startsAttribution(_ index: Int) -> Bool {
        text.startsWithAny(HistoryWords.attributionStarts, lines[index].inner)
    }

    private func isAttribution(_ range: Range<Int>, hasStart: Bool) -> Bool {
        guard range.count > 8 else { return false }
        let bytes = text.lower[range]
        let digits = bytes.reduce(0) { $0 + ($1 >= 48 && $1 <= 57 ? 1 : 0) }
        let address = bytes.contains(UInt8(ascii: "@"))
        let verb = text.containsAny(HistoryWords.wrote, in: range)
        if verb {
            return (hasStart && (digits >= 2 || address)) || (address && bytes.contains(60))
                || (digits >= 4 && hasStart) || digits >= 5
        }
        return address && digits >= 4 && text.lower[range].contains(UInt8(ascii: ">"))
            && range.count < 160 && text.find(">:", in: range) != nil
    }

    private static func isRule(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "*")
    }

    // MARK: dividers and header blocks

    private mutating func cutBelowDividers() {
        var index = 0
        while index < lines.count {
            let line = lines[index]
            guard line.part == .kept, !line.isBlank else {
                index += 1
                continue
            }
            if text.containsAny(HistoryWords.replyAbove, in: line.inner), line.inner.count < 120 {
                if hasWords(above: index) {
                    mark(index..<lines.count, .history)
                    return
                }
                text.lines[index].part = .notice
            } else if isDivider(line, HistoryWords.forwardDividers) {
                return forward(from: index, at: headerBlock(after: index))
            } else if isDivider(line, HistoryWords.dividers) {
                mark(index..<lines.count, .history)
                return
            } else if let block = headerBlock(at: index) {
                let above = ruleAbove(index)
                if hasWords(above: above) || lines[index].isQuoted {
                    history = forward(of: block)
                    mark(above..<lines.count, .history)
                } else {
                    forward(from: above, at: block)
                }
                return
            } else if (isRuleLine(line) && isTicketHeading(after: index)) || isCommentHeading(line),
                hasWords(above: index),
                !isFirstComment(index)
            {
                mark(index..<lines.count, .history)
                return
            }
            index += 1
        }
    }

    /// A line of dashes around words of a table, or the words alone on a short line with a colon.
    private func isDivider(_ line: MailLine, _ words: PhraseList) -> Bool {
        guard line.inner.count < 120 else { return false }
        let first = text.lower[line.inner.lowerBound]
        let last = text.lower[line.inner.upperBound - 1]
        guard Self.isRule(first) || last == UInt8(ascii: ":") || (line.inner.count > 2 && Self.isRule(last)) else {
            return false
        }
        return text.containsAny(words, in: line.inner)
    }

    private func isRuleLine(_ line: MailLine) -> Bool {
        line.inner.count >= 10 && text.lower[line.inner].allSatisfy(Self.isRule)
    }

    /// Whether "Name, Jul 10, 2025, 07:00 EDT" follows a rule: the older part of a ticket.
    private func isTicketHeading(after index: Int) -> Bool {
        var next = index + 1
        while next < lines.count, lines[next].isBlank, next < index + 3 { next += 1 }
        guard next < lines.count, lines[next].inner.count < 90 else { return false }
        let bytes = text.lower[lines[next].inner]
        let digits = bytes.reduce(0) { $0 + ($1 >= 48 && $1 <= 57 ? 1 : 0) }
        return digits >= 5 && bytes.contains(UInt8(ascii: ":")) && bytes.contains(UInt8(ascii: ","))
    }

    private static let zones: [StaticString] = [
        "edt", "est", "utc", "gmt", "pst", "pdt", "cst", "cdt", "cet", "cest", "bst", "mst", "mdt",
    ]

    /// "Noor Albright Jul 3, 2025, 15:12 EDT" on a line of its own: the heading of an older comment.
    private func isCommentHeading(_ line: MailLine) -> Bool {
        guard line.inner.count > 16, line.inner.count < 90 else { return false }
        let bytes = text.lower[line.inner]
        guard
            Self.zones.contains(where: {
                text.find($0, in: line.inner.upperBound - min(5, line.inner.count)..<line.inner.upperBound) != nil
            })
        else { return false }
        let digits = bytes.reduce(0) { $0 + ($1 >= 48 && $1 <= 57 ? 1 : 0) }
        return digits >= 8 && bytes.contains(UInt8(ascii: ":")) && bytes.contains(UInt8(ascii: ","))
    }

    /// The newest comment of a ticket, under a line or two that the ticket program wrote.
    private func isFirstComment(_ index: Int) -> Bool {
        let above = lines[..<index].reduce(0) { $0 + ($1.part == .kept && !isNotice($1.inner) ? $1.inner.count : 0) }
        return above < 80 && lines[(index + 1)...].contains { isCommentHeading($0) }
    }

    private func ruleAbove(_ index: Int) -> Int {
        var above = index
        while above > 0, lines[above - 1].isBlank || isRuleLine(lines[above - 1]) { above -= 1 }
        return above
    }

    private func hasWords(above index: Int) -> Bool {
        lines[..<index].contains { $0.part == .kept && !$0.isBlank && !isNotice($0.inner) }
    }

    private mutating func noticeInlineAnswers() {
        var sawQuote = false
        for line in lines {
            if line.part == .quoted { sawQuote = true }
            if sawQuote, line.part == .kept, !line.isBlank { isInline = true }
        }
    }

    mutating func mark(_ range: Range<Int>, _ part: MailLine.Part) {
        for index in range where text.lines[index].part != .quoted { text.lines[index].part = part }
    }

    func isNotice(_ range: Range<Int>) -> Bool {
        text.startsWithAny(HistoryWords.notices, range) || text.containsAny(HistoryWords.noticeParts, in: range)
    }
}
