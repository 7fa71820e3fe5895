import COpenSSL

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// The digest of `bytes`.
    package init(of bytes: [UInt8]) {
        var hasher = Hasher256()
        hasher.update(bytes)
        self = hasher.finish()
    }

    fileprivate init(raw: [UInt8]) { bytes = raw }

    /// Reads 64 hexadecimal digits.
    package init?(_ text: String) {
        guard let bytes = Hexadecimal.decode(text), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package var description: String { Hexadecimal.encode(bytes) }
}

/// SHA-256 over bytes that come in pieces.
package struct Hasher256: ~Copyable {
    private let context: OpaquePointer?

    package init() {
        context = EVP_MD_CTX_new()
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "SHA-256 is in every OpenSSL")
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        precondition(EVP_DigestUpdate(context, base, bytes.count) == 1, "EVP_DigestUpdate fails only without a context")
    }

    /// The digest; the hasher takes no more bytes after it.
    package mutating func finish() -> Digest {
        var raw = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &raw, nil) == 1, "EVP_DigestFinal_ex fails only without a context")
        return Digest(raw: raw)
    }

    deinit { EVP_MD_CTX_free(context) }
}

/// HMAC-SHA-256 (RFC 2104).
package func authenticationCode(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
    precondition(result != nil && length == 32, "HMAC-SHA-256 is in every OpenSSL")
    return code
}

/// HMAC-SHA-512 (RFC 2104): with which some providers sign what they send.
package func authenticationCode512(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 64)
    var length: UInt32 = 0
    let result = HMAC(EVP_sha512(), key, Int32(key.count), message, message.count, &code, &length)
    precondition(result != nil && length == 64, "HMAC-SHA-512 is in every OpenSSL")
    return code
}

/// Compares without telling by its duration where the two differ.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

/// Random bytes for keys and tokens.
package func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    precondition(RAND_bytes(&bytes, Int32(count)) == 1, "the system's random source answers")
    return bytes
}

/// Bytes as lower-case hexadecimal digits and back.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    package static func decode(_ text: String) -> [UInt8]? {
        let utf8 = Array(text.utf8)
        guard utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count / 2)
        for index in stride(from: 0, to: utf8.count, by: 2) {
            guard let high = value(utf8[index]), let low = value(utf8[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        case 65...70: digit - 55
        default: nil
        }
    }
}
