/// windows-1252 as browsers read it: ISO 8859-1 with its own letters from 128 to 159.
enum SingleByte {
    // swift-format-ignore
    private static let special: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    static func windows1252(_ bytes: [UInt8]) -> String {
        if let text = bytes.allSatisfy({ $0 < 128 }) ? String(validating: bytes, as: UTF8.self) : nil { return text }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            let value = byte >= 128 && byte < 160 ? special[Int(byte) - 128] : UInt16(byte)
            if value < 0x80 {
                output.append(UInt8(value))
            } else if value < 0x800 {
                output.append(0xC0 | UInt8(value >> 6))
                output.append(0x80 | UInt8(value & 0x3F))
            } else {
                output.append(0xE0 | UInt8(value >> 12))
                output.append(0x80 | UInt8(value >> 6 & 0x3F))
                output.append(0x80 | UInt8(value & 0x3F))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
