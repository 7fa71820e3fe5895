/// What a stretch of a mail is made of, in any language: day, time, address, colon.
struct StretchShape {
    /// A year, or day and month in figures.
    private(set) var hasDay = false
    private(set) var hasTime = false
    private(set) var digits = 0
    /// `a@b`, and where the last of them ends.
    private(set) var addressEnd: Int?
    /// The address stands in `<>` or `()`.
    private(set) var isBracketed = false

    var hasAddress: Bool { addressEnd != nil }

    /// One pass over the stretch; groups of figures and the signs between them tell days and times.
    init(_ text: MailLines, _ range: Range<Int>) {
        text.looks.add(range.count)
        text.lower.withUnsafeBufferPointer { bytes in
            var index = range.lowerBound
            var last: (group: Group, sign: UInt8)?
            while index < range.upperBound {
                let byte = bytes[index]
                if byte == UInt8(ascii: "@"), index > range.lowerBound, bytes[index - 1] > 32 {
                    takeAddress(bytes, &index, range)
                } else if Self.isDigit(byte) {
                    let group = Self.group(bytes, &index, range.upperBound)
                    take(group, after: last)
                    last = index < range.upperBound ? (group, bytes[index]) : nil
                    index += 1
                } else {
                    if byte != 32 { last = nil }
                    index += 1
                }
            }
        }
    }

    /// Figures side by side.
    private struct Group {
        var value = 0
        var count = 0
        var isYear: Bool { count == 4 && (1990...2099).contains(value) }
    }

    private mutating func take(_ group: Group, after last: (group: Group, sign: UInt8)?) {
        digits += group.count
        if group.isYear { hasDay = true }
        guard let last, last.group.count <= 2, group.count <= 2 else { return }
        switch last.sign {
        case UInt8(ascii: ":"), UInt8(ascii: "h"):
            if last.group.value < 25 && group.value < 60 && group.count == 2 { hasTime = true }
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
            if last.group.value <= 31 && group.value <= 31 { hasDay = true }
            if last.sign == UInt8(ascii: "."), last.group.value < 25, group.count == 2 { hasTime = true }
        default: break
        }
    }

    private mutating func takeAddress(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ range: Range<Int>) {
        index += 1
        let start = index
        while index < range.upperBound, Self.isDomain(bytes[index]) { index += 1 }
        guard index > start + 2 else { return }
        addressEnd = index
        var next = index
        while next < range.upperBound, Self.isMark(bytes, next) { next += 3 }
        if next < range.upperBound, [62, 41, 93].contains(bytes[next]) {
            isBracketed = true
            addressEnd = next + 1
        }
    }

    private static func group(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) -> Group {
        var group = Group()
        while index < end, isDigit(bytes[index]) {
            group.value = min(group.value * 10 + Int(bytes[index]) - 48, 1_000_000)
            group.count += 1
            index += 1
        }
        return group
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func isDomain(_ byte: UInt8) -> Bool {
        (byte >= 97 && byte <= 122) || isDigit(byte) || byte == 45 || byte == 46
    }

    /// A sign that turns the direction of writing, U+200E to U+202E and U+2066 to U+2069: three bytes.
    static func isMark(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + 2 < bytes.count, bytes[index] == 0xE2 else { return false }
        switch (bytes[index + 1], bytes[index + 2]) {
        case (0x80, 0x8B...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return true
        default: return false
        }
    }
}
