import CGMime

/// SHA-256 over the chunks of one content. A caller that has a faster one than GLib's hands it to the parser.
package protocol ContentDigest {
    mutating func update(_ chunk: UnsafeRawBufferPointer)

    /// 64 hexadecimal digits in lower case; nothing is added afterwards.
    mutating func hexadecimal() -> String
}

/// GLib's SHA-256: portable C, about 200 MB/s.
final class PortableDigest: ContentDigest {
    private let checksum: OpaquePointer?

    init() { checksum = g_checksum_new(G_CHECKSUM_SHA256) }

    deinit { if let checksum { g_checksum_free(checksum) } }

    func update(_ chunk: UnsafeRawBufferPointer) {
        guard let start = chunk.baseAddress else { return }
        g_checksum_update(checksum, start.assumingMemoryBound(to: guchar.self), gssize(chunk.count))
    }

    func hexadecimal() -> String { g_checksum_get_string(checksum).map { String(cString: $0) } ?? "" }
}
