import Kernel

/// A mail server and how to reach it: everything that libcurl needs to connect, secure and log in.
package struct Endpoint: Sendable {
    package enum Application: String, Sendable {
        case smtp
        case imap
    }

    package enum Security: String, Sendable {
        /// Plain TCP. A credential is then only sent to a loopback address.
        case none
        /// STARTTLS, required: a server that does not offer it is refused (RFC 3207, RFC 9051 section 6.2.1).
        case startTLS
        /// TLS from the first byte (RFC 8314).
        case implicitTLS
    }

    /// Whose signature a server's certificate must bear.
    package enum Authorities: Sendable, Equatable {
        case system
        /// Only those in this PEM file; the system's are not asked.
        case file(String)
    }

    package let application: Application
    package let host: String
    package let port: UInt16
    package let security: Security
    package let authorities: Authorities
    package let credential: Credential?
    /// What we call ourselves in EHLO: a domain name, or an address literal such as `[127.0.0.1]`.
    package let localName: String
    /// For resolving, connecting, TLS and login together.
    package let connectTimeout: Span

    package init(
        _ application: Application, host: String, port: UInt16, security: Security,
        authorities: Authorities = .system, credential: Credential? = nil, localName: String = "localhost",
        connectTimeout: Span = .seconds(30)
    ) {
        self.application = application
        self.host = host
        self.port = port
        self.security = security
        self.authorities = authorities
        self.credential = credential
        self.localName = localName
        self.connectTimeout = connectTimeout
    }
}

extension Endpoint {
    /// Hosts to which a password may go without TLS: it does not leave the machine.
    var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// The URL for libcurl, whose path is the EHLO name; nil where a name has a character that no name has.
    var url: String? {
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isNameByte), !localName.isEmpty,
            localName.utf8.allSatisfy({ Self.isNameByte($0) || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") })
        else { return nil }
        let scheme = application.rawValue + (security == .implicitTLS ? "s" : "")
        let bracketed = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        guard application == .smtp else { return "\(scheme)://\(bracketed):\(port)/" }
        let path = localName.split(separator: "[", omittingEmptySubsequences: false).joined(separator: "%5B")
            .split(separator: "]", omittingEmptySubsequences: false).joined(separator: "%5D")
        return "\(scheme)://\(bracketed):\(port)/\(path)"
    }

    /// Letters, digits, `-`, `.`, `_`, the colon of IPv6 addresses, and UTF-8 (libcurl turns it into IDNA).
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: ":"), 128...255:
            true
        default: false
        }
    }
}
