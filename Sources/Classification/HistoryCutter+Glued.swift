/// What mail programs put on the sender's own lines: an attribution behind the last words, a rule below them.
extension HistoryCutter {
    /// The attribution that begins behind words of the sender on this line, where its quotation follows: where those words
    /// end, and the attribution's last line.
    func gluedAttribution(at index: Int) -> (start: Int, last: Int)? {
        guard let last = closingLine(from: index), let next = nextWords(after: last), lines[next].part == .quoted else {
            return nil
        }
        let line = lines[index].inner
        let end = trimRules(lines[last].inner)
        var start = line.upperBound - 1
        var looks = 0
        while start > line.lowerBound, end - start < Self.mostAttributionBytes, looks < 8 {
            defer { start -= 1 }
            // programs begin it with a capital: "Ruth Kessler on Monday wrote:" is one line above a quotation
            guard (65...90).contains(text.bytes[start]), text.isWord(endingAt: start - 1, before: end),
                text.startsWithAny(HistoryWords.attributionStarts, start..<end)
            else { continue }
            looks += 1
            let words = trimRules(line.lowerBound..<start)
            let above = StretchShape(text, line.lowerBound..<words)
            if words > line.lowerBound + 1, !above.hasDay, !above.hasTime, !above.hasAddress,
                isGlued(start..<end, above: last)
            {
                return (words, last)
            }
        }
        return nil
    }

    /// The line, at most three below, on which an attribution from this line may close.
    private func closingLine(from index: Int) -> Int? {
        for last in index..<min(index + 4, lines.count) {
            let line = lines[last]
            if line.isBlank || line.part != .kept { return nil }
            if endsInColon(trimRules(line.inner), from: line.inner.lowerBound) { return last }
        }
        return nil
    }

    private func isGlued(_ range: Range<Int>, above last: Int) -> Bool {
        let shape = StretchShape(text, range)
        guard shape.hasDay ? shape.hasTime || shape.hasAddress : shape.hasTime && shape.hasAddress else { return false }
        return isAttribution(range, hasStart: true, above: last)
    }

    /// Marks rules that are the last line of the sender's words: they part nothing any more.
    mutating func cutHangingRules() {
        var isBelowHistory = false
        for index in lines.indices.reversed() {
            let line = lines[index]
            if line.part != .kept {
                isBelowHistory = true
            } else if !line.isBlank {
                if isBelowHistory, line.inner.count > 2, text.lower[line.inner].allSatisfy(Self.isRule) {
                    text.lines[index].part = .history
                } else {
                    isBelowHistory = false
                }
            }
        }
    }
}
