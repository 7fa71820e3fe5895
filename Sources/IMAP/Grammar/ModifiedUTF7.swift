/// Modified UTF-7 (RFC 3501 section 5.1.3): `&` begins base64 of UTF-16, `-` ends it, `&-` is an ampersand.
enum ModifiedUTF7 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encode(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        var run: [UInt16] = []
        for unit in text.utf16 {
            guard unit >= 0x20, unit <= 0x7E else {
                run.append(unit)
                continue
            }
            flush(&run, to: &output)
            output.append(UInt8(unit))
            if unit == UInt16(Octet.ampersand) { output.append(Octet.minus) }
        }
        flush(&run, to: &output)
        return output
    }

    private static func flush(_ run: inout [UInt16], to output: inout [UInt8]) {
        guard !run.isEmpty else { return }
        output.append(Octet.ampersand)
        var bits: UInt32 = 0
        var count = 0
        for unit in run {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                output.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { output.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        output.append(Octet.minus)
        run.removeAll(keepingCapacity: true)
    }

    /// What is not modified UTF-7 is returned as it stands.
    static func decode(_ wire: [UInt8]) -> String {
        guard wire.contains(Octet.ampersand), !wire.contains(where: { $0 > 127 }) else { return IMAP.text(wire) }
        var units: [UInt16] = []
        var index = 0
        while index < wire.count {
            guard wire[index] == Octet.ampersand else {
                units.append(UInt16(wire[index]))
                index += 1
                continue
            }
            guard let end = wire[index...].firstIndex(of: Octet.minus), let run = decodeRun(wire[(index + 1)..<end])
            else { return IMAP.text(wire) }
            units += run
            index = end + 1
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func decodeRun(_ letters: ArraySlice<UInt8>) -> [UInt16]? {
        if letters.isEmpty { return [UInt16(Octet.ampersand)] }
        var units: [UInt16] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in letters {
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 16 else { continue }
            count -= 16
            units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
            bits &= (1 << UInt32(count)) - 1
        }
        return units.isEmpty ? nil : units
    }
}
