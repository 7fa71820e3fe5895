import Kernel
import Storage
import Submissions

/// An offer's row made anew: state from the history's moves, the rest from where the offer came from.
struct RebuiltOffer: Equatable {
    var state: Offer.State
    var ending: Offer.Ending?
    var supersededBy: Offer.ID?
    var extendedTo: Day?
    var decidedAt: Moment?
    /// Nil where nobody but the row itself knows: a person entered it, or it is older than the history's detail.
    var terms: Offer.Terms?
    var origin: OfferOrigin?
    var createdAt: Moment?
}

extension Offer {
    /// The terms that a mail's reading of that moment gave at that place; nil where there is no such reading.
    package typealias TermsReader = (OfferOrigin, Moment, Connection) throws -> Terms?

    /// The ids behind `after` of an office's offers, those whose row is lost too.
    package static func everMade(
        after: String, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [ID] {
        try db.rows(
            """
            SELECT id FROM offer WHERE tenant_id = \(tenant) AND id > \(after)
             UNION
            SELECT record_id FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'offer' AND record_id > \(after)
             ORDER BY 1 LIMIT \(limit)
            """
        ).map { try $0["id"] }
    }

    /// What of the offer's row is not what history and readings make of it: `lost`, `unknown` (nobody made it), or names of
    /// parts. Nothing is changed.
    package static func misbuilt(
        _ id: ID, terms: TermsReader, tenant: TenantID, _ db: Connection
    ) throws -> [String] {
        guard let made = try rebuilt(id, terms, tenant: tenant, db) else { return ["unknown"] }
        guard let stored = try stored(id, tenant: tenant, db) else { return ["lost"] }
        var names: [String] = []
        if made.state != stored.state || made.ending != stored.ending || made.decidedAt != stored.decidedAt {
            names.append("state")
        }
        if made.extendedTo != stored.extendedTo { names.append("extended_to_on") }
        if made.supersededBy != stored.supersededBy { names.append("superseded_by") }
        if let terms = made.terms, terms != stored.terms { names.append("terms") }
        if let origin = made.origin, origin != stored.origin?.at(origin.index) { names.append("origin") }
        if let createdAt = made.createdAt, createdAt != stored.createdAt { names.append("created_at") }
        return names
    }

    private static func rebuilt(
        _ id: ID, _ reader: TermsReader, tenant: TenantID, _ db: Connection
    ) throws -> RebuiltOffer? {
        let entries = try History.of("offer", id, tenant: tenant, db).reversed().filter {
            $0.event == "make" || Event(rawValue: $0.event) != nil
        }
        guard let first = entries.first, first.event == "make", let last = entries.last,
            let state = last.to.flatMap({ State(rawValue: $0) })
        else { return nil }
        let origin = OfferOrigin(first.detail)
        let isOld = origin == nil
        let row = try stored(id, tenant: tenant, db)
        let terms = try origin.flatMap { $0.message == nil ? nil : try reader($0, first.at, db) }
        return RebuiltOffer(
            state: state, ending: last.detail["ending"]?.text.flatMap { Ending(rawValue: $0) },
            supersededBy: isOld ? row?.supersededBy : last.detail["superseded_by"]?.text.flatMap { ID($0) },
            extendedTo: entries.compactMap { $0.detail["extended_to_on"]?.text.flatMap { Day($0) } }.last,
            decidedAt: entries.count > 1 ? last.at : nil, terms: terms, origin: origin, createdAt: first.at)
    }

    private static func stored(_ id: ID, tenant: TenantID, _ db: Connection) throws -> RebuiltOffer? {
        let row = try db.row(
            """
            SELECT \(part: columns), decided_at, created_at FROM offer WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        guard let row else { return nil }
        let offer = try Offer(row)
        return RebuiltOffer(
            state: offer.state, ending: offer.ending, supersededBy: offer.supersededBy, extendedTo: offer.extendedTo,
            decidedAt: try row["decided_at"], terms: offer.terms,
            origin: OfferOrigin(
                submission: offer.submission, message: offer.message, index: 0, offeredAt: offer.offeredAt,
                receivedAt: offer.receivedAt), createdAt: try row["created_at"])
    }
}

extension OfferOrigin {
    /// The same at another place among the mail's offers: the row does not keep the place.
    fileprivate func at(_ index: Int) -> OfferOrigin {
        OfferOrigin(
            submission: submission, message: message, index: index, offeredAt: offeredAt, receivedAt: receivedAt)
    }
}

extension Offer {
    /// Makes the offers' rows anew, all in the running transaction; the history says what was rebuilt. An offer that a
    /// person entered and whose row is lost stays lost: nobody else knows its terms.
    package static func rebuild(
        _ ids: [ID], terms: TermsReader, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        var made: [(id: ID, offer: RebuiltOffer)] = []
        var strangers: [ID] = []
        for id in ids {
            let names = try misbuilt(id, terms: terms, tenant: tenant, db)
            guard !names.isEmpty else { continue }
            guard let offer = try rebuilt(id, terms, tenant: tenant, db) else {
                strangers.append(id)
                continue
            }
            if names == ["lost"] {
                guard try insert(id, offer, tenant: tenant, db) else { continue }
            }
            made.append((id, offer))
            try note(id, names, tenant: tenant, by: who, at: now, db)
        }
        // One application has one accepted offer: rows that are accepted no more go first.
        for (id, offer) in made.sorted(by: { $0.offer.state != .accepted && $1.offer.state == .accepted }) {
            try update(id, offer, tenant: tenant, db)
        }
        for id in strangers {
            try db.run("DELETE FROM stipulation WHERE tenant_id = \(tenant) AND offer_id = \(id)")
            try db.run("DELETE FROM offer WHERE tenant_id = \(tenant) AND id = \(id)")
            try note(id, ["unknown"], tenant: tenant, by: who, at: now, db)
        }
    }

    private static func note(
        _ id: ID, _ names: [String], tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try History.append(
            HistoryEntry("offer", id, "rebuild", by: who, at: now, detail: ["parts": .list(names.map(Value.string))]),
            tenant: tenant, db)
        db.signal("submission")
    }

    /// The lost row with its terms, pending for the moment; false where nobody knows the terms.
    private static func insert(_ id: ID, _ offer: RebuiltOffer, tenant: TenantID, _ db: Connection) throws -> Bool {
        guard let terms = offer.terms, let origin = offer.origin else { return false }
        let submission = try Submission.find(origin.submission, tenant: tenant, db)
        try insert(
            terms, id: id, on: submission, message: origin.message, offeredAt: origin.offeredAt,
            receivedAt: origin.receivedAt, tenant: tenant, at: offer.createdAt ?? origin.receivedAt, db)
        return true
    }

    private static func update(_ id: ID, _ offer: RebuiltOffer, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            UPDATE offer
               SET state = \(offer.state), ending = \(offer.ending), superseded_by = \(offer.supersededBy),
                   extended_to_on = \(offer.extendedTo), decided_at = \(offer.decidedAt)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        if let origin = offer.origin {
            let submission = try Submission.find(origin.submission, tenant: tenant, db)
            try db.run(
                """
                UPDATE offer
                   SET submission_id = \(submission.id), application_id = \(submission.application),
                       funder_id = \(submission.funder), message_id = \(origin.message),
                       offered_at = \(origin.offeredAt), received_at = \(origin.receivedAt),
                       created_at = \(offer.createdAt ?? origin.receivedAt)
                 WHERE tenant_id = \(tenant) AND id = \(id)
                """)
        }
        guard let terms = offer.terms else { return }
        try db.run(
            """
            UPDATE offer
               SET amount_cents = \(terms.amount), currency = \(terms.currency), factor_rate = \(terms.factorRate),
                   buy_rate = \(terms.buyRate), interest_rate = \(terms.interestRate), payback_cents = \(terms.payback),
                   term_value = \(terms.termValue), term_unit = \(terms.termUnit),
                   payment_frequency = \(terms.frequency), payment_cents = \(terms.payment),
                   holdback = \(terms.holdback), origination_percent = \(terms.originationPercent),
                   origination_cents = \(terms.originationAmount), commission_points = \(terms.commissionPoints),
                   prepay = \(terms.prepay), expires_on = \(terms.expiresOn)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
    }
}
