/// The charset that an HTML text declares for itself.
enum HTMLCharset {
    /// The declared charset, unless the text is valid UTF-8: many declarations are left over from another program.
    static func wanted(for bytes: [UInt8]) -> String? {
        String(validating: bytes, as: UTF8.self) == nil ? declared(in: bytes) : nil
    }

    /// What follows the first `charset=` of the first 1,024 bytes; nil where there is none.
    static func declared(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(1024).map(\.asciiLowercased)
        let mark = Array("charset=".utf8)
        guard head.count > mark.count,
            let start = (0...(head.count - mark.count)).first(where: {
                head[$0..<($0 + mark.count)].elementsEqual(mark)
            })
        else { return nil }
        let name = head[(start + mark.count)...].drop { $0 == 34 || $0 == 39 || $0.isBlank }.prefix { byte in
            (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 95
        }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}
