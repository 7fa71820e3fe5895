/// Texts of a TNEF stream: 8-bit ones in the stream's code page, others in UTF-16.
struct TNEFText {
    let bytes: [UInt8]
    /// The charset of 8-bit texts; nil where the stream names none.
    var charset: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// An 8-bit text up to its first NUL.
    func plain(_ range: Range<Int>, limit: Int) -> String {
        Charset.decode(bytes[range].prefix(limit).prefix { $0 != 0 }, declared: charset).text
    }

    /// The text of a property; nil for one that holds something else.
    func text(_ property: MAPIProperties.Property?, limit: Int) -> String? {
        guard let property, property.isText else { return nil }
        guard property.isUnicode else { return plain(property.value, limit: limit) }
        let text = Charset.decode(bytes[property.value].prefix(limit), declared: "utf-16le").text
        return String(text.unicodeScalars.prefix { $0 != "\0" })
    }

    /// A short text on one line, such as a name; nil where nothing is left of it.
    func line(_ property: MAPIProperties.Property?) -> String? { Self.line(text(property, limit: Self.longestLine)) }

    func line(_ range: Range<Int>?) -> String? { Self.line(range.map { plain($0, limit: Self.longestLine) }) }

    private static func line(_ text: String?) -> String? {
        guard let text else { return nil }
        let line = EncodedWords.unfolded(text.utf8)
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    private static let longestLine = 2_048

    /// The HTML of a property, which is a text or bytes in the charset of `codePage`.
    func html(_ property: MAPIProperties.Property?, codePage: Int?, limit: Int) -> String? {
        guard let property, !property.isObject else { return nil }
        if property.isUnicode { return text(property, limit: limit) }
        let raw = Array(bytes[property.value].prefix(limit).prefix { $0 != 0 })
        return Charset.decode(raw, declared: codePage.flatMap(CodePage.charset) ?? HTMLCharset.wanted(for: raw)).text
    }
}
