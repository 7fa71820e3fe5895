import Documents
import Kernel
import People
import Storage

/// Who the broker is, as it stands over a sheet: the setting `letterhead`, or the tenant's name alone.
package enum Letterhead {
    package static func read(tenant: TenantID, _ db: Connection) throws -> FundingApplicationSheet.Broker {
        let setting = try Setting.read("letterhead", tenant: tenant, db)
        let name = try setting?["name"]?.text ?? Tenant.find(tenant, db)?.name ?? ""
        return FundingApplicationSheet.Broker(
            name: name, address: setting?["address"]?.text, phone: setting?["phone"]?.text,
            email: setting?["email"]?.text)
    }
}
