import Cohorts
import Kernel
import Ledger
import Storage

/// What commitments and their allocations move in the ledger. The accounts are never below zero, reservations counted, so
/// that no more comes in for a commitment than it promises, no more is allocated than it promises, and no more released
/// than came in, whoever books at the same time.
///
///     event                     debit                   credit
///     approved, or a cycle      commitment.promised     commitment.open
///     cancelled: what is left   commitment.open         commitment.promised     or of a cycle that nobody can use any more
///     received                  commitment.capital      commitment.promised
///     paid back                 commitment.promised     commitment.capital     of one that is ended: commitment.open
///     carried over: from        commitment.open         commitment.capital
///                   to          commitment.capital      commitment.promised
///     carried back              the same two, the other way round; where both are ended, commitment.open of both
///     allocated                 commitment.open         support.wallet         held until it is released
///     released                  support.wallet          commitment.capital     held until it is disbursed
struct Capital: Sendable {
    let tenant: TenantID
    let who: Who
    let now: Moment

    init(tenant: TenantID, by who: Who, at now: Moment) {
        self.tenant = tenant
        self.who = who
        self.now = now
    }

    enum Account {
        case promised, capital, open
        case wallet(Cohort.ID)

        var code: String {
            switch self {
            case .promised: "commitment.promised"
            case .capital: "commitment.capital"
            case .open: "commitment.open"
            case .wallet: "support.wallet"
            }
        }

        func owner(_ commitment: Commitment.ID) -> String {
            if case .wallet(let cohort) = self { cohort.description } else { commitment.description }
        }
    }

    /// An account by its code, its owner and its currency.
    struct Place: Hashable {
        let code: String
        let owner: String
        let currency: Currency

        init(code: String, owner: String, _ currency: Currency) {
            self.code = code
            self.owner = owner
            self.currency = currency
        }

        init(_ account: LedgerAccount) {
            self.init(code: account.code, owner: account.ownerID, account.currency)
        }

        init(_ account: Account, of commitment: Commitment) {
            self.init(code: account.code, owner: account.owner(commitment.id), commitment.terms.currency)
        }
    }

    typealias Move = (debit: Account, credit: Account, amount: Cents)

    var journal: Journal { Journal(tenant: tenant, by: who, at: now) }

    /// What is promised as transfers, each once: all of it, or for an open-ended commitment each cycle that has begun.
    private func promises(_ commitment: Commitment, _ db: Connection) throws -> [Transfer] {
        let key = "commitment:\(commitment.id):promised"
        func transfer(_ key: String, _ day: Day, _ amount: Cents) throws -> Transfer {
            try self.transfer(key, "commitment.promised", commitment, day, [(.promised, .open, amount)], db)
        }
        if commitment.terms.isOpenEnded {
            return try commitment.terms.cycles(until: now.day).map {
                try transfer("\(key):\($0)", $0, commitment.terms.amount)
            }
        }
        return [try transfer(key, now.day, commitment.terms.promised(on: now.day))]
    }

    /// Books what is promised and not booked yet.
    func promise(_ commitment: Commitment, _ db: Connection) throws {
        let transfers = try promises(commitment, db).filter { $0.legs.allSatisfy { $0.amount > .zero } }
        for (transfer, row) in zip(transfers, try journal.post(transfers, db)) where !row.isReplay {
            try FundingEntry.append(
                .init(commitment: commitment, kind: .created, amount: transfer.legs[0].amount, description: "Promised"),
                as: FundingEntry.ID(at: now), bookedBy: row, by: who, at: now, db)
        }
    }

    /// Takes off the books what was promised and did not come.
    func letGo(_ commitment: Commitment, _ db: Connection) throws {
        try letGo(of: try unpaid(commitment, db), of: commitment, "cancelled", "Promised no longer", db)
    }

    /// Takes an amount off the books that is promised no longer: `step` with the commitment is the key. `told` of it was promised by the
    /// commitment's own rows.
    func letGo(
        of amount: Cents, of commitment: Commitment, _ step: String, _ words: String, told: Cents? = nil,
        _ db: Connection
    ) throws {
        guard amount > .zero else { return }
        let row = try journal.post(
            try transfer(
                "commitment:\(commitment.id):\(step)", "commitment.cancelled", commitment, now.day,
                [(.open, .promised, amount)], db), db)
        let less = told ?? amount
        guard less > .zero else { return }
        try FundingEntry.append(
            .init(commitment: commitment, kind: .reversed, amount: .zero - less, description: words),
            as: FundingEntry.ID(at: now), bookedBy: row, by: who, at: now, db)
    }

