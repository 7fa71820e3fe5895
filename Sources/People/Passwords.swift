import Crypto
import Dispatch
import Kernel

/// Hashes and checks passwords on a queue of its own, one at a time: each takes 64 MiB and a fifth of a second.
package struct Passwords: Sendable {
    private let cost: Int
    /// What an unknown name's password is compared with, so that the answer takes as long as for a known one.
    private let decoy: PasswordHash
    private let queue = DispatchQueue(label: "fundgate.passwords")

    /// `cost` is the binary logarithm of scrypt's N.
    package init(cost: Int = 16) {
        self.cost = cost
        decoy = PasswordHash(of: Hexadecimal.encode(randomBytes(16)), cost: cost)
    }

    package func hash(_ password: String) async -> PasswordHash {
        await run { PasswordHash(of: password, cost: cost) }
    }

    /// Whether `password` is the one of `stored`; without `stored` the same work is done and nothing matches.
    package func matches(_ password: String, _ stored: PasswordHash?) async -> Bool {
        await run { (stored ?? decoy).matches(password) && stored != nil }
    }

    /// A password of 20 letters and digits for somebody to replace.
    package static func random() -> String { SecretWord.random(letters: 20) }

    private func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}

/// Words nobody can guess.
enum SecretWord {
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)

    /// Letters and digits that are not mistaken for each other, almost five bits each.
    static func random(letters count: Int) -> String {
        var word: [UInt8] = []
        while word.count < count {
            // 248 is the largest multiple of the alphabet's 31 letters in a byte: above it, some would be likelier.
            for byte in randomBytes(count) where byte < 248 && word.count < count {
                word.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: word, as: UTF8.self)
    }
}
