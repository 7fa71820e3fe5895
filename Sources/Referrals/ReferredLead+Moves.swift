import Applications
import Deals
import Kernel
import Storage

extension ReferredLead {
    /// What is told of a new lead, and by which way it came.
    package struct New: Sendable {
        package let content: LeadContent
        package let kind: Kind
        package let externalID: String?
        var rowKey: String?
        var batch: Identifier<LeadBatch>?

        package init(_ content: LeadContent, _ kind: Kind = .newLead, externalID: String? = nil) {
            self.content = content
            self.kind = kind
            self.externalID = externalID
            rowKey = externalID.map { "id:\($0)" }
        }
    }

    /// The lead of that row of the partner; nil where none came yet.
    static func find(rowKey: String, of referrer: Referrer, _ db: Connection) throws -> ReferredLead? {
        try db.row(
            """
            SELECT \(part: columns) FROM referral_lead
             WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id) AND row_key = \(rowKey)
            """
        ).map(ReferredLead.init)
    }

    /// A lead comes in from an active partner, within its quota. It has its score from then on, and is held where something
    /// about it is strange (G04, G19, G59, G76).
    package static func submit(
        _ new: New, for referrer: Referrer, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferredLead {
        guard referrer.status == .active else { throw ReferralRefusal.notActive(referrer.status) }
        if let key = new.rowKey, let former = try find(rowKey: key, of: referrer, db) {
            throw LeadRefusal.externalIDTaken(former.id)
        }
        let month = ReferralMonth.name(act.now.day)
        if let quota = referrer.fields.quota {
            let sent = try ReferralMonth.of(referrer.id, month, tenant: act.tenant, db).submitted
            guard sent < quota else { throw LeadRefusal.overQuota(quota, until: firstDay(after: act.now.day)) }
        }
        let score = LeadScore(new.content, try LeadWeights.current(tenant: act.tenant, db))
        let findings = try LeadSignal.look(at: new.content, of: referrer, keys: keys, db)
        let id = ID(at: act.now)
        try insert(new, as: id, for: referrer, score, findings, keys, act, db)
        var change = ReferralMonth(month)
        change.submitted = 1
        change.scoreSum = score.total
        try ReferralMonth.add(change, of: referrer.id, tenant: act.tenant, db)
        try LeadBand.add(nil, score: score.total, in: month, tenant: act.tenant, db)
        try act.log(
            .init(
                .leadSubmitted, "referral_lead", id, to: State.submitted.rawValue,
                detail: [
                    "score": Value(score.total), "weights": Value(score.version),
                    "held": .list(findings.map { .string($0.signal.rawValue) }),
                ]), of: referrer.id, db)
        return try find(id, tenant: act.tenant, db)
    }

    private static func insert(
        _ new: New, as id: ID, for referrer: Referrer, _ score: LeadScore, _ findings: [LeadSignal.Finding],
        _ keys: PersonalKeys, _ act: ReferralAct, _ db: Connection
    ) throws {
        let holds: Value? = findings.isEmpty ? nil : .list(findings.map(\.stored))
        let queue: Queue = findings.isEmpty ? .review : .held
        try db.run(
            """
            INSERT INTO referral_lead (id, tenant_id, partner_id, submission_type, state, queue, score, rank,
                                       score_version, score_parts, business_name, data_sealed, external_id, row_key,
                                       batch_id, hold_reasons, submitted_by, submitted_at, updated_at)
            VALUES (\(id), \(act.tenant), \(referrer.id), \(new.kind), 'submitted', \(queue), \(score.total),
                    \(100 - score.total), \(score.version), \(score.partsValue), \(new.content.businessName),
                    \(keys.sealing.seal(new.content.whole.json, place: place(id))), \(new.externalID), \(new.rowKey),
                    \(new.batch), \(holds), \(act.who), \(act.now), \(act.now))
            """)
        for (kind, hash) in new.content.signs(keys) {
            try db.run(
                """
                INSERT INTO referral_lead_sign (tenant_id, kind, hash, lead_id, partner_id)
                VALUES (\(act.tenant), \(kind), \(hash), \(id), \(referrer.id))
                """)
        }
    }

    /// The first day of the month after.
    static func firstDay(after day: Day) -> Day {
        day.adding(days: 1 - day.civil.day).adding(months: 1)
    }

    /// Somebody of management begins to look at it.
    package func beginReview(note: String?, _ act: ReferralAct, _ db: Connection) throws {
        try requireReleased(.beginReview)
        try act.requireOutsider(of: referrer, db)
        try move(
            on: .beginReview, queue: .review, "reviewed_by = \(act.who), reviewed_at = \(act.now)", reason: note,
            .leadReviewBegun, act, db)
    }

    /// What is strange about it was looked at.
    package func release(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        guard queue == .held else { throw LeadRefusal.notHeld(id) }
        try act.requireOther(than: submittedBy, at: submittedAt, of: referrer, db)
        let changed = try db.changes(
            """
            UPDATE referral_lead
               SET queue = 'review', released_by = \(act.who), released_at = \(act.now), release_reason = \(reason),
                   updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND queue = 'held'
            """)
        guard changed == 1 else { throw StaleMove(record: "lead \(id)") }
        try act.log(.init(.leadReleased, "referral_lead", id, reason: reason), of: referrer, db)
    }

    /// Management approves the lead as that merchant; each application is one lead's (G24, G26).
    package func approve(as application: Application.ID, note: String?, _ act: ReferralAct, _ db: Connection) throws {
        try requireReleased(.approve)
        try act.requireOther(than: submittedBy, at: submittedAt, of: referrer, db)
        try Referrer.requireThere(referrer, tenant: tenant, db)
        let other: ID? = try db.value(
            "SELECT id FROM referral_lead WHERE tenant_id = \(tenant) AND application_id = \(application)")
        if let other { throw LeadRefusal.merchantTaken(other) }
        if note == nil, let deal = try formerDeal(of: application, db) {
            throw LeadRefusal.fundedBefore(deal.id, deal.day, earliestDeal)
        }
        try move(
            on: .approve, queue: Queue.none,
            "application_id = \(application), reviewed_by = \(act.who), reviewed_at = \(act.now)", reason: note,
            .leadApproved, act, db)
    }

    /// Management rejects it, and the partner reads why.
    package func reject(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .reject)
        try act.requireOther(than: submittedBy, at: submittedAt, of: referrer, db)
        try move(
            on: .reject, queue: Queue.none,
            "rejection_reason = \(reason), reviewed_by = \(act.who), reviewed_at = \(act.now)", reason: reason,
            .leadRejected, act, db)
    }

