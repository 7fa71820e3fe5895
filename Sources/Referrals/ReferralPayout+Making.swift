import Kernel
import Ledger
import Storage

extension ReferralPayout {
    /// The batch of a partner and period: made once, and answered again whoever asks a second time. It waits for people, also
    /// where the program makes it (G33, G39).
    package static func generate(
        for referrer: Referrer, from: Day, to: Day, _ act: ReferralAct, _ db: Connection
    ) throws -> (payout: ReferralPayout, isFormer: Bool) {
        let plan: PayoutPlan
        switch try outlook(for: referrer, from: from, to: to, at: act.now, db) {
        case .former(let former): return (former, true)
        case .new(let new): plan = new
        }
        try plan.check()
        let made = try make(.generated, of: plan.lines, for: referrer, from: from, to: to, act, db)
        try act.log(
            .init(
                .payoutGenerated, "referral_payout", made.id, to: State.pending.rawValue, amount: plan.total,
                detail: ["lines": Value(plan.lines.count)]), of: referrer.id, db)
        return (made, false)
    }

    /// What a batch of a period would be: the one that was made before, or that of a plan.
    package enum Outlook: Sendable {
        case former(ReferralPayout)
        case new(PayoutPlan)
    }

    /// All that comes before the writing, for a dry run and for a real one.
    package static func outlook(
        for referrer: Referrer, from: Day, to: Day, at now: Moment, _ db: Connection
    ) throws -> Outlook {
        try check(from, to, at: now)
        let former = try db.row(
            """
            SELECT \(part: columns) FROM referral_payout
             WHERE referral_payout.tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id) AND from_on = \(from)
               AND to_on = \(to) AND kind = 'generated'
            """)
        if let former { return .former(try ReferralPayout(former)) }
        return .new(try PayoutPlan.of(referrer, until: to, db))
    }

    static func check(_ from: Day, _ to: Day) throws {
        guard from <= to, to - from <= 366 else { throw PayoutRefusal.badPeriod }
    }

    /// A period of which a batch is generated is over.
    static func check(_ from: Day, _ to: Day, at now: Moment) throws {
        try check(from, to)
        guard to < now.day else { throw PayoutRefusal.periodNotOver(to) }
    }

    /// A batch of chosen credits of any time.
    package static func create(
        of credits: [ReferralCredit.ID], for referrer: Referrer, from: Day, to: Day, _ act: ReferralAct,
        _ db: Connection
    ) throws -> ReferralPayout {
        try check(from, to)
        try act.requireOutsider(of: referrer.id, db)
        guard !credits.isEmpty else { throw PayoutRefusal.nothingToPay }
        let lines = try Set(credits).sorted().map { try free($0, of: referrer, act.tenant, db) }
        let made = try make(.manual, of: lines, for: referrer, from: from, to: to, act, db)
        try act.log(
            .init(
                .payoutGenerated, "referral_payout", made.id, to: State.pending.rawValue, amount: made.generated,
                detail: ["lines": Value(lines.count)]), of: referrer.id, db)
        return made
    }

    /// The credit as a line, where it may stand in a batch of the partner.
    private static func free(
        _ id: ReferralCredit.ID, of referrer: Referrer, _ tenant: TenantID, _ db: Connection
    ) throws -> PayoutPlan.Line {
        let credit = try ReferralCredit.find(id, tenant: tenant, db)
        guard credit.referrer == referrer.id, credit.state == .approved, credit.clawedBackAt == nil else {
            throw PayoutRefusal.creditNotFree(id)
        }
        guard credit.isFree else { throw PayoutRefusal.lineTaken(id) }
        return .init(credit: id, kind: .credit, amount: credit.amount)
    }

