import Kernel

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

    func starts(_ phrase: StaticString, at index: Int, before end: Int) -> Bool {
        let length = phrase.utf8CodeUnitCount
        guard end - index >= length else { return false }
        return lower.withUnsafeBufferPointer { text in
            for offset in 0..<length where text[index + offset] != phrase.utf8Start[offset] { return false }
            return true
        }
    }

    /// One pass over the range for all phrases of a table.
    func containsAny(_ table: PhraseTable, in range: Range<Int>) -> Bool {
        looks.add(range.count)
        return lower.withUnsafeBufferPointer { table.stands(in: $0, range) }
    }

    func startsWithAny(_ table: PhraseTable, _ range: Range<Int>) -> Bool {
        !range.isEmpty
            && lower.withUnsafeBufferPointer { table.begins(at: range.lowerBound, of: $0, before: range.upperBound) }
    }

    func isWord(endingAt index: Int, before end: Int) -> Bool {
        index >= end || !((97...122).contains(lower[index]) || (48...57).contains(lower[index]))
    }
}