    /// The merchant was funded: by a deal that stands, of the lead's own application, and of no other lead.
    package func convert(by deal: FundedDeal, note: String?, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .convert)
        try act.requireOutsider(of: referrer, db)
        guard deal.application == application else { throw LeadRefusal.dealOfOther(deal.id) }
        guard deal.state == .funded else { throw LeadRefusal.dealCancelled(deal.id) }
        let other: ID? = try db.value("SELECT id FROM referral_lead WHERE deal_id = \(deal.id)")
        if let other { throw LeadRefusal.dealTaken(other) }
        guard note != nil || deal.fundedOn >= earliestDeal else {
            throw LeadRefusal.fundedBefore(deal.id, deal.fundedOn, earliestDeal)
        }
        try move(
            on: .convert, queue: Queue.none,
            "deal_id = \(deal.id), converted_by = \(act.who), converted_at = \(act.now)", reason: note, .leadConverted,
            act, db)
    }

    /// A deal of an earlier day did not come of the lead, unless somebody says why; a day less for offices where it is
    /// yesterday still.
    private var earliestDeal: Day { submittedAt.day.adding(days: -1) }

    /// The first deal of the merchant that was funded before the lead came.
    private func formerDeal(
        of application: Application.ID, _ db: Connection
    ) throws -> (id: FundedDeal.ID, day: Day)? {
        try db.row(
            """
            SELECT id, funded_on FROM funded_deal
             WHERE tenant_id = \(tenant) AND application_id = \(application) AND state = 'funded'
               AND funded_on < \(earliestDeal)
             ORDER BY funded_on, id LIMIT 1
            """
        ).map { (try $0["id"], try $0["funded_on"]) }
    }

    /// The lead that became that deal waits for another one, in the transaction that takes the deal back. No decision of the
    /// office is made anew: who approved it stays.
    static func unconvert(from deal: FundedDeal.ID, _ act: ReferralAct, _ db: Connection) throws {
        let row = try db.row(
            "SELECT \(part: columns) FROM referral_lead WHERE tenant_id = \(act.tenant) AND deal_id = \(deal)")
        guard let lead = try row.map(ReferredLead.init), let converted = lead.convertedAt else { return }
        try lead.move(
            on: .unconvert, queue: Queue.none, "deal_id = NULL, converted_by = NULL, converted_at = NULL",
            reason: "the deal was taken back", .leadUnconverted, act, db)
        try ReferralMonth.lose(converted, of: lead.referrer, score: lead.score, tenant: act.tenant, db)
    }

    private func requireReleased(_ event: Event) throws {
        _ = try Self.lifecycle.move(state, on: event)
        guard queue != .held else { throw LeadRefusal.held(id) }
    }

    private func move(
        on event: Event, queue: Queue, _ change: SQL, reason: String?, _ action: ReferralAction, _ act: ReferralAct,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE referral_lead SET state = \(next), queue = \(queue), updated_at = \(act.now), \(part: change)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state) AND queue = \(self.queue)
            """)
        guard changed == 1 else { throw StaleMove(record: "lead \(id)") }
        let month = ReferralMonth.name(act.now.day)
        if event != .beginReview {
            var counted = ReferralMonth(month)
            counted.approved = event == .approve ? 1 : 0
            counted.rejected = event == .reject ? 1 : 0
            counted.converted = event == .convert ? 1 : 0
            counted.unconverted = event == .unconvert ? 1 : 0
            try ReferralMonth.add(counted, of: referrer, tenant: tenant, db)
            try LeadBand.add(event, score: score, in: month, tenant: tenant, db)
        }
        try act.log(
            .init(action, "referral_lead", id, from: state.rawValue, to: next.rawValue, reason: reason), of: referrer,
            db)
    }
}
