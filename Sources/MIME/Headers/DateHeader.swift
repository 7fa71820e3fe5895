import Kernel

/// Reads Date headers: RFC 5322 section 3.3 with the obsolete forms of 4.3, C's asctime and ISO 8601.
package enum DateHeader {
    /// Nil where the value is no date, or names a day or an hour that does not exist.
    package static func parse(_ raw: [UInt8]) -> Moment? {
        var reading = Reading()
        for word in words(EncodedWords.unfolded(raw)) { reading.take(word) }
        return reading.moment
    }

    /// Split at blanks, commas and the hyphens of `20-Nov-2026`; comments dropped.
    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start: Int?
        var depth = 0
        for (index, byte) in bytes.enumerated() {
            let isOpen = byte == UInt8(ascii: "(")
            if isOpen { depth += 1 }
            if depth > 0 || byte.isBlank || byte == UInt8(ascii: ",") {
                if let begun = start { words.append(bytes[begun..<index]) }
                start = nil
            } else if start == nil {
                start = index
            }
            if byte == UInt8(ascii: ")"), depth > 0 { depth -= 1 }
        }
        if let begun = start { words.append(bytes[begun...]) }
        return words.flatMap { word in
            let parts = word.split(separator: UInt8(ascii: "-"))
            return parts.count == 3 && MonthName.number(parts[1]) != nil ? parts : [word]
        }
    }

    /// The parts of a date as they come in.
    private struct Reading {
        var day: Int?
        var month: Int?
        var year: Int?
        var second: Int?
        var offsetSeconds: Int?
        var isAfternoon: Bool?
        var whole: Moment?

        mutating func take(_ word: ArraySlice<UInt8>) {
            if second == nil, word.contains(UInt8(ascii: ":")) {
                if let time = Self.time(word) { second = time } else { takeISO(word) }
            } else if month == nil, let number = MonthName.number(word) {
                month = number
            } else if second != nil, let zone = Zone.offset(word) {
                if offsetSeconds == nil { offsetSeconds = zone }
            } else if let number = DateHeader.number(word) {
                if day == nil, word.count <= 2 {
                    day = number
                } else if month == nil, word.count <= 2, (1...12).contains(number) {
                    month = number
                } else if year == nil {
                    year = Self.year(number, digits: word.count)
                }
            } else if word.count == 2, word.last?.asciiLowercased == UInt8(ascii: "m") {
                isAfternoon = word.first?.asciiLowercased == UInt8(ascii: "p")
            }
        }

        private mutating func takeISO(_ word: ArraySlice<UInt8>) {
            whole = whole ?? Moment(String(decoding: word, as: UTF8.self).uppercased())
        }

        /// Two digits: below 50 this century, else the last; three: years since 1900 (section 4.3).
        private static func year(_ number: Int, digits: Int) -> Int {
            switch digits {
            case ...2: number < 50 ? 2000 + number : 1900 + number
            case 3: 1900 + number
            default: number
            }
        }

        private static func time(_ word: ArraySlice<UInt8>) -> Int? {
            let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard (2...3).contains(parts.count), let hour = DateHeader.number(parts[0]),
                let minute = DateHeader.number(parts[1]),
                let second = parts.count == 2 ? 0 : DateHeader.number(parts[2].prefix { $0 != UInt8(ascii: ".") }),
                hour < 24, minute < 60, second <= 60
            else { return nil }
            return hour * 3600 + minute * 60 + min(second, 59)
        }

        var moment: Moment? {
            if let whole { return whole }
            guard let day, let month, let year, let date = Day(year: year, month: month, day: day) else { return nil }
            var time = second ?? 0
            if let isAfternoon, time < 13 * 3600 { time = time % (12 * 3600) + (isAfternoon ? 12 * 3600 : 0) }
            return Moment(milliseconds: date.start.milliseconds + Int64(time - (offsetSeconds ?? 0)) * 1000)
        }
    }

    /// The decimal number that at most six digits spell.
    fileprivate static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 6 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}

/// English month names, by their first three letters.
private enum MonthName {
    private static let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func number(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 3, word.allSatisfy({ $0 | 32 >= 97 && $0 | 32 <= 122 || $0 == 46 }) else { return nil }
        let head = word.prefix(3).map(\.asciiLowercased)
        return names.firstIndex { head.elementsEqual($0.utf8) }.map { $0 + 1 }
    }
}

/// Time zones (RFC 5322 section 4.3): an unknown name is UTC.
private enum Zone {
    // swift-format-ignore
    private static let names: [String: Int] = [
        "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    ]

    /// Seconds east of UTC; nil where the word is no zone.
    static func offset(_ word: ArraySlice<UInt8>) -> Int? {
        guard let first = word.first else { return nil }
        if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
            let digits = word.dropFirst().filter { $0 != UInt8(ascii: ":") }
            guard let value = DateHeader.number(digits[...]) else { return nil }
            let seconds = digits.count <= 2 ? value * 3600 : (value / 100) * 3600 + (value % 100) * 60
            guard seconds < 86_400 else { return 0 }
            return first == UInt8(ascii: "-") ? -seconds : seconds
        }
        let name = String(decoding: word.map(\.asciiLowercased), as: UTF8.self)
        if let hours = names[name] { return hours * 3600 }
        // GMT+0200, UTC-5
        if name.hasPrefix("gmt") || name.hasPrefix("utc") { return offset(word.dropFirst(3)) }
        return nil
    }
}
