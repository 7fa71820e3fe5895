import Commissions
import Deals
import Kernel
import Storage

/// What becomes of a deal's credits where its funder takes commission back.
extension ReferralCredit {
    /// The office keeps nothing of the deal: what it earned the partner is taken back with it. It keeps a part: the credits
    /// stand, and a person says what becomes of each (`keep`, or taking it back). In the transaction that books it.
    package static let follow: CommissionBook.LossEffect = { loss, who, now, db in
        let act = ReferralAct(tenant: loss.tenant, by: who, at: now)
        if loss.isWhole {
            try endAll(of: loss.deal, reason: "the funder took the deal's commission back", act, db)
            return
        }
        for credit in try standing(of: loss.deal, act, db) { try credit.note(loss, act, db) }
    }

    /// Neither rejected nor taken back.
    private static func standing(
        of deal: FundedDeal.ID, _ act: ReferralAct, _ db: Connection
    ) throws -> [ReferralCredit] {
        try db.rows(
            """
            SELECT \(part: columns) FROM referral_credit
             WHERE referral_credit.tenant_id = \(act.tenant) AND referral_credit.deal_id = \(deal)
               AND state <> 'rejected'
             ORDER BY referral_credit.id
            """
        ).map(ReferralCredit.init).filter(\.stands)
    }

    /// What was asked for is not given, what was earned is taken back.
    static func endAll(
        of deal: FundedDeal.ID, reason: String, _ act: ReferralAct, _ db: Connection
    ) throws {
        for credit in try standing(of: deal, act, db) {
            if credit.state == .pendingApproval {
                try credit.end(reason: reason, act, db)
            } else {
                try credit.clawBack(reason: reason, act, db)
            }
        }
    }

    /// Writes down that a part of the deal's commission is gone, for a person to decide; or that nothing is any more.
    func note(_ loss: CommissionLoss, _ act: ReferralAct, _ db: Connection) throws {
        guard loss.takenBack > .zero else {
            try forgetLoss(act, db)
            return
        }
        try db.run(
            """
            INSERT INTO referral_credit_loss (credit_id, tenant_id, taken_back_cents, at)
            VALUES (\(id), \(tenant), \(loss.takenBack), \(act.now))
            ON CONFLICT (credit_id) DO UPDATE
               SET taken_back_cents = excluded.taken_back_cents, at = excluded.at, settled_by = NULL,
                   settled_at = NULL, reason = NULL
             WHERE referral_credit_loss.taken_back_cents <> excluded.taken_back_cents
            """)
    }

    /// Nothing is taken back any more: what is taken back again is asked anew, whatever was decided before.
    private func forgetLoss(_ act: ReferralAct, _ db: Connection) throws {
        try settleLoss(reason: "the clawback was reversed", act, db)
        try db.run(
            "UPDATE referral_credit_loss SET taken_back_cents = 0 WHERE tenant_id = \(tenant) AND credit_id = \(id)")
    }

    /// It was decided; nobody is told of it any more. `seen`: only where it is as much as that.
    func settleLoss(reason: String?, seen: Cents? = nil, _ act: ReferralAct, _ db: Connection) throws {
        let condition: SQL = seen.map { (cents: Cents) -> SQL in "AND taken_back_cents = \(cents)" } ?? ""
        try db.run(
            """
            UPDATE referral_credit_loss
               SET settled_by = \(act.who), settled_at = \(act.now), reason = \(reason)
             WHERE tenant_id = \(tenant) AND credit_id = \(id) AND settled_at IS NULL \(part: condition)
            """)
    }

    /// A person says that the credit stays as it is though a part of its deal's commission was taken back.
    package func keep(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        try act.requireOther(than: requestedBy, at: requestedAt, of: referrer, db)
        guard stands, isLossOpen else { throw CreditRefusal.nothingLost(id) }
        try settleLoss(reason: reason, act, db)
        try act.log(.init(.creditKept, "referral_credit", id, reason: reason, amount: amount), of: referrer, db)
    }
}

/// What people are to be told of credits.
package enum ReferralWatch {
    /// Each with a subject by which it stands once: the credit's id.
    package static func findings(_ tenant: TenantID, _ db: Connection) throws -> [(subject: String, text: String)] {
        try db.rows(
            """
            SELECT referral_credit_loss.credit_id, taken_back_cents, referral_credit.deal_id, referral_credit.currency,
                   referral_partner.name
              FROM referral_credit_loss
              JOIN referral_credit ON referral_credit.id = referral_credit_loss.credit_id
              JOIN referral_partner ON referral_partner.id = referral_credit.partner_id
             WHERE referral_credit_loss.tenant_id = \(tenant) AND settled_at IS NULL
             ORDER BY referral_credit_loss.credit_id
            """
        ).map { row in
            let (credit, deal, name): (String, String, String) = (
                try row["credit_id"], try row["deal_id"], try row["name"]
            )
            let (currency, cents): (Currency, Cents) = (try row["currency"], try row["taken_back_cents"])
            return (
                credit,
                "The funder took back \(currency.shown(cents)) of the commission of deal \(deal): "
                    + "say whether credit \(credit) of \(name) stays."
            )
        }
    }
}
