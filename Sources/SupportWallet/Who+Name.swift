import Kernel
import Storage

extension Who {
    /// The name of a person of the office; nil of keys and of the program.
    func personName(tenant: TenantID, _ db: Connection) throws -> String? {
        guard case .person(let id) = self else { return nil }
        return try db.value("SELECT name FROM person WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    /// The names of those who are people of the office.
    static func personNames(_ all: [Who], tenant: TenantID, _ db: Connection) throws -> [Who: String] {
        let ids = Set(all.compactMap { if case .person(let id) = $0 { id } else { nil } })
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows(
            "SELECT id, name FROM person WHERE tenant_id = \(tenant) AND id IN \(list: ids.sorted()) ORDER BY id")
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (.person(try $0["id"]), try $0["name"]) })
    }
}
