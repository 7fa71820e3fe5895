/// Percent-encoding (RFC 3986 section 2.1).
enum PercentCoding {
    /// Decodes escapes, and `+` as a space where it is a form; nil where an escape is broken or the bytes are no UTF-8.
    static func decode(_ bytes: some Collection<UInt8>, isForm: Bool = false) -> String? {
        guard bytes.contains(where: { $0 == 37 || $0 == 43 || $0 > 127 }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(isForm && byte == UInt8(ascii: "+") ? 32 : byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    /// Everything escaped that is no letter, digit or `-._~`, nor in `kept`.
    static func encode(_ text: String, keeping kept: String = "") -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            case let byte where kept.utf8.contains(byte): encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
