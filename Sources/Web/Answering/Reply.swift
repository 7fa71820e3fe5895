import Glibc

/// An answer as it goes onto the wire.
struct Reply: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case file(OpenFile)
        case events(AsyncStream<ServerSentEvent>)
    }

    var status: Int
    var headers: [(name: String, value: String)]
    var body: Body
    /// The connection ends with this answer.
    var isLast = false

    init(_ status: Int, type: String? = nil, _ body: Body = .bytes([])) {
        self.status = status
        self.body = body
        headers = type.map { [("Content-Type", $0)] } ?? []
    }

    func has(_ name: String) -> Bool { headers.contains { isSame($0.name, name) } }

    /// Sets the field unless it is there.
    mutating func provide(_ name: String, _ value: String) {
        if !has(name) { headers.append((name, value)) }
    }

    /// Sets the field in place of the one that is there; `Set-Cookie` may stand several times.
    mutating func set(_ name: String, _ value: String) {
        if !isSame(name, "Set-Cookie") { headers.removeAll { isSame($0.name, name) } }
        headers.append((name, value))
    }
}

/// A file open for reading, closed with its last holder unless the library took the descriptor.
final class OpenFile: Sendable {
    let descriptor: Int32
    let sizeBytes: Int

    /// Nil where the path is no regular file that can be read.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        sizeBytes = Int(status.st_size)
    }

    /// A descriptor of its own for the library, which closes it; -1 where there are none left.
    func duplicate() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }

    deinit { close(descriptor) }
}
