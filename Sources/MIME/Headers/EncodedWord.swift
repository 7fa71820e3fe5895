/// One encoded word `=?charset?B or Q?text?=` (RFC 2047 section 2; a language after `*`, RFC 2231 section 5).
struct EncodedWord {
    let charset: String
    private(set) var content: [UInt8]
    /// The word as it stood.
    private(set) var raw: [UInt8]
    /// The position behind the word.
    private(set) var end: Int
    /// The position of the next `=?`.
    static func start(in bytes: [UInt8], from position: Int) -> Int? {
        var index = position
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "="), bytes[index + 1] == UInt8(ascii: "?") { return index }
            index += 1
        }
        return nil
    }

    /// Nil where no word stands at `start`.
    init?(in bytes: [UInt8], at start: Int) {
        let mark = UInt8(ascii: "?")
        guard start + 1 < bytes.count, bytes[start + 1] == mark else { return nil }
        var index = start + 2
        while index < bytes.count, bytes[index] != mark, !bytes[index].isBlank, index - start < 80 { index += 1 }
        guard index + 2 < bytes.count, bytes[index] == mark, index > start + 2, bytes[index + 2] == mark else {
            return nil
        }
        let name = bytes[(start + 2)..<index].prefix { $0 != UInt8(ascii: "*") }
        charset = String(decoding: name, as: UTF8.self)
        let encoding = bytes[index + 1].asciiLowercased
        guard encoding == UInt8(ascii: "b") || encoding == UInt8(ascii: "q") else { return nil }
        let textStart = index + 3
        var textEnd = textStart
        while textEnd + 1 < bytes.count, !(bytes[textEnd] == mark && bytes[textEnd + 1] == UInt8(ascii: "=")) {
            // Another word begins; `=?=` is padding before the end.
            if bytes[textEnd] == UInt8(ascii: "="), bytes[textEnd + 1] == mark, textEnd + 2 < bytes.count,
                bytes[textEnd + 2] != UInt8(ascii: "=")
            {
                return nil
            }
            textEnd += 1
        }
        guard textEnd + 1 < bytes.count else { return nil }
        end = textEnd + 2
        raw = Array(bytes[start..<end])
        let text = bytes[textStart..<textEnd]
        content = encoding == UInt8(ascii: "b") ? Base64Text.decode(text) : QuotedText.decode(text)
    }

    /// Whether the next word goes on in the same charset, so that a character may be split between the two.
    func joins(_ next: EncodedWord) -> Bool {
        charset.utf8.count == next.charset.utf8.count
            && zip(charset.utf8, next.charset.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }

    func joined(with next: EncodedWord) -> EncodedWord {
        var word = self
        word.content += next.content
        word.raw += next.raw
        word.end = next.end
        return word
    }
}

/// Base64 as it stands in encoded words: signs that are none are passed over.
enum Base64Text {
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            guard let digit = digit(byte) else {
                if byte == UInt8(ascii: "=") { count = 0 }
                continue
            }
            bits = bits << 6 | UInt32(digit)
            count += 1
            // Each digit after the first completes a byte.
            if count == 1 { continue }
            output.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : count == 3 ? 2 : 0)))
            if count == 4 { count = 0 }
        }
        return output
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 65...90: byte - 65
        case 97...122: byte - 71
        case 48...57: byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

/// The Q encoding: `_` is a space, `=XX` a byte (RFC 2047 section 4.2).
enum QuotedText {
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "="), index + 2 < text.endIndex, let high = Hexadecimal.value(text[index + 1]),
                let low = Hexadecimal.value(text[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(byte == UInt8(ascii: "_") ? 32 : byte)
                index += 1
            }
        }
        return output
    }
}

/// Hexadecimal digits of both cases.
enum Hexadecimal {
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
