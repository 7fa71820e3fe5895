import Deals
import Funders
import Kernel
import Storage

extension CommissionBook {
    /// Writes a deal down and books what it earns, split by the shares (E12). Where the funder has no terms for that day,
    /// nothing is expected until `expect` is asked again.
    package func fund(_ new: FundedDeal.New, shares: [Share] = Share.houseAlone, _ db: Connection) throws -> FundedDeal
    {
        var new = new
        let offer = try Offer.find(new.offer, tenant: tenant, db)
        let terms = try CommissionTerms.valid(
            on: new.fundedOn, of: offer.funder, in: offer.terms.currency, tenant: tenant, db)
        if let terms { new.renewalShare = terms.content.renewalShare }
        let deal = try FundedDeal.make(new, tenant: tenant, by: who, at: now, db)
        try keep(shares, of: deal, db)
        if let terms {
            try expect(deal, offer, by: terms, shares, db)
        } else {
            try settleBonus(of: deal, db)
        }
        return deal
    }

    /// Books what a deal earns by the terms of its day, where nothing is booked yet.
    package func expect(_ id: FundedDeal.ID, _ db: Connection) throws {
        let deal = try FundedDeal.standing(id, tenant: tenant, db)
        guard try CommissionTerms.used(by: id, tenant: tenant, db) == nil else {
            throw CommissionRefusal.expectedAlready(id)
        }
        let terms = try CommissionTerms.valid(
            on: deal.fundedOn, of: deal.funder, in: deal.currency, tenant: tenant, db)
        guard let terms else { throw CommissionRefusal.noTerms(id, deal.fundedOn) }
        let offer = try Offer.find(deal.offer, tenant: tenant, db)
        try expect(deal, offer, by: terms, try Share.of(id, tenant: tenant, db), db)
    }

    private func keep(_ shares: [Share], of deal: FundedDeal, _ db: Connection) throws {
        try Share.check(shares)
        for payee in shares.compactMap(\.payee) {
            guard try Payee.find(payee, tenant: tenant, db).state == .active else {
                throw CommissionRefusal.retiredPayee(payee)
            }
        }
        try Share.store(shares, of: deal.id, tenant: tenant, db)
    }

    private func expect(
        _ deal: FundedDeal, _ offer: Offer, by terms: CommissionTerms, _ shares: [Share], _ db: Connection
    ) throws {
        let expectation = try terms.expectation(of: deal, offer: offer)
        try CommissionTerms.note(terms.id, expectation, of: deal, db)
        if expectation.amount > .zero {
            var draft = Draft(.expected, expectation.amount, on: deal.fundedOn)
            draft.dueOn = expectation.dueOn
            try book(draft, shares.split(expectation.amount), on: deal, db)
        }
        try settleBonus(of: deal, db)
    }

    /// Changes what is expected by hand: more by the deal's shares, less by what each has still to get.
    @discardableResult
    package func adjust(
        _ id: FundedDeal.ID, by amount: Cents, reason: String, on day: Day, _ db: Connection
    ) throws -> CommissionEntry {
        let deal = try FundedDeal.standing(id, tenant: tenant, db)
        guard amount != .zero else { throw CommissionRefusal.noChange }
        guard (-deal.amount.count...deal.amount.count).contains(amount.count) else {
            throw CommissionRefusal.adjustmentTooLarge(id, deal.amount)
        }
        try check(deal, funder: deal.funder, deal.currency, on: day)
        var draft = Draft(.adjustment, amount, on: day)
        draft.reason = reason
        draft.dueOn = day
        if amount > .zero {
            return try book(draft, try Share.of(id, tenant: tenant, db).split(amount), on: deal, db)
        }
        let open = try open(on: id, db)
        let sum = open.reduce(Cents.zero) { $0 + $1.amount }
        guard .zero - amount <= sum else { throw CommissionRefusal.moreThanOpen(id, open: sum) }
        let standing = try CommissionStanding.of(id, tenant: tenant, db)
        guard standing.earned <= standing.expected + amount else {
            throw CommissionRefusal.moreThanExpected(id, expected: standing.expected + amount, earned: standing.earned)
        }
        return try book(draft, open.split(amount), on: deal, db)
    }

    /// Splits a deal's commission anew, while nothing of it was paid.
    package func split(_ id: FundedDeal.ID, _ shares: [Share], reason: String, _ db: Connection) throws {
        let deal = try FundedDeal.standing(id, tenant: tenant, db)
        guard try CommissionStanding.of(id, tenant: tenant, db).isSplittable else {
            throw CommissionRefusal.sharesPaid(id)
        }
        let before = try Share.of(id, tenant: tenant, db)
        try keep(shares, of: deal, db)
        try History.append(
            HistoryEntry(
                "funded_deal", id, "split", by: who, at: now, reason: reason,
                detail: ["from": .list(before.map(\.value)), "to": .list(shares.map(\.value))]), tenant: tenant, db)
        let former = try expectations(of: id, db).filter { $0.kind != .bonus }
        func renew(_ entry: CommissionEntry, _ parts: [CommissionEntry.Part]) throws {
            var draft = Draft(entry.kind, entry.amount, on: entry.day)
            draft.dueOn = entry.dueOn
            draft.reason = entry.reason
            try book(draft, parts, on: deal, db)
        }
        // In this order no sum falls below zero on the way, whatever is earned. Old and new stand on one day: what the
        // funder owes by any day stays as it was.
        for entry in former where entry.amount > .zero { try renew(entry, shares.split(entry.amount)) }
        for entry in former { try takeBack(entry, reason: reason, on: entry.day, db) }
        // What lowers it is taken from what each has to get now, a bonus among it, as when it was booked.
        for entry in former where entry.amount < .zero { try renew(entry, open(on: id, db).split(entry.amount)) }
        try check(id, db)
    }

    /// The rows that make up what is expected of a deal: those that stand, what lowers it first.
    private func expectations(of id: FundedDeal.ID, _ db: Connection) throws -> [CommissionEntry] {
        let standing = try CommissionEntry.of(id, tenant: tenant, db).filter {
            $0.kind.isExpectation && $0.reverses == nil && $0.reversedBy == nil
        }
        return standing.filter { $0.amount < .zero } + standing.filter { $0.amount > .zero }
    }

    /// Takes back a deal that was written down by mistake, with all that was expected of it.
    package func cancel(_ id: FundedDeal.ID, reason: String, _ db: Connection) throws {
        let deal = try FundedDeal.standing(id, tenant: tenant, db)
        guard try CommissionStanding.of(id, tenant: tenant, db).isCancellable else {
            throw CommissionRefusal.earnedAlready(id)
        }
        let bonus = try monthlyBonus(of: deal, db)
        _ = try FundedDeal.cancel(id, reason: reason, tenant: tenant, by: who, at: now, db)
        for entry in try expectations(of: id, db) { try takeBack(entry, reason: reason, on: today(after: entry), db) }
        try settleBonus(of: deal, cancelledFrom: bonus, db)
    }
}
