/// The pieces between two commas, and the mailbox that they spell.
struct AddressSegment {
    private var pieces: [AddressPiece] = []
    private var hasAngle = false

    mutating func append(_ piece: AddressPiece) {
        pieces.append(piece)
        if piece.kind == .angle { hasAngle = true }
    }

    /// Whether an angle address stands already and `piece` is another address: a comma is missing.
    func isComplete(before piece: AddressPiece) -> Bool {
        hasAngle && (piece.kind == .angle || piece.kind == .word && piece.content.contains(UInt8(ascii: "@")))
    }

    /// Ends this segment with its angle address; what stands behind begins the next.
    mutating func cutBehindAngle() -> AddressSegment {
        guard let angle = pieces.firstIndex(where: { $0.kind == .angle }) else { return AddressSegment() }
        var rest = AddressSegment()
        for piece in pieces[(angle + 1)...] { rest.append(piece) }
        pieces.removeSubrange((angle + 1)...)
        return rest
    }

    /// Nil where the pieces are blank or a name alone with nothing that could be an address.
    func address() -> MailAddress? {
        let comment = pieces.last { $0.kind == .comment }.map { Self.text($0.content) }
        if let angle = pieces.firstIndex(where: { $0.kind == .angle }) {
            let address = Self.cleaned(angle: pieces[angle].content)
            let name = name(pieces[..<angle]) ?? name(pieces[(angle + 1)...]) ?? comment
            if address.isEmpty { return nil }
            return MailAddress(name: name?.isEmpty == false ? name : nil, address: address)
        }
        let solid = pieces.filter { $0.kind == .word || $0.kind == .quoted }
        guard !solid.isEmpty else { return nil }
        let words = pieces[...].filter { $0.kind != .comment }
        guard let at = words.firstIndex(where: { $0.kind == .word && $0.content.contains(UInt8(ascii: "@")) }) else {
            let only = Self.joined(words)
            return only.isEmpty ? nil : MailAddress(name: comment, address: Charset.decode(only, declared: nil).text)
        }
        let (start, end) = Self.extent(of: words, around: at)
        let address = Self.cleaned(angle: Self.joined(Array(words[start..<end]))[...])
        let name = name(words[..<start]) ?? comment
        return address.isEmpty ? nil : MailAddress(name: name?.isEmpty == false ? name : nil, address: address)
    }

    /// The pieces that belong to the address whose `@` stands in piece `at`: white space may stand around the sign and
    /// around dots (RFC 5322 section 4.4), otherwise it ends the address.
    private static func extent(of words: [AddressPiece], around at: Int) -> (Int, Int) {
        let sign = UInt8(ascii: "@")
        let dot = UInt8(ascii: ".")
        var start = at
        while start > 0 {
            let first = words[start].content.first
            if words[start - 1].kind == .blank {
                guard start > 1, first == sign || first == dot || words[start - 2].content.last == dot,
                    words[start - 2].kind != .blank
                else { break }
                start -= 2
            } else {
                start -= 1
            }
        }
        var end = at + 1
        while end < words.count {
            let last = words[end - 1].content.last
            if words[end].kind == .blank {
                guard end + 1 < words.count else { break }
                guard
                    last == sign || last == dot || words[end + 1].content.first == dot
                        || words[end + 1].content.first == sign
                else { break }
                end += 2
            } else {
                end += 1
            }
        }
        return (start, end)
    }

    /// The pieces' bytes, quoted pieces with their quotes, blanks left out.
    private static func joined(_ pieces: [AddressPiece]) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces where piece.kind != .blank {
            if piece.kind == .quoted { bytes.append(UInt8(ascii: "\"")) }
            bytes.append(contentsOf: piece.content)
            if piece.kind == .quoted { bytes.append(UInt8(ascii: "\"")) }
        }
        return bytes
    }

    /// The display name that the pieces spell, quotes and escapes undone, encoded words decoded.
    private func name(_ pieces: ArraySlice<AddressPiece>) -> String? {
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece.kind {
            case .blank: bytes.append(32)
            case .quoted: bytes.append(contentsOf: Self.unescaped(piece.content))
            case .word: bytes.append(contentsOf: piece.content)
            case .comment, .angle: break
            }
        }
        let text = Self.collapsed(EncodedWords.decode(bytes))
        return text.isEmpty ? nil : text
    }

    private static func text(_ content: ArraySlice<UInt8>) -> String {
        collapsed(EncodedWords.decode(unescaped(content)))
    }

    private static func unescaped(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in content {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                bytes.append(byte)
                isEscaped = false
            }
        }
        return bytes
    }

    private static func collapsed(_ text: String) -> String {
        String(decoding: Array(text.utf8.split(whereSeparator: \.isBlank).joined(separator: [32])), as: UTF8.self)
    }

    /// The address within brackets: source route, comments, white space and a `mailto:` dropped.
    private static func cleaned(angle content: ArraySlice<UInt8>) -> String {
        var scanner = AddressScanner(Array(content))
        var bytes: [UInt8] = []
        while let token = scanner.next() {
            switch token {
            case .separator: bytes.append(UInt8(ascii: ","))
            // What stands before a colon is a source route (section 4.4) or a scheme.
            case .colon: bytes.removeAll()
            case .piece(let piece):
                switch piece.kind {
                case .word, .angle: bytes.append(contentsOf: piece.content)
                case .quoted:
                    bytes.append(UInt8(ascii: "\""))
                    bytes.append(contentsOf: piece.content)
                    bytes.append(UInt8(ascii: "\""))
                case .comment, .blank: break
                }
            }
        }
        return EncodedWords.decode(bytes)
    }
}
