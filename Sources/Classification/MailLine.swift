/// One line of a mail body by offsets, and which part of the mail it belongs to.
struct MailLine {
    enum Part: UInt8 { case kept, quoted, history, signature, notice }

    /// Offsets in the body, without the line end.
    let start: Int
    private(set) var end: Int
    /// The same without white space at both ends.
    private(set) var inner: Range<Int>
    let isQuoted: Bool
    var part = Part.kept

    var isBlank: Bool { inner.isEmpty }

    init(start: Int, end: Int, inner: Range<Int>, isQuoted: Bool) {
        self.start = start
        self.end = end
        self.inner = inner
        self.isQuoted = isQuoted
    }

    /// Leaves the line with what stands before an offset within it.
    mutating func end(at offset: Int) {
        end = offset
        inner = inner.lowerBound..<offset
    }
}

/// How often lines and bytes were looked at: the proof that a mail is cut in linear time. Counts in debug builds only.
final class LookCount {
    private(set) var count = 0

    @inline(__always) func add(_ looks: Int) {
        #if DEBUG
            count += looks
        #endif
    }
}

/// The body in lower case (ASCII only) cut into lines; searches stay within a line.
struct MailLines {
    let bytes: [UInt8]
    let lower: [UInt8]
    var lines: [MailLine]
    let looks = LookCount()

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lower = bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        var lines: [MailLine] = []
        lines.reserveCapacity(bytes.count / 40 + 8)
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for index in 0...bytes.count where index == bytes.count || bytes[index] == 10 {
                var end = index
                while end > start, bytes[end - 1] == 13 { end -= 1 }
                var first = start
                var last = end
                while first < last, Self.isSpace(bytes[first]) || Self.isWideSpace(bytes, first) {
                    first += bytes[first] < 128 ? 1 : 2
                }
                while first < last, bytes[last - 1] <= 32 { last -= 1 }
                let isQuoted = first < last && bytes[first] == UInt8(ascii: ">")
                lines.append(MailLine(start: start, end: end, inner: min(first, last)..<last, isQuoted: isQuoted))
                start = index + 1
            }
        }
        self.lines = lines
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 32 }

    /// A no-break space: C2 A0.
    private static func isWideSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        bytes[index] == 0xC2 && index + 1 < bytes.count && bytes[index + 1] == 0xA0
    }

    /// Where a phrase (lower case) first stands in a range of the text.
    func find(_ phrase: StaticString, in range: Range<Int>) -> Int? {
        let length = phrase.utf8CodeUnitCount
        guard length > 0, range.count >= length else { return nil }
        return lower.withUnsafeBufferPointer { text in
            let wanted = phrase.utf8Start
            let first = wanted[0]
            var index = range.lowerBound
            let last = range.upperBound - length
            while index <= last {
                if text[index] == first {
                    var matched = 1
                    while matched < length, text[index + matched] == wanted[matched] { matched += 1 }
                    if matched == length { return index }
                }
                index += 1
            }
            return nil
        }
    }

    func starts(_ phrase: StaticString, at index: Int, before end: Int) -> Bool {
        let length = phrase.utf8CodeUnitCount
        guard end - index >= length else { return false }
        for offset in 0..<length where lower[index + offset] != phrase.utf8Start[offset] { return false }
        return true
    }

    func containsAny(_ phrases: [StaticString], in range: Range<Int>) -> Bool {
        looks.add(range.count)
        return phrases.contains { find($0, in: range) != nil }
    }

    /// One pass over the range for all phrases of a list.
    func containsAny(_ list: PhraseList, in range: Range<Int>) -> Bool {
        looks.add(range.count)
        return lower.withUnsafeBufferPointer { text in
            for index in range where list.mayBegin(text, index) {
                if list.matches(text, at: index, before: range.upperBound) { return true }
            }
            return false
        }
    }

    func startsWithAny(_ list: PhraseList, _ range: Range<Int>) -> Bool {
        !range.isEmpty
            && lower.withUnsafeBufferPointer { list.matches($0, at: range.lowerBound, before: range.upperBound) }
    }

    func startsWithAny(_ phrases: [StaticString], _ range: Range<Int>) -> Bool {
        phrases.contains { starts($0, at: range.lowerBound, before: range.upperBound) }
    }

    func isWord(endingAt index: Int, before end: Int) -> Bool {
        index >= end || !((97...122).contains(lower[index]) || (48...57).contains(lower[index]))
    }
}

/// Phrases in lower case, grouped by their first bytes, with a table of their first two bytes.
struct PhraseList: ExpressibleByArrayLiteral {
    private let phrases: [StaticString]
    /// Where the phrases of a first byte start in `phrases`, one more at the end.
    private let starts: [Int]
    private let begins: [Bool]

    init(arrayLiteral phrases: StaticString...) {
        self.phrases = phrases.sorted { $0.utf8Start[0] < $1.utf8Start[0] }
        var starts = [Int](repeating: 0, count: 257)
        var begins = [Bool](repeating: false, count: 1024)
        for phrase in phrases {
            starts[Int(phrase.utf8Start[0]) + 1] += 1
            if phrase.utf8CodeUnitCount > 1 {
                begins[Self.pair(phrase.utf8Start[0], phrase.utf8Start[1])] = true
            } else {
                for second in UInt8.min...UInt8.max { begins[Self.pair(phrase.utf8Start[0], second)] = true }
            }
        }
        for byte in 0..<256 { starts[byte + 1] += starts[byte] }
        self.starts = starts
        self.begins = begins
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 5 & 1023 ^ Int(second) }

    /// Whether the two bytes at a place may begin a phrase.
    @inline(__always) func mayBegin(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        begins[Self.pair(text[index], index + 1 < text.count ? text[index + 1] : 0)]
    }

    /// Whether a phrase stands at a place.
    func matches(_ text: UnsafeBufferPointer<UInt8>, at index: Int, before end: Int) -> Bool {
        let first = Int(text[index])
        for place in starts[first]..<starts[first + 1] {
            let phrase = phrases[place]
            let length = phrase.utf8CodeUnitCount
            guard index + length <= end else { continue }
            var matched = 1
            while matched < length, text[index + matched] == phrase.utf8Start[matched] { matched += 1 }
            if matched == length { return true }
        }
        return false
    }
}
