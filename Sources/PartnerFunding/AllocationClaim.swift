import Cohorts
import Kernel
import Storage

/// What of an allocation is kept for support that was approved and is on its way (F62): nothing else has it until it is paid out or let
/// go. It names what was approved and no person; no partner sees it.
package struct AllocationClaim: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case kept, paid
        case letGo = "let_go"
        /// It was paid out and came back.
        case takenBack = "taken_back"
    }

    package enum Event: String, Sendable, CaseIterable {
        case pay
        case letGo = "let_go"
        case takeBack = "take_back"
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on          to
        (.kept,     .pay,       .paid),
        (.kept,     .letGo,     .letGo),
        (.paid,     .takeBack,  .takenBack),
    ])

    /// What wants to be paid for.
    package struct Wish: Sendable {
        /// What was approved, by a word of whoever claims.
        package let cause: String
        /// Claims with the same holder are for one participant.
        package let holder: String
        package let cohort: Cohort.ID
        package let type: SupportType
        package let amount: Cents
        package let currency: Currency

        package init(
            cause: String, holder: String, cohort: Cohort.ID, type: SupportType, amount: Cents, currency: Currency
        ) {
            precondition(type.isSupport, "what is no support is paid out by people")
            self.cause = cause
            self.holder = holder
            self.cohort = cohort
            self.type = type
            self.amount = amount
            self.currency = currency
        }
    }

    package let cause: String
    let number: Int
    package let allocation: Allocation.ID
    package let type: SupportType
    package let amount: Cents
    package let state: State
    /// The row of the funding ledger that paid it.
    package let entry: FundingEntry.ID?

    private static let columns: SQL = "cause, number, allocation_id, support_type, amount_cents, state, entry_id"

    private init(_ row: Row) throws {
        cause = try row["cause"]
        number = try row["number"]
        allocation = try row["allocation_id"]
        type = try row["support_type"]
        amount = try row["amount_cents"]
        state = try row["state"]
        entry = try row["entry_id"]
    }

    /// All claims for what was approved, the oldest allocation's first.
    package static func of(_ cause: String, tenant: TenantID, _ db: Connection) throws -> [AllocationClaim] {
        try db.rows(
            """
            SELECT \(part: columns) FROM allocation_claim
             WHERE tenant_id = \(tenant) AND cause = \(cause) ORDER BY number, allocation_id
            """
        ).map(AllocationClaim.init)
    }

    /// What is kept of an allocation.
    package static func kept(of allocation: Allocation, _ db: Connection) throws -> Cents {
        try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM allocation_claim
             WHERE tenant_id = \(allocation.tenant) AND allocation_id = \(allocation.id) AND state = 'kept'
            """) ?? .zero
    }

    /// What a cohort's allocations have free in a currency: released, not paid out, not kept. Nil where no commitment funds it.
    package static func free(
        for cohort: Cohort.ID, in currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> Cents? {
        let funding = try funding(cohort, currency, tenant, db)
        guard !funding.isEmpty else { return nil }
        return try open(funding, db).reduce(.zero) { $0 + $1.free }
    }

    /// Keeps as much of the cohort's allocations, the oldest first; nothing where no commitment funds it.
    package static func make(
        _ wish: Wish, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let funding = try funding(wish.cohort, wish.currency, tenant, db)
        guard !funding.isEmpty else { return }
        let number = (try of(wish.cause, tenant: tenant, db).map(\.number).max() ?? 0) + 1
        var left = wish.amount
        for (allocation, free) in try open(funding, db) where left > .zero && free > .zero {
            let part = min(left, free)
            try db.run(
                """
                INSERT INTO allocation_claim (tenant_id, cause, number, allocation_id, holder, support_type, amount_cents, state,
                                              who, at, updated_at)
                VALUES (\(tenant), \(wish.cause), \(number), \(allocation.id), \(wish.holder), \(wish.type), \(part), 'kept', \(who),
                        \(now), \(now))
                """)
            left = left - part
        }
        guard left == .zero else { throw ClaimRefusal.short(wish.cohort, by: left, wish.currency) }
    }

    /// Pays out what is kept for it; answers how much. Nothing of what was claimed before anybody funded the cohort.
    @discardableResult
    package static func pay(
        _ cause: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Cents {
        try of(cause, tenant: tenant, db).filter { $0.state == .kept }.reduce(.zero) { sum, claim in
            let payment = Allocation.Payment(
                claim.amount, claim.type, for: 1, note: "Support: \(claim.type.label.lowercased())")
            let entry = try Allocation.find(claim.allocation, tenant: tenant, db)
                .pay(payment, on: .settle, last: .settleLast, by: who, at: now, db)
            try claim.move(on: .pay, entry: entry, tenant: tenant, at: now, db)
            return sum + claim.amount
        }
    }

    /// What was kept for it is free again.
    package static func letGo(_ cause: String, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        for claim in try of(cause, tenant: tenant, db) where claim.state == .kept {
            try claim.move(on: .letGo, tenant: tenant, at: now, db)
        }
    }

    /// What was paid out for it came back.
    package static func takeBack(
        _ cause: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        for claim in try of(cause, tenant: tenant, db) where claim.state == .paid {
            let back = try Allocation.find(claim.allocation, tenant: tenant, db).takeBack(claim, by: who, at: now, db)
            try claim.move(on: .takeBack, entry: claim.entry, back: back, tenant: tenant, at: now, db)
        }
    }

    private func move(
        on event: Event, entry: FundingEntry.ID? = nil, back: FundingEntry.ID? = nil, tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE allocation_claim
               SET state = \(next), entry_id = \(entry), back_entry_id = \(back), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND cause = \(cause) AND number = \(number) AND allocation_id = \(allocation)
               AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "claim \(cause)") }
    }

    /// What commitments gave the cohort, or are to give it, in the currency.
    private static func funding(
        _ cohort: Cohort.ID, _ currency: Currency, _ tenant: TenantID, _ db: Connection
    ) throws -> [Allocation] {
        try Allocation.all(to: cohort, tenant: tenant, db).filter { allocation in
            allocation.currency == currency && (allocation.state != .cancelled || allocation.disbursed > .zero)
        }
    }

    private static func open(
        _ funding: [Allocation], _ db: Connection
    ) throws -> [(allocation: Allocation, free: Cents)] {
        try funding.filter { $0.state == .released }.map { ($0, $0.rest - (try kept(of: $0, db))) }
    }

    /// Allocations of which more is kept than there is, or whose claims are not what the funding ledger paid for them and took back.
    static func flaws(_ tenant: TenantID, _ db: Connection) throws -> [Allocation.ID] {
        let unlike = try db.rows(
            """
            SELECT allocation_claim.allocation_id
              FROM allocation_claim
              LEFT JOIN funding_ledger ON funding_ledger.tenant_id = allocation_claim.tenant_id
                                      AND funding_ledger.id = allocation_claim.entry_id
                                      AND funding_ledger.allocation_id = allocation_claim.allocation_id
                                      AND funding_ledger.type = 'disbursed'
                                      AND funding_ledger.support_type = allocation_claim.support_type
                                      AND funding_ledger.amount_cents = allocation_claim.amount_cents
              LEFT JOIN funding_ledger AS back ON back.tenant_id = allocation_claim.tenant_id
                                              AND back.id = allocation_claim.back_entry_id
                                              AND back.allocation_id = allocation_claim.allocation_id
                                              AND back.type = 'disbursed'
                                              AND back.support_type = allocation_claim.support_type
                                              AND back.amount_cents = 0 - allocation_claim.amount_cents
             WHERE allocation_claim.tenant_id = \(tenant)
               AND ((allocation_claim.state IN ('paid', 'taken_back') AND funding_ledger.id IS NULL)
                    OR (allocation_claim.state = 'taken_back' AND back.id IS NULL)
                    OR (allocation_claim.state <> 'taken_back' AND allocation_claim.back_entry_id IS NOT NULL))
             ORDER BY allocation_claim.cause
            """
        ).map { try $0.get("allocation_id", as: Allocation.ID.self) }
        let kept: [Allocation.ID] = try db.rows(
            """
            SELECT DISTINCT allocation_id FROM allocation_claim
             WHERE tenant_id = \(tenant) AND state = 'kept' ORDER BY allocation_id
            """
        ).map { try $0["allocation_id"] }
        return unlike
            + (try kept.filter { id in
                let allocation = try Allocation.find(id, tenant: tenant, db)
                return try Self.kept(of: allocation, db) > (allocation.releasedAt == nil ? .zero : allocation.rest)
            })
    }
}

/// What is wrong with a claim.
package enum ClaimRefusal: Refusal, Equatable {
    case short(Cohort.ID, by: Cents, Currency)

    package var kind: RefusalKind { .conflict }
    package var code: String { "no_capital" }
    package var reason: String {
        switch self {
        case .short(let id, let missing, let currency):
            "cohort \(id) has \(currency.shown(missing)) too little of its commitments; release more for it first"
        }
    }
}
