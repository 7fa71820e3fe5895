import Classification
import Funders
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
                .taking(.optional("amount", .money), .optional("currency", .text(max: 3)), .optional("factor_rate", .text(max: 20)), .optional("term_value", .integer), .optional("term_unit", .choice(OfferTerms.TermUnit.allCases.map(\.rawValue))), .optional("payment_frequency", .choice(OfferTerms.Frequency.allCases.map(\.rawValue))), .optional("payment_amount", .money), .optional("origination_fee_percent", .text(max: 20)), .optional("origination_fee_amount", .money), .optional("commission_points", .text(max: 20)), .optional("expires_on", .day), .optional("is_option", .flag, "beside the funder's earlier offers, which it supersedes otherwise")),
            .post("/offers/{id}/acceptance",   for: .brokers, "The merchant takes the offer; one per application", pages.accept),
            .post("/offers/{id}/rejection",    for: .brokers, "The merchant does not take the offer", pages.reject)
                .taking(.required("reason", .text(max: 500)), .optional("is_final", .flag, "nor any other of this submission")),
            .post("/offers/{id}/withdrawal",   for: .brokers, "The funder takes the offer back", pages.withdraw)
                .taking(.required("reason", .text(max: 500))),
            .post("/offers/{id}/restoration",  for: .brokers, "Undo: the offer is pending again", pages.restore)
                .taking(.optional("expires_on", .day, "the new last day, where the former is over")),
        ]
    }

    /// A submission's offers for its page, the newest first.
    package static func value(of submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try Offer.of(submission, tenant: tenant, db).map { offer in
                let open = try Stipulation.open(offer: offer.id, tenant: tenant, db).count
                return try withDeal(offer, db).adding("stipulations_open", open > 0 ? Value(open) : .null)
            })
    }

    /// The offer's members and the deal that it became.
    private static func withDeal(_ offer: Offer, _ db: Connection) throws -> Value {
        let deal = offer.state == .accepted ? try FundedDeal.of(offer.id, tenant: offer.tenant, db) : nil
        return offer.value.adding("deal", Value(deal?.id))
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Offer.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let offer = try Offer.find(id, tenant: caller.tenant, db)
            var value = try Self.withDeal(offer, db).fields ?? Value.Fields()
            value["stipulations"] = try Stipulation.checklist(of: offer, today: today, db)
            value["documents"] = .list(
                DocumentCode.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })
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
        let (terms, isOption) = try request.read { reader in
            var label = Value.Fields()
            for name in Self.texts { label[name] = Value(reader.optionalText(name, max: 200)) }
            label["term_value"] = Value(reader.optionalInteger("term_value", in: 1...10_000))
            label["currency"] = .string((reader.optionalChoice("currency", Currency.self) ?? .usd).rawValue)
            return (try Offer.Terms(try OfferTerms(value: .object(label))), reader.flag("is_option"))
        }
        let key = request.key(for: request.value)
        let (answer, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let submission = try Submission.find(id, tenant: caller.tenant, db)
                guard Self.takesOffers(submission.status) else {
                    throw OfferRefusal.submissionOver(id, submission.status)
                }
                let today = try Funder.find(submission.funder, tenant: caller.tenant, db).day(at: now)
                if let last = terms.expiresOn, last < today { throw OfferRefusal.pastDay(last) }
                let offer = try Offer.make(
                    terms, on: submission, message: nil, isOption: isOption, offeredAt: now, receivedAt: now,
                    tenant: caller.tenant, by: caller.who, at: now, db)
                try Submission.record(
                    SubmissionEvent.New(.offered, at: now, by: caller.who, detail: ["offer": Value(offer)]), on: id,
                    tenant: caller.tenant, at: now, db)
                return try Offer.find(offer, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/submissions/\(id)", answer).replayed(isReplay)
    }

    /// A merchant who took one offer may be offered more.
    private static func takesOffers(_ status: Status) -> Bool {
        status == .accepted || Status.lifecycle.target(from: status, on: .offered) != nil
    }

    private static let texts = [
        "amount", "factor_rate", "buy_rate", "interest_rate_percent", "payback_amount", "term_unit",
        "payment_frequency",
        "payment_amount", "holdback_percent", "origination_fee_percent", "origination_fee_amount", "commission_points",
        "prepay", "expires_on",
    ]
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
        all["state"] = .string(supersededBy == nil ? state.rawValue : Ending.superseded.rawValue)
        all["state_label"] = .string(ending?.label ?? (supersededBy == nil ? state.label : Ending.superseded.label))
        all["ending"] = Value(ending?.rawValue)
        all["last_day_on"] = Value(lastDay)
        all["extended_to_on"] = Value(extendedTo)
        all["is_standing"] = .bool(state.isStanding)
        all["is_pending"] = .bool(state == .pending)
        all["is_accepted"] = .bool(state == .accepted)
        all["superseded_by"] = Value(supersededBy)
        all["message"] = Value(message)
        all["offered_at"] = Value(offeredAt)
        all["received_at"] = Value(receivedAt)
        return .object(all)
    }
}
