import Deals
import Funders
import Kernel
import Ledger
import Storage

/// What each event moves in the ledger. Parts of the house move nothing: what no payee gets stays with the office.
///
///     event      debit                           credit
///     expected   commission.expected             commission.deferred
///                share.deferred                  share.expected                  each payee's part
///     earned     commission.receivable           commission.income
///                commission.deferred             commission.expected
///     paid       bank                            commission.receivable
///                share.expected                  share.deferred                  each payee's part
///                share.expense                   share.payable, share.reserve    and what of it is held back
///     clawback   commission.clawback             bank
///                share.payable, share.reserve    share.expense                   each payee's part
///     release    share.reserve                   share.payable                   each payee's part
///     payout     share.payable                   bank
struct Postings {
    let tenant: TenantID
    let who: Who
    let now: Moment
    let currency: Currency

    private typealias Account = (code: String, owner: String)

    func legs(
        of kind: CommissionEntry.Kind, _ amount: Cents, _ parts: [CommissionEntry.Part], funder: Funder.ID,
        _ db: Connection
    )
        throws -> [Transfer.Leg]
    {
        let funder = funder.description
        var moves: [(debit: Account, credit: Account, amount: Cents)] = []
        let shared = parts.compactMap { part in part.payee.map { (payee: $0.description, part: part) } }
        switch kind {
        case .expected, .bonus, .adjustment:
            moves.append((("commission.expected", funder), ("commission.deferred", ""), amount))
            for (payee, part) in shared {
                moves.append((("share.deferred", ""), ("share.expected", payee), part.amount))
            }
        case .earned:
            moves.append((("commission.receivable", funder), ("commission.income", ""), amount))
            moves.append((("commission.deferred", ""), ("commission.expected", funder), amount))
        case .paid:
            moves.append((("bank", ""), ("commission.receivable", funder), amount))
            for (payee, part) in shared {
                moves.append((("share.expected", payee), ("share.deferred", ""), part.amount))
                moves.append((("share.expense", ""), ("share.payable", payee), part.amount - part.reserve))
                moves.append((("share.expense", ""), ("share.reserve", payee), part.reserve))
            }
        case .clawback:
            moves.append((("commission.clawback", ""), ("bank", ""), amount))
            for (payee, part) in shared {
                moves.append((("share.payable", payee), ("share.expense", ""), part.amount + part.reserve))
                moves.append((("share.reserve", payee), ("share.expense", ""), .zero - part.reserve))
            }
        case .release:
            for (payee, part) in shared {
                moves.append((("share.reserve", payee), ("share.payable", payee), .zero - part.reserve))
            }
        }
        return try legs(of: moves, db)
    }

    func payout(_ amount: Cents, to payee: Payee.ID, _ db: Connection) throws -> [Transfer.Leg] {
        try legs(of: [(("share.payable", payee.description), ("bank", ""), amount)], db)
    }

    /// What is below zero goes the other way; each account gets one leg on a side.
    private func legs(
        of moves: [(debit: Account, credit: Account, amount: Cents)], _ db: Connection
    ) throws -> [Transfer.Leg] {
        var accounts: [String: LedgerAccount.ID] = [:]
        var order: [Posted] = []
        var sums: [Posted: Cents] = [:]
        for move in moves where move.amount != .zero {
            let isForward = move.amount > .zero
            for (account, side) in [
                (move.debit, isForward ? Side.debit : .credit), (move.credit, isForward ? .credit : .debit),
            ] {
                let name = "\(account.code) \(account.owner)"
                let id = try accounts[name] ?? open(account, db)
                accounts[name] = id
                let posted = Posted(account: id, side: side)
                if sums[posted] == nil { order.append(posted) }
                sums[posted] = (sums[posted] ?? .zero) + (isForward ? move.amount : .zero - move.amount)
            }
        }
        return order.map { Transfer.Leg($0.side, $0.account, sums[$0] ?? .zero, currency) }
    }

    private struct Posted: Hashable {
        let account: LedgerAccount.ID
        let side: Side
    }

    private func open(_ account: Account, _ db: Connection) throws -> LedgerAccount.ID {
        let wish = LedgerAccount.Wish(ChartOfAccounts.line(account.code), ownerID: account.owner, currency)
        return try LedgerAccount.open(wish, tenant: tenant, by: who, at: now, db).id
    }
}
