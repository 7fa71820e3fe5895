/// `body` (RFC 9051 section 7.5.2): the tree of a message's parts as the server read it.
package indirect enum BodyStructure: Equatable, Sendable {
    /// `body-type-mpart`; some servers send one without parts.
    case multipart(parts: [BodyStructure], subtype: [UInt8], BodyExtension)
    /// `body-type-1part`.
    case single(BodyPart)
}

/// `body-type-basic`, `body-type-text` and `body-type-msg`.
package struct BodyPart: Equatable, Sendable {
    package let type: [UInt8]
    package let subtype: [UInt8]
    package let parameters: [Parameter]?
    package let contentID: [UInt8]?
    package let contentDescription: [UInt8]?
    package let encoding: [UInt8]?
    /// Octets as encoded.
    package let size: UInt64
    /// Of a text and of a message.
    package let lines: UInt64?
    /// Of a message/rfc822.
    package let message: Message?
    package let md5: [UInt8]?
    package let rest: BodyExtension

    package struct Message: Equatable, Sendable {
        package let envelope: Envelope
        package let structure: BodyStructure
    }
}

/// `body-ext-1part` and `body-ext-mpart`.
package struct BodyExtension: Equatable, Sendable {
    package struct Disposition: Equatable, Sendable {
        package let type: [UInt8]
        package let parameters: [Parameter]?
    }

    /// Of a multipart only: a single part's stand before its size.
    package var parameters: [Parameter]?
    package var disposition: Disposition?
    package var languages: [[UInt8]] = []
    package var location: [UInt8]?
    package var others: [ListItem] = []
}
