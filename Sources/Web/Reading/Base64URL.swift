/// Base 64 with `-` and `_` and without padding (RFC 4648 section 5); or, not for addresses, with `+`, `/` and padding
/// (section 4).
package enum Base64URL {
    private static let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let alphabet = Array((digits + "-_").utf8)
    private static let plainAlphabet = Array((digits + "+/").utf8)

    /// `isURL`: as it may stand in an address.
    package static func encode(_ bytes: [UInt8], isURL: Bool = true) -> String {
        let alphabet = isURL ? alphabet : plainAlphabet
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 4 / 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        if !isURL { text += Array(repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil where the text is none of that form.
    package static func decode(_ text: String, isURL: Bool = true) -> [UInt8]? {
        if !isURL {
            guard text.utf8.count % 4 == 0, !text.contains(where: { $0 == "-" || $0 == "_" }) else { return nil }
            let end = text.hasSuffix("==") ? 2 : text.hasSuffix("=") ? 1 : 0
            return decode(String(text.dropLast(end).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
        }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let digit = digit(character) else { return nil }
            bits = bits << 6 | digit
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return text.utf8.count % 4 == 1 ? nil : bytes
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte - 65)
        case 97...122: UInt32(byte - 71)
        case 48...57: UInt32(byte + 4)
        case 45: 62
        case 95: 63
        default: nil
        }
    }
}
