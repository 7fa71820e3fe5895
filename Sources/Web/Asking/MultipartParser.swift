import CMicroHTTPD
import Kernel

/// `multipart/form-data` (RFC 7578) as it comes: parts are told while they arrive, and no more is kept than a boundary
/// needs.
struct MultipartParser: ~Copyable {
    enum Event {
        case part(PartHead)
        /// Valid only during the call.
        case bytes(UnsafeRawBufferPointer)
        case end
    }

    private enum State {
        case preamble
        case boundary
        case head
        case body
        case epilogue
    }

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// Begins with a line end, so that a boundary at the very start is found like the others.
    private var pending: [UInt8] = [13, 10]
    private var preambleBytes = 0

    static let headLimit = 4096

    /// Nil where the boundary is none (RFC 2046 section 5.1.1).
    init?(boundary: String) {
        let bytes = Array(boundary.utf8)
        guard (1...70).contains(bytes.count), bytes.allSatisfy({ $0 >= 32 && $0 < 127 }), bytes.last != 32 else {
            return nil
        }
        delimiter = [13, 10, 45, 45] + bytes
    }

    mutating func consume(_ bytes: UnsafeRawBufferPointer, _ sink: (Event) throws -> Void) throws {
        guard state != .epilogue else { return }
        pending.append(contentsOf: bytes)
        var position = 0
        while try step(from: &position, sink) {}
        pending.removeFirst(position)
    }

    /// The body has ended: the last boundary must have been seen.
    mutating func finish() throws {
        guard state == .epilogue else { throw Self.broken("ends before its last boundary") }
    }

    /// One piece of progress; false where more bytes are needed.
    private mutating func step(from position: inout Int, _ sink: (Event) throws -> Void) throws -> Bool {
        switch state {
        case .preamble, .body: return try content(&position, sink)
        case .boundary: return try afterBoundary(&position)
        case .head: return try head(&position, sink)
        case .epilogue:
            position = pending.count
            return false
        }
    }

    private mutating func content(_ position: inout Int, _ sink: (Event) throws -> Void) throws -> Bool {
        let isBody = state == .body
        let start = position
        let found = pending.withUnsafeBytes { Self.find(delimiter, in: $0, from: start) }
        let end = found ?? max(start, pending.count - delimiter.count + 1)
        if isBody {
            if end > start {
                try pending.withUnsafeBytes { try sink(.bytes(UnsafeRawBufferPointer(rebasing: $0[start..<end]))) }
            }
        } else {
            preambleBytes += end - start
            guard preambleBytes <= Self.headLimit else { throw Self.broken("does not begin with its boundary") }
        }
        guard found != nil else {
            position = end
            return false
        }
        position = end + delimiter.count
        state = .boundary
        if isBody { try sink(.end) }
        return true
    }

    /// `--` ends the whole; spaces and a line end begin a part.
    private mutating func afterBoundary(_ position: inout Int) throws -> Bool {
        var index = position
        while index < pending.count, pending[index] == 32 || pending[index] == 9 { index += 1 }
        guard pending.count - index >= 2 else {
            guard pending.count - position < 100 else { throw Self.broken("has a broken boundary") }
            return false
        }
        if pending[index] == 45, pending[index + 1] == 45 {
            state = .epilogue
        } else if pending[index] == 13, pending[index + 1] == 10 {
            state = .head
        } else {
            throw Self.broken("has a broken boundary")
        }
        position = index + 2
        return true
    }

    private mutating func head(_ position: inout Int, _ sink: (Event) throws -> Void) throws -> Bool {
        let start = position
        guard let end = pending.withUnsafeBytes({ Self.find([13, 10, 13, 10], in: $0, from: start) }) else {
            guard pending.count - start <= Self.headLimit else { throw Self.broken("has a part with too long a head") }
            return false
        }
        guard end - start <= Self.headLimit, let head = PartHead(Array(pending[start..<end])) else {
            throw Self.broken("has a part without a name")
        }
        position = end + 4
        state = .body
        try sink(.part(head))
        return true
    }

    static func broken(_ how: String) -> PlainRefusal {
        .malformed("malformed_multipart", "the multipart body \(how)")
    }

    /// Where `needle` stands in `bytes` at or after `start`.
    private static func find(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, let hit = fg_find(base + start, bytes.count - start, needle, needle.count)
        else { return nil }
        return hit - base
    }
}
