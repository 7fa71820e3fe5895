import Correspondence
import Kernel
import People
import Storage

extension MailAccount {
    /// The writer's own account where one bears the writer's address, else the office's first that can send (B18).
    package static func sender(for who: Who, tenant: TenantID, _ db: Connection) throws -> MailAccount {
        if case .person(let id) = who {
            let address = try Person.find(id, tenant: tenant, db).email.lowercased()
            let own = try all(tenant: tenant, db).first { $0.mayBeSentFrom && $0.address.lowercased() == address }
            if let own { return own }
        }
        return try sender(tenant: tenant, db)
    }
}
