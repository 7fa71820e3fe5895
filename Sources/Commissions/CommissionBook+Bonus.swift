import Deals
import Funders
import Kernel
import Storage

/// The bonus of a month for its count of deals (A27). It is the house's: several deals' people earned it.
extension CommissionBook {
    /// Brings the bonus of a deal's month to what its count of deals gives by the month's terms, in whatever order deals are
    /// written down. More is booked on the deal; less is taken from the month's deals that carry one, the last first. What is
    /// earned or paid of it stays, and where `mustTakeBack` that is a refusal.
    func settleBonus(of deal: FundedDeal, mustTakeBack: Bool, _ db: Connection) throws {
        let (year, month, _) = deal.fundedOn.civil
        guard let first = Day(year: year, month: month, day: 1) else { return }
        let deals = try FundedDeal.funded(
            by: deal.funder, in: deal.currency, from: first, through: first.adding(months: 1).adding(days: -1),
            tenant: tenant, db)
        let booked = try deals.map { deal in
            (
                deal: deal,
                bonus: try CommissionEntry.parts(of: deal.id, [.bonus], tenant: tenant, db).first?.amount ?? .zero
            )
        }
        let terms = try bonusTerms(of: deals, db)
        let wanted = terms.map { Incentive.earned($0.content.bonusTiers, funded: deals.count) } ?? .zero
        var missing = wanted - booked.reduce(.zero) { $0 + $1.bonus }
        if missing > .zero, let terms, let carrier = deals.first(where: { $0.id == deal.id }) ?? deals.last {
            var draft = Draft(.bonus, missing, on: carrier.fundedOn)
            draft.dueOn = terms.content.plan.dueDate(fundedOn: carrier.fundedOn, terms.businessDays)
            try book(draft, [CommissionEntry.Part(.house, nil, missing)], on: carrier, db)
        }
        for (carrier, bonus) in booked.reversed() where missing < .zero && bonus > .zero {
            let part = max(missing, .zero - bonus)
            let taken = try db.attempt { try takeBonus(part, from: carrier, db) }
            do {
                try taken.get()
                missing = missing - part
            } catch is CommissionRefusal where !mustTakeBack {
                // It is paid, or as good as paid: a new deal is written down all the same.
                continue
            }
        }
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
        let standing = try CommissionStanding.of(carrier.id, tenant: tenant, db)
        guard standing.earned <= standing.expected + part else { throw CommissionRefusal.bonusPaid(carrier.id) }
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
