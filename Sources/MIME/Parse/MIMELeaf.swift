/// What the headers of a leaf say, known before its content is read.
package struct MIMELeafInfo: Hashable, Sendable {
    /// The leaf's number among all leaves of its message, from 0; files taken out of a leaf are numbered behind them.
    package let index: Int
    /// The number of the `message/rfc822` leaf that this leaf stands in; nil for the message's own leaves.
    package let embeddedIn: Int?
    /// The number of the winmail.dat leaf (TNEF) that this file was taken out of; nil for the parts of the message itself.
    package let unpackedFrom: Int?
    /// `type/subtype` in lower case.
    package let contentType: String
    /// The charset parameter as written.
    package let charset: String?
    /// The name as declared, RFC 2231 and RFC 2047 decoded; it may hold a path, `..` among its parts.
    package let name: String?
    /// `attachment`, `inline` or another word, in lower case.
    package let disposition: String?
    /// Without brackets.
    package let contentID: String?
    package let role: MIMELeafRole

    /// The name without its path, control characters and blanks around it: safe to show and to store under.
    package var fileName: String? {
        guard let name else { return nil }
        var bytes = name.utf8.filter { $0 >= 32 && $0 != 127 }
        if let slash = bytes.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            bytes.removeSubrange(...slash)
        }
        let last = EncodedWords.unfolded(bytes)
        if last.isEmpty || last.elementsEqual(".".utf8) || last.elementsEqual("..".utf8) { return nil }
        return String(decoding: last, as: UTF8.self)
    }
}

/// What a leaf is to the reader.
package enum MIMELeafRole: String, Hashable, Sendable {
    /// The first text/plain that is neither an attachment nor named.
    case text
    /// The first text/html of that kind.
    case html
    /// A later text of that kind: another form of the body, or what goes on behind an attachment.
    case further
    /// Any other leaf: files, pictures, reports, embedded messages.
    case attachment
}

/// One leaf of a message's tree with what was found in it.
@dynamicMemberLookup
package struct MIMELeaf: Hashable, Sendable {
    package let info: MIMELeafInfo
    /// Of the decoded content.
    package let sizeBytes: Int
    /// Of the decoded content, 64 hexadecimal digits; nil for the body texts, which are kept themselves.
    package let sha256: String?
    /// What the sink answered.
    package let place: String?
    /// The content of leaves for programs: delivery-status, rfc822-headers, disposition-notification, feedback-report.
    package let report: [UInt8]?

    package subscript<Property>(dynamicMember path: KeyPath<MIMELeafInfo, Property>) -> Property { info[keyPath: path] }
}
