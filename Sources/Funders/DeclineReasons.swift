import Kernel
import Storage

/// The lookup of reasons why funders decline (seed 004).
package enum DeclineReasons {
    package static func all(_ db: Connection) throws -> Value {
        let rows = try db.rows("SELECT id, code, label, category FROM decline_reason ORDER BY id")
        return .list(
            try rows.map { row in
                [
                    "id": .int(try row["id"]), "code": .string(try row["code"]), "label": .string(try row["label"]),
                    "category": .string(try row["category"]),
                ]
            })
    }
}
