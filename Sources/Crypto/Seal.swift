import COpenSSL
import Kernel

/// Seals single fields (AES-256-GCM, NIST SP 800-38D) with keys that are kept outside the database. A sealed
/// field is `version (1) · key number (1) · nonce (12) · tag (16) · text`; the place where it belongs (table,
/// record, column) is authenticated with it, so that a field cannot be moved to another record.
package struct SealingKeys: Sendable {
    private let keys: [UInt8: [UInt8]]
    private let current: UInt8

    /// Keys of 32 bytes by number; the highest number seals, all of them open.
    package init(_ keys: [UInt8: [UInt8]]) {
        precondition(!keys.isEmpty && keys.values.allSatisfy { $0.count == 32 }, "a sealing key has 32 bytes")
        self.keys = keys
        current = keys.keys.max() ?? 0
    }

    package func seal(_ text: String, place: String) -> [UInt8] { seal(bytes: Array(text.utf8), place: place) }

    package func seal(bytes plain: [UInt8], place: String) -> [UInt8] {
        let nonce = randomBytes(12)
        var sealed = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: 16)
        let cipher = CipherContext()
        var length: Int32 = 0
        let authenticated = Array(place.utf8)
        let isDone =
            EVP_EncryptInit_ex(cipher.raw, EVP_aes_256_gcm(), nil, keys[current], nonce) == 1
            && EVP_EncryptUpdate(cipher.raw, nil, &length, authenticated, Int32(authenticated.count)) == 1
            && EVP_EncryptUpdate(cipher.raw, &sealed, &length, plain, Int32(plain.count)) == 1
            && EVP_EncryptFinal_ex(cipher.raw, nil, &length) == 1
            && EVP_CIPHER_CTX_ctrl(cipher.raw, EVP_CTRL_AEAD_GET_TAG, 16, &tag) == 1
        precondition(isDone, "AES-256-GCM is in every OpenSSL")
        return [1, current] + nonce + tag + sealed
    }

    /// The text, or nil where the bytes are no seal, were changed, belong to another place or need another key.
    package func open(_ sealed: [UInt8], place: String) -> String? {
        open(bytes: sealed, place: place).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The same of what is no text.
    package func open(bytes sealed: [UInt8], place: String) -> [UInt8]? {
        guard sealed.count >= 30, sealed[0] == 1, let key = keys[sealed[1]] else { return nil }
        let nonce = Array(sealed[2..<14])
        var tag = Array(sealed[14..<30])
        let secret = Array(sealed[30...])
        var plain = [UInt8](repeating: 0, count: secret.count)
        let cipher = CipherContext()
        var length: Int32 = 0
        let authenticated = Array(place.utf8)
        let isGenuine =
            EVP_DecryptInit_ex(cipher.raw, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(cipher.raw, nil, &length, authenticated, Int32(authenticated.count)) == 1
            && EVP_DecryptUpdate(cipher.raw, &plain, &length, secret, Int32(secret.count)) == 1
            && EVP_CIPHER_CTX_ctrl(cipher.raw, EVP_CTRL_AEAD_SET_TAG, 16, &tag) == 1
            && EVP_DecryptFinal_ex(cipher.raw, nil, &length) == 1
        return isGenuine ? plain : nil
    }

    /// Whether a sealed field was sealed with an older key than the current one.
    package func isOutdated(_ sealed: [UInt8]) -> Bool { sealed.count > 1 && sealed[1] != current }
}

private struct CipherContext: ~Copyable {
    let raw = EVP_CIPHER_CTX_new()
    deinit { EVP_CIPHER_CTX_free(raw) }
}
