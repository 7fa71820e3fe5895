/// Makes identities that sort in the order in which they were made, also within a millisecond and when the clock goes
/// back.
package struct RisingIdentifiers<Record>: Sendable {
    private var last: UInt128 = 0

    package init() {}

    package mutating func next(at moment: Moment) -> Identifier<Record> {
        let fresh = Identifier<Record>(at: moment).bits
        // The step is random, so that a neighbour's identity cannot be guessed.
        last = fresh > last ? fresh : last + 1 + UInt128(UInt64.random(in: 0..<1 << 48))
        return Identifier(bits: last)
    }
}
