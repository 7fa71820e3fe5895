import Deals
import Funders
import Kernel
import Storage

/// The bonus of a month for its count of deals (A27). It is the house's: several deals' people earned it.
extension CommissionBook {
    /// Brings the bonus of a deal's month to what its count of deals gives by the month's terms, in whatever order deals are
    /// written down. More is booked on the deal; less is taken from the month's deals that carry one, the last first. What is
    /// earned or paid of it stays. `former`: what the month gave before the deal was cancelled; that it gives less by then and
    /// cannot be taken back is a refusal.
    func settleBonus(of deal: FundedDeal, cancelledFrom former: Cents? = nil, _ db: Connection) throws {
        let deals = try month(of: deal, db)
        let booked = try deals.map { deal in
            (
                deal: deal,
                bonus: try CommissionEntry.parts(of: deal.id, [.bonus], tenant: tenant, db).first?.amount ?? .zero
            )
        }
        let terms = try bonusTerms(of: deals, db)
        let wanted = Self.bonus(terms, of: deals)
        var missing = wanted - booked.reduce(.zero) { $0 + $1.bonus }
        if missing > .zero, let terms, let carrier = deals.first(where: { $0.id == deal.id }) ?? deals.last {
            // What moves to another deal because one is cancelled stands on the day of that.
            let day = former == nil ? carrier.fundedOn : max(carrier.fundedOn, now.day)
            var draft = Draft(.bonus, missing, on: day)
            draft.dueOn = terms.content.plan.dueDate(fundedOn: carrier.fundedOn, terms.businessDays)
            try book(draft, [CommissionEntry.Part(.house, nil, missing)], on: carrier, db)
        }
        var owed = max(.zero, (former ?? .zero) - wanted)
        var holder: FundedDeal.ID?
        for (carrier, bonus) in booked.reversed() where missing < .zero && bonus > .zero {
            let part = max(missing, try .zero - min(bonus, free(on: carrier, db)))
            let taken = try db.attempt { try takeBonus(part, from: carrier, db) }
            do {
                try taken.get()
                missing = missing - part
                owed = owed + part
            } catch let refusal as CommissionRefusal where refusal == .bonusPaid(carrier.id) {
                // It is paid, or as good as paid: another deal may carry more.
                holder = holder ?? carrier.id
            }
            if missing < .zero { holder = holder ?? carrier.id }
        }
        if owed > .zero, missing < .zero, let holder { throw CommissionRefusal.bonusPaid(holder) }
    }

    /// What the month of a deal gives by what stands now.
    func monthlyBonus(of deal: FundedDeal, _ db: Connection) throws -> Cents {
        let deals = try month(of: deal, db)
        return Self.bonus(try bonusTerms(of: deals, db), of: deals)
    }

    private static func bonus(_ terms: CommissionTerms?, of deals: [FundedDeal]) -> Cents {
        terms.map { Incentive.earned($0.content.bonusTiers, funded: deals.count) } ?? .zero
    }

    /// The standing deals that count with it.
    private func month(of deal: FundedDeal, _ db: Connection) throws -> [FundedDeal] {
        let (year, month, _) = deal.fundedOn.civil
        guard let first = Day(year: year, month: month, day: 1) else { return [] }
        return try FundedDeal.funded(
            by: deal.funder, in: deal.currency, from: first, through: first.adding(months: 1).adding(days: -1),
            tenant: tenant, db)
    }

    /// What may go from the house's part of a deal: not earned, and not got by it.
    private func free(on carrier: FundedDeal, _ db: Connection) throws -> Cents {
        let standing = try CommissionStanding.of(carrier.id, tenant: tenant, db)
        let house = try open(on: carrier.id, db).first { $0.payee == nil }?.amount ?? .zero
        return max(.zero, min(standing.expected - standing.earned, house))
    }

    /// The terms of the month's last deal that has any; of several on that day the newest version.
    private func bonusTerms(of deals: [FundedDeal], _ db: Connection) throws -> CommissionTerms? {
        var last: (day: Day, terms: CommissionTerms)?
        for deal in deals.reversed() {
            if let last, deal.fundedOn < last.day { break }
            guard let used = try CommissionTerms.used(by: deal.id, tenant: tenant, db)?.terms else { continue }
            if used.version > last?.terms.version ?? 0 { last = (deal.fundedOn, used) }
        }
        return last?.terms
    }

    /// `part` is below zero.
    private func takeBonus(_ part: Cents, from carrier: FundedDeal, _ db: Connection) throws {
        guard part < .zero else { throw CommissionRefusal.bonusPaid(carrier.id) }
        let former = try CommissionEntry.of(carrier.id, tenant: tenant, db).last {
            $0.kind == .bonus && $0.amount > .zero
        }
        var draft = Draft(.bonus, part, on: max(carrier.fundedOn, now.day))
        // Due as what it lessens.
        draft.dueOn = former?.dueOn
        try book(draft, [CommissionEntry.Part(.house, nil, part)], on: carrier, db)
        // What was paid of the deal was split over the bonus too: the house may have got more than is left for it.
        do { try check(carrier.id, db) } catch is CommissionRefusal { throw CommissionRefusal.bonusPaid(carrier.id) }
    }
}
