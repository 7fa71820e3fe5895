import Kernel

/// One request of HTTP/1.1 (RFC 9112) to one server.
package struct HTTPCall: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// A range of a file, read while it is sent.
        case file(path: String, offset: Int64, length: Int64)
    }

    package let method: String
    package let server: HTTPServerAddress
    /// Path and query, already percent-encoded.
    package let target: String
    package let headers: [(name: String, value: String)]
    package let body: Body
    /// Whether the request goes out once whatever becomes of its connection. libcurl sends one anew where a connection that it
    /// kept ends without a byte of an answer; so such a call gets a connection of its own, which is kept for nobody.
    package let goesOnce: Bool

    package init(
        _ method: String, _ server: HTTPServerAddress, target: String, headers: [(name: String, value: String)] = [],
        body: Body = .none, goesOnce: Bool = false
    ) {
        self.method = method
        self.server = server
        self.target = target
        self.headers = headers
        self.body = body
        self.goesOnce = goesOnce
    }
}

/// Where a server of HTTP listens.
package struct HTTPServerAddress: Sendable, Hashable {
    package let isSecure: Bool
    package let host: String
    package let port: UInt16

    package init(isSecure: Bool, host: String, port: UInt16? = nil) {
        self.isSecure = isSecure
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
    }

    /// What stands in the header field Host: no port where it is the scheme's own.
    package var authority: String {
        let shown = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? shown : "\(shown):\(port)"
    }

    package var url: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// Letters, digits, `-`, `.`, `_`, the colon of IPv6 addresses, and UTF-8.
    package var isUsable: Bool { !host.isEmpty && host.utf8.allSatisfy(Endpoint.isNameByte) }
}

/// What a server answered.
package struct HTTPReply: Sendable {
    package internal(set) var status = 0
    /// Names in lower case, in the order in which they came.
    package internal(set) var headers: [(name: String, value: String)] = []
    /// What was not given away while it came.
    package internal(set) var body: [UInt8] = []

    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
