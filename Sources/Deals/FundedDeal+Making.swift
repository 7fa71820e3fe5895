import Applications
import Funders
import Kernel
import Storage
import Submissions

extension FundedDeal {
    /// Writes a deal down: its submission is funded from now on. Refused where the offer is not accepted, is of another
    /// application or funder, is a deal already, has open stipulations, or where amount, currency, day or earlier deal do not fit.
    package static func make(
        _ new: New, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> FundedDeal {
        let offer = try Offer.find(new.offer, tenant: tenant, db)
        if let application = new.application, application != offer.application {
            throw DealRefusal.otherApplication(offer.id)
        }
        if let funder = new.funder, funder != offer.funder { throw DealRefusal.otherFunder(offer.id) }
        if let deal = try of(offer.id, tenant: tenant, db) { throw DealRefusal.alreadyFunded(offer.id, deal.id) }
        guard offer.state == .accepted else { throw DealRefusal.notAccepted(offer.id, offer.state) }
        try Stipulation.requireNoneOpen(offer: offer.id, tenant: tenant, db)
        if let currency = new.currency, currency != offer.terms.currency {
            throw DealRefusal.otherCurrency(offer.terms.currency)
        }
        guard let amount = new.amount ?? offer.terms.amount else { throw DealRefusal.amountMissing }
        let payback = new.payback ?? payback(of: amount, offer.terms)
        if let payback, payback < amount { throw DealRefusal.paybackBelowAmount(amount) }
        try check(new.fundedOn, beside: offer, at: now)
        let submission = try Submission.find(offer.submission, tenant: tenant, db)
        let kind = new.kind ?? submission.kind
        try check(kind, renews: new.renews, of: offer, fundedOn: new.fundedOn, tenant: tenant, db)
        let deal = FundedDeal(
            id: ID(at: now), tenant: tenant, offer: offer.id, application: offer.application, funder: offer.funder,
            submission: submission.id, kind: kind, renews: new.renews, amount: amount,
            payback: payback,
            currency: offer.terms.currency, fundedOn: new.fundedOn,
            renewalDueOn: Paydown(offer.terms, payback: payback)?.day(of: new.renewalShare, from: new.fundedOn),
            state: .funded, createdBy: who, createdAt: now)
        try insert(deal, db)
        try History.append(
            HistoryEntry(
                "funded_deal", deal.id, "fund", to: State.funded.rawValue, by: who, at: now,
                detail: [
                    "offer": Value(offer.id), "amount_cents": .int(amount.count),
                    "currency": .string(deal.currency.rawValue),
                    "funded_on": Value(deal.fundedOn), "kind": .string(kind.rawValue), "renews": Value(new.renews),
                ]), tenant: tenant, db)
        try Submission.record(
            SubmissionEvent.New(.funded, at: now, by: who, detail: ["deal": Value(deal.id)]), on: submission.id,
            tenant: tenant, at: now, db)
        return deal
    }

    /// What is paid back of an amount: as the offer says, or for another amount by its factor.
    private static func payback(of amount: Cents, _ terms: Offer.Terms) -> Cents? {
        if amount == terms.amount, let stated = terms.payback { return stated }
        return terms.factorRate.map { $0.payback(of: amount) }
    }

    /// Days are compared where they are latest and earliest on earth: nobody is refused for the office's time zone.
    private static func check(_ day: Day, beside offer: Offer, at now: Moment) throws(DealRefusal) {
        let offered = (offer.offeredAt - .hours(12)).day
        guard day >= offered else { throw .beforeOffer(offer.offeredAt.day) }
        guard day <= latestDay(at: now) else { throw .inTheFuture(day) }
    }

    /// The day where it is latest on earth.
    package static func latestDay(at now: Moment) -> Day { (now + .hours(14)).day }

    private static func check(
        _ kind: Submission.Kind, renews: ID?, of offer: Offer, fundedOn day: Day, tenant: TenantID, _ db: Connection
    ) throws {
        guard let renews else {
            if kind == .renewal { throw DealRefusal.earlierDealMissing }
            return
        }
        guard kind == .renewal else { throw DealRefusal.noRenewal }
        let earlier = try find(renews, tenant: tenant, db)
        let merchants = try [earlier.application, offer.application].map {
            try Application.find($0, tenant: tenant, db).merchantKey
        }
        guard earlier.state == .funded, earlier.funder == offer.funder, merchants[0] == merchants[1],
            earlier.offer != offer.id
        else { throw DealRefusal.earlierDealOfOther(renews) }
        guard earlier.fundedOn <= day else { throw DealRefusal.beforeEarlierDeal(renews, earlier.fundedOn) }
        if let renewal = try renewal(of: renews, tenant: tenant, db) {
            throw DealRefusal.renewedAlready(renews, by: renewal.id)
        }
    }

    /// Takes a deal back that was written down by mistake; its submission stands as it stood before.
    package static func cancel(
        _ id: ID, reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> FundedDeal {
        let deal = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(deal.state, on: .cancel)
        if let renewal = try renewal(of: id, tenant: tenant, db) { throw DealRefusal.renewed(id, by: renewal.id) }
        let changed = try db.changes(
            """
            UPDATE funded_deal SET state = \(next)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(deal.state)
            """)
        guard changed == 1 else { throw StaleMove(record: "deal \(id)") }
        try History.append(
            HistoryEntry(
                "funded_deal", id, from: deal.state.rawValue, Event.cancel.rawValue, to: next.rawValue, by: who,
                at: now, reason: reason), tenant: tenant, db)
        let events = try SubmissionEvent.of(deal.submission, tenant: tenant, db)
        for event in events where event.type == .funded && event.detail["deal"] == Value(id) {
            try Submission.takeBack(
                seq: event.seq, on: deal.submission, tenant: tenant, by: who, at: now, reason: "the deal was cancelled",
                db)
        }
        return try find(id, tenant: tenant, db)
    }

    /// Sets the day on which a renewal is asked for, where the merchant's true balance is known; nil: never.
    package static func setRenewal(
        _ id: ID, on day: Day?, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let deal = try standing(id, tenant: tenant, db)
        if let day, day < deal.fundedOn { throw DealRefusal.renewalBeforeFunding(deal.fundedOn) }
        try db.run("UPDATE funded_deal SET renewal_due_on = \(day) WHERE tenant_id = \(tenant) AND id = \(id)")
        try History.append(
            HistoryEntry(
                "funded_deal", id, "renewal_set", by: who, at: now,
                detail: ["from": Value(deal.renewalDueOn), "to": Value(day)]), tenant: tenant, db)
    }
}
