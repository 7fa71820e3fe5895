/// A text part's bytes with the transfer encoding that carries them: 7bit for short plain lines, quoted-printable for
/// mostly ASCII, base64 for the rest. Never 8bit: what is sent arrives alike through every relay.
struct TextBody {
    enum Encoding: String {
        case sevenBit = "7bit"
        case quotedPrintable = "quoted-printable"
        case base64
    }

    let encoding: Encoding
    let bytes: [UInt8]

    init(_ text: String) {
        let normal = Self.normalized(text)
        encoding = Self.encoding(for: normal)
        switch encoding {
        case .sevenBit: bytes = normal
        case .quotedPrintable: bytes = QuotedPrintable.encode(normal)
        case .base64: bytes = Base64Lines.encode(normal)
        }
    }

    /// Every line ends in CRLF, the last too; CR, LF and CRLF count as one line end each.
    static func normalized(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 64)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 13 || (byte == 10 && previous != 13) {
                bytes += [13, 10]
            } else if byte != 10 {
                bytes.append(byte)
            }
            previous = byte
        }
        if !bytes.isEmpty, bytes.last != 10 { bytes += [13, 10] }
        return bytes
    }

    private static func encoding(for bytes: [UInt8]) -> Encoding {
        let foreign = bytes.count { $0 >= 127 || ($0 < 32 && $0 != 9 && $0 != 10 && $0 != 13) }
        if foreign * 4 > bytes.count { return .base64 }
        let from = Array("From ".utf8)
        let isPlain = bytes.split(separator: 10).allSatisfy { line in
            let text = line.dropLast()
            return text.count <= 78 && text.last != 32 && text.last != 9 && !text.starts(with: from)
        }
        return isPlain && foreign == 0 ? .sevenBit : .quotedPrintable
    }
}
