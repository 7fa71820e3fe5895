/// Takes the decoded bytes of one leaf: counts them, hashes them, passes them on and keeps their beginning.
final class LeafContent {
    private(set) var sizeBytes = 0
    private(set) var kept: [UInt8] = []
    /// What the sink threw; nothing reaches it afterwards.
    private(set) var failure: (any Error)?
    private let keepsBytes: Int
    private var digest: (any ContentDigest)?
    private var sink: (any AttachmentSink)?

    init(keepsBytes: Int, digest: (any ContentDigest)?, sink: (any AttachmentSink)?) {
        self.keepsBytes = keepsBytes
        self.sink = sink
        self.digest = digest
    }

    /// Whether there was more than is kept.
    var isCut: Bool { sizeBytes > kept.count }

    func take(_ chunk: UnsafeRawBufferPointer) {
        guard failure == nil, !chunk.isEmpty else { return }
        sizeBytes += chunk.count
        if kept.count < keepsBytes { kept.append(contentsOf: chunk.prefix(keepsBytes - kept.count)) }
        digest?.update(chunk)
        do {
            try sink?.write(chunk)
        } catch {
            failure = error
        }
    }

    /// The digest as hexadecimal digits and the sink's answer.
    func finish() throws -> (sha256: String?, place: String?) {
        if let failure { throw failure }
        guard let sha256 = digest?.hexadecimal() else { return (nil, nil) }
        return (sha256, try sink?.finish(sizeBytes: sizeBytes, sha256: sha256))
    }
}
