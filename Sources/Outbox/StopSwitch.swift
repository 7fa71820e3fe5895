import Kernel
import Storage

/// The one switch that stops all sending of an office (B22). It is read in the transaction that leases rows and again
/// right before each connection and each mail.
package enum StopSwitch {
    static let name = "outbox.stopped"

    package static func isOn(tenant: TenantID, _ db: Connection) throws -> Bool {
        try Setting.read(name, tenant: tenant, db)?.flag ?? false
    }

    package static func set(
        _ isOn: Bool, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try Setting.write(name, .bool(isOn), tenant: tenant, by: who, at: now, db)
        db.signal("outbox", of: tenant)
        db.signal("outbox.stop")
    }
}
