import CGMime

/// Takes the decoded bytes of one leaf: counts them, hashes them, passes them on and keeps their beginning.
final class LeafContent {
    private(set) var sizeBytes = 0
    private(set) var kept: [UInt8] = []
    /// What the sink threw; nothing reaches it afterwards.
    private(set) var failure: (any Error)?
    private let keepsBytes: Int
    private let checksum: OpaquePointer?
    private var sink: (any AttachmentSink)?

    init(keepsBytes: Int, isHashed: Bool, sink: (any AttachmentSink)?) {
        self.keepsBytes = keepsBytes
        self.sink = sink
        checksum = isHashed ? g_checksum_new(G_CHECKSUM_SHA256) : nil
    }

    deinit { if let checksum { g_checksum_free(checksum) } }

    /// Whether there was more than is kept.
    var isCut: Bool { sizeBytes > kept.count }

    func take(_ chunk: UnsafeRawBufferPointer) {
        guard failure == nil, !chunk.isEmpty else { return }
        sizeBytes += chunk.count
        if kept.count < keepsBytes { kept.append(contentsOf: chunk.prefix(keepsBytes - kept.count)) }
        if let checksum, let start = chunk.baseAddress {
            g_checksum_update(checksum, start.assumingMemoryBound(to: guchar.self), gssize(chunk.count))
        }
        do {
            try sink?.write(chunk)
        } catch {
            failure = error
        }
    }

    /// The digest as hexadecimal digits and the sink's answer.
    func finish() throws -> (sha256: String?, place: String?) {
        if let failure { throw failure }
        guard let checksum, let digits = g_checksum_get_string(checksum) else { return (nil, nil) }
        let sha256 = String(cString: digits)
        return (sha256, try sink?.finish(sizeBytes: sizeBytes, sha256: sha256))
    }
}
