import Kernel

extension HistoryCutter {
    /// Marks paragraphs that are legal or technical notices.
    mutating func cutNotices() {
        var index = 0
        while index < lines.count {
            guard lines[index].part == .kept, !lines[index].isBlank else {
                index += 1
                continue
            }
            var end = index
            while end < lines.count, lines[end].part == .kept, !lines[end].isBlank { end += 1 }
            let whole = lines[index].inner.lowerBound..<lines[end - 1].inner.upperBound
            let isBanner = text.startsWithAny(HistoryWords.banners, whole)
            if !isBanner, text.startsWithAny(HistoryWords.notices, whole), whole.count < 4000 {
                mark(index..<end, .notice)
            } else {
                for line in index..<end where isNotice(lines[line].inner) { text.lines[line].part = .notice }
            }
            index = end
        }
    }

    /// Marks the signature of each run of kept lines: the run ends where history or quotes begin.
    mutating func cutSignatures() {
        var index = 0
        var isFirst = true
        while index < lines.count {
            guard lines[index].part == .kept || lines[index].part == .notice else {
                index += 1
                continue
            }
            var end = index
            while end < lines.count, lines[end].part == .kept || lines[end].part == .notice { end += 1 }
            let words = (index..<end).filter { lines[$0].part == .kept && !lines[$0].isBlank }
            if words.count > (isFirst ? 1 : 0) { cutSignature(of: words, before: end, isFirst: isFirst) }
            // a run that held words keeps some of them, unless they were all a signature
            if words.contains(where: { lines[$0].part == .kept }) { isFirst = false }
            index = end
        }
    }

    private mutating func cutSignature(of words: [Int], before limit: Int, isFirst: Bool) {
        var end = limit
        // the standard separator and what programs add cut everything below them
        for (place, index) in words.enumerated().dropFirst(isFirst ? 1 : 0) {
            if isSeparator(lines[index]) || (isDevice(lines[index]) && isNearEnd(words[(place + 1)...])) {
                mark(index..<end, .signature)
                end = index
                break
            }
        }
        let rest = words.filter { $0 < end }
        guard rest.count > 1 else { return }
        for index in rest.dropFirst().suffix(9)
        where isClosing(lines[index]) && below(index, rest).allSatisfy({ isNameLine(lines[$0]) }) {
            if below(index, rest).isEmpty { continue }
            mark(index..<end, .signature)
            return
        }
        if let last = rest.last, isDashedName(lines[last]),
            !rest.dropLast().contains(where: { text.lower[lines[$0].inner.lowerBound] == 45 })
        {
            mark(last..<end, .signature)
            return
        }
        if let name = nameLine(of: rest, above: end) {
            mark(name..<end, .signature)
            return
        }
        cutContactBlock(rest, end)
    }

    /// "- roman": a short name behind a dash.
    private func isDashedName(_ line: MailLine) -> Bool {
        let bytes = text.lower[line.inner]
        return bytes.count > 2 && bytes.count < 20 && bytes.first == 45
            && bytes.dropFirst().allSatisfy { ($0 >= 97 && $0 <= 122) || $0 == 32 || $0 == 46 || $0 >= 128 }
    }

    /// A last paragraph of short lines with a telephone number or an address, no sentence among them.
    private mutating func cutContactBlock(_ words: [Int], _ end: Int) {
        guard let last = words.last else { return }
        var first = last
        while first > words[0], lines[first - 1].part == .kept, !lines[first - 1].isBlank { first -= 1 }
        guard first > words[0], last - first < 9 else { return }
        let block = first...last
        guard block.allSatisfy({ lines[$0].inner.count < 75 && !isSentence(lines[$0]) }) else { return }
        if block.contains(where: { hasContact(lines[$0]) }) { mark(first..<end, .signature) }
    }

    /// What no name and no line of contacts holds.
    private static let papers: PhraseTable = ["statement", "check", "license", "$"]
    private static let verbs: PhraseTable = [" is ", " is: ", " are ", " will ", "please ", " at $"]
    private static let links: PhraseTable = ["www.", "http"]

