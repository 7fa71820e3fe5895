import Commissions
import Deals
import Kernel
import Ledger
import Storage

extension ReferralCredit {
    /// What the terms give for a lead.
    struct Due: Sendable {
        let kind: Kind
        let calculation: Calculation
        let amount: Cents
        var base: Cents?
        var percent: Percent?
        var deal: FundedDeal.ID?
    }

    /// The price of an approved lead, or the share of the deal that it became.
    static func due(
        _ kind: Kind, of lead: ReferredLead, _ terms: ReferralTerms, currency: Currency, _ db: Connection
    ) throws -> Due {
        switch kind {
        case .approval:
            guard let price = terms.price else { throw CreditRefusal.notOfTerms(terms.model) }
            guard lead.application != nil else { throw CreditRefusal.leadNotApproved(lead.id) }
            return Due(kind: kind, calculation: .fixedPrice, amount: price)
        case .conversion:
            guard let percent = terms.percent else { throw CreditRefusal.notOfTerms(terms.model) }
            guard let id = lead.deal else { throw CreditRefusal.leadNotConverted(lead.id) }
            let deal = try FundedDeal.find(id, tenant: lead.tenant, db)
            guard deal.state == .funded else { throw CreditRefusal.dealCancelled(id) }
            guard try !CommissionLoss.of(id, tenant: lead.tenant, db).isWhole else {
                throw CreditRefusal.commissionTakenBack(id)
            }
            guard deal.currency == currency else { throw ReferralRefusal.otherCurrency(currency) }
            let amount = percent.of(deal.amount)
            guard amount > .zero else { throw CreditRefusal.noAmount }
            return Due(
                kind: kind, calculation: .percentage, amount: amount, base: deal.amount, percent: percent, deal: id)
        }
    }

