/// `esearch-response` (RFC 4731 section 3.1, RFC 9051 section 7.3.4).
package struct ExtendedSearch: Equatable, Sendable {
    /// `search-return-data`.
    package enum Result: Equatable, Sendable {
        case min(UInt32)
        case max(UInt32)
        case all(SequenceSet)
        case count(UInt32)
        case modSeq(UInt64)
        /// RFC 9394 section 3.1: positions from the first or, below zero, from the last; nil where none is there.
        case partial(from: Int64, to: Int64, SequenceSet?)
        case other(String, ListItem)
    }

    /// The tag of the command that is answered.
    package let tag: String?
    /// Whether the numbers are UIDs.
    package let isUID: Bool
    package let results: [Result]

    /// What `RETURN (ALL)` asked for; nothing found is an empty set.
    package var all: SequenceSet {
        for case .all(let set) in results { return set }
        return SequenceSet([SequenceSet.Range]())
    }
}

extension Scanner {
    mutating func extendedSearch() throws(GrammarFault) -> ExtendedSearch {
        var tag: String?
        if skip(Octet.open) {
            guard skipWord("TAG") else { throw fault("TAG") }
            try space()
            tag = text(try astring())
            try expect(Octet.close, ")")
            skipSpaces()
        }
        let isUID = skipWord("UID")
        var results: [ExtendedSearch.Result] = []
        skipSpaces()
        while !isAtEnd {
            let name = try word("search-return-data")
            try space()
            results.append(try searchResult(name))
            skipSpaces()
        }
        return ExtendedSearch(tag: tag, isUID: isUID, results: results)
    }

    private mutating func searchResult(_ name: String) throws(GrammarFault) -> ExtendedSearch.Result {
        switch name {
        case "MIN": return .min(try nonZero())
        case "MAX": return .max(try nonZero())
        case "ALL": return .all(try sequenceSet())
        case "COUNT": return .count(try number32())
        case "MODSEQ": return .modSeq(try number())
        case "PARTIAL": return try partialResult()
        default: return .other(name, try listItem())
        }
    }

    private mutating func partialResult() throws(GrammarFault) -> ExtendedSearch.Result {
        try expect(Octet.open, "(")
        let first = try signedNumber()
        try expect(Octet.colon, ":")
        let last = try signedNumber()
        try space()
        let set = skipNil() ? nil : try sequenceSet()
        try expect(Octet.close, ")")
        return .partial(from: Swift.min(first, last), to: Swift.max(first, last), set)
    }

    private mutating func signedNumber() throws(GrammarFault) -> Int64 {
        let isNegative = skip(Octet.minus)
        let value = Int64(try nonZero())
        return isNegative ? -value : value
    }
}
