import Applications
import Crypto

extension Keys {
    /// Seals and finds tax ids, social security numbers and birth dates.
    package var personal: PersonalKeys {
        PersonalKeys(sealing: SealingKeys([1: key(for: "sealing 1")]), hashing: key(for: "search hashes"))
    }
}
