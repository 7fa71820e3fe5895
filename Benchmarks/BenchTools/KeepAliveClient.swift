import Glibc

/// The least client that a page can be asked with: one connection, one request after the other.
package final class KeepAliveClient {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Connects to 127.0.0.1; nil where nobody listens.
    package init?(port: UInt16) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard result == 0 else {
            close(socket)
            return nil
        }
    }

    deinit { close(socket) }

    /// Asks for `path`; nil where the connection broke.
    package func get(_ path: String, headers: String) -> (status: Int, body: [UInt8])? {
        send(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)\r\n".utf8))
    }

    /// Sends `body`; nil where the connection broke.
    package func post(_ path: String, _ body: [UInt8], headers: String) -> (status: Int, body: [UInt8])? {
        let head = "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.count)\r\n\(headers)\r\n"
        return send(Array(head.utf8) + body)
    }

    private func send(_ request: [UInt8]) -> (status: Int, body: [UInt8])? {
        guard write(socket, request, request.count) == request.count else { return nil }
        var answer: [UInt8] = []
        var bodyStart: Int?
        var wanted = 0
        while bodyStart.map({ answer.count < $0 + wanted }) ?? true {
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { return nil }
            answer += buffer[..<count]
            if bodyStart == nil, let end = Self.headEnd(answer) {
                bodyStart = end
                wanted = Self.contentLength(answer[..<end])
            }
        }
        let status = Int(String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
        return (status, Array(answer.dropFirst(bodyStart ?? 0)))
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4) where bytes[index..<index + 4].elementsEqual([13, 10, 13, 10]) {
            return index + 4
        }
        return nil
    }

    private static let lengthField = Array("content-length:".utf8)

    private static func contentLength(_ head: ArraySlice<UInt8>) -> Int {
        for line in head.split(separator: 10) where line.prefix(15).map({ $0 | 0x20 }).elementsEqual(lengthField) {
            return line.dropFirst(15).reduce(0) { sum, byte in
                (48...57).contains(byte) ? sum * 10 + Int(byte) - 48 : sum
            }
        }
        return 0
    }
}
