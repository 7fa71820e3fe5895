/// One mailbox of an address header (RFC 5322 section 3.4): the name shown to people, decoded, and the address.
package struct MailAddress: Hashable, Sendable {
    /// Nil where the header gives none.
    package let name: String?
    /// `local@domain` as written, without brackets, comments and white space; it may lack an `@` in broken mail.
    package let address: String

    package init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }

    /// What follows the last `@`, in lower case; nil where there is none.
    package var domain: String? {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let domain = address[address.utf8.index(after: at)...]
        return domain.isEmpty ? nil : domain.lowercased()
    }
}
