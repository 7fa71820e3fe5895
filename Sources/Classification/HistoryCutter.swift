/// Decides for each line of a mail whether the sender wrote it now.
struct HistoryCutter {
    var text: MailLines
    var forwards: [NewestText.Forward] = []
    var history: NewestText.Forward?
    private(set) var isInline = false
    /// What the sender wrote stands above the line that is looked at.
    var sawWords = false

    var lines: [MailLine] {
        _read {
            text.looks.add(1)
            yield text.lines
        }
    }

    init(_ bytes: [UInt8]) { text = MailLines(bytes) }

    mutating func cut() {
        cutQuotes()
        cutAttributions()
        cutBelowDividers()
        cutHangingRules()
        noticeInlineAnswers()
        cutNotices()
        cutSignatures()
    }

    /// The lines of some parts, joined, without blank lines at either end.
    func joined(_ isWanted: (MailLine.Part) -> Bool) -> String {
        let isWords = { (line: MailLine) in !line.isBlank && isWanted(line.part) }
        guard let first = text.lines.firstIndex(where: isWords), let last = text.lines.lastIndex(where: isWords) else {
            return ""
        }
        var out: [UInt8] = []
        out.reserveCapacity(text.lines[last].end - text.lines[first].start)
        for line in text.lines[first...last] where isWanted(line.part) {
            if !out.isEmpty { out.append(10) }
            out.append(contentsOf: text.bytes[line.start..<line.end])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Whether words of the sender stand below a quotation.
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
