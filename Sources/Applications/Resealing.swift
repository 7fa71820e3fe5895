import Kernel
import Storage

/// Seals personal fields anew that an older key sealed: after a new key was added, before the old one is taken away.
package enum Resealing {
    /// Reseals all outdated fields of all tenants in the running transaction and says how many there were.
    package static func run(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        for row in try db.rows("SELECT id, ein_sealed FROM application WHERE ein_sealed IS NOT NULL ORDER BY id") {
            let id: Application.ID = try row["id"]
            guard let new = try resealed(row["ein_sealed"], Place.ein(id), keys) else { continue }
            try db.run("UPDATE application SET ein_sealed = \(new) WHERE id = \(id)")
            count += 1
        }
        for row in try db.rows("SELECT id, ssn_sealed, birth_date_sealed FROM application_owner ORDER BY id") {
            let id: Owner.ID = try row["id"]
            if let new = try resealed(row["ssn_sealed"], Place.ssn(id), keys) {
                try db.run("UPDATE application_owner SET ssn_sealed = \(new) WHERE id = \(id)")
                count += 1
            }
            if let new = try resealed(row["birth_date_sealed"], Place.birthDate(id), keys) {
                try db.run("UPDATE application_owner SET birth_date_sealed = \(new) WHERE id = \(id)")
                count += 1
            }
        }
        return count
    }

    private static func resealed(_ sealed: [UInt8]?, _ place: String, _ keys: PersonalKeys) throws -> [UInt8]? {
        guard let sealed, keys.sealing.isOutdated(sealed) else { return nil }
        return keys.sealing.seal(try keys.opened(sealed, place: place), place: place)
    }
}
