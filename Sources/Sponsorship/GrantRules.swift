import Kernel
import Storage

/// How many people approve a grant (H23): one, and more from above an amount.
package struct GrantRules: Sendable, Equatable {
    package let above: Cents
    package let approvals: Int

    private static let setting = "grants.approvals"
    /// What asks for fewer people holds a day later, so that nobody sets it for one grant alone and unseen.
    private static let waits = Span.hours(24)
    /// Where the office never said otherwise.
    static let standard = GrantRules(above: Cents(2_500_000), approvals: 2)

    package init(above: Cents, approvals: Int) {
        self.above = above
        self.approvals = approvals
    }

    package func needed(for amount: Cents) -> Int { amount > above ? approvals : 1 }

    /// What holds now.
    package static func of(_ tenant: TenantID, at now: Moment, _ db: Connection) throws -> GrantRules {
        let (rules, former, since) = try stored(tenant, db)
        guard let former, let since, now - since < waits else { return rules }
        return GrantRules(above: min(rules.above, former.above), approvals: max(rules.approvals, former.approvals))
    }

    /// What was set last, whether it holds yet or not.
    package static func set(of tenant: TenantID, _ db: Connection) throws -> GrantRules { try stored(tenant, db).rules }

    private static func stored(
        _ tenant: TenantID, _ db: Connection
    ) throws -> (rules: GrantRules, former: GrantRules?, since: Moment?) {
        guard let stored = try Setting.read(setting, tenant: tenant, db), let rules = GrantRules(stored) else {
            return (standard, nil, nil)
        }
        let former = stored["former"].flatMap { GrantRules($0) }
        return (rules, former, stored["since"]?.integer.map { Moment(milliseconds: $0) })
    }

    private init?(_ stored: Value) {
        guard let above = stored["above_cents"]?.integer, let approvals = stored["approvals"]?.integer else {
            return nil
        }
        self.init(above: Cents(above), approvals: Int(approvals))
    }

    private var stored: Value { ["above_cents": .int(above.count), "approvals": Value(approvals)] }

    package func set(_ act: SponsorshipAct, _ db: Connection) throws {
        try act.scope.requireOffice()
        guard case .person = act.who else { throw SponsorshipRefusal.notAPerson }
        guard try Self.set(of: act.tenant, db) != self else { return }
        let former = try Self.of(act.tenant, at: act.now, db)
        try Setting.write(
            Self.setting,
            stored.adding("former", former.stored).adding("since", .int(act.now.milliseconds)), tenant: act.tenant,
            by: act.who, at: act.now, db)
    }

    /// With what holds now where that is something else still.
    package func value(now rules: GrantRules) -> Value {
        [
            "above": .string(above.decimal), "approvals": Value(approvals), "above_now": .string(rules.above.decimal),
            "approvals_now": Value(rules.approvals), "is_waiting": .bool(rules != self),
        ]
    }
}
