import Kernel

/// One mailbox to write to: an optional display name and an addr-spec as SMTP takes it (RFC 5321 section 4.1.2),
/// strict: no source route, no comment, no address literal, no control character, at most 254 octets.
package struct MailboxAddress: Hashable, Sendable {
    /// The display name as a person reads it, decoded.
    package let name: String?
    /// As written: its letters' case belongs to the receiving host.
    package let localPart: String
    /// Lower case.
    package let domain: String

    /// `local@domain`, the envelope's form.
    package var address: String { "\(localPart)@\(domain)" }

    /// Whether the address itself holds other than ASCII, so that only a server with SMTPUTF8 (RFC 6531) takes it.
    package var needsSMTPUTF8: Bool { !(localPart.utf8.allSatisfy { $0 < 128 } && domain.utf8.allSatisfy { $0 < 128 }) }

    /// Reads `local@domain`; the refusal says what is wrong and does not repeat the address.
    package init(_ address: String, name: String? = nil) throws(AddressRefusal) {
        let bytes = Array(address.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 254 else { throw .tooLong }
        for scalar in address.unicodeScalars where AddressGrammar.isControl(scalar) { throw .controlCharacter }
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .noDomain }
        let local = bytes[..<at]
        guard AddressGrammar.isLocalPart(local) else { throw .localPart }
        let domain = String(decoding: bytes[(at + 1)...], as: UTF8.self).lowercased()
        guard AddressGrammar.isDomain(domain) else { throw .domain }
        if let name {
            for byte in name.utf8 where byte == 13 || byte == 10 || byte == 0 { throw .lineEndInName }
        }
        self.localPart = String(decoding: local, as: UTF8.self)
        self.domain = domain
        self.name = name.flatMap { $0.isEmpty ? nil : $0 }
    }

    private init(name: String?, localPart: String, domain: String) {
        self.name = name
        self.localPart = localPart
        self.domain = domain
    }

    /// The same mailbox with `+tag` after its local part (RFC 5233 subaddress).
    package func tagged(_ tag: String) throws(AddressRefusal) -> MailboxAddress {
        try MailboxAddress("\(localPart)+\(tag)@\(domain)", name: name)
    }

    /// The same mailbox for a person's eyes without a name.
    package var withoutName: MailboxAddress { MailboxAddress(name: nil, localPart: localPart, domain: domain) }
}

/// Why a text is no address that mail can be sent to.
package enum AddressRefusal: Refusal, Equatable {
    case empty
    case tooLong
    case controlCharacter
    case noDomain
    case localPart
    case domain
    case lineEndInName

    package var code: String { "bad_address" }
    package var field: String? { "address" }
    package var reason: String {
        switch self {
        case .empty: "the mail address is empty"
        case .tooLong: "the mail address is longer than 254 bytes"
        case .controlCharacter: "the mail address holds a control character"
        case .noDomain: "the mail address has no @"
        case .localPart: "the part of the mail address before the @ is not written as RFC 5321 asks"
        case .domain: "the part of the mail address after the @ is no domain name"
        case .lineEndInName: "the name of the mail address holds a line end or a NUL"
        }
    }
}

/// The rules of RFC 5321 section 4.1.2 and RFC 6531 section 3.3 for the two halves of an address.
enum AddressGrammar {
    /// atext of RFC 5322 section 3.2.3; octets above 127 are RFC 6532's.
    static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="),
            UInt8(ascii: "?"),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"),
            UInt8(ascii: "~"), 128...:
            true
        default: false
        }
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        case .spaceSeparator: scalar.value != 32
        default: false
        }
    }

    static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= 64 else { return false }
        if bytes.first == UInt8(ascii: "\"") { return isQuotedString(bytes) }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    private static func isQuotedString(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 3, bytes.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in bytes.dropFirst().dropLast() {
            guard byte >= 32, byte != 127 else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    /// Labels of letters, digits and hyphens, 63 octets each; U-labels (RFC 5890) are taken as they are.
    static func isDomain(_ domain: String) -> Bool {
        let labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard domain.utf8.count <= 253 else { return false }
        for label in labels {
            guard !label.isEmpty, label.count <= 63, label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-")
            else { return false }
            let isPlain = label.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    128...:
                    true
                default: false
                }
            }
            guard isPlain else { return false }
        }
        return true
    }
}
