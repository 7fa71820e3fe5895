/// Marks at the beginning of quoted lines: `>`, and in runs also `|` and the writer's initials (`RK> `).
extension HistoryCutter {
    mutating func cutQuotes() {
        for index in lines.indices where lines[index].isQuoted { text.lines[index].part = .quoted }
        cutMarkedRuns()
        // a wrapped end of a quoted line stands alone between two quoted ones
        for index in lines.indices.dropFirst().dropLast()
        where !lines[index].isQuoted && !lines[index].isBlank && lines[index - 1].isQuoted && lines[index + 1].isQuoted
            && lines[index].inner.count < 40 && lines[index - 1].inner.count > 55
        {
            text.lines[index].part = .quoted
        }
    }

    /// Two lines or more behind the same mark.
    private mutating func cutMarkedRuns() {
        var index = 0
        while index < lines.count {
            guard lines[index].part == .kept, let mark = quoteMark(lines[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < lines.count,
                quoteMark(lines[end]).map({ text.lower[$0].elementsEqual(text.lower[mark]) }) == true
            {
                end += 1
            }
            if end - index > 1 { for line in index..<end { text.lines[line].part = .quoted } }
            index = end
        }
    }

    /// `|` where no other stands in the line, which would be a table; or one to four capitals and `>`.
    private func quoteMark(_ line: MailLine) -> Range<Int>? {
        guard let first = text.lower[line.inner].first else { return nil }
        let start = line.inner.lowerBound
        if first == UInt8(ascii: "|") {
            return text.lower[line.inner].dropFirst().contains(first) ? nil : start..<start + 1
        }
        var end = start
        while end < line.inner.upperBound, end < start + 5, (65...90).contains(text.bytes[end]) { end += 1 }
        guard end > start, end < start + 5, end < line.inner.upperBound, text.lower[end] == UInt8(ascii: ">"),
            end + 1 == line.inner.upperBound || text.lower[end + 1] == 32
        else { return nil }
        return start..<end
    }
}
