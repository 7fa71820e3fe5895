import Kernel
import Storage

/// What those who send are called.
struct BrokerNames: Sendable {
    private let people: [PersonID: String]

    init(tenant: TenantID, _ db: Connection) throws {
        var people: [PersonID: String] = [:]
        for row in try db.rows("SELECT id, name FROM person WHERE tenant_id = \(tenant) ORDER BY id") {
            people[try row["id"]] = try row["name"]
        }
        self.people = people
    }

    /// The name behind `person:ID`, `key:NAME` or `system:PART`.
    func label(_ text: String) -> String {
        switch Who(text: text) {
        case .person(let id): people[id] ?? "a person who is gone"
        case .key(let name): "key \(name)"
        case .system(let part): part
        case nil: text
        }
    }
}
