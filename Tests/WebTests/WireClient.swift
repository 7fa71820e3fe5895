import Glibc

/// A blocking client that sends the very bytes it is given: what no library would send can be tested.
final class WireClient {
    private let socket: Int32
    private var buffer: [UInt8] = []
    private var piece = [UInt8](repeating: 0, count: 16384)

    init(_ port: UInt16, timeoutSeconds: Int = 240) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(socket)
            throw WireFailure.refused
        }
    }

    deinit { close(socket) }

    /// False where the server has cut the connection.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(socket, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// The statuses of all answers up to the end of the connection.
    func statuses() throws -> [Int] {
        while try fill() {}
        return buffer.withUnsafeBytes { bytes in
            var statuses: [Int] = []
            var index = 0
            while let base = bytes.baseAddress, let hit = memchr(base + index, 72, bytes.count - index) {
                index = UnsafeRawPointer(hit) - base
                if bytes.count - index >= 12, memcmp(hit, "HTTP/1.1 ", 9) == 0 {
                    statuses.append(Int(String(decoding: bytes[(index + 9)..<(index + 12)], as: UTF8.self)) ?? 0)
                }
                index += 1
            }
            return statuses
        }
    }

    /// Reads more into the buffer; false at the end.
    func fill() throws -> Bool {
        let count = recv(socket, &piece, piece.count, 0)
        if count < 0, errno == EAGAIN { throw WireFailure.hung }
        guard count > 0 else { return false }
        buffer += piece[..<count]
        return true
    }

    /// Whether the server ends the connection, whatever it still says.
    func isCut() throws -> Bool {
        while try fill() {}
        return true
    }

    /// The next line without its end; nil at the end.
    func line() throws -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end].filter { $0 != 13 }
                buffer.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            guard try fill() else { return nil }
        }
    }

    func bytes(_ count: Int) throws -> [UInt8] {
        while buffer.count < count {
            guard try fill() else { throw WireFailure.cut }
        }
        let bytes = Array(buffer[..<count])
        buffer.removeFirst(count)
        return bytes
    }

    /// The next answer; nil where the connection ends before it.
    func answer(toHead: Bool = false) throws -> WireAnswer? {
        guard let first = try line() else { return nil }
        var answer = WireAnswer(status: Int(first.split(separator: " ").dropFirst().first ?? "") ?? 0)
        while let line = try line(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            answer.headers.append((parts[0].lowercased(), parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""))
        }
        if answer.status == 100 { return try self.answer(toHead: toHead) }
        if toHead || answer.status == 204 || answer.status == 304 { return answer }
        if let length = answer["content-length"].flatMap({ Int($0) }) { answer.body = try bytes(length) }
        return answer
    }
}

enum WireFailure: Error {
    case refused
    case cut
    /// Nothing came for ten minutes.
    case hung
}

struct WireAnswer {
    let status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(status: Int) { self.status = status }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
}
