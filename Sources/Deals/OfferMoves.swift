import Funders
import Kernel
import People
import Storage
import Submissions
import Web

/// What a person does with an offer: one move of its lifecycle, and what it means for the submission.
extension OfferRoutes {
    func accept(_ request: Request) async throws -> Answer {
        try await move(
            request, .accept,
            asking: { offer, today in
                if let last = offer.lastDay, last < today { throw OfferRefusal.over(offer.id, on: last) }
            },
            also: { offer, who, now, db in
                let status = try Submission.find(offer.submission, tenant: offer.tenant, db).status
                // A funder may have told of the funding before anybody noted the acceptance.
                if status != .funded { _ = try Status.lifecycle.move(status, on: .accepted) }
                try Self.record(.accepted, of: offer, by: who, at: now, db)
            })
    }

    func reject(_ request: Request) async throws -> Answer {
        let (reason, isFinal) = try request.read { ($0.text("reason", max: 500), $0.flag("is_final")) }
        return try await move(request, .reject, reason: reason) { offer, who, now, db in
            try offer.undo(.accepted, by: who, at: now, db)
            guard isFinal else { return }
            let status = try Submission.find(offer.submission, tenant: offer.tenant, db).status
            _ = try Status.lifecycle.move(status, on: .merchantDeclined)
            for other in try Offer.of(offer.submission, tenant: offer.tenant, db) where other.state == .accepted {
                try Offer.move(other, on: .reject, by: who, at: now, reason: reason, db)
                try other.undo(.accepted, by: who, at: now, db)
            }
            try Self.record(.merchantDeclined, of: offer, by: who, at: now, db)
            try Offer.endAll(of: offer.submission, on: .reject, tenant: offer.tenant, by: who, at: now, db)
        }
    }

    func withdraw(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await move(request, .withdraw, reason: reason) { offer, who, now, db in
            try offer.undo(.accepted, by: who, at: now, db)
        }
    }

    /// Where the offer's last day is over, the funder's new one must be named: the clock would end it again.
    func restore(_ request: Request) async throws -> Answer {
        let day = try request.read { $0.optionalDay("expires_on") }
        return try await move(
            request, .restore, extendedTo: day,
            asking: { offer, today in
                if let day, day < today { throw OfferRefusal.pastDay(day) }
                if day == nil, !offer.state.isStanding, let last = offer.lastDay, last < today {
                    throw OfferRefusal.over(offer.id, on: last)
                }
            },
            also: { offer, who, now, db in
                try offer.undo(.accepted, by: who, at: now, db)
                for moment in try offer.undo(.merchantDeclined, ofAnyOffer: true, by: who, at: now, db) {
                    try offer.restoreOthers(rejectedAt: moment, by: who, at: now, db)
                }
                let status = try Submission.find(offer.submission, tenant: offer.tenant, db).status
                if status == .merchantWithdrawn || status == .cancelled {
                    throw OfferRefusal.submissionWithdrawn(offer.id, offer.submission)
                }
            })
    }

    private static func record(
        _ event: EventType, of offer: Offer, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try Submission.record(
            SubmissionEvent.New(event, at: now, by: who, detail: ["offer": Value(offer.id)]), on: offer.submission,
            tenant: offer.tenant, at: now, db)
    }

    /// `asking` refuses what the lifecycle cannot know, with the day where the funder is; `also` is what the move means for
    /// the submission.
    private func move(
        _ request: Request, _ event: Offer.Event, reason: String? = nil, extendedTo: Day? = nil,
        asking: @escaping @Sendable (Offer, Day) throws -> Void = { _, _ in },
        also: @escaping @Sendable (Offer, Who, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Offer.self)
        let now = clock.now()
        let offer = try await database.write { db in
            let offer = try Offer.find(id, tenant: caller.tenant, db)
            _ = try Offer.lifecycle.move(offer.state, on: event)
            try asking(offer, try Funder.find(offer.funder, tenant: offer.tenant, db).day(at: now))
            try Offer.move(offer, on: event, extendedTo: extendedTo, by: caller.who, at: now, reason: reason, db)
            try also(offer, caller.who, now, db)
            return try Offer.find(id, tenant: caller.tenant, db)
        }
        return .done(redirect: "/submissions/\(offer.submission)", offer.value)
    }
}
