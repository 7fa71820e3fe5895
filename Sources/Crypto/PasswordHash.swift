import COpenSSL
import Kernel

/// A password as scrypt stores it (RFC 7914): `scrypt$15$8$1$salt$hash`, N = 2^15, r = 8, p = 1, 32 MiB of memory
/// and about a tenth of a second. A check is a blocking call: keep it off the cooperative pool.
package struct PasswordHash: Hashable, Sendable {
    package let text: String

    /// A stored hash.
    package init(stored text: String) { self.text = text }

    /// The hash of a new password with a fresh salt.
    package init(of password: String, cost: Int = 15) {
        let salt = randomBytes(16)
        let key = Self.derive(password, salt: salt, cost: cost, blockSize: 8, lanes: 1)
        text = "scrypt$\(cost)$8$1$\(Hexadecimal.encode(salt))$\(Hexadecimal.encode(key))"
    }

    /// Whether `password` is the one that was hashed; a hash that cannot be read matches nothing.
    package func matches(_ password: String) -> Bool {
        let parts = text.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), (1...20).contains(cost),
            let blockSize = Int(parts[2]), (1...32).contains(blockSize), let lanes = Int(parts[3]),
            (1...16).contains(lanes),
            let salt = Hexadecimal.decode(String(parts[4])), let expected = Hexadecimal.decode(String(parts[5]))
        else { return false }
        return equalInConstantTime(
            Self.derive(password, salt: salt, cost: cost, blockSize: blockSize, lanes: lanes), expected)
    }

    private static func derive(_ password: String, salt: [UInt8], cost: Int, blockSize: Int, lanes: Int) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: 32)
        let rounds = UInt64(1) << UInt64(cost)
        let memory = 256 * rounds * UInt64(blockSize) + (1 << 20)
        let utf8 = Array(password.utf8).map { CChar(bitPattern: $0) }
        let result = EVP_PBE_scrypt(
            utf8, utf8.count, salt, salt.count, rounds, UInt64(blockSize), UInt64(lanes), memory, &key, key.count)
        precondition(result == 1, "scrypt fails only for parameters out of range or without memory")
        return key
    }
}
