import Classification
import Correspondence
import Kernel
import Storage
import Submissions

extension Offer {
    static let columns: SQL = """
        id, tenant_id, submission_id, application_id, funder_id, message_id, state, superseded_by, amount_cents, currency,
        factor_rate, buy_rate, interest_rate, payback_cents, term_value, term_unit, payment_frequency, payment_cents,
        holdback, origination_percent, origination_cents, commission_points, prepay, expires_on, offered_at, received_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        submission = try row["submission_id"]
        application = try row["application_id"]
        funder = try row["funder_id"]
        message = try row["message_id"]
        state = try row["state"]
        supersededBy = try row["superseded_by"]
        terms = try Terms(row)
        offeredAt = try row["offered_at"]
        receivedAt = try row["received_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Offer {
        let row = try db.row("SELECT \(part: columns) FROM offer WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw OfferRefusal.unknown(id) }
        return try Offer(row)
    }

    /// A submission's offers, the newest first.
    package static func of(_ submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> [Offer] {
        try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE tenant_id = \(tenant) AND submission_id = \(submission)
             ORDER BY id DESC
            """
        ).map(Offer.init)
    }

    /// Stores a new pending offer. Pending offers of the same submission from earlier mails are superseded: a funder that
    /// writes anew replaces what it wrote; offers of one mail are options beside each other, told apart by `index`.
    @discardableResult
    package static func make(
        _ terms: Terms, on submission: Submission, message: Message.ID?, index: Int = 0, offeredAt: Moment,
        receivedAt: Moment, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> ID {
        let id = ID(at: now)
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
        for former in try of(submission.id, tenant: tenant, db)
        where former.id != id && former.state == .pending && former.message != message {
            try move(former, on: .withdraw, supersededBy: id, by: who, at: now, reason: "superseded", db)
        }
        return id
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

    /// Moves an offer by the lifecycle with its history.
    package static func move(
        _ offer: Offer, on event: Event, supersededBy: ID? = nil, by who: Who, at now: Moment, reason: String?,
        _ db: Connection
    ) throws {
        let next = try lifecycle.move(offer.state, on: event)
        do {
            // In a savepoint: after the refusal the standing offer is asked for.
            let moved = try db.attempt {
                try db.changes(
                    """
                    UPDATE offer SET state = \(next), superseded_by = \(supersededBy), decided_at = \(now)
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
        try History.append(
            HistoryEntry(
                "offer", offer.id, from: offer.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason, detail: supersededBy.map { ["superseded_by": Value($0)] } ?? [:]),
            tenant: offer.tenant, db)
        db.signal("submission")
    }

    /// Withdraws every pending offer of a submission: the funder rescinded, or the file was closed.
    package static func withdrawAll(
        of submission: Submission.ID, tenant: TenantID, by who: Who, at now: Moment, reason: String, _ db: Connection
    ) throws {
        for offer in try of(submission, tenant: tenant, db) where offer.state == .pending {
            try move(offer, on: .withdraw, by: who, at: now, reason: reason, db)
        }
    }

    /// Takes back the offers that one mail made, and gives those back that they superseded.
    package static func takeBack(
        by message: Message.ID, of submission: Submission.ID, tenant: TenantID, who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let all = try of(submission, tenant: tenant, db)
        let made = all.filter { $0.message == message }
        for offer in made where offer.state == .pending || offer.state == .accepted {
            try move(offer, on: .withdraw, by: who, at: now, reason: "the reading was taken back", db)
        }
        for former in all
        where former.state == .withdrawn && made.contains(where: { $0.id == former.supersededBy }) {
            try move(former, on: .restore, by: who, at: now, reason: "no longer superseded", db)
        }
    }

    /// Gives back the offers that a decline or a withdrawal of that moment took: what is taken back leaves no trace but the
    /// history.
    package static func restore(
        withdrawnAt moment: Moment, of submission: Submission.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let withdrawn = try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE tenant_id = \(tenant) AND submission_id = \(submission) AND state = 'withdrawn'
               AND superseded_by IS NULL AND decided_at = \(moment)
             ORDER BY id
            """
        ).map(Offer.init)
        for offer in withdrawn {
            try move(offer, on: .restore, by: who, at: now, reason: "the mail that withdrew it was taken back", db)
        }
    }

    /// Expires pending offers whose day is over in the funder's time zone; `today` gives the day there.
    package static func expire(
        at now: Moment, today: (Offer) throws -> Day, _ db: Connection
    ) throws -> [Offer] {
        let due = try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE state = 'pending' AND expires_on IS NOT NULL AND expires_on < \(now.day.adding(days: 2))
             ORDER BY id
            """
        ).map(Offer.init).filter { offer in
            guard let last = offer.terms.expiresOn else { return false }
            return try last < today(offer)
        }
        for offer in due {
            try move(offer, on: .expire, by: .system("expiry"), at: now, reason: "its last day is over", db)
        }
        return due
    }
}

extension Offer.Terms {
    init(_ row: Row) throws {
        amount = try row["amount_cents"]
        currency = try row["currency"]
        factorRate = try row["factor_rate"]
        buyRate = try row["buy_rate"]
        interestRate = try row["interest_rate"]
        payback = try row["payback_cents"]
        termValue = try row["term_value"]
        termUnit = try row["term_unit"]
        frequency = try row["payment_frequency"]
        payment = try row["payment_cents"]
        holdback = try row["holdback"]
        originationPercent = try row["origination_percent"]
        originationAmount = try row["origination_cents"]
        commissionPoints = try row["commission_points"]
        prepay = try row["prepay"]
        expiresOn = try row["expires_on"]
    }
}
