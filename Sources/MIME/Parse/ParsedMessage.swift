import Kernel

/// A message as read: values only.
@dynamicMemberLookup
package struct ParsedMessage: Sendable {
    package let head: MessageHead
    package let body: MessageBody
    /// In the order of the message; a `message/rfc822` part is one leaf, its inner leaves stand in `embedded`.
    package let leaves: [MIMELeaf]
    /// The files taken out of the leaves that are winmail.dat (TNEF), in order; `unpackedFrom` names the leaf.
    package let unpacked: [MIMELeaf]
    /// The messages within the message, one level deep: forwards and returned mail.
    package let embedded: [EmbeddedMessage]
    /// Each word once, in the order of finding.
    package let defects: [MessageDefect]
    /// Of the raw message.
    package let sizeBytes: Int

    package subscript<Property>(dynamicMember path: KeyPath<MessageHead, Property>) -> Property { head[keyPath: path] }

    /// The text/plain body as it stood, line ends as `\n`; nil where there is none.
    package var text: String? { body.text }
    /// The text/html body; nil where there is none.
    package var html: String? { body.html }
    /// The leaves that are no body, behind each the files taken out of it.
    package var attachments: [MIMELeaf] {
        leaves.filter { $0.role == .attachment }.flatMap { leaf in
            [leaf] + unpacked.filter { $0.unpackedFrom == leaf.index }
        }
    }
}

/// The texts of a message.
package struct MessageBody: Hashable, Sendable {
    package let text: String?
    package let html: String?
    /// How the text's lines may be joined again (RFC 3676); nil for fixed lines.
    package let flowed: FlowedText?
    /// Further texts without a name, such as Apple Mail writes after each attachment, in order; HTML as text.
    package let further: [String]
}

/// A message that another message carries as a part.
@dynamicMemberLookup
package struct EmbeddedMessage: Sendable {
    /// The number of the carrying leaf.
    package let leaf: Int
    package let head: MessageHead
    package let body: MessageBody
    package let leaves: [MIMELeaf]
    /// As those of `ParsedMessage`.
    package let unpacked: [MIMELeaf]

    package subscript<Property>(dynamicMember path: KeyPath<MessageHead, Property>) -> Property { head[keyPath: path] }
}
