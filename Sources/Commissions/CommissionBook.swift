import Correspondence
import Deals
import Funders
import Kernel
import Ledger
import Storage

/// An office's commissions in one person's or program's hand at one moment. Every function books in the running
/// transaction: rows, parts, transfers of the ledger and history are written together or not at all.
package struct CommissionBook: Sendable {
    let tenant: TenantID
    let who: Who
    let now: Moment
    let onLoss: LossEffect

    /// What follows in the same transaction where a clawback is booked, or something booked is taken back as a mistake.
    package typealias LossEffect = @Sendable (CommissionLoss, Who, Moment, Connection) throws -> Void

    package init(
        tenant: TenantID, by who: Who, at now: Moment, onLoss: @escaping LossEffect = CommissionLoss.noEffect
    ) {
        self.tenant = tenant
        self.who = who
        self.now = now
        self.onLoss = onLoss
    }

    /// Tells what is lost of a deal now.
    func tellLoss(of deal: FundedDeal.ID, _ db: Connection) throws {
        try onLoss(try CommissionLoss.of(deal, tenant: tenant, db), who, now, db)
    }

    /// An entry as it is asked for.
    struct Draft {
        var kind: CommissionEntry.Kind
        var amount: Cents
        var day: Day
        var dueOn: Day?
        var payment: CommissionPayment.ID?
        var message: Message.ID?
        var reason: String?

        init(_ kind: CommissionEntry.Kind, _ amount: Cents, on day: Day) {
            self.kind = kind
            self.amount = amount
            self.day = day
        }
    }

    @discardableResult
    func book(
        _ draft: Draft, _ parts: [CommissionEntry.Part], on deal: FundedDeal, _ db: Connection
    ) throws -> CommissionEntry {
        let id = CommissionEntry.ID(at: now)
        let postings = Postings(tenant: tenant, who: who, now: now, currency: deal.currency)
        let transfer = Transfer(
            key: "commission:\(id)", purpose: "commission.\(draft.kind.rawValue)",
            about: Transfer.Subject("funded_deal", deal.id), on: draft.day,
            try postings.legs(of: draft.kind, draft.amount, parts, funder: deal.funder, db))
        let receipt = try Journal(tenant: tenant, by: who, at: now).post(transfer, db)
        let entry = CommissionEntry(
            id: id, deal: deal.id, funder: deal.funder, kind: draft.kind, amount: draft.amount,
            currency: deal.currency, day: draft.day, dueOn: draft.dueOn, payment: draft.payment, reverses: nil,
            reversedBy: nil, message: draft.message, reason: draft.reason, transfer: receipt.transfer, who: who, at: now
        )
        try store(entry, parts, event: draft.kind.rawValue, db)
        return entry
    }

    /// The day on which an entry is taken back now: what was told of days before stays as it was told.
    func today(after entry: CommissionEntry) -> Day { max(entry.day, now.day) }

    /// Takes an entry back: the same amounts the other way round, in the ledger a transfer that names the old one.
    @discardableResult
    func takeBack(
        _ entry: CommissionEntry, reason: String, on day: Day, _ db: Connection
    ) throws -> CommissionEntry {
        guard entry.reverses == nil, entry.reversedBy == nil else {
            throw CommissionRefusal.reversedAlready(entry.id)
        }
        let id = CommissionEntry.ID(at: now)
        let receipt = try Journal(tenant: tenant, by: who, at: now).reverse(
            entry.transfer, key: "commission:\(id)", purpose: "commission.\(entry.kind.rawValue)_reversed",
            on: day, db)
        let parts = try CommissionEntry.parts(of: entry.id, tenant: tenant, db).map(\.negated)
        let reversal = CommissionEntry(
            id: id, deal: entry.deal, funder: entry.funder, kind: entry.kind, amount: .zero - entry.amount,
            currency: entry.currency, day: day, dueOn: entry.dueOn, payment: entry.payment, reverses: entry.id,
            reversedBy: nil, message: nil, reason: reason, transfer: receipt.transfer, who: who, at: now)
        try store(reversal, parts, event: "\(entry.kind.rawValue)_reversed", db)
        return reversal
    }

    private func store(
        _ entry: CommissionEntry, _ parts: [CommissionEntry.Part], event: String, _ db: Connection
    ) throws {
        try CommissionEntry.insert(entry, parts, tenant: tenant, db)
        try History.append(
            HistoryEntry(
                "funded_deal", entry.deal, event, by: who, at: now, reason: entry.reason,
                detail: [
                    "entry": Value(entry.id), "amount_cents": .int(entry.amount.count),
                    "currency": .string(entry.currency.rawValue), "day": Value(entry.day),
                    "reverses": Value(entry.reverses),
                ]), tenant: tenant, db)
        db.signal("submission")
    }

    // MARK: what is left

    /// What each share of a deal has of some kinds of entries, less what it has of others, in the order of the shares.
    func parts(
        of deal: FundedDeal.ID, _ kinds: [CommissionEntry.Kind], less others: [CommissionEntry.Kind], _ db: Connection
    ) throws -> [CommissionEntry.Part] {
        let taken = try CommissionEntry.parts(of: deal, others, tenant: tenant, db)
        return try CommissionEntry.parts(of: deal, kinds, tenant: tenant, db).map { part in
            let same = taken.first { $0.role == part.role && $0.payee == part.payee }
            return CommissionEntry.Part(part.role, part.payee, part.amount - (same?.amount ?? .zero))
        }
    }

    /// What each share of a deal has still to get.
    func open(on deal: FundedDeal.ID, _ db: Connection) throws -> [CommissionEntry.Part] {
        try parts(of: deal, CommissionEntry.Kind.expectations, less: [.paid], db)
    }

    /// What each share of a deal has got and kept.
    func kept(on deal: FundedDeal.ID, _ db: Connection) throws -> [CommissionEntry.Part] {
        try parts(of: deal, [.paid], less: [.clawback], db)
    }

    /// What of each share of a deal is held back.
    func held(on deal: FundedDeal.ID, _ db: Connection) throws -> [CommissionEntry.Part] {
        try CommissionEntry.parts(of: deal, [.paid, .clawback, .release], tenant: tenant, db)
    }

    /// Refused where a deal's sums, or one share's, would be below what was built on them.
    func check(_ deal: FundedDeal.ID, _ db: Connection) throws {
        try CommissionStanding.of(deal, tenant: tenant, db).check(deal)
        let amounts = try open(on: deal, db).map(\.amount) + kept(on: deal, db).map(\.amount)
        guard amounts.allSatisfy({ $0 >= .zero }) else { throw CommissionRefusal.partPaid(deal) }
        guard try held(on: deal, db).allSatisfy({ $0.reserve >= .zero }) else {
            throw CommissionRefusal.reserveReleased(deal)
        }
    }

    /// Refused where the deal is of another funder or currency, or was funded after the day; or the day is to come.
    func check(_ deal: FundedDeal, funder: Funder.ID, _ currency: Currency, on day: Day) throws(CommissionRefusal) {
        guard deal.funder == funder else { throw .otherFunder(deal.id) }
        guard deal.currency == currency else { throw .otherCurrency(deal.id, deal.currency) }
        guard day >= deal.fundedOn else { throw .beforeFunding(deal.id, deal.fundedOn) }
        guard day <= FundedDeal.latestDay(at: now) else { throw .inTheFuture(day) }
    }
}

extension [CommissionEntry.Part] {
    /// An amount split over the holders of these parts by what each has; who has none gets none. The amount is no more
    /// than they have together.
    func split(_ amount: Cents) -> [CommissionEntry.Part] {
        zip(self, amount.split(by: map { Swift.max(0, $0.amount.count) })).compactMap { part, amount in
            amount == .zero ? nil : CommissionEntry.Part(part.role, part.payee, amount)
        }
    }
}

extension [Share] {
    /// An amount split by the shares: the parts' sum is the amount.
    func split(_ amount: Cents) -> [CommissionEntry.Part] {
        zip(self, amount.split(by: map(\.portion.thousandths))).map { CommissionEntry.Part($0.role, $0.payee, $1) }
    }
}
