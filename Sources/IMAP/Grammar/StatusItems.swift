/// `STATUS` (RFC 9051 section 7.3.5): figures of a mailbox that need not be selected.
package struct StatusItems: Equatable, Sendable {
    package enum Value: Equatable, Sendable {
        case number(UInt64)
        /// MAILBOXID (RFC 8474 section 4.3).
        case identifier(String)
        case none
    }

    package let mailbox: MailboxName
    /// `status-att-val` in the server's order, names in upper case.
    package let items: [(name: String, value: Value)]

    /// The number called `name`, given in upper case.
    package func number(_ name: String) -> UInt64? {
        for item in items where item.name == name {
            if case .number(let number) = item.value { return number }
        }
        return nil
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.mailbox == right.mailbox && left.items.elementsEqual(right.items, by: ==)
    }
}

extension Scanner {
    mutating func statusItems() throws(GrammarFault) -> StatusItems {
        let mailbox = try mailbox()
        try space()
        let items = try list { scanner throws(GrammarFault) in
            let name = try scanner.word("status-att")
            try scanner.space()
            return (name, try scanner.statusValue())
        }
        return StatusItems(mailbox: mailbox, items: items)
    }

    private mutating func statusValue() throws(GrammarFault) -> StatusItems.Value {
        if skipNil() { return .none }
        if next == Octet.open { return .identifier(try objectID()) }
        return .number(try number())
    }
}