    /// A short line that is no item of a list and no sentence.
    private func isNameLine(_ line: MailLine) -> Bool {
        guard line.inner.count < 60, let first = text.lower[line.inner].first else { return false }
        let isItem = first == 42 || first == 0xE2 || (first == 45 && !isSeparator(line) && !isDashedName(line))
        return !isItem && !isSentence(line)
            && !text.containsAny(Self.papers, in: line.inner)
    }

    private func below(_ index: Int, _ words: [Int]) -> ArraySlice<Int> {
        words[(words.firstIndex(of: index) ?? words.count - 1)...].dropFirst()
    }

    private func isNearEnd(_ rest: ArraySlice<Int>) -> Bool {
        rest.count <= 6 || rest.prefix(3).allSatisfy { isDevice(lines[$0]) }
    }

    private func isSeparator(_ line: MailLine) -> Bool {
        let bytes = text.lower[line.inner]
        return bytes.elementsEqual([45, 45]) || bytes.elementsEqual([95, 95])
            || bytes.elementsEqual([0xE2, 0x80, 0x94])
            || (bytes.count > 4 && bytes.count < 60 && bytes.allSatisfy { $0 == 95 })
    }

    /// "Sent from my iPhone": a known beginning on a short line without a clause, or a product's name beside the verb.
    private func isDevice(_ line: MailLine) -> Bool {
        var range = line.inner
        while let first = range.first, [40, 60, 91, 42, 95].contains(text.lower[first]) { range.removeFirst() }
        guard range.count < 110, spaces(text.lower[range]) < 14 else { return false }
        if text.startsWithAny(HistoryWords.devices, range) {
            return !text.lower[range].contains(44) || text.containsAny(HistoryWords.products, in: range)
        }
        return range.count < 60 && text.containsAny(HistoryWords.products, in: range)
            && text.containsAny(HistoryWords.sentVerbs, in: range)
    }

    private func isClosing(_ line: MailLine) -> Bool {
        guard line.inner.count < 40 else { return false }
        for phrase in HistoryWords.closings
        where text.starts(phrase, at: line.inner.lowerBound, before: line.inner.upperBound) {
            let next = line.inner.lowerBound + phrase.utf8CodeUnitCount
            let rest = text.lower[next..<line.inner.upperBound]
            if rest.allSatisfy({ $0 <= 32 || $0 == 44 || $0 == 46 || $0 == 33 || $0 == 45 }) { return true }
        }
        return false
    }

    private func isSentence(_ line: MailLine) -> Bool {
        let bytes = text.lower[line.inner]
        guard let last = bytes.last else { return false }
        let spaces = bytes.reduce(0) { $0 + ($1 == 32 ? 1 : 0) }
        return ((last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: ":")) && spaces > 3)
            || spaces > 9
            || text.containsAny(Self.verbs, in: line.inner)
    }

    /// A telephone number, an address of mail or web.
    private func hasContact(_ line: MailLine) -> Bool {
        let bytes = text.lower[line.inner]
        // `27.5k @ 1.44` is no address
        let hasAddress = zip(bytes.indices, bytes).contains { index, byte in
            byte == UInt8(ascii: "@") && index + 1 < bytes.endIndex && (97...122).contains(bytes[index + 1])
                && index > bytes.startIndex && bytes[index - 1] > 45
        }
        if hasAddress || text.containsAny(Self.links, in: line.inner) {
            return spaces(bytes) < 6
        }
        var digits = 0
        for byte in bytes {
            switch byte {
            case 48...57: digits += 1
            case 32, 40, 41, 43, 45, 46: continue
            case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: ","): return false
            default:
                if digits >= 9 { return true }
                digits = 0
            }
        }
        return digits >= 9
    }

    private func spaces(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 + ($1 == 32 ? 1 : 0) } }
}
