/// What a number looks like to leanings, beside that it is one: its kind, and itself where it is plain and has four digits at most.
struct NumberShape: Equatable {
    /// A share, thousands (`40k`), a part of a date or of a time of day, a decimal, a number with separators, a number in the range of low or of
    /// high credit scores, a year; else how many digits it has, behind `$` or without.
    let kind: UInt8
    /// `13`, `941`, empty where it is part of something else.
    let digits: ArraySlice<UInt8>

    /// - Parameter range: of digits, points and commas in the source, the first a digit.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        var last = range.upperBound
        while last > range.lowerBound, !Lexer.isDigit(bytes[last - 1]) { last -= 1 }
        let digits = bytes[range.lowerBound..<last]
        let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 32
        let behind = last < bytes.count ? bytes[last] | 0x20 : 32
        let isPlain = digits.allSatisfy(Lexer.isDigit)
        kind = Self.kind(digits, isPlain: isPlain, before: before, behind: behind)
        let isAlone = isPlain && digits.count <= 4 && !Self.isPart(before, behind)
        self.digits = isAlone ? digits : []
    }

    private static func kind(_ digits: ArraySlice<UInt8>, isPlain: Bool, before: UInt8, behind: UInt8) -> UInt8 {
        switch (before, behind) {
        case (_, UInt8(ascii: "%")): return UInt8(ascii: "p")
        case (_, UInt8(ascii: "k")): return UInt8(ascii: "k")
        case (UInt8(ascii: "/"), _), (_, UInt8(ascii: "/")): return UInt8(ascii: "d")
        case (UInt8(ascii: ":"), _), (_, UInt8(ascii: ":")): return UInt8(ascii: "t")
        default: break
        }
        let isSum = before == UInt8(ascii: "$")
        guard isPlain else {
            return UInt8(ascii: digits.contains(UInt8(ascii: ".")) && digits.count <= 6 && !isSum ? "f" : "g")
        }
        let count = UInt8(min(digits.count, 9))
        if isSum { return UInt8(ascii: "0") + count }
        let value = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 48) }
        return switch (count, value) {
        case (3, 400..<600): UInt8(ascii: "l")
        case (3, 600...850): UInt8(ascii: "h")
        case (4, 1990...2060): UInt8(ascii: "y")
        default: UInt8(ascii: "A") + count
        }
    }

    /// Of a sum, a share, a date, a time, thousands or millions.
    private static func isPart(_ before: UInt8, _ behind: UInt8) -> Bool {
        switch (before, behind) {
        case (UInt8(ascii: "$"), _), (UInt8(ascii: "/"), _), (UInt8(ascii: ":"), _): true
        case (_, UInt8(ascii: "/")), (_, UInt8(ascii: ":")): true
        case (_, UInt8(ascii: "%")), (_, UInt8(ascii: "k")), (_, UInt8(ascii: "m")): true
        default: false
        }
    }

    /// As the table of leanings has them.
    var names: [String] {
        ["#~" + String(decoding: [kind], as: UTF8.self)]
            + (digits.isEmpty ? [] : ["#" + String(decoding: digits, as: UTF8.self)])
    }

    /// The hashes of its names; 0 for none.
    var hashes: (kind: UInt64, digits: UInt64) {
        let mark = LeaningWord.step(Vocabulary.offset, UInt8(ascii: "#"))
        let kind = LeaningWord.step(LeaningWord.step(mark, UInt8(ascii: "~")), kind)
        return (kind, digits.isEmpty ? 0 : digits.reduce(mark, LeaningWord.step))
    }
}
