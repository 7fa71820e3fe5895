import Kernel
import Ledger
import Storage

/// What commitments move in the ledger. The account of what is promised and not paid is never below zero, so that no more
/// comes in for a commitment than it promises, whoever books at the same time.
///
///     event                     debit                   credit
///     approved, or a cycle      commitment.promised     commitment.open
///     cancelled: what is left   commitment.open         commitment.promised
///     received                  commitment.capital      commitment.promised
struct Capital: Sendable {
    let tenant: TenantID
    let who: Who
    let now: Moment

    init(tenant: TenantID, by who: Who, at now: Moment) {
        self.tenant = tenant
        self.who = who
        self.now = now
    }

    private enum Account: String {
        case promised = "commitment.promised"
        case capital = "commitment.capital"
        case open = "commitment.open"
    }

    private var journal: Journal { Journal(tenant: tenant, by: who, at: now) }

    /// Books what is promised: once, or for an open-ended commitment each cycle that has begun and is not booked yet.
    func promise(_ commitment: Commitment, _ db: Connection) throws {
        let key = "commitment:\(commitment.id):promised"
        if commitment.terms.isOpenEnded {
            _ = try journal.post(
                try commitment.terms.cycles(until: now.day).map { day in
                    try transfer(
                        "\(key):\(day)", "commitment.promised", commitment, day,
                        [(.promised, .open, commitment.terms.amount)], db)
                }, db)
            return
        }
        let amount = commitment.terms.promised(on: now.day)
        guard amount > .zero else { return }
        _ = try journal.post(
            try transfer(
                key, "commitment.promised", commitment, now.day, [(.promised, .open, amount)], db), db)
    }

    /// Takes off the books what was promised and did not come.
    func letGo(_ commitment: Commitment, _ db: Connection) throws {
        let left = try unpaid(commitment, db)
        guard left > .zero else { return }
        _ = try journal.post(
            try transfer(
                "commitment:\(commitment.id):cancelled", "commitment.cancelled", commitment, now.day,
                [(.open, .promised, left)], db), db)
    }

    /// Money came in; refused above what is promised so far.
    func receive(
        _ amount: Cents, for commitment: Commitment, as receipt: CommitmentReceipt.ID, on day: Day, _ db: Connection
    ) throws -> Transfer.ID {
        if commitment.terms.isOpenEnded { try promise(commitment, db) }
        do {
            return try journal.post(
                try transfer(
                    "commitment-receipt:\(receipt)", "commitment.received", commitment, day,
                    [(.capital, .promised, amount)], db), db
            ).transfer
        } catch LedgerRefusal.belowFloor {
            throw CommitmentRefusal.moreThanPromised(
                commitment.id, left: try unpaid(commitment, db), commitment.terms.currency)
        }
    }

    /// Takes a receipt back; refused where its money is spent.
    func takeBack(_ receipt: CommitmentReceipt, _ db: Connection) throws {
        do {
            _ = try journal.reverse(
                receipt.transfer, key: "commitment-receipt:\(receipt.id):reversed", purpose: "commitment.received",
                on: receipt.receivedOn, db)
        } catch LedgerRefusal.belowFloor { throw CommitmentRefusal.spent(receipt.id) }
    }

    /// What is promised and has not come.
    func unpaid(_ commitment: Commitment, _ db: Connection) throws -> Cents {
        try balance(.promised, of: commitment, db)
    }

    /// What came and is not spent.
    func unspent(_ commitment: Commitment, _ db: Connection) throws -> Cents {
        try balance(.capital, of: commitment, db)
    }

    private func balance(_ account: Account, of commitment: Commitment, _ db: Connection) throws -> Cents {
        let found = try LedgerAccount.find(
            account.rawValue, ownerID: commitment.id.description, commitment.terms.currency, tenant: tenant, db)
        guard let found else { return .zero }
        return try AccountTotals.of(found.id, tenant: tenant, db).balance(on: found.normalSide)
    }

    private func transfer(
        _ key: String, _ purpose: String, _ commitment: Commitment, _ day: Day,
        _ moves: [(debit: Account, credit: Account, amount: Cents)], _ db: Connection
    ) throws -> Transfer {
        let currency = commitment.terms.currency
        let legs = try moves.flatMap { move in
            [
                Transfer.Leg(.debit, try open(move.debit, commitment, db), move.amount, currency),
                Transfer.Leg(.credit, try open(move.credit, commitment, db), move.amount, currency),
            ]
        }
        return Transfer(
            key: key, purpose: purpose, about: Transfer.Subject("commitment", commitment.id), on: day, legs)
    }

    private func open(_ account: Account, _ commitment: Commitment, _ db: Connection) throws -> LedgerAccount.ID {
        let line = ChartOfAccounts.line(account.rawValue)
        let wish = LedgerAccount.Wish(line, ownerID: commitment.id.description, commitment.terms.currency)
        return try LedgerAccount.open(wish, tenant: tenant, by: who, at: now, db).id
    }
}
