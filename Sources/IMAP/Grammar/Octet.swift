/// Octets of the protocol and the sets that the grammar names (RFC 9051 section 9).
enum Octet {
    static let space = UInt8(ascii: " ")
    static let open = UInt8(ascii: "(")
    static let close = UInt8(ascii: ")")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let carriageReturn: UInt8 = 13
    static let lineFeed: UInt8 = 10
    static let star = UInt8(ascii: "*")
    static let plus = UInt8(ascii: "+")
    static let minus = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let tilde = UInt8(ascii: "~")
    static let ampersand = UInt8(ascii: "&")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    @inline(__always) static func upper(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte &- 32 : byte }

    /// `ASTRING-CHAR`, taken widely: octets above 127 as well, for servers that send names as they are.
    static func isAtomic(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...32, 127, open, close, openBrace, quote: false
        default: true
        }
    }
}

/// Text as Unicode: octets that are no UTF-8 become replacement characters.
func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

/// ASCII letters in upper case.
func uppercased(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.lazy.map(Octet.upper), as: UTF8.self)
}
