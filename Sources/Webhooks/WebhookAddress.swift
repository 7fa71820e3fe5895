import Kernel
import Wire

/// Where an endpoint listens: an address of HTTP taken apart, refused where it is none.
package struct WebhookAddress: Sendable, Equatable {
    let server: HTTPServerAddress
    /// Path and query.
    let target: String

    /// `https://host[:port]/path?query`; plain `http` only where `allowsPlain`. A user, a fragment or a character that no
    /// address has is refused.
    package init?(_ text: String, allowsPlain: Bool) {
        let isSecure = text.hasPrefix("https://")
        guard isSecure || allowsPlain && text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        guard rest.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), !rest.contains("#"), !rest.contains("\\") else {
            return nil
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { return nil }
        var host = authority
        var port: UInt16?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
            if !tail.isEmpty {
                guard let number = UInt16(tail.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else { return nil }
            port = number
        }
        server = HTTPServerAddress(isSecure: isSecure, host: String(host).lowercased(), port: port)
        guard server.isUsable else { return nil }
        let path = rest.dropFirst(authority.count)
        target = path.hasPrefix("/") ? String(path) : "/" + path
    }
}
