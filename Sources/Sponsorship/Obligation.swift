import Kernel
import Storage
import Web

/// What a contract owes its sponsor: so many of something by a day, and what was delivered of it.
package struct Obligation: Sendable, Equatable {
    package typealias ID = Identifier<Obligation>

    package let id: ID
    package let tenant: TenantID
    package let contract: SponsorContract.ID
    package let owed: Entitlement
    package let dueOn: Day
    package let makesGood: ID?
    package let reason: String?
    package let delivered: Int
    /// How many are owed by another obligation in this one's place.
    package let movedOn: Int

    /// Still to be delivered; what was delivered beyond it counts as nothing.
    package var open: Int { max(0, owed.number - movedOn - delivered) }

    private static let query: SQL = """
        SELECT sponsor_obligation.id, sponsor_obligation.tenant_id, sponsor_obligation.contract_id,
               sponsor_obligation.kind, sponsor_obligation.words, sponsor_obligation.number, sponsor_obligation.due_on,
               sponsor_obligation.makes_good, sponsor_obligation.reason,
               (SELECT CAST(coalesce(sum(sponsor_exposure.number), 0) AS BIGINT) FROM sponsor_exposure
                 WHERE sponsor_exposure.tenant_id = sponsor_obligation.tenant_id
                   AND sponsor_exposure.obligation_id = sponsor_obligation.id
                   AND NOT EXISTS (SELECT 1 FROM sponsor_exposure_reversal
                                    WHERE sponsor_exposure_reversal.exposure_id = sponsor_exposure.id)) AS delivered,
               (SELECT CAST(coalesce(sum(later.number), 0) AS BIGINT) FROM sponsor_obligation AS later
                 WHERE later.tenant_id = sponsor_obligation.tenant_id
                   AND later.makes_good = sponsor_obligation.id) AS moved_on
          FROM sponsor_obligation
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        contract = try row["contract_id"]
        owed = Entitlement(kind: try row["kind"], words: try row["words"], number: try row["number"])
        dueOn = try row["due_on"]
        makesGood = try row["makes_good"]
        reason = try row["reason"]
        delivered = try row["delivered"]
        movedOn = try row["moved_on"]
    }

    static func add(
        _ owed: Entitlement, to contract: SponsorContract, due day: Day,
        insteadOf former: (id: ID, reason: String)? = nil,
        _ act: SponsorshipAct, _ db: Connection
    ) throws -> Obligation {
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO sponsor_obligation (id, tenant_id, contract_id, place, kind, words, number, due_on, makes_good, reason,
                                            who, at)
            VALUES (\(id), \(act.tenant), \(contract.id),
                    (SELECT coalesce(max(former.place), 0) + 1 FROM sponsor_obligation AS former
                      WHERE former.tenant_id = \(act.tenant) AND former.contract_id = \(contract.id)), \(owed.kind), \(owed.words), \(owed.number), \(day),
                    \(former?.id), \(former?.reason), \(act.who), \(act.now))
            """)
        return try find(id, act.scope, db).obligation
    }

    /// What could not be delivered is owed in another way, by a later day; no more than is open.
    package func makeGood(
        _ owed: Entitlement, due day: Day, reason: String, _ act: SponsorshipAct, _ db: Connection
    ) throws -> Obligation {
        let contract = try SponsorContract.find(contract, for: .sponsors, act.scope, db)
        guard contract.state == .active || contract.state == .terminated else {
            throw SponsorRefusal.notActive(contract.state)
        }
        guard owed.number <= open else { throw SponsorRefusal.moreThanOpen(open) }
        let made = try Self.add(owed, to: contract, due: day, insteadOf: (id, reason), act, db)
        try act.log(
            "sponsor_obligation", id, "made_good", reason: reason,
            detail: ["by": Value(made.id), "number": Value(owed.number), "due_on": Value(day)], db)
        return made
    }

    /// The obligation with its contract; refused where the asker does not see it.
    package static func find(
        _ id: ID, _ scope: NodeScope, _ db: Connection
    ) throws -> (obligation: Obligation, contract: SponsorContract) {
        let row = try db.row(
            """
            \(part: query)
             WHERE sponsor_obligation.tenant_id = \(scope.tenant) AND sponsor_obligation.id = \(id)
            """)
        guard let row else { throw RecordRefusal.unknown("obligation", id) }
        let obligation = try Obligation(row)
        do { return (obligation, try SponsorContract.find(obligation.contract, scope, db)) } catch is RecordRefusal {
            throw RecordRefusal.unknown("obligation", id)
        }
    }

    /// In the order in which they were promised.
    package static func of(_ contract: SponsorContract, _ db: Connection) throws -> [Obligation] {
        try db.rows(
            """
            \(part: query)
             WHERE sponsor_obligation.tenant_id = \(contract.tenant)
               AND sponsor_obligation.contract_id = \(contract.id)
             ORDER BY sponsor_obligation.place
            """
        ).map(Obligation.init)
    }

    /// So many are told at once, of those that are over and of those to come each.
    private static let most = 500

    /// Open ones of active contracts that are due by a day, the most urgent first (H21). What is overdue long since hides
    /// nothing that is due soon.
    package static func open(
        by day: Day, on today: Day, _ scope: NodeScope, _ db: Connection
    ) throws -> [(obligation: Obligation, contract: SponsorContract)] {
        let over = try open("sponsor_obligation.due_on < \(today)", isNewestFirst: true, scope, db)
        let soon = try open(
            "sponsor_obligation.due_on BETWEEN \(today) AND \(day)", isNewestFirst: false, scope, db)
        return try (over.reversed() + soon).map { ($0, try SponsorContract.find($0.contract, scope, db)) }
    }

    private static func open(
        _ condition: SQL, isNewestFirst: Bool, _ scope: NodeScope, _ db: Connection
    ) throws -> [Obligation] {
        let order: SQL = isNewestFirst ? "DESC" : "ASC"
        return try db.rows(
            """
            SELECT owed.* FROM (
                \(part: query)
                  JOIN sponsor_contract ON sponsor_contract.tenant_id = sponsor_obligation.tenant_id
                                       AND sponsor_contract.id = sponsor_obligation.contract_id
                 WHERE sponsor_obligation.tenant_id = \(scope.tenant) AND sponsor_contract.state = 'active'
                   AND \(part: condition) AND \(part: scope.sees("sponsor_contract.node_id"))) AS owed
             WHERE owed.number > owed.delivered + owed.moved_on
             ORDER BY owed.due_on \(part: order), owed.id \(part: order) LIMIT \(most)
            """
        ).map(Obligation.init)
    }

    /// How near the end is: 60, 30 days, or over.
    package func urgency(on today: Day) -> String? {
        guard open > 0 else { return nil }
        switch dueOn - today {
        case ..<0: return "overdue"
        case ...30: return "within_30_days"
        case ...60: return "within_60_days"
        default: return nil
        }
    }

    package func value(on today: Day) -> Value {
        let urgency = urgency(on: today)
        return owed.value.adding("id", Value(id)).adding("contract", Value(contract)).adding("due_on", Value(dueOn))
            .adding("makes_good", Value(makesGood)).adding("reason", Value(reason))
            .adding("delivered", Value(delivered)).adding("moved_on", Value(movedOn)).adding(
                "is_moved", .bool(movedOn > 0)
            ).adding("open", Value(open))
            .adding("is_open", .bool(open > 0)).adding("urgency", Value(urgency))
            .adding("urgency_label", Value(urgency?.split(separator: "_").joined(separator: " ")))
            .adding("urgency_tone", .string(urgency == "within_60_days" ? "note" : "bad"))
    }
}
