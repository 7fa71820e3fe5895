/// Whether a sender writes the day before the month: by its country, or by its money.
enum DayOrder {
    private static let domains = [".uk", ".au", ".nz", ".ie", ".za"]
    /// Codes and signs of money of countries where the day comes first.
    private static let money = ["£", "€", "A$", "NZ$", "GBP", "EUR", "AUD", "NZD", "ZAR"].map { Array($0.utf8) }
    /// Codes begin with a letter.
    private static let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")

    static func isDayFirst(_ bytes: [UInt8], _ lines: [Range<Int>], domain: String?) -> Bool {
        if let domain, domains.contains(where: domain.hasSuffix) { return true }
        return bytes.withUnsafeBufferPointer { bytes in lines.contains { namesMoney(bytes[$0]) } }
    }

    private static func namesMoney(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        line.indices.contains { place in
            switch line[place] {
            // `R40,000`
            case UInt8(ascii: "R"): isRand(line, place)
            case let byte where byte == 0xC2 || byte == 0xE2 || letters.contains(byte): isMoney(line, place, byte)
            default: false
            }
        }
    }

    private static func isMoney(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ place: Int, _ first: UInt8) -> Bool {
        money.contains { sign in
            sign[0] == first && place + sign.count <= line.endIndex
                && line[place..<place + sign.count].elementsEqual(sign)
                && (first >= 0x80 || !isLetter(line, place - 1) && !isLetter(line, place + sign.count))
        }
    }

    private static func isRand(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ place: Int) -> Bool {
        !isLetter(line, place - 1) && line.indices.contains(place + 1) && Lexer.isDigit(line[place + 1])
            && line[place...].dropFirst().prefix { Lexer.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == 32 }
                .lazy.filter(Lexer.isDigit).prefix(4).count == 4
    }

    private static func isLetter(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ place: Int) -> Bool {
        line.indices.contains(place) && Lexer.isLetter(line[place])
    }
}
