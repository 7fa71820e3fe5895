/// Phrases that are looked for all at once in bytes: grouped by their first byte. As many bytes as the shortest one has are passed over
/// wherever two bytes stand that begin no phrase (Wu and Manber, 1994), and a table of the first three bytes says where one may begin.
package struct PhraseTable: ExpressibleByArrayLiteral, Sendable {
    /// The phrases behind each other.
    private let bytes: [UInt8]
    /// Where each phrase starts in `bytes`, one more at the end.
    private let offsets: [Int]
    /// Where the phrases of a first byte start among all, one more at the end.
    private let starts: [Int]
    private let mayBegin: [Bool]
    /// How long the shortest phrase is.
    private let least: Int
    /// How many bytes may be passed over where two bytes stand at the end of the place for the shortest phrase.
    private let skips: [UInt8]

    /// Phrases as they stand in the texts that they are looked for in; none may be empty.
    package init(_ phrases: [[UInt8]]) {
        precondition(!phrases.contains { $0.isEmpty }, "a phrase without a byte stands everywhere")
        let sorted = phrases.sorted { $0[0] < $1[0] }
        var starts = [Int](repeating: 0, count: 257)
        var mayBegin = [Bool](repeating: false, count: Self.room)
        let any = UInt8.min...UInt8.max
        for phrase in phrases {
            starts[Int(phrase[0]) + 1] += 1
            for second in phrase.count > 1 ? phrase[1]...phrase[1] : any {
                for third in phrase.count > 2 ? phrase[2]...phrase[2] : any {
                    mayBegin[Self.place(phrase[0], second, third)] = true
                }
            }
        }
        for byte in 0..<256 { starts[byte + 1] += starts[byte] }
        self.starts = starts
        self.mayBegin = mayBegin
        least = min(phrases.map(\.count).min() ?? 1, 200)
        skips = Self.skips(phrases, least)
        bytes = Array(sorted.joined())
        offsets = sorted.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    /// Phrases in UTF-8.
    package init(arrayLiteral phrases: String...) { self.init(phrases.map { Array($0.utf8) }) }

    /// All phrases of several tables.
    package init(_ tables: [PhraseTable]) { self.init(tables.flatMap(\.phrases)) }

    private var phrases: [[UInt8]] { offsets.indices.dropLast().map { Array(bytes[offsets[$0]..<offsets[$0 + 1]]) } }

    /// The lines of a table; empty lines do not count.
    package init(lines: String) { self.init(lines.split(separator: "\n").map { Array($0.utf8) }) }

    private static let room = 8192

    /// Where two bytes stand in `skips`.
    @inline(__always)
    private static func place(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) << 4 ^ Int(second)) & 4095 }

    private static func skips(_ phrases: [[UInt8]], _ least: Int) -> [UInt8] {
        guard least > 1 else { return [] }
        var skips = [UInt8](repeating: UInt8(least - 1), count: 4096)
        for phrase in phrases {
            for end in 1..<least {
                let place = place(phrase[end - 1], phrase[end])
                skips[place] = min(skips[place], UInt8(least - 1 - end))
            }
        }
        return skips
    }

    /// Where three bytes stand in `mayBegin`.
    @inline(__always)
    private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        (Int(first) << 8 ^ Int(second) << 4 ^ Int(third)) & (room - 1)
    }

    /// Whether one of the phrases stands within a range of a text. One pass.
    package func stands(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= least else { return false }
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "a range within the text")
        guard least > 2 else { return range.contains { begins(at: $0, of: text, before: range.upperBound) } }
        return mayBegin.withUnsafeBufferPointer { mayBegin in
            skips.withUnsafeBufferPointer { skips in
                var end = range.lowerBound + least - 1
                while end < range.upperBound {
                    let skip = Int(skips[Self.place(text[end - 1], text[end])])
                    end += max(skip, 1)
                    guard skip == 0 else { continue }
                    let start = end - least
                    if mayBegin[Self.place(text[start], text[start + 1], text[start + 2])],
                        begins(at: start, of: text, before: range.upperBound)
                    {
                        return true
                    }
                }
                return false
            }
        }
    }

    /// Whether one of the phrases stands in bytes.
    package func stands(in text: [UInt8]) -> Bool { text.withUnsafeBufferPointer { stands(in: $0, 0..<$0.count) } }

    /// Whether one of the phrases begins at a place of a text and ends before `end`.
    package func begins(at index: Int, of text: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        let first = Int(text[index])
        for place in starts[first]..<starts[first + 1] {
            let (start, length) = (offsets[place], offsets[place + 1] - offsets[place])
            guard index + length <= end else { continue }
            var matched = 1
            while matched < length, text[index + matched] == bytes[start + matched] { matched += 1 }
            if matched == length { return true }
        }
        return false
    }
}

extension String {
    /// Lends the text's bytes in UTF-8.
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
        var text = self
        return try text.withUTF8(body)
    }
}
