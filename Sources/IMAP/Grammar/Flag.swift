/// `flag` and `mbx-list-flags` (RFC 9051 section 2.3.2): `\Seen`, `$Forwarded`, `Work`.
package struct Flag: Hashable, Sendable {
    /// With its backslash; system flags are compared whatever their case, so theirs is made uniform.
    package let name: String

    package init(_ name: String) {
        guard name.utf8.first == Octet.backslash else {
            self.name = name
            return
        }
        self.name = "\\" + name.dropFirst().prefix(1).uppercased() + name.dropFirst(2).lowercased()
    }

    package static let seen = Flag("\\Seen")
    package static let deleted = Flag("\\Deleted")
}

extension Scanner {
    /// `flag-list`; takes any octets but spaces and parentheses, for Gmail sends labels among the flags.
    mutating func flagList() throws(GrammarFault) -> [Flag] {
        try list { scanner throws(GrammarFault) in
            let name = scanner.run { $0 > Octet.space && $0 != Octet.open && $0 != Octet.close }
            guard !name.isEmpty else { throw scanner.fault("flag") }
            return Flag(text(name))
        }
    }
}
