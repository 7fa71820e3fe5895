/// Why a text is no JSON: what was expected, and at which byte (counted from 0).
package struct JSONError: Refusal, Equatable {
    package let expected: String
    package let offset: Int

    package var kind: RefusalKind { .malformed }
    package var code: String { "malformed_json" }
    package var reason: String { "the JSON text is broken at byte \(offset): expected \(expected)" }
}

extension Value {
    /// How strict a text is read.
    package enum Notation: Sendable {
        /// RFC 8259; a member name that stands twice in an object is refused.
        case json
        /// JSON5's comments, trailing commas, unquoted names and single quotes beside that: for configuration files.
        case json5
    }

    /// Reads one JSON text; integers outside 64 bits and numbers with a fraction stay decimal text.
    package init(parsing bytes: [UInt8], as notation: Notation = .json) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, notation: notation)
        self = try parser.document()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let notation: Value.Notation
    var position = 0

    static let deepest = 64

    mutating func document() throws(JSONError) -> Value {
        let value = try value(depth: 0)
        try skipSpace()
        guard position == bytes.count else { throw fail("the end") }
        return value
    }

    func fail(_ expected: String) -> JSONError { JSONError(expected: expected, offset: position) }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() throws(JSONError) {
        while let byte = current {
            if byte == 32 || byte == 10 || byte == 13 || byte == 9 {
                position += 1
            } else if notation == .json5, byte == UInt8(ascii: "/") {
                try skipComment()
            } else {
                return
            }
        }
    }

    mutating func skipComment() throws(JSONError) {
        position += 1
        if current == UInt8(ascii: "/") {
            while let byte = current, byte != 10 { position += 1 }
        } else if current == UInt8(ascii: "*") {
            position += 1
            while position + 1 < bytes.count,
                bytes[position] != UInt8(ascii: "*") || bytes[position + 1] != UInt8(ascii: "/")
            {
                position += 1
            }
            guard position + 1 < bytes.count else { throw fail("the end of a comment") }
            position += 2
        } else {
            throw fail("a comment")
        }
    }

    mutating func value(depth: Int) throws(JSONError) -> Value {
        guard depth < Self.deepest else { throw fail("at most \(Self.deepest) levels") }
        try skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .string(try string(quote: UInt8(ascii: "\"")))
        case UInt8(ascii: "'") where notation == .json5: return .string(try string(quote: UInt8(ascii: "'")))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(let byte) where byte == UInt8(ascii: "-") || (48...57).contains(byte): return try number()
        default: throw fail("a value")
        }
    }

    mutating func word(_ text: StaticString, _ value: Value) throws(JSONError) -> Value {
        let spelled = "\(text)".utf8
        guard bytes[position...].starts(with: spelled) else { throw fail("\(text)") }
        position += spelled.count
        return value
    }

    mutating func object(depth: Int) throws(JSONError) -> Value {
        position += 1
        var fields = Value.Fields()
        while true {
            try skipSpace()
            if current == UInt8(ascii: "}"), fields.isEmpty || notation == .json5 { break }
            let name = try memberName()
            guard fields[name] == nil else { throw fail("each member name once") }
            try skipSpace()
            guard current == UInt8(ascii: ":") else { throw fail("a colon") }
            position += 1
            fields[name] = try value(depth: depth + 1)
            try skipSpace()
            if current == UInt8(ascii: "}") { break }
            guard current == UInt8(ascii: ",") else { throw fail("a comma or }") }
            position += 1
            try skipSpace()
            if current == UInt8(ascii: "}"), notation == .json { throw fail("a member name") }
        }
        position += 1
        return .object(fields)
    }

    mutating func memberName() throws(JSONError) -> String {
        switch current {
        case UInt8(ascii: "\""): return try string(quote: UInt8(ascii: "\""))
        case UInt8(ascii: "'") where notation == .json5: return try string(quote: UInt8(ascii: "'"))
        case .some where notation == .json5:
            let start = position
            while let byte = current,
                byte == 95 || byte == 36 || (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
            {
                position += 1
            }
            guard position > start else { throw fail("a member name") }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        default: throw fail("a member name in quotes")
        }
    }

    mutating func list(depth: Int) throws(JSONError) -> Value {
        position += 1
        var list: [Value] = []
        while true {
            try skipSpace()
            if current == UInt8(ascii: "]"), list.isEmpty || notation == .json5 { break }
            list.append(try value(depth: depth + 1))
            try skipSpace()
            if current == UInt8(ascii: "]") { break }
            guard current == UInt8(ascii: ",") else { throw fail("a comma or ]") }
            position += 1
            try skipSpace()
            if current == UInt8(ascii: "]"), notation == .json { throw fail("a value") }
        }
        position += 1
        return .list(list)
    }

    mutating func number() throws(JSONError) -> Value {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[position - whole] != 48 else { throw fail("a number") }
        var isInteger = true
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            guard digits() > 0 else { throw fail("a digit") }
        }
        if let byte = current, byte | 32 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw fail("a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .int(number) }
        return .decimal(text)
    }

    mutating func digits() -> Int {
        let start = position
        while let byte = current, (48...57).contains(byte) { position += 1 }
        return position - start
    }

    mutating func string(quote: UInt8) throws(JSONError) -> String {
        position += 1
        let start = position
        while let byte = current, byte != quote, byte != 92, byte >= 32 { position += 1 }
        var text = Array(bytes[start..<position])
        while let byte = current, byte != quote {
            guard byte >= 32 else { throw fail("no control character in a string") }
            position += 1
            if byte == 92 { try escape(into: &text) } else { text.append(byte) }
        }
        guard current == quote else { throw fail("the end of a string") }
        guard let string = String(validating: text, as: UTF8.self) else { throw fail("UTF-8") }
        position += 1
        return string
    }

    mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw fail("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "'") where notation == .json5: text.append(byte)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw fail("a known escape")
        }
    }

    mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, bytes[position...].starts(with: [92, UInt8(ascii: "u")]) else {
            throw fail("a surrogate pair")
        }
        position += 2
        let low = try codeUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(UInt32(0x10000) + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        else { throw fail("a surrogate pair") }
        return scalar
    }

    mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fail("four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
