import Kernel
import MIME
import Storage

/// The one person or desk of a funder that is written to.
package struct FunderContact: Sendable {
    package typealias ID = Identifier<FunderContact>

    package let id: ID
    package let funder: Funder.ID
    package let name: String?
    package let email: String
    package let phone: String?
    package let version: Int

    init(_ row: Row) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        name = try row["name"]
        email = try row["email"]
        phone = try row["phone"]
        version = try row["version"]
    }

    package var value: Value {
        [
            "id": Value(id), "name": Value(name), "email": Value(email), "phone": Value(phone),
            "version": Value(version),
        ]
    }

    private static let columns: SQL = "SELECT id, funder_id, name, email, phone, version FROM funder_contact"

    package static func of(_ funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> FunderContact? {
        try db.row(columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder)").map(FunderContact.init)
    }

    package static func all(tenant: TenantID, _ db: Connection) throws -> [FunderContact] {
        try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY funder_id").map(FunderContact.init)
    }

    /// Adds the funder's contact, or changes it where `version` is given. A second one is refused (409).
    package static func save(
        name: String?, email: String, phone: String?, version: Int?, of funder: Funder.ID, tenant: TenantID,
        by who: Who, at moment: Moment, _ db: Connection
    ) throws -> FunderContact {
        _ = try Funder.find(funder, tenant: tenant, db)
        let former = try of(funder, tenant: tenant, db)
        if let version {
            let changed = try db.changes(
                """
                UPDATE funder_contact
                   SET name = \(name), email = \(email), phone = \(phone), updated_at = \(moment), version = version + 1
                 WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND version = \(version)
                """)
            guard changed == 1 else { throw RecordRefusal.changedMeanwhile("contact of funder", funder) }
        } else {
            guard former == nil else { throw FunderRefusal.contactExists }
            try db.run(
                """
                INSERT INTO funder_contact (id, tenant_id, funder_id, name, email, phone, updated_at, version)
                VALUES (\(ID(at: moment)), \(tenant), \(funder), \(name), \(email), \(phone), \(moment), 1)
                """)
        }
        try Recipients.requireRoom(of: funder, tenant: tenant, db)
        try Funder.note(
            funder, former == nil ? "contact_added" : "contact_changed", ["fields": ["name", "email", "phone"]],
            by: who,
            at: moment, tenant: tenant, db)
        guard let saved = try of(funder, tenant: tenant, db) else { preconditionFailure("the contact was just saved") }
        return saved
    }
}
