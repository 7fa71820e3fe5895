import Glibc
import TestServers

/// What a server answered.
struct Told: Sendable {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }
    subscript(name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
}

enum LineFailure: Error {
    case refused
    case cut
    /// Nothing came within a minute.
    case hung
}

/// A blocking HTTP/1.1 connection over loopback that sends the very bytes it is given.
final class Line {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ port: UInt16, seconds: Int = 600) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw LineFailure.refused }
    }

    deinit { close(descriptor) }

    /// Sends one request and reads its answer; of a stream of events only the head.
    func ask(_ bytes: [UInt8], isHead: Bool = false) throws -> Told {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                send(descriptor, all.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            // A server may answer before it has read all.
            guard count > 0 else { break }
            sent += count
        }
        return try answer(isHead: isHead)
    }

    private func answer(isHead: Bool) throws -> Told {
        let first = try line()
        var told = Told()
        told.status = Int(first.split(separator: " ").dropFirst().first ?? "") ?? 0
        while true {
            let line = try line()
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            told.headers.append((parts[0].lowercased(), parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""))
        }
        if told.status == 100 { return try answer(isHead: isHead) }
        if isHead || told.status == 204 || told.status == 304 || told["content-type"] == "text/event-stream" {
            return told
        }
        if let length = told["content-length"].flatMap({ Int($0) }) {
            told.body = try take(length)
        } else if told["transfer-encoding"] == "chunked" {
            while let size = Int(try line(), radix: 16), size > 0 {
                told.body += try take(size)
                _ = try line()
            }
            _ = try line()
        }
        return told
    }

    private func line() throws -> String {
        while true {
            if let end = buffer[start...].firstIndex(of: 10) {
                let line = buffer[start..<end].filter { $0 != 13 }
                start = end + 1
                return String(decoding: line, as: UTF8.self)
            }
            try fill()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count - start < count { try fill() }
        defer { start += count }
        return Array(buffer[start..<(start + count)])
    }

    private func fill() throws {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        if count < 0, errno == EAGAIN { throw LineFailure.hung }
        guard count > 0 else { throw LineFailure.cut }
        buffer += piece[..<count]
    }
}

/// Runs what blocks on a thread of its own.
func apart<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        Thread.start { continuation.resume(with: Result { try body() }) }
    }
}
