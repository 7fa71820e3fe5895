import Correspondence
import Kernel
import Storage
import Submissions

extension Offer {
    /// Stores a new pending offer. What its funder offered for the submission before is superseded: a funder that offers
    /// anew replaces what it offered (D13). Offers of one mail are options beside each other, told apart by `index`, and
    /// so is one that a person enters as an option. An offer of an older mail that is dealt with later is superseded itself.
    @discardableResult
    package static func make(
        _ terms: Terms, on submission: Submission, message: Message.ID?, index: Int = 0, isOption: Bool = false,
        offeredAt: Moment, receivedAt: Moment, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> ID {
        let id = ID(at: now, above: try of(submission.id, tenant: tenant, db).first?.id)
        try insert(
            terms, id: id, on: submission, message: message, offeredAt: offeredAt, receivedAt: receivedAt,
            tenant: tenant, at: now, db)
        try History.append(
            HistoryEntry(
                "offer", id, "make", to: State.pending.rawValue, by: who, at: now,
                detail: OfferOrigin(
                    submission: submission.id, message: message, index: index, offeredAt: offeredAt,
                    receivedAt: receivedAt
                ).value), tenant: tenant, db)
        guard !isOption else { return id }
        let all = try of(submission.id, tenant: tenant, db)
        guard let made = all.first(where: { $0.id == id }) else { return id }
        if let newer = made.newest(among: all) {
            try move(made, on: .supersede, supersededBy: newer.id, by: who, at: now, reason: nil, db)
        } else {
            for former in all where former.isRival(of: made) && former.state == .pending {
                try move(former, on: .supersede, supersededBy: id, by: who, at: now, reason: nil, db)
            }
        }
        return id
    }

    /// Whether the other came in another mail, or one of them in none.
    private func isRival(of other: Offer) -> Bool { id != other.id && (message == nil || message != other.message) }

    /// The newest pending offer that came after this one in another mail.
    private func newest(among all: [Offer]) -> Offer? {
        all.filter { $0.isRival(of: self) && $0.state == .pending && $0.receivedAt > receivedAt }
            .max { ($0.receivedAt, $0.id) < ($1.receivedAt, $1.id) }
    }

    static func insert(
        _ terms: Terms, id: ID, on submission: Submission, message: Message.ID?, offeredAt: Moment,
        receivedAt: Moment, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO offer (id, tenant_id, submission_id, application_id, funder_id, message_id, state, amount_cents,
                               currency, factor_rate, buy_rate, interest_rate, payback_cents, term_value, term_unit,
                               payment_frequency, payment_cents, holdback, origination_percent, origination_cents,
                               commission_points, prepay, expires_on, offered_at, received_at, created_at)
            VALUES (\(id), \(tenant), \(submission.id), \(submission.application), \(submission.funder), \(message),
                    'pending', \(terms.amount), \(terms.currency), \(terms.factorRate), \(terms.buyRate),
                    \(terms.interestRate), \(terms.payback), \(terms.termValue), \(terms.termUnit), \(terms.frequency),
                    \(terms.payment), \(terms.holdback), \(terms.originationPercent), \(terms.originationAmount),
                    \(terms.commissionPoints), \(terms.prepay), \(terms.expiresOn), \(offeredAt), \(receivedAt), \(now))
            """)
    }

    /// Moves an offer by the lifecycle with its history; its open stipulations end and come back with it. `extendedTo` is
    /// a new last day.
    package static func move(
        _ offer: Offer, on event: Event, supersededBy: ID? = nil, extendedTo: Day? = nil, by who: Who, at now: Moment,
        reason: String?, _ db: Connection
    ) throws {
        let next = try lifecycle.move(offer.state, on: event)
        if offer.state == .accepted, let deal = try FundedDeal.of(offer.id, tenant: offer.tenant, db) {
            throw OfferRefusal.funded(offer.id, deal.id)
        }
        do {
            // In a savepoint: after the refusal the standing offer is asked for.
            let moved = try db.attempt {
                try db.changes(
                    """
                    UPDATE offer
                       SET state = \(next), ending = \(event.ending), superseded_by = \(supersededBy),
                           extended_to_on = \(extendedTo ?? offer.extendedTo), decided_at = \(now)
                     WHERE tenant_id = \(offer.tenant) AND id = \(offer.id) AND state = \(offer.state)
                    """)
            }
            guard try moved.get() == 1 else { throw StaleMove(record: "offer \(offer.id)") }
        } catch let fault as StorageFault where fault.isNotUnique {
            let standing: ID? = try db.value(
                """
                SELECT id FROM offer
                 WHERE tenant_id = \(offer.tenant) AND application_id = \(offer.application) AND state = 'accepted'
                """)
            throw OfferRefusal.alreadyAccepted(standing ?? offer.id)
        }
        var detail = Value.Fields()
        if let supersededBy { detail["superseded_by"] = Value(supersededBy) }
        if let ending = event.ending { detail["ending"] = .string(ending.rawValue) }
        if let extendedTo { detail["extended_to_on"] = Value(extendedTo) }
        try History.append(
            HistoryEntry(
                "offer", offer.id, from: offer.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason, detail: .object(detail)), tenant: offer.tenant, db)
        if next.isStanding != offer.state.isStanding {
            try Stipulation.follow(offer, to: next, who: who, at: now, db)
        }
        db.signal("submission")
    }

    /// Ends every pending offer of a submission: the funder took them back, or declined the file, or the merchant went
    /// elsewhere.
    package static func endAll(
        of submission: Submission.ID, on event: Event, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        for offer in try of(submission, tenant: tenant, db) where offer.state == .pending {
            try move(offer, on: event, by: who, at: now, reason: nil, db)
        }
    }

    /// Takes back the submission's events that the offer set off, or any offer of it; says when each was recorded.
    @discardableResult
    func undo(
        _ type: EventType, ofAnyOffer: Bool = false, by who: Who, at now: Moment, _ db: Connection
    ) throws -> [Moment] {
        let events = try SubmissionEvent.of(submission, tenant: tenant, db)
        let undone = Set(events.compactMap(\.undoes))
        let own = events.filter { event in
            event.type == type && !undone.contains(event.seq)
                && (event.detail["offer"] == Value(id) || ofAnyOffer && event.detail["offer"]?.text != nil)
        }
        for event in own {
            try Submission.takeBack(
                seq: event.seq, on: submission, tenant: tenant, by: who, at: now,
                reason: type == .accepted ? "the offer is no longer accepted" : "the offer is no longer rejected", db)
        }
        return own.map(\.recordedAt)
    }

    /// Gives back the submission's other offers, which its last word at that moment ended with this one.
    func restoreOthers(rejectedAt moment: Moment, by who: Who, at now: Moment, _ db: Connection) throws {
        let others = try Self.ended(at: moment, of: submission, tenant: tenant, db)
        let together = Set(others.map(\.id) + [id])
        for other in others where other.id != id {
            try Self.restore(other, beside: together, reason: "the funder is asked again", by: who, at: now, db)
        }
    }

    /// Takes back the offers that one mail made, and gives those back that they superseded: unless a later mail's stand,
    /// which supersede them now. What became a deal stands.
    package static func takeBack(
        by message: Message.ID, of submission: Submission.ID, tenant: TenantID, who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let all = try of(submission, tenant: tenant, db)
        let made = all.filter { $0.message == message }
        for offer in made where offer.state.isStanding {
            if try FundedDeal.of(offer.id, tenant: tenant, db) != nil { continue }
            try move(offer, on: .retract, by: who, at: now, reason: "the reading was taken back", db)
            // The submission is no longer accepted either.
            try offer.undo(.accepted, by: who, at: now, db)
        }
        for former in all
        where former.state == .withdrawn && made.contains(where: { $0.id == former.supersededBy }) {
            try restore(former, reason: "no longer superseded", by: who, at: now, db)
        }
    }

    /// Gives an offer back, unless a later mail's stands, which supersedes it now (D13); those that ended with it stand
    /// beside it again.
    private static func restore(
        _ former: Offer, beside others: Set<ID> = [], reason: String, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try move(former, on: .restore, by: who, at: now, reason: reason, db)
        let restored = try find(former.id, tenant: former.tenant, db)
        let all = try of(former.submission, tenant: former.tenant, db)
        if let newer = restored.newest(among: all.filter { !others.contains($0.id) }) {
            try move(restored, on: .supersede, supersededBy: newer.id, by: who, at: now, reason: nil, db)
        }
    }

    /// Gives back the offers that a decline or a withdrawal of that moment took: what is taken back leaves no trace but the
    /// history.
    package static func restore(
        withdrawnAt moment: Moment, of submission: Submission.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let all = try ended(at: moment, of: submission, tenant: tenant, db)
        for offer in all {
            try restore(
                offer, beside: Set(all.map(\.id)), reason: "the mail that withdrew it was taken back", by: who, at: now,
                db)
        }
    }

    private static func ended(
        at moment: Moment, of submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Offer] {
        try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE tenant_id = \(tenant) AND submission_id = \(submission) AND state = 'withdrawn'
               AND superseded_by IS NULL AND decided_at = \(moment)
             ORDER BY id
            """
        ).map(Offer.init)
    }

    /// Expires pending offers whose day is over in the funder's time zone; `today` gives the day there.
    package static func expire(
        at now: Moment, today: (Offer) throws -> Day, _ db: Connection
    ) throws -> [Offer] {
        let due = try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE state = 'pending' AND coalesce(extended_to_on, expires_on) < \(now.day.adding(days: 2))
             ORDER BY id
            """
        ).map(Offer.init).filter { offer in
            guard let last = offer.lastDay else { return false }
            return try last < today(offer)
        }
        for offer in due {
            try move(offer, on: .expire, by: .system("expiry"), at: now, reason: "its last day is over", db)
        }
        return due
    }
}

extension Identifier<Offer> {
    /// A new one that sorts behind `former`: the options of one mail, made in the same moment, keep their order.
    fileprivate init(at moment: Moment, above former: Self?) {
        let fresh = Self(at: moment)
        guard let former, fresh < former else {
            self = fresh
            return
        }
        // The step is random, so that a neighbour's identity cannot be guessed.
        self.init(bits: former.bits + 1 + UInt128(UInt64.random(in: 0..<1 << 48)))
    }
}
