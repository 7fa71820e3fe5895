import Glibc

/// A message's file, open for reading.
final class MessageFile {
    let sizeBytes: Int
    private let descriptor: Int32
    private static let chunkBytes = 256 * 1024

    init(path: String) throws(MessageParseError) {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .unreadable(code: errno) }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let code = errno
            close(opened)
            throw .unreadable(code: code == 0 ? EINVAL : code)
        }
        descriptor = opened
        sizeBytes = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The whole file.
    func contents() throws(MessageParseError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sizeBytes)
        try forEachChunk(of: min(sizeBytes + 1, Self.chunkBytes)) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The file's bytes from its beginning, at most 256 KB (or `size`) at once; each chunk is lent for the call.
    func forEachChunk(
        of size: Int = chunkBytes, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(MessageParseError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(code: errno) }
            if count == 0 { return }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
    }
}
