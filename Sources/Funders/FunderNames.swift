import Kernel
import Storage

/// An office's funders by name: to choose from in a form, and to name whom an id means. Archived ones are among them:
/// what was sent to them stands in figures.
package struct FunderNames: Sendable {
    /// By name.
    private let all: [(id: String, name: String)]
    private let names: [String: String]

    /// A form offers so many.
    private static let mostChoices = 1000

    package init(tenant: TenantID, _ db: Connection) throws {
        all = try db.rows("SELECT id, name FROM funder WHERE tenant_id = \(tenant) ORDER BY name, id").map {
            (try $0["id"], try $0["name"])
        }
        names = Dictionary(all.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// The name of a funder, by its id's text; nil where the office has none of it.
    package subscript(id: String) -> String? { names[id] }

    /// Options of a form: each with its id under `key` and its name under `label`.
    package func choices(_ key: String, _ label: String) -> Value {
        .list(
            all.prefix(Self.mostChoices).map { id, name in
                var fields = Value.Fields()
                fields[key] = .string(id)
                fields[label] = .string(name)
                return .object(fields)
            })
    }
}
