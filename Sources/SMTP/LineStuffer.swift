import Glibc

/// Makes a stream of bytes fit for DATA: a dot before each line that begins with one (RFC 5321 section 4.5.2), CRLF for
/// each bare LF or CR (section 2.3.8). Where there is nothing to do the bytes pass through uncopied, whole.
struct LineStuffer {
    /// True at the start and after each line end.
    private(set) var isAtLineStart = true
    /// A CR at the end of the last piece: whether an LF follows is not known yet.
    private var hasPendingReturn = false

    private static let lineFeed: UInt8 = 10
    private static let dot = UInt8(ascii: ".")

    /// Hands to `emit` what is to be sent for `bytes`, in order.
    mutating func take<Failure: Error>(
        _ bytes: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard !bytes.isEmpty else { return }
        var start = 0
        if hasPendingReturn {
            hasPendingReturn = false
            try Self.emitLineEnd(emit)
            isAtLineStart = true
            if bytes[0] == Self.lineFeed { start = 1 }
        }
        var position = start
        while position < bytes.count {
            if isAtLineStart, bytes[position] == Self.dot {
                if position > start { try emit(UnsafeRawBufferPointer(rebasing: bytes[start..<position])) }
                start = position
                try Self.emitDot(emit)
            }
            let (end, isProper) = Self.lineEnd(in: bytes, from: position)
            guard end < bytes.count else {
                isAtLineStart = false
                break
            }
            if isProper {
                position = end + 2
                isAtLineStart = true
                continue
            }
            if end > start { try emit(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
            start = end + 1
            position = start
            if bytes[end] != Self.lineFeed, start == bytes.count {
                hasPendingReturn = true
                return
            }
            try Self.emitLineEnd(emit)
            isAtLineStart = true
        }
        if start < bytes.count { try emit(UnsafeRawBufferPointer(rebasing: bytes[start...])) }
    }

    /// Ends the last line where it has no end yet.
    mutating func finish<Failure: Error>(_ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        if !isAtLineStart || hasPendingReturn { try Self.emitLineEnd(emit) }
        self = LineStuffer()
    }

    /// Notes that bytes went by which needed no change, and whether they ended with CRLF.
    mutating func pass(endingLine: Bool) { isAtLineStart = endingLine }

    /// Where the next CR or LF stands, and whether it is a CR with its LF; the count where there is neither.
    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from position: Int) -> (end: Int, isProper: Bool) {
        let feed = find(lineFeed, in: bytes, position, bytes.count)
        guard let carriage = find(13, in: bytes, position, feed ?? bytes.count) else {
            return (feed ?? bytes.count, false)
        }
        return (carriage, carriage + 1 == feed)
    }

    private static func find(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, _ from: Int, _ to: Int) -> Int? {
        guard from < to, let base = bytes.baseAddress, let found = memchr(base + from, Int32(byte), to - from)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private static func emitDot<Failure: Error>(_ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void)
        throws(Failure)
    {
        try emit(Self.extra(0..<1))
    }

    private static func emitLineEnd<Failure: Error>(_ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void)
        throws(Failure)
    {
        try emit(Self.extra(1..<3))
    }

    /// `.` and CRLF in storage that lives as long as the program.
    private static func extra(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: extras.utf8Start, count: 3)[range].rebased
    }

    private static let extras: StaticString = ".\r\n"
}

extension Slice where Base == UnsafeRawBufferPointer {
    fileprivate var rebased: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self) }
}
