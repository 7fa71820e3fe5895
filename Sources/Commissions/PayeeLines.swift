import Kernel
import Storage

/// What stands in each payee's account by the day it counts on: its parts of what was paid and of what was taken back.
/// Follows from the deals' rows and grows with each of them, so that a statement reads its own days alone.
enum PayeeLines {
    /// A part of what was paid adds to the balance, one of what was taken back lessens it.
    private static let rows: SQL = """
        SELECT commission_part.tenant_id, commission_part.payee_id, commission_entry.currency, commission_entry.day,
               commission_part.entry_id, commission_part.place,
               CASE WHEN commission_entry.kind = 'paid' THEN commission_part.amount_cents
                    ELSE -commission_part.amount_cents END AS change_cents
          FROM commission_entry JOIN commission_part ON commission_part.entry_id = commission_entry.id
         WHERE commission_part.payee_id IS NOT NULL AND commission_entry.kind IN ('paid', 'clawback')
        """
    private static let columns: SQL = "tenant_id, payee_id, currency, day, entry_id, place, change_cents"

    private static func add(_ condition: SQL, _ db: Connection) throws {
        try db.run("INSERT INTO payee_line (\(part: columns)) \(part: rows) AND \(part: condition)")
    }

    /// Takes up the parts of a row that was just written.
    static func add(_ entry: CommissionEntry.ID, tenant: TenantID, _ db: Connection) throws {
        try add("commission_entry.tenant_id = \(tenant) AND commission_entry.id = \(entry)", db)
    }

    /// What all before the day come to.
    static func sum(
        of payee: Payee.ID, _ currency: Currency, before day: Day, tenant: TenantID, _ db: Connection
    ) throws -> Cents {
        try db.value(
            """
            SELECT CAST(coalesce(sum(change_cents), 0) AS BIGINT) FROM payee_line
             WHERE tenant_id = \(tenant) AND payee_id = \(payee) AND currency = \(currency) AND day < \(day)
            """) ?? .zero
    }

    /// Whether the lines that are stored are what the rows make of them.
    static func areRight(tenant: TenantID, _ db: Connection) throws -> Bool {
        let stored: SQL = "SELECT \(part: columns) FROM payee_line WHERE tenant_id = \(tenant)"
        let made: SQL = "\(part: rows) AND commission_entry.tenant_id = \(tenant)"
        return try [(stored, made), (made, stored)].allSatisfy { one, other in
            try db.row("\(part: one) EXCEPT \(part: other) LIMIT 1") == nil
        }
    }

    /// Writes an office's lines anew.
    static func rebuild(tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM payee_line WHERE tenant_id = \(tenant)")
        try add("commission_entry.tenant_id = \(tenant)", db)
    }
}
