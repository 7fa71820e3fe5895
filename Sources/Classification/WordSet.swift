/// Words by their numbers in the vocabulary, one bit each.
struct WordSet {
    private var bits: [UInt64]

    init(_ numbers: some Sequence<UInt16>) {
        bits = []
        for number in numbers {
            let word = Int(number >> 6)
            while bits.count <= word { bits.append(0) }
            bits[word] |= 1 << UInt64(number & 63)
        }
    }

    func contains(_ number: UInt16) -> Bool {
        let word = Int(number >> 6)
        return word < bits.count && bits[word] & (1 << UInt64(number & 63)) != 0
    }
}

/// Values by the number of a word.
struct WordMap<Value> {
    private var values: [Value?]

    init(_ pairs: [(UInt16, Value)]) {
        values = [Value?](repeating: nil, count: 1 + Int(pairs.map(\.0).max() ?? 0))
        for (number, value) in pairs { values[Int(number)] = value }
    }

    subscript(number: UInt16) -> Value? { Int(number) < values.count ? values[Int(number)] : nil }
}

extension WordSet: Sendable {}
extension WordMap: Sendable where Value: Sendable {}
