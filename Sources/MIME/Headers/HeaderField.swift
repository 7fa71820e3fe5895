/// One header line as it stood in the message: the name, and the bytes after the colon with their folds.
package struct HeaderField: Hashable, Sendable {
    package let name: String
    /// Up to the line end that closes the field, which is left out; folds are kept.
    package let raw: [UInt8]

    package init(name: String, raw: [UInt8]) {
        self.name = name
        self.raw = raw
    }

    /// Whether the field bears `other` as its name; letter case does not count (RFC 5322 section 1.2.2).
    package func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count
            && zip(name.utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }

    /// Unfolded, encoded words (RFC 2047) decoded, trimmed.
    package var text: String { EncodedWords.decode(raw) }
}

extension UInt8 {
    /// The small letter of an ASCII capital, anything else itself.
    var asciiLowercased: UInt8 { self >= 65 && self <= 90 ? self | 32 : self }

    /// Space, tab, line feed or carriage return.
    var isBlank: Bool { self == 32 || self == 9 || self == 10 || self == 13 }
}
