import Glibc

/// A file of lines that is written or read bit by bit.
struct LineFile: ~Copyable {
    private let stream: UnsafeMutablePointer<FILE>

    /// Readable by the program's user alone.
    init(writing path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0, let stream = fdopen(file, "w") else { throw BlobFault("create", errno) }
        self.stream = stream
    }

    mutating func add(_ line: [UInt8]) throws {
        guard fwrite(line, 1, line.count, stream) == line.count else { throw BlobFault("write", errno) }
    }

    /// Durable when it returns.
    mutating func finish() throws {
        guard fflush(stream) == 0, fsync(fileno(stream)) == 0 else { throw BlobFault("sync", errno) }
    }

    deinit { fclose(stream) }

    /// Hands each line over without its end.
    static func each(_ path: String, _ body: ([UInt8]) throws -> Void) throws {
        guard let stream = fopen(path, "re") else {
            throw OfficeArchiveRefusal.missing(file: path.split(separator: "/").suffix(2).joined(separator: "/"))
        }
        defer { fclose(stream) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            let count = getline(&line, &capacity, stream)
            guard count > 0, let line else { break }
            let bytes = UnsafeRawBufferPointer(start: line, count: count)
            try body(Array(bytes.last == 10 ? bytes.dropLast() : bytes[...]))
        }
        guard ferror(stream) == 0 else { throw BlobFault("read", EIO) }
    }
}
