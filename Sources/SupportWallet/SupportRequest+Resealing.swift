import Applications
import Kernel
import Storage

extension SupportRequest {
    /// Reseals what participants wrote and an older key sealed, of all tenants; says how many fields.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        for (field, column) in [("justification", "justification_sealed"), ("answer", "answer_sealed")]
            as [(String, StaticString)]
        {
            let rows = try db.rows(
                """
                SELECT id, \(name: column) AS sealed FROM support_request
                 WHERE \(name: column) IS NOT NULL ORDER BY id
                """)
            for row in rows {
                let (id, sealed): (ID, [UInt8]) = (try row["id"], try row["sealed"])
                guard keys.sealing.isOutdated(sealed) else { continue }
                let anew = keys.sealing.seal(
                    try keys.opened(sealed, place: place(field, id)), place: place(field, id))
                try db.run("UPDATE support_request SET \(name: column) = \(anew) WHERE id = \(id)")
                count += 1
            }
        }
        return count
    }
}
