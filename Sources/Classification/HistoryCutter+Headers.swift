extension HistoryCutter {
    /// The lines of "From: … Sent: … To: … Subject: …" that begins here: From and at least one other within seven lines.
    func headerBlock(at index: Int) -> Range<Int>? {
        guard let first = header(lines[index]), first.meaning == .from || first.meaning == .date else { return nil }
        if isWholeBlock(first.value) { return index..<index + 1 }
        var found: Set<HistoryWords.Header> = [first.meaning]
        var last = index
        var next = index + 1
        while next < lines.count, next < index + 9 {
            if let header = header(lines[next]) {
                found.insert(header.meaning)
                last = next
            } else if lines[next].isBlank && found.count > 2 {
                break
            }
            next += 1
        }
        guard found.contains(.from),
            found.count >= 3 || (found.count == 2 && found.contains(.date) && hasAddress(lines[index]))
        else { return nil }
        return index..<last + 1
    }

    /// "From: A Sent: B To: C Subject: D" in one line, as some programs flatten it: behind the first, at least two others that
    /// follow a blank.
    private func isWholeBlock(_ value: Range<Int>) -> Bool {
        var found: Set<HistoryWords.Header> = []
        var isBehindBlank = false
        for index in value.lowerBound..<min(value.upperBound, value.lowerBound + 600) {
            if isBehindBlank, text.lower[index] > 32, let next = header(from: index, before: value.upperBound) {
                found.insert(next.meaning)
            }
            isBehindBlank = text.lower[index] == 32
        }
        return found.contains(.subject) && found.count > 2
    }

    func hasAddress(_ line: MailLine) -> Bool { text.lower[line.inner].contains(UInt8(ascii: "@")) }

    func headerBlock(after index: Int) -> Range<Int>? {
        for next in (index + 1)..<min(index + 5, lines.count) where next > index {
            if let block = headerBlock(at: next) { return block }
        }
        return nil
    }

    func header(_ line: MailLine) -> (meaning: HistoryWords.Header, value: Range<Int>)? {
        var start = line.inner.lowerBound
        while start < line.inner.upperBound,
            text.lower[start] == UInt8(ascii: "*") || text.lower[start] == UInt8(ascii: ">") || text.lower[start] == 32
        { start += 1 }
        return header(from: start, before: line.inner.upperBound)
    }

    private func header(from start: Int, before end: Int) -> (meaning: HistoryWords.Header, value: Range<Int>)? {
        let near = start..<min(end, start + 40)
        guard text.lower[near].contains(where: { $0 == UInt8(ascii: ":") || $0 == 0xBC }) else { return nil }
        for (name, meaning) in HistoryWords.headersByFirstByte[Int(text.lower[start])]
        where text.starts(name, at: start, before: end) {
            var next = start + name.utf8CodeUnitCount
            while next < end,
                text.lower[next] == UInt8(ascii: "*") || text.lower[next] == 32 || text.lower[next] == 0xA0
                    || text.lower[next] == 0xC2
            { next += 1 }
            let isWide = next + 2 < end && text.lower[next] == 0xEF && text.lower[next + 1] == 0xBC
            guard next < end, text.lower[next] == UInt8(ascii: ":") || isWide else { continue }
            return (meaning, next + (isWide ? 3 : 1)..<end)
        }
        return nil
    }

    mutating func forward(from index: Int, at block: Range<Int>?) {
        forwards.append(forward(of: block ?? index..<index + 1))
        mark(index..<lines.count, .history)
    }

    /// The text below a block of headers.
    func forward(of block: Range<Int>) -> NewestText.Forward {
        var headers: [NewestText.Forward.Header] = []
        for line in lines[block] {
            guard let header = header(line) else { continue }
            var value = header.value
            while let first = value.first, text.bytes[first] <= 32 || text.bytes[first] == UInt8(ascii: "*") {
                value.removeFirst()
            }
            headers.append(
                .init(name: header.meaning.rawValue, value: String(decoding: text.bytes[value], as: UTF8.self)))
        }
        let first = min(block.upperBound, lines.count)
        let start = first < lines.count ? lines[first].start : text.bytes.count
        return .init(headers: headers, body: start..<text.bytes.count)
    }
}
