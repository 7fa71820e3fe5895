import Cohorts
import Kernel
import Ledger
import Storage

/// What a wallet's events move in the ledger. The floor of `wallet.available`, with what is held counted, is the cap (I04).
///
///     event                    debit                               credit
///     cohort started           wallet.set_aside of the cohort      wallet.available of the participant
///     allocation superseded    the same for the difference, or the other way round
///     support approved         wallet.available of the participant wallet.data, .transport, .tools, .cash: held
///     support given            the same, settled
///     support failed           the same, void
///     overhead                 wallet.available of the participant wallet.overhead
///     support came back      wallet.data, … of the participant    wallet.available of the participant
///     given after all        wallet.available of the participant wallet.data, …; of a wallet that ended first set_aside to available
///     unused voided            wallet.available of the participant wallet.set_aside of the cohort
struct WalletMoney: Sendable {
    let act: SupportAct
    let wallet: Wallet.ID
    let participant: Participant.ID
    let cohort: Cohort.ID
    let currency: Currency

    init(_ act: SupportAct, _ wallet: Wallet) {
        self.init(act, wallet.id, of: wallet.participant, in: wallet.cohort, wallet.currency)
    }

    init(
        _ act: SupportAct, _ wallet: Wallet.ID, of participant: Participant.ID, in cohort: Cohort.ID,
        _ currency: Currency
    ) {
        self.act = act
        self.wallet = wallet
        self.participant = participant
        self.cohort = cohort
        self.currency = currency
    }

    private var journal: Journal { Journal(tenant: act.tenant, by: act.who, at: act.now) }

    /// Sets so much more aside.
    func allocate(_ amount: Cents, number: Int, _ db: Connection) throws -> Transfer.ID {
        try journal.post(
            transfer(
                "wallet:\(wallet):allocation:\(number)", "wallet.allocated", amount, from: setAside(db),
                to: available(db)), db
        ).transfer
    }

    /// Takes so much off that nobody may be given any more.
    func takeOff(_ amount: Cents, key: String, purpose: String, _ db: Connection) throws -> Transfer.ID {
        try capped(db) {
            try journal.post(
                transfer("wallet:\(wallet):\(key)", purpose, amount, from: available(db), to: setAside(db)), db
            ).transfer
        }
    }

    /// Holds what was approved; refused above what is left.
    func hold<Record>(
        _ amount: Cents, as category: SupportType, for subject: (kind: String, id: Identifier<Record>),
        _ db: Connection
    ) throws -> Transfer.ID {
        try capped(db) {
            try journal.reserve(
                transfer(
                    "wallet:\(wallet):\(subject.kind):\(subject.id)", "wallet.\(category.rawValue)", amount,
                    from: available(db), to: account(category.account, of: participant.description, db),
                    about: Transfer.Subject(subject.kind, subject.id)), db
            ).transfer
        }
    }

    /// What was held is given.
    func settle(_ transfer: Transfer.ID, _ db: Connection) throws {
        _ = try journal.settle(transfer, key: "wallet:\(wallet):\(transfer):given", db)
    }

    /// What was held is not given.
    func letGo(_ transfer: Transfer.ID, _ db: Connection) throws {
        _ = try journal.void(transfer, key: "wallet:\(wallet):\(transfer):failed", db)
    }

    /// What was given came back.
    func takeBack(_ given: Transfer.ID, of request: SupportRequest.ID, _ db: Connection) throws {
        _ = try journal.reverse(
            given, key: "wallet:\(wallet):support-back:\(request)", purpose: "wallet.support_came_back",
            on: act.now.day, db)
    }

    /// Sets as much aside again as was voided when the cohort ended.
    func bringBack(_ amount: Cents, for request: SupportRequest.ID, _ db: Connection) throws {
        _ = try journal.post(
            transfer(
                "wallet:\(wallet):support-late-from:\(request)", "wallet.void_undone", amount, from: setAside(db),
                to: available(db)), db)
    }

    /// What was let go is given all the same; refused above what is left.
    func giveLate(
        _ amount: Cents, as category: SupportType, for request: SupportRequest.ID, _ db: Connection
    ) throws -> Transfer.ID {
        try capped(db) {
            try journal.post(
                transfer(
                    "wallet:\(wallet):support-late:\(request)", "wallet.\(category.rawValue)", amount,
                    from: available(db), to: account(category.account, of: participant.description, db),
                    about: Transfer.Subject("support_request", request)), db
            ).transfer
        }
    }

    /// Books an overhead at once.
    func spend(_ amount: Cents, on day: Day, for overhead: Overhead.ID, _ db: Connection) throws -> Transfer.ID {
        try capped(db) {
            try journal.post(
                transfer(
                    "wallet:\(wallet):overhead:\(overhead)", "wallet.overhead", amount, from: available(db),
                    to: account(SupportType.overhead.account, of: participant.description, db),
                    about: Transfer.Subject("support_overhead", overhead), on: day), db
            ).transfer
        }
    }

    func takeBack(_ transfer: Transfer.ID, of overhead: Overhead.ID, _ db: Connection) throws -> Transfer.ID {
        try journal.reverse(
            transfer, key: "wallet:\(wallet):overhead-back:\(overhead)", purpose: "wallet.overhead_taken_back",
            on: act.now.day, db
        ).transfer
    }

    private func transfer(
        _ key: String, _ purpose: String, _ amount: Cents, from debit: LedgerAccount.ID, to credit: LedgerAccount.ID,
        about subject: Transfer.Subject? = nil, on day: Day? = nil
    ) -> Transfer {
        Transfer(
            key: key, purpose: purpose, about: subject ?? Transfer.Subject("support_wallet", wallet),
            on: day ?? act.now.day,
            [Transfer.Leg(.debit, debit, amount, currency), Transfer.Leg(.credit, credit, amount, currency)])
    }

    /// Says what is left where the account's floor refused.
    private func capped<T>(_ db: Connection, _ body: () throws -> T) throws -> T {
        do { return try body() } catch LedgerRefusal.belowFloor {
            let left = try AccountTotals.of(available(db), tenant: act.tenant, db).lowest(on: .credit)
            throw WalletRefusal.aboveAllocation(wallet, left: left, currency)
        }
    }

    private func available(_ db: Connection) throws -> LedgerAccount.ID {
        try account("wallet.available", of: participant.description, db)
    }

    private func setAside(_ db: Connection) throws -> LedgerAccount.ID {
        try account("wallet.set_aside", of: cohort.description, db)
    }

    private func account(_ code: String, of owner: String, _ db: Connection) throws -> LedgerAccount.ID {
        let wish = LedgerAccount.Wish(ChartOfAccounts.line(code), ownerID: owner, currency)
        return try LedgerAccount.open(wish, tenant: act.tenant, by: act.who, at: act.now, db).id
    }
}
