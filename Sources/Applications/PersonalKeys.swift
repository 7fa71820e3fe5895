import Crypto
import Kernel

/// The keys for tax ids, social security numbers and birth dates: one kind seals them, one makes hashes by which
/// equal numbers are found. Both are kept outside the database.
package struct PersonalKeys: Sendable {
    package let sealing: SealingKeys
    private let hashing: [UInt8]

    package init(sealing: SealingKeys, hashing: [UInt8]) {
        precondition(hashing.count == 32, "the hashing key has 32 bytes")
        self.sealing = sealing
        self.hashing = hashing
    }

    /// The text that was sealed in `place`.
    package func opened(_ sealed: [UInt8], place: String) throws -> String {
        guard let text = sealing.open(sealed, place: place) else { throw SealedFieldFault(place: place) }
        return text
    }

    /// The same for equal texts of one kind; without the key nobody can try all numbers.
    package func fingerprint(_ kind: String, _ text: String) -> String {
        Hexadecimal.encode(authenticationCode(Array("\(kind):\(text)".utf8), key: hashing))
    }

    func fingerprint(_ kind: String, _ value: Value) -> String {
        Hexadecimal.encode(authenticationCode(Array("\(kind):".utf8) + value.canonicalBytes, key: hashing))
    }
}

/// What a change does to a sealed field.
package enum PersonalChange: Hashable, Sendable {
    case keep
    case clear
    case set(String)

    var new: String? { if case .set(let text) = self { text } else { nil } }
}
