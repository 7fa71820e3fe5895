import Kernel

/// A file's text, whatever program saved it: UTF-8, UTF-16 with its mark, or Windows-1252.
package enum SheetText {
    package static func bytes(of file: [UInt8]) -> [UInt8] {
        if file.starts(with: [0xFF, 0xFE]) { return wide(file.dropFirst(2), isLittle: true) }
        if file.starts(with: [0xFE, 0xFF]) { return wide(file.dropFirst(2), isLittle: false) }
        if String(validating: file, as: UTF8.self) != nil { return file }
        return Array(String(String.UnicodeScalarView(file.map(scalar))).utf8)
    }

    private static func wide(_ file: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
        let bytes = Array(file)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            isLittle
                ? UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
                : UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Windows-1252 where 128 to 159 are signs; what is undefined there is the replacement character.
    private static let signs: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
        0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (128...159).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(signs[Int(byte) - 128]) ?? "\u{FFFD}"
    }

    /// `Commission_Amt ($)` is `commission amt`; `Deal #` is `deal number`.
    package static func normal(_ name: String) -> String {
        var words = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": words.unicodeScalars.append(scalar)
            case "#": words += " number "
            case "'", "’": break
            default: words += scalar.isASCII ? " " : String(scalar)
            }
        }
        return words.split(separator: " ").joined(separator: " ")
    }

    /// Letters and digits only, so that `A-000012` and `a 000012` are one reference or trace; nil where none are left.
    package static func key(_ text: String?) -> String? {
        guard let text else { return nil }
        let kept = text.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        return kept.isEmpty ? nil : String(String.UnicodeScalarView(kept))
    }
}
