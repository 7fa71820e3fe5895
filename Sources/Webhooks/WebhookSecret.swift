import Crypto
import Kernel
import Web

/// What an endpoint and we know, and nobody else: it signs every delivery (HMAC-SHA-256).
package struct WebhookSecret: Sendable, Equatable {
    private let bytes: [UInt8]

    private static let prefix = "whsec_"
    private static let size = 32

    package init() { bytes = randomBytes(Self.size) }

    /// Reads `text`.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Base64URL.decode(String(text.dropFirst(Self.prefix.count)), isURL: false),
            bytes.count == Self.size
        else { return nil }
        self.bytes = bytes
    }

    /// `whsec_` and base 64, as receivers' libraries take it.
    package var text: String { Self.prefix + Base64URL.encode(bytes, isURL: false) }

    /// `v1,` and base 64 of the code over id, time in seconds and body, with full stops between them.
    package func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        "v1," + Base64URL.encode(authenticationCode(Array("\(id).\(seconds).".utf8) + body, key: bytes), isURL: false)
    }

    /// Where the sealed text belongs.
    static func place(_ endpoint: WebhookEndpoint.ID) -> String { "webhook_endpoint.secret/\(endpoint)" }
}
