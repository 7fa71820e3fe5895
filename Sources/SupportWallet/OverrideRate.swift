import Kernel
import Storage
import Web

/// How often the rules were set aside: of what was approved, and beside it of wallets.
package struct OverrideRate: Sendable, Equatable {
    package let approvedRequests: Int
    package let overriddenRequests: Int
    package let wallets: Int
    package let overriddenWallets: Int

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> OverrideRate {
        func count(_ sql: SQL) throws -> Int { try db.value(sql) ?? 0 }
        let approved: SQL = "state IN ('approved', 'completed', 'failed')"
        return OverrideRate(
            approvedRequests: try count(
                "SELECT count(*) FROM support_request WHERE tenant_id = \(tenant) AND \(part: approved)"),
            overriddenRequests: try count(
                """
                SELECT count(*) FROM support_request
                 WHERE tenant_id = \(tenant) AND \(part: approved)
                   AND id IN (SELECT request_id FROM support_override
                               WHERE tenant_id = \(tenant) AND kind = 'value' AND state = 'approved')
                """),
            wallets: try count("SELECT count(*) FROM support_wallet WHERE tenant_id = \(tenant)"),
            overriddenWallets: try count(
                """
                SELECT count(DISTINCT wallet_id) FROM support_override
                 WHERE tenant_id = \(tenant) AND kind = 'allocation' AND state = 'approved'
                """))
    }

    var value: Value {
        func part(_ some: Int, _ all: Int) -> Value {
            guard all > 0 else { return .null }
            return .string(FixedPoint.format(Int64(some) * 10_000 / Int64(all), places: 2))
        }
        return [
            "approved_requests": Value(approvedRequests), "overridden_requests": Value(overriddenRequests),
            "request_percent": part(overriddenRequests, approvedRequests), "wallets": Value(wallets),
            "overridden_wallets": Value(overriddenWallets), "wallet_percent": part(overriddenWallets, wallets),
        ]
    }
}
