import Kernel
import Storage

extension Who {
    /// The name of a person of the office; nil of keys and of the program.
    func personName(tenant: TenantID, _ db: Connection) throws -> String? {
        guard case .person(let id) = self else { return nil }
        return try db.value("SELECT name FROM person WHERE tenant_id = \(tenant) AND id = \(id)")
    }
}
