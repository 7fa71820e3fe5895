/// Reads address headers (RFC 5322 section 3.4 with the obsolete forms of 4.4), groups flattened; what is broken is
/// read as far as it goes. No recursion: the work is linear in the header's length.
package enum AddressList {
    /// The mailboxes of a header value as it stood in the message.
    package static func parse(_ raw: [UInt8]) -> [MailAddress] {
        let bytes = EncodedWords.unfolded(raw)
        var addresses: [MailAddress] = []
        var segment = AddressSegment()
        var scanner = AddressScanner(bytes)
        while let token = scanner.next() {
            switch token {
            case .separator:
                if let address = segment.address() { addresses.append(address) }
                segment = AddressSegment()
            case .colon:
                // What stands before it is the name of a group; within brackets and literals no colon is seen.
                segment = AddressSegment()
            case .piece(let piece):
                if segment.isComplete(before: piece) {
                    let rest = segment.cutBehindAngle()
                    if let address = segment.address() { addresses.append(address) }
                    segment = rest
                }
                segment.append(piece)
            }
        }
        if let address = segment.address() { addresses.append(address) }
        return addresses
    }
}

/// What an address header is made of at the level of its commas.
enum AddressToken {
    case piece(AddressPiece)
    /// A comma or the semicolon that ends a group.
    case separator
    /// The colon behind a group's name.
    case colon
}

/// One lexical piece: where it stands, and of what kind.
struct AddressPiece {
    enum Kind { case word, quoted, angle, comment, blank }

    let kind: Kind
    /// Without the quotes, brackets or parentheses.
    let content: ArraySlice<UInt8>
}

/// Cuts an unfolded address header into pieces.
struct AddressScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> AddressToken? {
        guard position < bytes.count else { return nil }
        let start = position
        switch bytes[start] {
        case UInt8(ascii: ","), UInt8(ascii: ";"):
            position += 1
            return .separator
        case UInt8(ascii: ":"):
            position += 1
            return .colon
        case UInt8(ascii: "\""):
            return .piece(AddressPiece(kind: .quoted, content: quoted()))
        case UInt8(ascii: "("):
            return .piece(AddressPiece(kind: .comment, content: comment()))
        case UInt8(ascii: "<"):
            return .piece(AddressPiece(kind: .angle, content: angle()))
        case let byte where byte.isBlank:
            while position < bytes.count, bytes[position].isBlank { position += 1 }
            return .piece(AddressPiece(kind: .blank, content: bytes[start..<position]))
        default:
            return .piece(AddressPiece(kind: .word, content: word()))
        }
    }

    /// Up to the closing quote; without one, up to the end.
    private mutating func quoted() -> ArraySlice<UInt8> {
        let start = position + 1
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index, bytes.count)
        position = min(index + 1, bytes.count)
        return bytes[min(start, index)..<index]
    }

    /// Comments nest; without a closing parenthesis the comment ends with the header.
    private mutating func comment() -> ArraySlice<UInt8> {
        let start = position + 1
        var index = start
        var depth = 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            if depth == 0 { break }
            index += 1
        }
        index = min(index, bytes.count)
        position = min(index + 1, bytes.count)
        return bytes[min(start, index)..<index]
    }

    /// Up to `>`; without one, up to the next comma or the end. Quotes hide both.
    private mutating func angle() -> ArraySlice<UInt8> {
        let start = position + 1
        var index = start
        var comma: Int?
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if bytes[index] == UInt8(ascii: "\"") {
                var end = index + 1
                while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
                    end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                if end < bytes.count { index = end }
            } else if bytes[index] == UInt8(ascii: ",") {
                comma = comma ?? index
            } else if bytes[index] == UInt8(ascii: "<"), let comma {
                position = comma
                return bytes[start..<comma]
            }
            index += 1
        }
        if index >= bytes.count, let comma {
            position = comma
            return bytes[start..<comma]
        }
        position = min(index + 1, bytes.count)
        return bytes[start..<min(index, bytes.count)]
    }

    /// An atom with its dots and at signs, an encoded word as a whole, or a domain literal.
    private mutating func word() -> ArraySlice<UInt8> {
        let start = position
        if bytes[start] == UInt8(ascii: "="), let encoded = EncodedWord.start(in: bytes, from: start), encoded == start,
            let word = EncodedWord(in: bytes, at: start)
        {
            position = word.end
            return bytes[start..<word.end]
        }
        position += 1
        if bytes[start] == UInt8(ascii: "["), let close = bytes[start...].firstIndex(of: UInt8(ascii: "]")) {
            position = close + 1
            return bytes[start..<position]
        }
        while position < bytes.count, !bytes[position].isBlank, !Self.isSpecial(bytes[position]) {
            if bytes[position] == UInt8(ascii: "["), let close = bytes[position...].firstIndex(of: UInt8(ascii: "]")) {
                position = close
            }
            position += 1
        }
        return bytes[start..<position]
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "("),
            UInt8(ascii: "<"):
            true
        default: false
        }
    }
}
