import CCurl
import Glibc
import Kernel

extension WireConnection {
    /// How waiting for input ended.
    package enum Arrival: Sendable, Equatable {
        /// There is something to read.
        case bytes
        /// The deadline passed.
        case nothing
        /// The given wake-up was raised.
        case woken
    }

    /// True where bytes were received that nobody has taken yet.
    package var hasUnreadBytes: Bool { !unread.isEmpty }

    /// True where there is something to read now; does not wait.
    package func hasBytes(_ phase: WirePhase) throws(WireFault) -> Bool {
        if hasUnreadBytes { return true }
        return try fill(phase)
    }

    /// Waits for input, the deadline, or `wake`: what IDLE does. Takes nothing from the stream.
    package func waitForBytes(until deadline: Deadline?, wake: WakeUp? = nil, _ phase: WirePhase) throws(WireFault)
        -> Arrival
    {
        if hasUnreadBytes { return .bytes }
        while true {
            // OpenSSL may hold decrypted bytes that poll does not see: receive first, then wait.
            if try fill(phase) { return .bytes }
            switch try wait(for: POLLIN, until: deadline, wake: wake, phase) {
            case .ready: continue
            case .timedOut: return .nothing
            case .woken: return .woken
            }
        }
    }

    /// The next line without its CRLF or bare LF. More than `maximum` bytes without a line end are a fault, so that an
    /// endless line cannot fill the memory; the deadline is for the whole line, so that slow bytes cannot stretch it.
    package func readLine(maximum: Int, until deadline: Deadline, _ phase: WirePhase) throws(WireFault) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            try awaitBytes(until: deadline, phase)
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[unread])
            let end = Self.lineFeed(in: bytes)
            let taken = end ?? bytes.count
            guard line.count + taken <= maximum + 1 else {
                throw .lineTooLong(host: host, phase, maximum: maximum)
            }
            line.append(contentsOf: bytes[..<taken])
            unread = (unread.lowerBound + taken + (end == nil ? 0 : 1))..<unread.upperBound
            guard end != nil else { continue }
            if line.last == 13 { line.removeLast() }
            guard line.count <= maximum else { throw .lineTooLong(host: host, phase, maximum: maximum) }
            return line
        }
    }

    /// Waits for bytes and puts as many as there are, at least one, into `target`; the count is returned.
    package func receive(into target: UnsafeMutableRawBufferPointer, until deadline: Deadline, _ phase: WirePhase)
        throws(WireFault) -> Int
    {
        precondition(!target.isEmpty, "there is room for what is received")
        if unread.isEmpty {
            while true {
                if let count = try receiveOnce(into: target, phase) { return count }
                guard try wait(for: POLLIN, until: deadline, wake: nil, phase) == .ready else {
                    throw .timedOut(host: host, phase)
                }
            }
        }
        let count = min(target.count, unread.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread].prefix(count)))
        unread = (unread.lowerBound + count)..<unread.upperBound
        return count
    }

    /// Exactly `count` bytes, handed to `body` in pieces as they come, without a copy: an IMAP literal on its way to
    /// the disk. The server must send something every `patience`. What `body` throws ends the connection's use.
    package func receive(
        exactly count: Int, patience: Span, _ phase: WirePhase, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var left = count
        while left > 0 {
            try awaitBytes(until: Deadline(after: patience), phase)
            let piece = min(left, unread.count)
            try body(UnsafeRawBufferPointer(rebasing: buffer[unread].prefix(piece)))
            unread = (unread.lowerBound + piece)..<unread.upperBound
            left -= piece
        }
    }

    private static func lineFeed(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let found = memchr(start, 10, bytes.count) else { return nil }
        return UnsafeRawPointer(found) - start
    }

    private func awaitBytes(until deadline: Deadline, _ phase: WirePhase) throws(WireFault) {
        guard try waitForBytes(until: deadline, phase) == .bytes else { throw .timedOut(host: host, phase) }
    }

    /// Receives into the empty buffer what is there; false where nothing is.
    private func fill(_ phase: WirePhase) throws(WireFault) -> Bool {
        guard let count = try receiveOnce(into: buffer, phase) else { return false }
        unread = 0..<count
        return true
    }

    /// The bytes that are there, at least one; nil where there are none yet.
    private func receiveOnce(into target: UnsafeMutableRawBufferPointer, _ phase: WirePhase) throws(WireFault) -> Int? {
        try checkStop(phase)
        if !isPlain {
            let (code, count) = curl.receive(into: target)
            switch code {
            case CURLE_OK where count > 0: return count
            case CURLE_AGAIN: return nil
            default: throw .closedByPeer(host: host, phase)
            }
        }
        while true {
            let count = recv(socket, target.baseAddress, target.count, 0)
            if count > 0 { return count }
            if count == 0 { throw .closedByPeer(host: host, phase) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case ECONNRESET, EPIPE, ETIMEDOUT: throw .closedByPeer(host: host, phase)
            default: throw .io(host: host, phase, code: errno)
            }
        }
    }
}
