/// `sequence-set` (RFC 9051 section 9): ranges of UIDs or message numbers.
package struct SequenceSet: Equatable, Sendable {
    /// `*`, the largest number in use. As a UID 2^32 - 1 is as good as never reached.
    package static let last = UInt32.max

    /// `seq-range`, the smaller number first.
    package struct Range: Equatable, Sendable {
        package let first: UInt32
        package let last: UInt32

        package init(_ one: UInt32, _ other: UInt32) {
            first = min(one, other)
            last = max(one, other)
        }
    }

    package let ranges: [Range]

    package init(_ ranges: [Range]) { self.ranges = ranges }

    /// The set of `numbers` with neighbours joined; they need not be in order.
    package init(_ numbers: [UInt32]) {
        var ranges: [Range] = []
        for number in numbers.sorted() {
            guard let tail = ranges.last, number <= tail.last &+ 1, tail.last != Self.last else {
                ranges.append(Range(number, number))
                continue
            }
            ranges[ranges.count - 1] = Range(tail.first, max(number, tail.last))
        }
        self.ranges = ranges
    }

    /// How many numbers the set holds, counting twice what stands in it twice.
    package var count: Int { ranges.reduce(0) { $0 + Int($1.last - $1.first) + 1 } }

    /// The numbers in the order of the set, or nil where there are more than `limit` or one of them is `*`.
    package func numbers(limit: Int) -> [UInt32]? {
        guard count <= limit, !ranges.contains(where: { $0.last == Self.last }) else { return nil }
        return ranges.flatMap { $0.first...$0.last }
    }
}

extension SequenceSet: CustomStringConvertible {
    /// `1:5,7,9:*`
    package var description: String {
        ranges.map { range in
            range.first == range.last ? Self.spell(range.first) : "\(Self.spell(range.first)):\(Self.spell(range.last))"
        }.joined(separator: ",")
    }

    private static func spell(_ number: UInt32) -> String { number == last ? "*" : String(number) }
}
