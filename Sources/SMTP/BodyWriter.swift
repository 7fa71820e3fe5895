import Glibc
import Kernel
import Wire

/// Sends a message's segments: small pieces are gathered, big ones go from where they lie. What is gathered at the end
/// leaves together with the final dot.
struct BodyWriter {
    private let connection: WireConnection
    private let patience: Span
    private var stuffer = LineStuffer()
    private var gathered: [UInt8] = []

    /// Pieces below this are copied and sent with their neighbours.
    private static let smallBytes = 8 << 10
    private static let gatherBytes = 32 << 10
    private static let readBytes = 64 << 10
    private static let phase: WirePhase = "message"

    init(_ connection: WireConnection, patience: Span) {
        self.connection = connection
        self.patience = patience
        gathered.reserveCapacity(Self.gatherBytes + Self.smallBytes)
    }

    mutating func send(_ segment: BodySegment) throws(WireFault) {
        switch segment.source {
        case .bytes(let bytes):
            guard segment.isWireReady else { return try stuff(bytes, count: bytes.count) }
            try write(bytes)
            stuffer.pass(endingLine: bytes.suffix(2) == [13, 10])
        case .file(let path, let offset, let length):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unreadableFile(Self.phase, errno: errno) }
            defer { close(descriptor) }
            guard segment.isWireReady else { return try stuffFile(descriptor, offset, length) }
            try flush()
            try connection.sendFile(
                descriptor: descriptor, offset: offset, length: length, patience: patience, Self.phase)
            var last: [UInt8] = [0, 0]
            let isRead = length >= 2 && pread(descriptor, &last, 2, off_t(offset + length - 2)) == 2
            stuffer.pass(endingLine: isRead && last == [13, 10])
        }
    }

    /// Ends the last line and sends the final dot with all that is still gathered.
    mutating func finish() throws(WireFault) {
        finishLine()
        gathered.append(contentsOf: [UInt8(ascii: "."), 13, 10])
        try connection.send(gathered, patience: patience, "final dot")
        gathered.removeAll(keepingCapacity: true)
    }

    private mutating func finishLine() {
        var stuffer = self.stuffer
        stuffer.finish { gathered.append(contentsOf: $0) }
        self.stuffer = stuffer
    }

    private mutating func stuffFile(_ descriptor: Int32, _ offset: Int, _ length: Int) throws(WireFault) {
        var buffer = [UInt8](repeating: 0, count: min(Self.readBytes, max(1, length)))
        var position = offset
        while position < offset + length {
            let count = pread(descriptor, &buffer, min(buffer.count, offset + length - position), off_t(position))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .unreadableFile(Self.phase, errno: count == 0 ? ENODATA : errno) }
            try stuff(buffer, count: count)
            position += count
        }
    }

    private mutating func stuff(_ bytes: [UInt8], count: Int) throws(WireFault) {
        var stuffer = self.stuffer
        let result: Result<Void, WireFault> = bytes.withUnsafeBytes { raw in
            Result { () throws(WireFault) in
                try stuffer.take(UnsafeRawBufferPointer(rebasing: raw[..<count])) {
                    (piece: UnsafeRawBufferPointer) throws(WireFault) in try write(piece)
                }
            }
        }
        self.stuffer = stuffer
        try result.get()
    }

    private mutating func write(_ piece: UnsafeRawBufferPointer) throws(WireFault) {
        guard piece.count >= Self.smallBytes else {
            gathered.append(contentsOf: piece)
            if gathered.count >= Self.gatherBytes { try flush() }
            return
        }
        try flush()
        try connection.send(piece, more: true, patience: patience, Self.phase)
    }

    private mutating func write(_ bytes: [UInt8]) throws(WireFault) {
        let result: Result<Void, WireFault> = bytes.withUnsafeBytes { raw in
            Result { () throws(WireFault) in try write(raw) }
        }
        try result.get()
    }

    private mutating func flush() throws(WireFault) {
        guard !gathered.isEmpty else { return }
        try connection.send(gathered, more: true, patience: patience, Self.phase)
        gathered.removeAll(keepingCapacity: true)
    }
}
