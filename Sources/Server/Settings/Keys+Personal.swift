import Applications
import Crypto

extension Keys {
    /// Seals and finds tax ids, social security numbers and birth dates.
    package var personal: PersonalKeys {
        PersonalKeys(sealing: sealing, hashing: key(for: "search hashes"))
    }

    /// Seals single fields.
    package var sealing: SealingKeys { SealingKeys(keys(for: "sealing")) }
}
