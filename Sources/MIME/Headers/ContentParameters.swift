/// The value of Content-Type or Content-Disposition and its parameters: RFC 2045 section 5.1 with the continuations and
/// charsets of RFC 2231, the encoded words that mailers put there against RFC 2047, and values without their quotes.
package struct ContentParameters: Sendable {
    /// What stands before the first semicolon, in lower case, comments and white space dropped.
    package let value: String
    /// By lower-case name, decoded.
    package let parameters: [String: String]

    package init(_ raw: [UInt8]) {
        let bytes = EncodedWords.unfolded(Self.parted(raw))
        var scanner = ParameterScanner(bytes)
        value = String(decoding: scanner.value().map(\.asciiLowercased), as: UTF8.self)
        var pieces = ParameterPieces()
        while let (name, content) = scanner.parameter() { pieces.add(name, content) }
        parameters = pieces.decoded()
    }

    package subscript(name: String) -> String? { parameters[name] }

    /// With a semicolon where a folded line begins another parameter and none parts it from the former.
    private static func parted(_ raw: [UInt8]) -> [UInt8] {
        guard raw.contains(10) else { return raw }
        var output: [UInt8] = []
        output.reserveCapacity(raw.count + 8)
        var isQuoted = false
        var last: UInt8 = UInt8(ascii: ";")
        for (index, byte) in raw.enumerated() {
            if byte == UInt8(ascii: "\""), last != UInt8(ascii: "\\") { isQuoted.toggle() }
            if byte == 10, !isQuoted, last != UInt8(ascii: ";"), beginsParameter(raw[(index + 1)...]) {
                output.append(UInt8(ascii: ";"))
            }
            if !byte.isBlank { last = byte }
            output.append(byte)
        }
        return output
    }

    /// Whether a line is blanks, a name and `=`.
    private static func beginsParameter(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.drop { $0 == 32 || $0 == 9 }.prefix(60)
        guard let end = name.firstIndex(where: { $0 == UInt8(ascii: "=") || $0.isBlank || $0 == 34 || $0 == 59 }) else {
            return false
        }
        return end > name.startIndex && name[end] == UInt8(ascii: "=")
            && (end + 1 >= line.endIndex || line[end + 1] != UInt8(ascii: "?"))
    }
}

/// Cuts a content header at its semicolons.
private struct ParameterScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func value() -> [UInt8] {
        var output: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
            if bytes[position] == UInt8(ascii: "(") {
                skipComment()
            } else {
                if !bytes[position].isBlank, bytes[position] != UInt8(ascii: "\"") { output.append(bytes[position]) }
                position += 1
            }
        }
        return output
    }

    /// The next `name = value`; pieces without `=` are passed over.
    mutating func parameter() -> (name: [UInt8], content: [UInt8])? {
        while position < bytes.count {
            while position < bytes.count, bytes[position] == UInt8(ascii: ";") || bytes[position].isBlank {
                position += 1
            }
            var name: [UInt8] = []
            while position < bytes.count, bytes[position] != UInt8(ascii: "="), bytes[position] != UInt8(ascii: ";") {
                if bytes[position] == UInt8(ascii: "(") {
                    skipComment()
                } else {
                    if !bytes[position].isBlank { name.append(bytes[position].asciiLowercased) }
                    position += 1
                }
            }
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { continue }
            position += 1
            let content = content()
            if !name.isEmpty { return (name, content) }
        }
        return nil
    }

    private mutating func content() -> [UInt8] {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        guard position < bytes.count else { return [] }
        if bytes[position] == UInt8(ascii: "\"") { return quoted() }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
            if bytes[position] == UInt8(ascii: "="), let word = EncodedWord(in: bytes, at: position) {
                position = word.end
            } else {
                position += 1
            }
        }
        var content = bytes[start..<position]
        if content.last == UInt8(ascii: ")"), let open = content.lastIndex(of: UInt8(ascii: "(")),
            open > content.startIndex,
            content[open - 1].isBlank
        {
            content = content[..<open]
        }
        while let last = content.last, last.isBlank { content.removeLast() }
        return Array(content)
    }

    /// Up to the closing quote and on to the semicolon; a backslash before a sign other than quote and backslash is
    /// part of a Windows path.
    private mutating func quoted() -> [UInt8] {
        var output: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "\"") || bytes[position + 1] == UInt8(ascii: "\\")
            {
                position += 1
            }
            output.append(bytes[position])
            position += 1
        }
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") { position += 1 }
        return output
    }

    private mutating func skipComment() {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\\"): position += 1
            default: break
            }
            position += 1
            if depth == 0 { return }
        }
        position = min(position, bytes.count)
    }
}
