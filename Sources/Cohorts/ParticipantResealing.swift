import Applications
import Kernel
import Storage

extension Resealing {
    /// Reseals who participants are, of all tenants, where an older key sealed it; says of how many. In the running
    /// transaction, beside `run`.
    package static func participants(keys: PersonalKeys, _ db: Connection) throws -> Int {
        let rows = try db.rows("SELECT id, name_sealed, email_sealed, phone_sealed FROM participant ORDER BY id")
        var count = 0
        for row in rows {
            let (id, person) = (try row.get("id", as: Participant.ID.self), try SealedPerson(row))
            guard person.fields.contains(where: keys.sealing.isOutdated) else { continue }
            let new = try person.opened(for: id, keys).sealed(for: id, keys)
            try db.run(
                """
                UPDATE participant
                   SET name_sealed = \(new.name), email_sealed = \(new.email), phone_sealed = \(new.phone)
                 WHERE id = \(id)
                """)
            count += 1
        }
        return count
    }
}
