/// Bytes in a named charset to text, without ever dropping a byte in silence.
enum Charset {
    /// A text and what had to be done to read it.
    struct Reading {
        let text: String
        var defect: MessageDefect?
    }

    /// Reads `bytes` by the charset that their header declares. Without a declaration, and for a charset that no table
    /// knows, they are UTF-8 where that is valid, else windows-1252.
    static func decode(_ bytes: some Collection<UInt8>, declared: String?) -> Reading {
        let contiguous = Array(bytes)
        let name = canonical(declared)
        switch name {
        case "", "us-ascii", "utf-8":
            return universal(contiguous, isDeclared: name == "utf-8")
        case "windows-1252", "iso-8859-1":
            return Reading(text: SingleByte.windows1252(contiguous))
        default:
            guard let converted = Converter.convert(contiguous, from: name) else {
                return Reading(text: universal(contiguous, isDeclared: false).text, defect: .unknownCharset)
            }
            return converted
        }
    }

    private static func universal(_ bytes: [UInt8], isDeclared: Bool) -> Reading {
        if let text = String(validating: bytes, as: UTF8.self) {
            let isJapanese = !isDeclared && JapaneseEscape.stands(in: bytes)
            return (isJapanese ? Converter.convert(bytes, from: "iso-2022-jp") : nil) ?? Reading(text: text)
        }
        let isUTF8 = UTF8Census(bytes).isMostlyUTF8
        return Reading(
            text: isUTF8 ? String(decoding: bytes, as: UTF8.self) : SingleByte.windows1252(bytes),
            defect: .undecodableBytes)
    }

    /// The name by which iconv knows a charset: lower case, quotes and blanks gone, mailers' own names mapped, and
    /// charsets replaced by the superset that mailers mean by them.
    static func canonical(_ declared: String?) -> String {
        guard let declared else { return "" }
        let name = String(
            decoding: declared.utf8.filter { !$0.isBlank && $0 != 34 && $0 != 39 && $0 != 60 && $0 != 62 }.map(
                \.asciiLowercased),
            as: UTF8.self)
        return CharsetNames.table[name] ?? name
    }
}

/// How much of a byte string is UTF-8.
struct UTF8Census {
    private(set) var sequences = 0
    private(set) var errors = 0

    init(_ bytes: [UInt8]) {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): if scalar.count > 1 { sequences += 1 }
            case .error: errors += 1
            case .emptyInput: return
            }
        }
    }

    var isMostlyUTF8: Bool { sequences > errors }
}

/// The escape that switches ISO-2022-JP to two bytes a character: ESC $ B or ESC $ @.
enum JapaneseEscape {
    static func stands(in bytes: [UInt8]) -> Bool {
        guard bytes.contains(27) else { return false }
        return bytes.indices.dropLast(2).contains {
            bytes[$0] == 27 && bytes[$0 + 1] == UInt8(ascii: "$")
                && (bytes[$0 + 2] == UInt8(ascii: "B") || bytes[$0 + 2] == UInt8(ascii: "@"))
        }
    }
}