    /// What came in and is not released.
    func unreleased(_ commitment: Commitment, _ db: Connection) throws -> Cents {
        try totals(.capital, of: commitment, db).lowest(on: .debit)
    }

    /// Money goes back to the partner; refused above what is not released.
    func refund(
        _ amount: Cents, of commitment: Commitment, as id: CapitalReturn.ID, on day: Day, _ db: Connection
    ) throws -> Journal.Receipt {
        let move: Move = (commitment.state.isEnded ? .open : .promised, .capital, amount)
        do {
            return try journal.post(
                try transfer("commitment-return:\(id)", "commitment.refunded", commitment, day, [move], db), db)
        } catch LedgerRefusal.belowFloor {
            throw CommitmentRefusal.moreThanUnreleased(
                commitment.id, left: try unreleased(commitment, db), commitment.terms.currency)
        }
    }

    /// Money of a commitment that is ended becomes that of the one in its place, in one transfer.
    func carry(
        _ amount: Cents, from former: Commitment, to commitment: Commitment, as id: CapitalReturn.ID, _ db: Connection
    ) throws -> Journal.Receipt {
        func transfer(_ of: Commitment, _ move: Move) throws -> Transfer {
            try self.transfer("commitment-return:\(id)", "commitment.carried", of, now.day, [move], db)
        }
        let (from, to) = (
            try transfer(former, (.open, .capital, amount)), try transfer(commitment, (.capital, .promised, amount))
        )
        return try journal.post(
            Transfer(key: from.key, purpose: from.purpose, about: from.subject, on: from.day, from.legs + to.legs), db)
    }

    /// Money that was carried over goes back to the former one, which is ended, because the receipt that brought it is taken back.
    func carryBack(
        _ amount: Cents, from commitment: Commitment, to former: Commitment, as id: CapitalReturn.ID,
        _ db: Connection
    ) throws -> Journal.Receipt {
        func legs(_ of: Commitment, _ move: Move) throws -> [Transfer.Leg] {
            try transfer("commitment-return:\(id)", "commitment.carried", of, now.day, [move], db).legs
        }
        let from: Move = (commitment.state.isEnded ? .open : .promised, .capital, amount)
        return try journal.post(
            Transfer(
                key: "commitment-return:\(id)", purpose: "commitment.carried",
                about: Transfer.Subject("commitment", commitment.id), on: now.day,
                try legs(commitment, from) + legs(former, (.capital, .open, amount))), db)
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
        try totals(.promised, of: commitment, db).balance(on: .debit)
    }

    /// What is booked on an account of a commitment, or held.
    func totals(_ account: Account, of commitment: Commitment, _ db: Connection) throws -> AccountTotals {
        let found = try LedgerAccount.find(
            account.code, ownerID: account.owner(commitment.id), commitment.terms.currency, tenant: tenant, db)
        return try found.map { try AccountTotals.of($0.id, tenant: tenant, db) } ?? AccountTotals()
    }

    func transfer(
        _ key: String, _ purpose: String, _ commitment: Commitment, about subject: Transfer.Subject? = nil,
        _ day: Day, _ moves: [Move], _ db: Connection
    ) throws -> Transfer {
        let currency = commitment.terms.currency
        let legs = try moves.flatMap { move in
            [
                Transfer.Leg(.debit, try open(move.debit, commitment, db), move.amount, currency),
                Transfer.Leg(.credit, try open(move.credit, commitment, db), move.amount, currency),
            ]
        }
        return Transfer(
            key: key, purpose: purpose, about: subject ?? Transfer.Subject("commitment", commitment.id), on: day, legs)
    }

    private func open(_ account: Account, _ commitment: Commitment, _ db: Connection) throws -> LedgerAccount.ID {
        let wish = LedgerAccount.Wish(
            ChartOfAccounts.line(account.code), ownerID: account.owner(commitment.id), commitment.terms.currency)
        return try LedgerAccount.open(wish, tenant: tenant, by: who, at: now, db).id
    }
}
