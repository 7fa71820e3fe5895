/// Finds addresses in lines that people and programs wrote.
enum AddressFinder {
    struct Found {
        let address: String
        /// Of the address itself, without a bracket.
        let range: Range<Int>
    }

    /// Everything of the shape `local@domain.tld`.
    static func addresses(in line: [UInt8]) -> [Found] {
        var found: [Found] = []
        var floor = 0
        for at in line.indices where line[at] == UInt8(ascii: "@") {
            var start = at
            if start > floor, line[start - 1] == UInt8(ascii: "\"") {
                start -= 1
                while start > floor, line[start - 1] != UInt8(ascii: "\"") { start -= 1 }
                start = max(floor, start - 1)
            } else {
                while start > floor, isLocal(line[start - 1]) { start -= 1 }
            }
            var end = at + 1
            while end < line.count, isDomain(line[end]) { end += 1 }
            while end > at + 1, line[end - 1] == UInt8(ascii: ".") || line[end - 1] == UInt8(ascii: "-") { end -= 1 }
            while start < at,
                line[start] == UInt8(ascii: "'") || line[start] == UInt8(ascii: "*") || line[start] == UInt8(ascii: ".")
            { start += 1 }
            guard start < at, end > at + 1 else { continue }
            found.append(Found(address: String(decoding: line[start..<end], as: UTF8.self), range: start..<end))
            floor = end
        }
        return found
    }

    private static func isLocal(_ byte: UInt8) -> Bool { AddressGrammar.isAtomText(byte) || byte == UInt8(ascii: ".") }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), 128...: true
        default: false
        }
    }
}
