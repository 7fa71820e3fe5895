import CCurl
import Glibc
import Kernel

extension WireConnection {
    /// Sends all of `bytes`; the peer must take something every `patience`. With `more`, the end may wait in the
    /// kernel for what is sent next (MSG_MORE), so that both leave in one packet.
    package func send(_ bytes: UnsafeRawBufferPointer, more: Bool = false, patience: Span, _ phase: WirePhase)
        throws(WireFault)
    {
        var rest = bytes[...]
        while !rest.isEmpty {
            try checkStop(phase)
            let count = try sendOnce(UnsafeRawBufferPointer(rebasing: rest), more: more, phase)
            if count == 0 {
                try awaitRoom(patience, phase)
            } else {
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Sends all of `bytes`; the peer must take something every `patience`.
    package func send(_ bytes: [UInt8], more: Bool = false, patience: Span, _ phase: WirePhase) throws(WireFault) {
        // The closure cannot throw: withUnsafeBytes does not carry a typed error here.
        let result: Result<Void, WireFault> = bytes.withUnsafeBytes { raw in
            Result { () throws(WireFault) in try send(raw, more: more, patience: patience, phase) }
        }
        try result.get()
    }

    /// Sends `length` bytes of an open file from `offset` on: without TLS by sendfile(2), which copies nothing, with
    /// TLS through one fixed buffer. A file that ends early is a fault.
    package func sendFile(descriptor: Int32, offset: Int, length: Int, patience: Span, _ phase: WirePhase)
        throws(WireFault)
    {
        var position = off_t(offset)
        let end = position + off_t(length)
        while position < end {
            try checkStop(phase)
            guard isPlain else {
                position += off_t(try sendPiece(descriptor, at: position, limit: Int(end - position), patience, phase))
                continue
            }
            let count = sendfile(socket, descriptor, &position, Int(end - position))
            if count > 0 { continue }
            if count == 0 { throw .unreadableFile(phase, errno: ENODATA) }
            switch errno {
            case EINTR: continue
            case EAGAIN: try awaitRoom(patience, phase)
            case EPIPE, ECONNRESET, ETIMEDOUT, ENOTCONN: throw .closedByPeer(host: host, phase)
            case EIO, EINVAL, EOVERFLOW, EBADF: throw .unreadableFile(phase, errno: errno)
            default: throw .io(host: host, phase, code: errno)
            }
        }
    }

    /// Sends `length` bytes of the file at `path` from `offset` on.
    package func sendFile(path: String, offset: Int, length: Int, patience: Span, _ phase: WirePhase)
        throws(WireFault)
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadableFile(phase, errno: errno) }
        defer { close(descriptor) }
        try sendFile(descriptor: descriptor, offset: offset, length: length, patience: patience, phase)
    }

    /// One buffer of the file, read and sent; its length is returned.
    private func sendPiece(_ descriptor: Int32, at position: off_t, limit: Int, _ patience: Span, _ phase: WirePhase)
        throws(WireFault) -> Int
    {
        let room = fileBuffer ?? .allocate(byteCount: Self.fileBufferBytes, alignment: 4096)
        fileBuffer = room
        let count = pread(descriptor, room.baseAddress, min(room.count, limit), position)
        if count < 0, errno == EINTR { return 0 }
        guard count > 0 else { throw .unreadableFile(phase, errno: count == 0 ? ENODATA : errno) }
        try send(UnsafeRawBufferPointer(rebasing: room[..<count]), patience: patience, phase)
        return count
    }

    /// What the peer takes now; 0 where it takes nothing yet. After a 0 OpenSSL must be given the same bytes again,
    /// which `send` does.
    private func sendOnce(_ bytes: UnsafeRawBufferPointer, more: Bool, _ phase: WirePhase) throws(WireFault) -> Int {
        if !isPlain {
            let (code, count) = curl.send(bytes)
            switch code {
            case CURLE_OK: return count
            case CURLE_AGAIN: return 0
            default: throw .closedByPeer(host: host, phase)
            }
        }
        while true {
            let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
            let count = Glibc.send(socket, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            case EPIPE, ECONNRESET, ETIMEDOUT, ENOTCONN: throw .closedByPeer(host: host, phase)
            default: throw .io(host: host, phase, code: errno)
            }
        }
    }

    private func awaitRoom(_ patience: Span, _ phase: WirePhase) throws(WireFault) {
        guard try wait(for: POLLOUT, until: Deadline(after: patience), wake: nil, phase) == .ready else {
            throw .timedOut(host: host, phase)
        }
    }
}
