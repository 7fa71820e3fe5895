import Correspondence
import Kernel
import People
import Storage

/// A mail account with the file that says how its servers are reached.
package struct EnrolledAccount: Sendable {
    package let account: MailAccount
    package let file: MailAccountFile
}

extension Office {
    /// Brings the accounts' rows up to date with the files of `mailboxes/`; an account whose file is gone is retired.
    package func enroll() async throws -> [EnrolledAccount] {
        let files = try accountFiles()
        let now = clock.now()
        return try await database.write { db in
            let tenants = try Tenant.all(db)
            var enrolled: [EnrolledAccount] = []
            for file in files {
                let tenant = try Self.tenant(of: file, among: tenants)
                let account = try MailAccount.enroll(file, tenant: tenant, at: now, db)
                enrolled.append(EnrolledAccount(account: account, file: file))
            }
            for tenant in tenants {
                let names = enrolled.filter { $0.account.tenant == tenant.id }.map(\.account.name)
                try MailAccount.retire(allBut: names, tenant: tenant.id, at: now, db)
            }
            return enrolled
        }
    }

    /// The files of `mailboxes/`, each read and checked.
    package func accountFiles() throws -> [MailAccountFile] {
        try LocalFile.names(in: configuration.mailboxesFolder).filter { $0.hasSuffix(".json5") }.map { name in
            try MailAccountFile(
                name: String(name.dropLast(6)), bytes: LocalFile.read("\(configuration.mailboxesFolder)/\(name)"),
                base: configuration.mailboxesFolder)
        }
    }

    private static func tenant(of file: MailAccountFile, among tenants: [Tenant]) throws -> TenantID {
        if let office = file.office {
            guard let tenant = tenants.first(where: { $0.name == office }) else {
                throw OfficeRefusal.unknownOffice(file: file.name)
            }
            return tenant.id
        }
        guard let tenant = tenants.first else { throw OfficeRefusal.noTenant }
        guard tenants.count == 1 else { throw OfficeRefusal.unknownOffice(file: file.name) }
        return tenant.id
    }

    /// The office of that name, or the only one.
    package func tenant(named name: String?) async throws -> TenantID {
        let tenants = try await database.read { try Tenant.all($0) }
        if let name {
            guard let tenant = tenants.first(where: { $0.name == name }) else { throw OfficeRefusal.noTenant }
            return tenant.id
        }
        guard let tenant = tenants.first else { throw OfficeRefusal.noTenant }
        guard tenants.count == 1 else { throw OfficeRefusal.severalTenants }
        return tenant.id
    }
}
