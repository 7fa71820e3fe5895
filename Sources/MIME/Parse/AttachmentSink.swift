/// Where the decoded bytes of one leaf go, chunk by chunk in order.
package protocol AttachmentSink {
    /// Takes the next bytes; they are lent for the call.
    mutating func write(_ chunk: UnsafeRawBufferPointer) throws

    /// Closes the content; answers the name by which it can be found again, kept as the leaf's `place`.
    mutating func finish(sizeBytes: Int, sha256: String) throws -> String?
}

/// Asked once for each leaf that is no body text: where its content shall go, or nil to have it hashed only.
package typealias AttachmentSinks = (MIMELeafInfo) throws -> (any AttachmentSink)?
