import CGMime

/// A GMime stream that hands what is written to a `LeafContent`: how the bytes of an embedded message are hashed and kept
/// without standing in memory as a whole.
enum ForwardingStream {
    /// The instance: GMime's own struct and the pointer to the receiver behind it.
    private struct Instance {
        var parent: GMimeStream
        var receiver: UnsafeMutableRawPointer?
    }

    /// The receiver must live until the stream is freed.
    static func make(to receiver: LeafContent) -> GReference<GMimeStream>? {
        guard let object = g_object_new_with_properties(type, 0, nil, nil) else { return nil }
        let stream = UnsafeMutableRawPointer(object).assumingMemoryBound(to: GMimeStream.self)
        g_mime_stream_construct(stream, 0, -1)
        UnsafeMutableRawPointer(object).assumingMemoryBound(to: Instance.self).pointee.receiver =
            Unmanaged.passUnretained(receiver).toOpaque()
        return GReference(owning: stream)
    }

    private static let type: GType = g_type_register_static_simple(
        g_mime_stream_get_type(), "FundgateForwardingStream", guint(MemoryLayout<GMimeStreamClass>.size),
        { table, _ in
            guard let table = table?.assumingMemoryBound(to: GMimeStreamClass.self) else { return }
            table.pointee.write = { stream, bytes, count in
                guard let stream, let bytes,
                    let receiver = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: Instance.self).pointee
                        .receiver
                else { return -1 }
                let content = Unmanaged<LeafContent>.fromOpaque(receiver).takeUnretainedValue()
                content.take(UnsafeRawBufferPointer(start: bytes, count: count))
                stream.pointee.position += gint64(count)
                return count
            }
            table.pointee.flush = { _ in 0 }
            table.pointee.close = { _ in 0 }
            table.pointee.eos = { _ in 0 }
            table.pointee.reset = { _ in 0 }
            table.pointee.tell = { $0?.pointee.position ?? -1 }
            table.pointee.length = { $0?.pointee.position ?? -1 }
            table.pointee.read = { _, _, _ in -1 }
            table.pointee.seek = { _, _, _ in -1 }
            table.pointee.substream = { _, _, _ in nil }
        }, guint(MemoryLayout<Instance>.size), nil, GTypeFlags(rawValue: 0))
}
