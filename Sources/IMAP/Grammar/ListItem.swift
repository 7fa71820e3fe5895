/// `tagged-ext-comp` and `body-extension` (RFC 9051 section 9): values of extensions that are not known here.
package indirect enum ListItem: Equatable, Sendable {
    case none
    case number(UInt64)
    /// Neither number nor string: as it was written, with what stands in its brackets.
    case atom([UInt8])
    case string([UInt8])
    case list([ListItem])
}

extension Scanner {
    /// Items with spaces between them, up to the end.
    mutating func listItems() throws(GrammarFault) -> [ListItem] {
        var items: [ListItem] = []
        skipSpaces()
        while !isAtEnd {
            items.append(try listItem())
            skipSpaces()
        }
        return items
    }

    mutating func listItem() throws(GrammarFault) -> ListItem {
        switch next {
        case Octet.open:
            return .list(
                try nested { scanner throws(GrammarFault) in
                    try scanner.list { scanner throws(GrammarFault) in try scanner.listItem() }
                })
        case Octet.quote, Octet.openBrace: return .string(try string())
        default: return try bareItem()
        }
    }

    private mutating func bareItem() throws(GrammarFault) -> ListItem {
        if skipNil() { return .none }
        let start = position
        while let byte = next, Octet.isAtomic(byte) {
            position += 1
            guard byte == Octet.openBracket else { continue }
            _ = run { $0 != Octet.closeBracket }
            try expect(Octet.closeBracket, "]")
        }
        let taken = bytes[start..<position]
        guard !taken.isEmpty else { throw fault("value") }
        if taken.count < 19, taken.allSatisfy(Octet.isDigit), let number = UInt64(IMAP.text(taken)) {
            return .number(number)
        }
        return .atom(Array(taken))
    }
}
