import Kernel
import Ledger
import Storage

/// What credits and payouts move in the ledger.
///
///     event                debit                       credit
///     credit approved      referral.cost               referral.earned of the partner
///     credit taken back    the same transfer reversed
///     payout approved      referral.paid of the partner   bank, held
///     payout paid          the same, settled
///     payout failed        the same, void
struct ReferralMoney: Sendable {
    let act: ReferralAct
    let currency: Currency

    init(_ act: ReferralAct, _ currency: Currency) {
        self.act = act
        self.currency = currency
    }

    private var journal: Journal { Journal(tenant: act.tenant, by: act.who, at: act.now) }

    func earn(
        _ amount: Cents, by credit: ReferralCredit.ID, of referrer: Referrer.ID, _ db: Connection
    ) throws -> Journal.Receipt {
        try journal.post(
            Transfer(
                key: "referral-credit:\(credit)", purpose: "referral.earned",
                about: Transfer.Subject("referral_credit", credit), on: act.now.day,
                [
                    Transfer.Leg(.debit, try account("referral.cost", db), amount, currency),
                    Transfer.Leg(.credit, try account("referral.earned", of: referrer, db), amount, currency),
                ]), db)
    }

    func takeBack(
        _ transfer: Transfer.ID, as clawback: Identifier<ReferralCredit>, _ db: Connection
    ) throws -> Journal.Receipt {
        try journal.reverse(
            transfer, key: "referral-clawback:\(clawback)", purpose: "referral.clawed_back", on: act.now.day, db)
    }

    /// Holds what a batch is to pay.
    func reserve(
        _ amount: Cents, for payout: ReferralPayout.ID, of referrer: Referrer.ID, _ db: Connection
    ) throws -> Journal.Receipt {
        try journal.reserve(
            Transfer(
                key: "referral-payout:\(payout)", purpose: "referral.paid",
                about: Transfer.Subject("referral_payout", payout), on: act.now.day,
                [
                    Transfer.Leg(.debit, try account("referral.paid", of: referrer, db), amount, currency),
                    Transfer.Leg(.credit, try account("bank", db), amount, currency),
                ]), db)
    }

    func settle(_ transfer: Transfer.ID, of payout: ReferralPayout.ID, _ db: Connection) throws {
        _ = try journal.settle(transfer, key: "referral-payout:\(payout):paid", db)
    }

    func void(_ transfer: Transfer.ID, of payout: ReferralPayout.ID, _ db: Connection) throws {
        _ = try journal.void(transfer, key: "referral-payout:\(payout):failed", db)
    }

    private func account(_ code: String, of referrer: Referrer.ID? = nil, _ db: Connection) throws -> LedgerAccount.ID {
        let wish = LedgerAccount.Wish(
            ChartOfAccounts.line(code), ownerID: referrer?.description ?? "", currency)
        return try LedgerAccount.open(wish, tenant: act.tenant, by: act.who, at: act.now, db).id
    }
}