    /// A rejected batch is sent in again as another one that names it; what of its lines is free stands in it (G44).
    package func resubmit(_ act: ReferralAct, _ db: Connection) throws -> ReferralPayout {
        guard state == .rejected else { throw PayoutRefusal.notRejected(id) }
        try act.requireOutsider(of: referrer, db)
        let later: ID? = try db.value("SELECT id FROM referral_payout WHERE resubmits_id = \(id)")
        if let later { throw PayoutRefusal.resubmitted(later) }
        let referrer = try Referrer.find(referrer, tenant: tenant, db)
        let lines = try PayoutLine.of(id, tenant: tenant, db).filter { line in
            let isFree: Bool? =
                line.kind == .credit
                ? try db.value(
                    "SELECT is_free FROM referral_credit WHERE tenant_id = \(tenant) AND id = \(line.credit)")
                : try db.value(
                    "SELECT is_free FROM referral_clawback WHERE tenant_id = \(tenant) AND credit_id = \(line.credit)")
            return isFree ?? false
        }.map { PayoutPlan.Line(credit: $0.credit, kind: $0.kind, amount: $0.amount) }
        // What was chosen by hand has no minimum, but nothing is sent in that can never be approved.
        let least = kind == .manual ? .zero : try ReferralSettings.of(tenant, db).minimum
        try PayoutPlan(lines: lines, currency: currency, minimum: least).check()
        let made = try Self.make(.resubmitted, of: lines, for: referrer, from: from, to: to, insteadOf: id, act, db)
        try act.log(
            .init(
                .payoutResubmitted, "referral_payout", made.id, to: State.pending.rawValue, amount: made.generated,
                detail: ["resubmits": Value(id)]), of: referrer.id, db)
        return made
    }

    /// One credit more in a batch that is not decided yet.
    package func add(_ credit: ReferralCredit.ID, _ act: ReferralAct, _ db: Connection) throws {
        guard state == .pending else { throw PayoutRefusal.notOpen(id, state) }
        try act.requireOutsider(of: referrer, db)
        let referrer = try Referrer.find(referrer, tenant: tenant, db)
        let line = try Self.free(credit, of: referrer, tenant, db)
        try Self.insert([line], into: id, act, db)
        try db.run(
            """
            UPDATE referral_payout SET generated_cents = generated_cents + \(line.amount), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try act.log(
            .init(
                .payoutLineAdded, "referral_payout", id, amount: line.amount, detail: ["credit": Value(credit)]),
            of: referrer.id, db)
    }

    private static func make(
        _ kind: Kind, of lines: [PayoutPlan.Line], for referrer: Referrer, from: Day, to: Day,
        insteadOf former: ID? = nil, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferralPayout {
        let id = ID(at: act.now)
        let total = lines.reduce(Cents.zero) { $0 + $1.amount }
        try db.run(
            """
            INSERT INTO referral_payout (id, tenant_id, partner_id, kind, from_on, to_on, currency, state, generated_cents,
                                         resubmits_id, created_by, created_at, version)
            VALUES (\(id), \(act.tenant), \(referrer.id), \(kind), \(from), \(to), \(referrer.fields.currency), 'pending',
                    \(total), \(former), \(act.who), \(act.now), 1)
            """)
        try insert(lines, into: id, act, db)
        return try find(id, tenant: act.tenant, db)
    }

    private static func insert(
        _ lines: [PayoutPlan.Line], into payout: ID, _ act: ReferralAct, _ db: Connection
    ) throws {
        let rows: [SQL] = lines.map { line in
            """
            (\(PayoutLine.ID(at: act.now)), \(act.tenant), \(payout), \(line.credit), \(line.kind), \(line.amount),
             'pending', \(act.who), \(act.now))
            """
        }
        try db.insert(
            rows,
            into: """
                referral_payout_line (id, tenant_id, payout_id, credit_id, kind, amount_cents, state, created_by, created_at)
                """)
        for start in stride(from: 0, to: lines.count, by: 200) {
            let some = lines[start..<min(lines.count, start + 200)]
            let credits = some.filter { $0.kind == .credit }.map(\.credit)
            let clawbacks = some.filter { $0.kind == .clawback }.map(\.credit)
            try db.run(
                "UPDATE referral_credit SET is_free = 0 WHERE tenant_id = \(act.tenant) AND id IN \(list: credits)")
            try db.run(
                """
                UPDATE referral_clawback SET is_free = 0 WHERE tenant_id = \(act.tenant) AND credit_id IN \(list: clawbacks)
                """)
        }
    }
}
