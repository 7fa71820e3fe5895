import Kernel

/// What parts the newest text from all below it: dividers, blocks of header lines, older comments of a ticket.
extension HistoryCutter {
    mutating func cutBelowDividers() {
        sawWords = false
        var index = 0
        while index < lines.count {
            let line = lines[index]
            guard line.part == .kept, !line.isBlank else {
                index += 1
                continue
            }
            if line.inner.count < 120, text.containsAny(HistoryWords.replyAbove, in: line.inner) {
                if sawWords { return mark(index..<lines.count, .history) }
                text.lines[index].part = .notice
            } else if isDivider(line, HistoryWords.forwardDividers) {
                return forward(from: index, at: headerBlock(after: index))
            } else if isDivider(line, HistoryWords.dividers)
                || text.startsWithAny(HistoryWords.plainDividers, line.inner)
            {
                let block = headerBlock(after: index)
                guard sawWords else { return forward(from: index, at: block) }
                history = block.map(forward(of:))
                return mark(index..<lines.count, .history)
            } else if let block = headerBlock(at: index) {
                let above = ruleAbove(index)
                guard sawWords || lines[index].isQuoted else { return forward(from: above, at: block) }
                history = forward(of: block)
                return mark(above..<lines.count, .history)
            } else if let above = datedHeading(above: index) {
                return mark(above..<lines.count, .history)
            } else if sawWords, (isRuleLine(line) && isTicketHeading(after: index)) || isCommentHeading(line),
                !isFirstComment(index)
            {
                return mark(index..<lines.count, .history)
            }
            noteWords(at: index)
            index += 1
        }
    }

    /// A line of dashes around words of a table, or the words alone on a short line with a colon.
    private func isDivider(_ line: MailLine, _ words: PhraseTable) -> Bool {
        guard line.inner.count < 120 else { return false }
        let first = text.lower[line.inner.lowerBound]
        let last = text.lower[line.inner.upperBound - 1]
        guard Self.isRule(first) || last == UInt8(ascii: ":") || (line.inner.count > 2 && Self.isRule(last)) else {
            return false
        }
        return text.containsAny(words, in: line.inner)
    }

    /// Where Notes puts the mail that is answered: name, day and time, then To and Subject. Answers the line of the name.
    private func datedHeading(above index: Int) -> Int? {
        guard sawWords, header(lines[index])?.meaning == .to, hasSubject(below: index) else { return nil }
        var above = index - 1
        while above >= 0, index - above <= 3 {
            let line = lines[above]
            if line.inner.count < 60, !line.isBlank {
                let shape = StretchShape(text, line.inner)
                if shape.hasDay, shape.hasTime {
                    return above > 0 && !lines[above - 1].isBlank && lines[above - 1].part == .kept ? above - 1 : above
                }
            }
            above -= 1
        }
        return nil
    }

    private func hasSubject(below index: Int) -> Bool {
        lines[index..<min(index + 6, lines.count)].contains { header($0)?.meaning == .subject }
    }

    /// Whether "Name, Jul 10, 2025, 07:00 EDT" follows a rule: the older part of a ticket.
    private func isTicketHeading(after index: Int) -> Bool {
        guard let next = nextWords(after: index), next <= index + 3, lines[next].inner.count < 90 else { return false }
        let bytes = text.lower[lines[next].inner]
        return StretchShape(text, lines[next].inner).digits >= 5 && bytes.contains(UInt8(ascii: ":"))
            && bytes.contains(UInt8(ascii: ","))
    }

    private static let zones: PhraseTable = [
        "edt", "est", "utc", "gmt", "pst", "pdt", "cst", "cdt", "cet", "cest", "bst", "mst", "mdt",
    ]

    /// "Noor Albright Jul 3, 2025, 15:12 EDT" on a line of its own: the heading of an older comment.
    private func isCommentHeading(_ line: MailLine) -> Bool {
        guard line.inner.count > 16, line.inner.count < 90 else { return false }
        let bytes = text.lower[line.inner]
        let ending = line.inner.upperBound - 5..<line.inner.upperBound
        guard text.containsAny(Self.zones, in: ending) else { return false }
        return StretchShape(text, line.inner).digits >= 8 && bytes.contains(UInt8(ascii: ":"))
            && bytes.contains(UInt8(ascii: ","))
    }

    /// The newest comment of a ticket, under a line or two that the ticket program wrote.
    private func isFirstComment(_ index: Int) -> Bool {
        var above = 0
        for line in lines[..<index] where line.part == .kept && !isNotice(line.inner) {
            above += line.inner.count
            if above >= 80 { return false }
        }
        return lines[(index + 1)...].contains { isCommentHeading($0) }
    }

    private func ruleAbove(_ index: Int) -> Int {
        var above = index
        while above > 0, lines[above - 1].isBlank || isRuleLine(lines[above - 1]) { above -= 1 }
        return above
    }
}
