/// An attachment's name as MIME parameters: exact in RFC 2231's form, with an ASCII likeness for readers that know only
/// `filename=`, and RFC 2047's form in Content-Type's `name=` for old Outlooks.
enum FileNameParameter {
    /// The parameters of Content-Disposition. The exact form stands first: readers that take the first of a name get it.
    static func disposition(_ name: String) -> [[UInt8]] {
        guard !isPlain(name) else { return [quoted("filename", likeness(name))] }
        let percent = percentEncoded(name)
        let joined = percent.reduce(into: Array("filename*=UTF-8''".utf8)) { $0 += $1 }
        var parameters: [[UInt8]] = []
        if joined.count <= 74 {
            parameters.append(joined)
        } else {
            var chunk = Array("filename*0*=UTF-8''".utf8)
            for character in percent {
                if chunk.count + character.count > 74 {
                    parameters.append(chunk)
                    chunk = Array("filename*\(parameters.count)*=".utf8)
                }
                chunk += character
            }
            parameters.append(chunk)
        }
        return parameters + [quoted("filename", likeness(name))]
    }

    /// The `name` parameter of Content-Type.
    static func contentType(_ name: String) -> [UInt8] {
        guard !isPlain(name) else { return quoted("name", likeness(name)) }
        let words = WrittenWord.words(name, firstColumn: 8)
        var value = Array("name=\"".utf8)
        for (index, word) in words.enumerated() {
            if index > 0 { value += [13, 10, 32] }
            value += word
        }
        return value + [UInt8(ascii: "\"")]
    }

    /// A file's name without the separators of paths.
    static func leaf(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == "/" || $0 == "\\" ? "_" : $0 }))
    }

    private static func isPlain(_ name: String) -> Bool {
        HeaderWriter.isPlain(name) && name.utf8.count <= 60 && !name.utf8.contains(UInt8(ascii: "\""))
            && !name.utf8.contains(UInt8(ascii: "%"))
    }

    private static func quoted(_ parameter: String, _ value: String) -> [UInt8] {
        Array("\(parameter)=\"\(value)\"".utf8)
    }

    /// Each code point by itself, so that no cut falls inside one (attribute-char of RFC 2231 section 7).
    private static func percentEncoded(_ name: String) -> [[UInt8]] {
        name.unicodeScalars.map { scalar in
            String(scalar).utf8.flatMap { byte -> [UInt8] in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    [byte]
                default:
                    [UInt8(ascii: "%"), QuotedPrintable.digits[Int(byte >> 4)], QuotedPrintable.digits[Int(byte & 15)]]
                }
            }
        }
    }

    /// U+00C0 to U+00FF without their marks.
    private static let latin = Array("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo_ouuuuyty".unicodeScalars)

    /// ASCII, at most 60 characters, its extension kept.
    static func likeness(_ name: String) -> String {
        var scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.value {
            case 0x22, 0x25, 0x5C: "_"
            case 0x20...0x7E: scalar
            case 0xC0...0xFF: latin[Int(scalar.value - 0xC0)]
            default: "_"
            }
        }
        if scalars.count > 60 {
            let dot = scalars.lastIndex(of: ".").map { scalars.count - $0 <= 10 ? $0 : scalars.count } ?? scalars.count
            let ending = scalars[dot...]
            scalars = Array(scalars[..<(60 - ending.count)]) + ending
        }
        if scalars.starts(with: ["=", "?"]) { scalars[0] = "_" }
        return String(String.UnicodeScalarView(scalars))
    }
}
