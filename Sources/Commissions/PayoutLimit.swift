import Kernel
import Storage

/// Above which sum a payout needs two people; what went to the payee within a day counts with it. A higher limit holds a day
/// later, so that nobody raises it for one payout alone and unseen.
package enum PayoutLimit {
    private static let name = "payees.payout_limit"
    private static let waits = Span.hours(24)
    /// Where an office set nothing: 10,000.00 of any currency.
    static let usual = Cents(1_000_000)

    /// What holds now.
    package static func of(_ tenant: TenantID, at now: Moment, _ db: Connection) throws -> Cents {
        let (limit, former, since) = try stored(tenant, db)
        guard let former, let since, now - since < waits else { return limit }
        return min(limit, former)
    }

    /// What was set last, whether it holds yet or not.
    package static func set(of tenant: TenantID, _ db: Connection) throws -> Cents { try stored(tenant, db).limit }

    private static func stored(
        _ tenant: TenantID, _ db: Connection
    ) throws -> (limit: Cents, former: Cents?, since: Moment?) {
        guard let value = try Setting.read(name, tenant: tenant, db), let limit = value["limit_cents"]?.integer else {
            return (usual, nil, nil)
        }
        return (
            Cents(limit), value["former_cents"]?.integer.map { Cents($0) },
            value["since"]?.integer.map { Moment(milliseconds: $0) }
        )
    }

    package static func set(_ limit: Cents, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        guard case .person = who else { throw CommissionRefusal.notAPerson }
        let former = try of(tenant, at: now, db)
        try Setting.write(
            name,
            [
                "limit_cents": .int(limit.count), "former_cents": .int(former.count),
                "since": .int(now.milliseconds),
            ], tenant: tenant, by: who, at: now, db)
    }
}
