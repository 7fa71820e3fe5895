import Kernel

/// An address as it stands in MAIL and RCPT. It was checked when it was made: no line end, no control character and
/// no bracket can reach the wire through it.
package struct EnvelopeAddress: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// RFC 5321 section 4.5.3.1: 64 bytes before the @, 254 in all.
    package init(_ text: String) throws(AddressRefusal) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254 else { throw .tooLong }
        if let position = bytes.firstIndex(where: { $0 < 32 || $0 == 127 }) {
            throw .forbiddenCharacter(position: position)
        }
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .noDomain }
        guard at > 0 else { throw .noLocalPart }
        guard at <= 64 else { throw .tooLong }
        try Self.checkLocalPart(bytes[..<at])
        try Self.checkDomain(bytes[(at + 1)...])
        description = text
    }

    /// True where only a server with SMTPUTF8 can take it.
    package var needsUTF8: Bool { description.utf8.contains { $0 > 127 } }

    /// Dot-atom, or a quoted string with backslash pairs (RFC 5321 section 4.1.2), with UTF-8 (RFC 6531 section 3.3).
    private static func checkLocalPart(_ bytes: ArraySlice<UInt8>) throws(AddressRefusal) {
        if bytes.first == UInt8(ascii: "\""), bytes.count >= 2, bytes.last == UInt8(ascii: "\"") {
            var isEscaped = false
            for (position, byte) in zip(bytes.indices, bytes).dropFirst().dropLast() {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    throw .forbiddenCharacter(position: position)
                }
            }
            if isEscaped { throw .forbiddenCharacter(position: bytes.endIndex - 1) }
            return
        }
        var isAfterDot = true
        for (position, byte) in zip(bytes.indices, bytes) {
            let isDot = byte == UInt8(ascii: ".")
            guard isAtomByte(byte) || isDot && !isAfterDot else { throw .forbiddenCharacter(position: position) }
            isAfterDot = isDot
        }
        if isAfterDot { throw .forbiddenCharacter(position: bytes.endIndex - 1) }
    }

    /// Labels of letters, digits, hyphens and UTF-8, or an address literal in square brackets.
    private static func checkDomain(_ bytes: ArraySlice<UInt8>) throws(AddressRefusal) {
        guard let first = bytes.first, let last = bytes.last else { throw .noDomain }
        let isLiteral = first == UInt8(ascii: "[") && last == UInt8(ascii: "]") && bytes.count > 2
        var isAfterDot = true
        for (position, byte) in zip(bytes.indices, bytes) {
            if isLiteral, position == bytes.startIndex || position == bytes.endIndex - 1 { continue }
            let isDot = byte == UInt8(ascii: ".")
            let isLabel = isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte > 127
            guard isLabel || isDot && (isLiteral || !isAfterDot) || isLiteral && byte == UInt8(ascii: ":") else {
                throw .forbiddenCharacter(position: position)
            }
            isAfterDot = isDot
        }
        if isAfterDot { throw .forbiddenCharacter(position: bytes.endIndex - 1) }
    }

    private static let atomSpecials = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte > 127 || atomSpecials.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}

/// Why a text is no envelope address. Positions count bytes from 0; the address itself is not repeated.
package enum AddressRefusal: Refusal, Equatable {
    case tooLong
    case noDomain
    case noLocalPart
    case forbiddenCharacter(position: Int)

    package var code: String { "mail_address" }
    package var reason: String {
        switch self {
        case .tooLong: "the mail address is longer than 254 bytes, or than 64 before the @"
        case .noDomain: "the mail address has no domain after an @"
        case .noLocalPart: "the mail address has nothing before the @"
        case .forbiddenCharacter(let position): "the mail address has a character that may not stand at \(position + 1)"
        }
    }
}
