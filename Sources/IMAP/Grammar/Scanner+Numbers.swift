extension Scanner {
    /// `number64`, and `mod-sequence-value` (RFC 7162 section 7): below 2^63.
    mutating func number() throws(GrammarFault) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        while let byte = next, Octet.isDigit(byte) {
            guard position - start < 19 else { throw fault("number below 10^19") }
            value = value * 10 + UInt64(byte &- 48)
            position += 1
        }
        guard position > start, value < 1 << 63 else { throw fault("number") }
        return value
    }

    /// `number`: 32 bits.
    mutating func number32() throws(GrammarFault) -> UInt32 {
        let value = try number()
        guard let number = UInt32(exactly: value) else { throw fault("number of 32 bits") }
        return number
    }

    /// `nz-number`.
    mutating func nonZero() throws(GrammarFault) -> UInt32 {
        let value = try number32()
        guard value > 0 else { throw fault("nz-number") }
        return value
    }

    /// A count that some servers send as NIL.
    mutating func numberOrNil() throws(GrammarFault) -> UInt64? { skipNil() ? nil : try number() }

    /// `sequence-set`.
    mutating func sequenceSet() throws(GrammarFault) -> SequenceSet {
        var ranges: [SequenceSet.Range] = []
        repeat {
            let first = try sequenceNumber()
            let last = skip(Octet.colon) ? try sequenceNumber() : first
            ranges.append(SequenceSet.Range(first, last))
        } while skip(Octet.comma)
        return SequenceSet(ranges)
    }

    private mutating func sequenceNumber() throws(GrammarFault) -> UInt32 {
        skip(Octet.star) ? SequenceSet.last : try nonZero()
    }

    /// Numbers with spaces between them: what SEARCH and SORT answer.
    mutating func numbers() throws(GrammarFault) -> [UInt32] {
        var numbers: [UInt32] = []
        skipSpaces()
        while let byte = next, Octet.isDigit(byte) {
            numbers.append(try number32())
            guard isAtEnd || next == Octet.space || next == Octet.open else { throw fault("SP") }
            skipSpaces()
        }
        return numbers
    }
}
