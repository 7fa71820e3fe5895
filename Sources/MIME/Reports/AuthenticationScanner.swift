/// Reads the grammar of RFC 8601 section 2.2 over bytes: comments and folds between any two words.
struct AuthenticationScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ value: some Collection<UInt8>) { bytes = Array(value) }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// White space and comments, which nest and may hold quoted characters.
    private mutating func skipSpace() {
        var depth = 0
        while let byte = current {
            if depth > 0 && byte == UInt8(ascii: "\\") {
                index += 1
            } else if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")"), depth > 0 {
                depth -= 1
            } else if depth == 0, !byte.isBlank {
                return
            }
            index += 1
        }
        index = min(index, bytes.count)
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        skipSpace()
        guard current == wanted else { return false }
        index += 1
        return true
    }

    /// A run of the bytes of a keyword.
    private mutating func keyword() -> String? {
        skipSpace()
        let start = index
        while let byte = current, isKeyword(byte) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    private func isKeyword(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), 128...: true
        default: false
        }
    }

    /// A quoted-string without its quotes, or everything up to white space, a semicolon or a comment; a quoted local part
    /// may begin an address.
    private mutating func value() -> String? {
        skipSpace()
        var result: [UInt8] = []
        let start = index
        if current == UInt8(ascii: "\"") {
            index += 1
            while let byte = current, byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
                if bytes[index] != 13, bytes[index] != 10 { result.append(bytes[index]) }
                index += 1
            }
            index = min(index + 1, bytes.count)
            if current == UInt8(ascii: "@") { result = [UInt8(ascii: "\"")] + result + [UInt8(ascii: "\"")] }
        }
        while let byte = current, !byte.isBlank, byte != UInt8(ascii: ";"), byte != UInt8(ascii: "(") {
            result.append(byte)
            index += 1
        }
        return index > start ? String(decoding: result, as: UTF8.self) : nil
    }

    /// ARC's `i=1;` before all else.
    mutating func instance() -> Int? {
        let start = index
        if let name = keyword(), name.lowercased() == "i", take(UInt8(ascii: "=")), let text = keyword(),
            take(UInt8(ascii: ";")),
            let number = Int(text)
        {
            return number
        }
        index = start
        return nil
    }

    /// The name of the server and its version number; nil where a result stands in its place.
    mutating func authservID() -> String? {
        let start = index
        guard let id = value(), !id.utf8.contains(UInt8(ascii: "=")) else {
            index = start
            return nil
        }
        skipSpace()
        while let byte = current, byte != UInt8(ascii: ";") {
            index += 1
            if byte == UInt8(ascii: "(") {
                index -= 1
                skipSpace()
            }
        }
        return id
    }

    /// The next `; method=result …`; nil at the end.
    mutating func result() -> AuthenticationResults.Result? {
        while true {
            skipSpace()
            while take(UInt8(ascii: ";")) {}
            guard current != nil else { return nil }
            if let found = resultHere() { return found }
            skipToSemicolon()
        }
    }

    private mutating func skipToSemicolon() {
        while current != nil, current != UInt8(ascii: ";") {
            let before = index
            skipSpace()
            if current == UInt8(ascii: "\"") { _ = value() } else if index == before { index += 1 }
        }
    }

    private mutating func resultHere() -> AuthenticationResults.Result? {
        guard let method = keyword() else { return nil }
        if take(UInt8(ascii: "/")) { _ = keyword() }
        guard take(UInt8(ascii: "=")), let result = value() else { return nil }
        var reason: String?
        var properties: [AuthenticationResults.Property] = []
        while true {
            skipSpace()
            guard let byte = current, byte != UInt8(ascii: ";") else { break }
            let start = index
            if let name = keyword() {
                if take(UInt8(ascii: ".")) {
                    if let property = keyword(), take(UInt8(ascii: "=")) {
                        properties.append(.init(name: "\(name).\(property)".lowercased(), value: value() ?? ""))
                    }
                    continue
                }
                if take(UInt8(ascii: "=")) {
                    let text = value() ?? ""
                    if name.lowercased() == "reason" {
                        reason = text
                    } else {
                        properties.append(.init(name: name.lowercased(), value: text))
                    }
                    continue
                }
            }
            if index == start { index += 1 }
        }
        return .init(method: method.lowercased(), result: result.lowercased(), reason: reason, properties: properties)
    }
}
