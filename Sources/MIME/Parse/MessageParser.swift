import CGMime
import Glibc

/// Reads RFC 5322 messages with MIME (RFC 2045 to 2049) through GMime. GMime finds the parts and undoes transfer encodings;
/// header values and charsets are read by this module's own decoders, which lose nothing.
package struct MessageParser: Sendable {
    package let limits: MessageLimits
    private let digest: @Sendable () -> any ContentDigest

    /// Files up to this size are read at once; larger ones stream.
    private static let wholeFileBytes = 1024 * 1024
    /// Colons in an address header that GMime reads within 128 KB of stack, which every thread has.
    private static let easyColons = 500
    /// More than this is refused: GMime takes about 250 bytes of stack for each.
    private static let hostileColons = 100_000

    /// `digest` makes the SHA-256 of each attachment.
    package init(
        limits: MessageLimits = MessageLimits(),
        digest: @escaping @Sendable () -> any ContentDigest = { PortableDigest() }
    ) {
        self.limits = limits
        self.digest = digest
    }

    /// Reads a message in memory. Throws `MessageParseError`, or what a sink threw. Blocks: not for the cooperative pool.
    package func parse(_ bytes: [UInt8], sinks: AttachmentSinks = { _ in nil }) throws -> ParsedMessage {
        guard !bytes.isEmpty else { throw MessageParseError.empty }
        var colons = AddressColons()
        bytes.withUnsafeBytes { colons.feed($0) }
        return try withStack(for: colons.most) { defects in
            let repaired = try HeaderRepair(bytes, defects)
            _ = GMimeLibrary.started
            guard
                let stream = repaired.bytes.withUnsafeBytes({ buffer in
                    g_mime_stream_mem_new_with_buffer(
                        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
                })
            else { throw MessageParseError.empty }
            return try read(GReference(owning: stream), sizeBytes: bytes.count, repaired.defects, sinks)
        }
    }

    /// Reads the message that is the file's content; a large one is streamed, whatever its size. Throws and blocks like
    /// the other.
    package func parse(path: String, sinks: AttachmentSinks = { _ in nil }) throws -> ParsedMessage {
        let file = try MessageFile(path: path)
        if file.sizeBytes <= Self.wholeFileBytes { return try parse(file.contents(), sinks: sinks) }
        var colons = AddressColons()
        try file.forEachChunk { colons.feed($0) }
        return try withStack(for: colons.most) { defects in
            _ = GMimeLibrary.started
            guard let stream = g_mime_stream_fs_open(path, O_RDONLY | O_CLOEXEC, 0, nil) else {
                throw MessageParseError.unreadable(code: errno)
            }
            return try read(GReference(owning: stream), sizeBytes: file.sizeBytes, defects, sinks)
        }
    }

    private func withStack(for colons: Int, _ body: (DefectList) throws -> ParsedMessage) throws -> ParsedMessage {
        var defects = DefectList()
        guard colons > Self.easyColons else { return try body(defects) }
        guard colons <= Self.hostileColons else { throw MessageParseError.hostileAddresses(colons: colons) }
        defects.add(.hostileAddresses)
        let known = defects
        return try DeepStack.run(stackBytes: (1 << 20) + colons * 1024) { try body(known) }
    }

    private func read(
        _ stream: consuming GReference<GMimeStream>, sizeBytes: Int, _ known: DefectList, _ sinks: AttachmentSinks
    ) throws -> ParsedMessage {
        let warnings = ParserWarnings(known)
        let options = warnings.options()
        defer { g_mime_parser_options_free(options) }
        guard let parser = g_mime_parser_new_with_stream(stream.pointer) else { throw MessageParseError.noHeader }
        let owned = GReference(owning: parser)
        guard let message = g_mime_parser_construct_message(owned.pointer, options) else {
            throw MessageParseError.noHeader
        }
        let root = GReference(owning: message)
        return try withoutActuallyEscaping(sinks) { sinks in
            var walk = TreeWalk(limits: limits, defects: warnings.defects, digest: digest, sinks: sinks)
            return try walk.message(root.pointer, sizeBytes: sizeBytes)
        }
    }
}
