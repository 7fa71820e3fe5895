import Crypto
import Kernel
import Storage

extension WebhookEndpoint {
    /// Reseals the endpoints' secrets, of all tenants, where an older key sealed them; says how many.
    package static func reseal(keys: SealingKeys, _ db: Connection) throws -> Int {
        var count = 0
        for row in try db.rows("SELECT id, secret_sealed FROM webhook_endpoint ORDER BY id") {
            let (id, sealed) = (try row.get("id", as: ID.self), try row.get("secret_sealed", as: [UInt8].self))
            let place = WebhookSecret.place(id)
            // One that no key opens is shown at its deliveries; it stands in nobody's way here.
            guard keys.isOutdated(sealed), let text = keys.open(sealed, place: place) else { continue }
            try db.run("UPDATE webhook_endpoint SET secret_sealed = \(keys.seal(text, place: place)) WHERE id = \(id)")
            count += 1
        }
        return count
    }
}
