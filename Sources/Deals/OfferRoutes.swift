import Classification
import Kernel
import People
import Storage
import Submissions
import Web

/// The routes of offers.
package struct OfferRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        // swift-format-ignore
        return [
            .get ("/offers/{id}",              for: .readers, "One offer with its history", pages.show),
            .post("/submissions/{id}/offers",  for: .brokers, "Enter an offer that came by telephone", pages.create)
                .taking(.optional("amount", .money), .optional("currency", .text(max: 3)), .optional("factor_rate", .text(max: 20)), .optional("term_value", .integer), .optional("term_unit", .choice(OfferTerms.TermUnit.allCases.map(\.rawValue))), .optional("payment_frequency", .choice(OfferTerms.Frequency.allCases.map(\.rawValue))), .optional("payment_amount", .money), .optional("expires_on", .day)),
            .post("/offers/{id}/acceptance",   for: .brokers, "The merchant takes the offer; one per application", pages.accept),
            .post("/offers/{id}/withdrawal",   for: .brokers, "The offer stands no longer", pages.withdraw)
                .taking(.required("reason", .text(max: 500))),
            .post("/offers/{id}/restoration",  for: .brokers, "Undo: the offer is pending again", pages.restore),
        ]
    }

    /// A submission's offers for its page, the newest first.
    package static func value(of submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Value {
        .list(try Offer.of(submission, tenant: tenant, db).map(\.value))
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Offer.self)
        let value = try await database.read { db -> Value in
            let offer = try Offer.find(id, tenant: caller.tenant, db)
            var value = offer.value.fields ?? Value.Fields()
            value["submission_line"] = try Submission.line(offer.submission, tenant: caller.tenant, db).value
            value["history"] = .list(
                try History.of("offer", id, tenant: caller.tenant, db).map { entry in
                    [
                        "event": .string(entry.event), "from": Value(entry.from), "to": Value(entry.to),
                        "who": .string(entry.who.text), "at": Value(entry.at), "reason": Value(entry.reason),
                    ]
                })
            return .object(value)
        }
        return .view("deals/offer", value, title: "Offer")
    }

    func create(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let now = clock.now()
        let terms = try request.read { reader in
            var label = Value.Fields()
            for name in Self.texts { label[name] = Value(reader.optionalText(name, max: 200)) }
            label["term_value"] = Value(reader.optionalInteger("term_value", in: 1...10_000))
            label["currency"] = .string(reader.optionalText("currency", max: 3) ?? "USD")
            return try Offer.Terms(try OfferTerms(value: .object(label)))
        }
        let key = request.key(for: request.value)
        let (answer, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let submission = try Submission.find(id, tenant: caller.tenant, db)
                let offer = try Offer.make(
                    terms, on: submission, message: nil, offeredAt: now, receivedAt: now, tenant: caller.tenant,
                    by: caller.who, at: now, db)
                try Submission.record(
                    SubmissionEvent.New(.offered, at: now, by: caller.who, detail: ["offer": Value(offer)]), on: id,
                    tenant: caller.tenant, at: now, db)
                return try Offer.find(offer, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/submissions/\(id)", answer).replayed(isReplay)
    }

    private static let texts = [
        "amount", "factor_rate", "buy_rate", "interest_rate_percent", "payback_amount", "term_unit",
        "payment_frequency",
        "payment_amount", "holdback_percent", "origination_fee_percent", "origination_fee_amount", "commission_points",
        "prepay", "expires_on",
    ]

    func accept(_ request: Request) async throws -> Answer {
        try await move(request, .accept, reason: nil) { offer, who, now, db in
            let status = try Submission.find(offer.submission, tenant: offer.tenant, db).status
            _ = try Status.lifecycle.move(status, on: .accepted)
            try Submission.record(
                SubmissionEvent.New(.accepted, at: now, by: who, detail: ["offer": Value(offer.id)]),
                on: offer.submission,
                tenant: offer.tenant, at: now, db)
        }
    }

    func withdraw(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await move(request, .withdraw, reason: reason) { offer, who, now, db in
            try Self.takeBackAcceptance(of: offer, by: who, at: now, db)
        }
    }

    func restore(_ request: Request) async throws -> Answer {
        try await move(request, .restore, reason: nil) { offer, who, now, db in
            try Self.takeBackAcceptance(of: offer, by: who, at: now, db)
        }
    }

    /// The event of an accepted offer that stands no longer is taken back.
    private static func takeBackAcceptance(of offer: Offer, by who: Who, at now: Moment, _ db: Connection) throws {
        guard offer.state == .accepted else { return }
        let events = try SubmissionEvent.of(offer.submission, tenant: offer.tenant, db)
        for event in events where event.type == .accepted && event.detail["offer"] == Value(offer.id) {
            try Submission.takeBack(
                seq: event.seq, on: offer.submission, tenant: offer.tenant, by: who, at: now,
                reason: "the offer is no longer accepted", db)
        }
    }

    private func move(
        _ request: Request, _ event: Offer.Event, reason: String?,
        also: @escaping @Sendable (Offer, Who, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Offer.self)
        let now = clock.now()
        let offer = try await database.write { db in
            let offer = try Offer.find(id, tenant: caller.tenant, db)
            try Offer.move(offer, on: event, by: caller.who, at: now, reason: reason, db)
            try also(offer, caller.who, now, db)
            return try Offer.find(id, tenant: caller.tenant, db)
        }
        return .done(redirect: "/submissions/\(offer.submission)", offer.value)
    }
}

extension Offer.State {
    package var label: String {
        switch self {
        case .pending: "Pending"
        case .accepted: "Accepted"
        case .expired: "Expired"
        case .withdrawn: "Withdrawn"
        }
    }
}

extension Offer {
    package var value: Value {
        var all = terms.value.fields ?? Value.Fields()
        all["id"] = Value(id)
        all["submission"] = Value(submission)
        all["state"] = .string(supersededBy == nil ? state.rawValue : "superseded")
        all["state_label"] = .string(supersededBy == nil ? state.label : "Superseded")
        all["is_pending"] = .bool(state == .pending)
        all["is_accepted"] = .bool(state == .accepted)
        all["superseded_by"] = Value(supersededBy)
        all["message"] = Value(message)
        all["offered_at"] = Value(offeredAt)
        all["received_at"] = Value(receivedAt)
        return .object(all)
    }
}