    /// The partner asks for what a lead earned. How much it is, the terms say that were in force when the lead was sent.
    package static func request(
        _ kind: Kind?, amount: Cents?, for lead: ReferredLead, of referrer: Referrer, _ act: ReferralAct,
        _ db: Connection
    ) throws -> ReferralCredit {
        guard referrer.status == .active else { throw ReferralRefusal.notActive(referrer.status) }
        guard lead.application != nil else { throw CreditRefusal.leadNotApproved(lead.id) }
        guard
            let terms = try ReferralTerms.inForce(
                at: lead.submittedAt, for: referrer.id, tenant: act.tenant, db)
        else { throw CreditRefusal.noTerms }
        let standing = try of(lead.id, tenant: act.tenant, db).filter(\.stands)
        let given: [Kind] = (terms.price == nil ? [] : [.approval]) + (terms.percent == nil ? [] : [.conversion])
        guard let kind = kind ?? given.first(where: { kind in !standing.contains { $0.kind == kind } }) else {
            throw CreditRefusal.nothingLeft(lead.id)
        }
        if let former = standing.first(where: { $0.kind == kind }) { throw CreditRefusal.asked(former.id) }
        let due = try due(kind, of: lead, terms, currency: referrer.fields.currency, db)
        if let amount, amount != due.amount { throw CreditRefusal.otherAmount(due.amount, referrer.fields.currency) }
        try markClawedBack(of: lead.id, act.tenant, db)
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO referral_credit (id, tenant_id, partner_id, lead_id, kind, calculation, terms_id, deal_id,
                                         base_cents, percent_thousandths, amount_cents, currency, state, is_free,
                                         requested_by, requested_at)
            VALUES (\(id), \(act.tenant), \(referrer.id), \(lead.id), \(kind), \(due.calculation), \(terms.id),
                    \(due.deal), \(due.base), \(due.percent?.thousandths), \(due.amount),
                    \(referrer.fields.currency), 'pending_approval', 0, \(act.who), \(act.now))
            """)
        try act.log(
            .init(
                .creditRequested, "referral_credit", id, to: State.pendingApproval.rawValue, amount: due.amount,
                detail: ["lead": Value(lead.id), "kind": .string(kind.rawValue), "terms": Value(terms.version)]),
            of: referrer.id, db)
        let made = try find(id, tenant: act.tenant, db)
        if let deal = due.deal { try made.note(try CommissionLoss.of(deal, tenant: act.tenant, db), act, db) }
        return try find(id, tenant: act.tenant, db)
    }

    /// A program of another version, which works beside this one, takes a credit back without this mark.
    private static func markClawedBack(of lead: ReferredLead.ID, _ tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_credit SET is_clawed_back = 1
             WHERE tenant_id = \(tenant) AND lead_id = \(lead) AND is_clawed_back = 0
               AND EXISTS (SELECT 1 FROM referral_clawback WHERE referral_clawback.credit_id = referral_credit.id)
            """)
    }

    /// Somebody of management who did not ask for it approves it: from then on the partner has earned it. `seen`: what they saw
    /// taken back of its deal's commission; of anything else a person is asked still.
    package func approve(seen: Cents = .zero, _ act: ReferralAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .approve)
        try act.requireOther(than: requestedBy, at: requestedAt, of: referrer, db)
        try Referrer.requireThere(referrer, tenant: tenant, db)
        if let deal {
            guard try FundedDeal.find(deal, tenant: tenant, db).state == .funded else {
                throw CreditRefusal.dealCancelled(deal)
            }
            guard try !CommissionLoss.of(deal, tenant: tenant, db).isWhole else {
                throw CreditRefusal.commissionTakenBack(deal)
            }
            // Its page says what was taken back: who approves that decided.
            try settleLoss(reason: nil, seen: seen, act, db)
        }
        let money = ReferralMoney(act, currency)
        let row = try money.earn(amount, by: id, of: referrer, db)
        let changed = try db.changes(
            """
            UPDATE referral_credit
               SET state = \(next), is_free = 1, decided_by = \(act.who), decided_at = \(act.now),
                   transfer_id = \(row.transfer)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "credit \(id)") }
        var month = ReferralMonth(ReferralMonth.name(act.now.day))
        month.earned = amount
        try ReferralMonth.add(month, of: referrer, tenant: tenant, db)
        try act.log(
            .init(
                .creditApproved, "referral_credit", id, from: state.rawValue, to: next.rawValue, amount: amount,
                detail: ["transfer": Value(row.transfer)]), of: referrer, db)
    }

    /// It is not given, and nothing is booked.
    package func reject(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .reject)
        try act.requireOther(than: requestedBy, at: requestedAt, of: referrer, db)
        try end(reason: reason, act, db)
    }

    func end(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .reject)
        // Whoever asked for it may take its deal back: then the deal ends it, and not who asked.
        let decider = act.who == requestedBy ? Who.system("deals") : act.who
        let changed = try db.changes(
            """
            UPDATE referral_credit
               SET state = \(next), decided_by = \(decider), decided_at = \(act.now), rejection_reason = \(reason)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "credit \(id)") }
        try settleLoss(reason: reason, act, db)
        try act.log(
            .init(
                .creditRejected, "referral_credit", id, from: state.rawValue, to: next.rawValue, reason: reason,
                amount: amount), of: referrer, db)
    }

    /// What was earned is earned no longer (G77). `settled`: tells what becomes of the batch that it stands in, and whether
    /// it is to be set off in a later one.
    package func clawBack(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        guard state == .approved, let transfer else { throw CreditRefusal.notApproved(id) }
        guard clawedBackAt == nil else { throw CreditRefusal.clawedBack(id) }
        let clawback = Identifier<ReferralCredit>(at: act.now)
        let money = ReferralMoney(act, currency)
        let row = try money.takeBack(transfer, as: clawback, db)
        try db.run(
            """
            INSERT INTO referral_clawback (id, tenant_id, partner_id, credit_id, amount_cents, currency, reason,
                                           transfer_id, is_free, who, at)
            VALUES (\(clawback), \(tenant), \(referrer), \(id), \(amount), \(currency), \(reason), \(row.transfer),
                    \(paidAt != nil), \(act.who), \(act.now))
            """)
        try db.run(
            "UPDATE referral_credit SET is_free = 0, is_clawed_back = 1 WHERE tenant_id = \(tenant) AND id = \(id)")
        try settleLoss(reason: reason, act, db)
        try PayoutLine.drop(self, reason: "taken back: \(reason)", act, db)
        var month = ReferralMonth(ReferralMonth.name(act.now.day))
        month.clawedBack = amount
        try ReferralMonth.add(month, of: referrer, tenant: tenant, db)
        try act.log(
            .init(.creditClawedBack, "referral_credit", id, reason: reason, amount: .zero - amount), of: referrer, db)
    }

    /// A deal was taken back: what it earned is taken back with it, what was asked for it is not given, and its lead can
    /// become another deal. In the transaction that takes it back.
    package static func end(
        with deal: FundedDeal.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let act = ReferralAct(tenant: tenant, by: who, at: now)
        try endAll(of: deal, reason: "the deal was taken back", act, db)
        try ReferredLead.unconvert(from: deal, act, db)
    }
}
