import Kernel
import Storage

/// How many people approve a grant (H23): one, and more from above an amount.
package struct GrantRules: Sendable, Equatable {
    package let above: Cents
    package let approvals: Int

    private static let setting = "grants.approvals"
    /// Where the office never said otherwise.
    static let standard = GrantRules(above: Cents(2_500_000), approvals: 2)

    package init(above: Cents, approvals: Int) {
        self.above = above
        self.approvals = approvals
    }

    package func needed(for amount: Cents) -> Int { amount > above ? approvals : 1 }

    package static func of(_ tenant: TenantID, _ db: Connection) throws -> GrantRules {
        guard let stored = try Setting.read(setting, tenant: tenant, db), let above = stored["above_cents"]?.integer,
            let approvals = stored["approvals"]?.integer
        else { return standard }
        return GrantRules(above: Cents(above), approvals: Int(approvals))
    }

    package func set(_ act: SponsorshipAct, _ db: Connection) throws {
        try act.scope.requireOffice()
        try Setting.write(
            Self.setting, ["above_cents": .int(above.count), "approvals": Value(approvals)], tenant: act.tenant,
            by: act.who, at: act.now, db)
    }

    package var value: Value { ["above": .string(above.decimal), "approvals": Value(approvals)] }
}
