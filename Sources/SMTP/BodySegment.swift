/// A piece of a message on its way out: bytes in memory, or a range of a file that streams.
package struct BodySegment: Sendable {
    package enum Source: Sendable {
        case bytes([UInt8])
        /// The file must not change while it is sent.
        case file(path: String, offset: Int, length: Int)
    }

    package let source: Source
    /// The promise that each line ends with CRLF and none begins with a dot, as in base64: it is sent as it is, a file
    /// without TLS by sendfile(2). All else is looked through on its way.
    package let isWireReady: Bool

    package init(_ source: Source, isWireReady: Bool = false) {
        self.source = source
        self.isWireReady = isWireReady
    }

    package static func bytes(_ bytes: [UInt8], isWireReady: Bool = false) -> BodySegment {
        BodySegment(.bytes(bytes), isWireReady: isWireReady)
    }

    package static func file(path: String, offset: Int = 0, length: Int, isWireReady: Bool = false) -> BodySegment {
        BodySegment(.file(path: path, offset: offset, length: length), isWireReady: isWireReady)
    }

    package var count: Int {
        switch source {
        case .bytes(let bytes): bytes.count
        case .file(_, _, let length): length
        }
    }
}
