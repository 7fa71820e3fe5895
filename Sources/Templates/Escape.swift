/// How a value is made harmless for the kind of text it goes into.
package enum Escape: Sendable {
    /// `& < > " '` become entities.
    case html
    /// Nothing is changed: mails.
    case plain
    /// Line ends and other control characters become spaces: header fields, file names.
    case line

    /// Appends `text`. HTML's five are replaced (OWASP's rule for text and quoted attributes).
    func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { utf8 in
            switch self {
            case .plain: bytes.append(contentsOf: utf8)
            case .html: Self.appendHTML(utf8, to: &bytes)
            case .line: bytes.append(contentsOf: utf8.lazy.map { $0 < 32 || $0 == 127 ? 32 : $0 })
            }
        }
    }

    private static func appendHTML(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var copied = 0
        for index in utf8.indices {
            let entity: StaticString
            switch utf8[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            case UInt8(ascii: "'"): entity = "&#39;"
            default: continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<index]))
            entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
            copied = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...]))
    }
}

/// What a hole without a value does.
package enum MissingPolicy: Sendable {
    /// It stays empty, as the specification says.
    case empty
    /// It is an error that names the hole: absent, null and the empty string alike.
    case refuse
}
