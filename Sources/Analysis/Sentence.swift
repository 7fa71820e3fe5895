import Kernel

/// The sentence around a span of a text, cut into what stands before the span, the span, and what stands behind.
struct Sentence: Sendable, Equatable {
    let before: String
    let words: String
    let after: String

    /// So many bytes at most stand on each side.
    private static let most = 240

    /// Nil where the span does not lie in the text. The span counts bytes of UTF-8.
    init?(around span: Range<Int>, in text: String) {
        let bytes = Array(text.utf8)
        guard span.lowerBound >= 0, span.upperBound <= bytes.count else { return nil }
        var start = span.lowerBound
        let first = max(0, start - Self.most)
        while start > first, !Self.ends(bytes, start - 1) { start -= 1 }
        // Not in the middle of a character.
        while start < span.lowerBound, bytes[start] & 0xC0 == 0x80 || bytes[start] == 32 { start += 1 }
        var end = span.upperBound
        let last = min(bytes.count, end + Self.most)
        while end < last, bytes[end] != 10 {
            end += 1
            if Self.ends(bytes, end - 1) { break }
        }
        while end > span.upperBound, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        before = Self.text(bytes[start..<span.lowerBound])
        words = Self.text(bytes[span])
        after = Self.text(bytes[span.upperBound..<end])
    }

    /// A line end, or a full stop with a blank behind it.
    private static func ends(_ bytes: [UInt8], _ place: Int) -> Bool {
        if bytes[place] == 10 { return true }
        guard [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[place]) else { return false }
        return place + 1 >= bytes.count || [10, 13, 32].contains(bytes[place + 1])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.filter { $0 != 13 }, as: UTF8.self)
    }

    var value: Value {
        ["before": .string(before), "words": .string(words), "after": .string(after)]
    }
}
