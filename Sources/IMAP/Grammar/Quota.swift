/// `QUOTA` (RFC 9208 section 4.2.1; RFC 2087 section 5.1): what a quota root uses and may use.
package struct Quota: Equatable, Sendable {
    package struct Resource: Equatable, Sendable {
        /// STORAGE is counted in units of 1,024 octets, MESSAGE in messages.
        package let name: String
        package let usage: UInt64
        package let limit: UInt64
    }

    package let root: [UInt8]
    package let resources: [Resource]
}

extension Scanner {
    mutating func quota() throws(GrammarFault) -> Quota {
        let root = try astring()
        try space()
        let resources = try list { scanner throws(GrammarFault) in
            let name = try scanner.word("resource-name")
            try scanner.space()
            let usage = try scanner.number()
            try scanner.space()
            return Quota.Resource(name: name, usage: usage, limit: try scanner.number())
        }
        return Quota(root: root, resources: resources)
    }

    mutating func quotaRoot() throws(GrammarFault) -> UntaggedResponse {
        let mailbox = try mailbox()
        var roots: [[UInt8]] = []
        skipSpaces()
        while !isAtEnd {
            roots.append(try astring())
            skipSpaces()
        }
        return .quotaRoot(mailbox: mailbox, roots: roots)
    }
}
