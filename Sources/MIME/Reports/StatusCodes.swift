/// Reply codes (RFC 5321) and enhanced status codes (RFC 3463) within text.
enum StatusCodes {
    /// The first `5.1.1` of class 4 or 5 that is no piece of an IP address or a version; one with a detail before one without,
    /// and none of `others` where there is another.
    static func status(in text: String, otherThan others: Set<String> = []) -> String? {
        var spare: String?
        for run in Array(text.utf8).split(whereSeparator: { !isDigit($0) && $0 != UInt8(ascii: ".") }) {
            let digits = run.last == UInt8(ascii: ".") ? run.dropLast() : run
            let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].count == 1, parts[0].first == 52 || parts[0].first == 53,
                parts[1].count == 1,
                let subject = parts[1].first, subject <= 55, (1...3).contains(parts[2].count)
            else { continue }
            let code = String(decoding: digits, as: UTF8.self)
            if !code.hasSuffix(".0.0"), !others.contains(code) { return code }
            if spare == nil || spare?.hasSuffix(".0.0") == true && !code.hasSuffix(".0.0") { spare = code }
        }
        return spare
    }

    /// The first number from 400 to 559 that stands like a reply code: before a space, a hyphen or the end.
    static func replyCode(in text: String) -> Int? {
        for word in words(text) {
            var digits = word.drop {
                $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[")
            }
            if let end = digits.firstIndex(where: { !isDigit($0) }) {
                guard
                    digits[end] == UInt8(ascii: "-") || digits[end] == UInt8(ascii: ":")
                        || digits[end] == UInt8(ascii: ",")
                else { continue }
                digits = digits[..<end]
            }
            if digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)), (400...559).contains(code) {
                return code
            }
        }
        return nil
    }

    private static func words(_ text: String) -> [ArraySlice<UInt8>] { Array(text.utf8).split { $0.isBlank } }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
