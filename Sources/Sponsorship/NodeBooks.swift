import Kernel
import Ledger
import Storage

/// What is booked on the books of nodes. Each node's own legs of a transfer balance, so that its books stand by themselves.
///
///     event                       debit                     credit
///     fee received                node.bank                 node.licence_fees, node.competition_fees
///     sponsor paid                node.bank                 node.unallocated
///     share given: holder         node.unallocated          node.due_to_nodes, for itself node.sponsorship
///                  another node   node.due_from_nodes       node.sponsorship
///     share paid:  holder         node.due_to_nodes         node.bank
///                  another node   node.bank                 node.due_from_nodes
///     grant approved              node.grant_due            node.grants
///     grant paid                  node.bank                 node.grant_due
///     grant written off           node.grants               node.grant_due
struct NodeBooks {
    let act: SponsorshipAct

    init(_ act: SponsorshipAct) { self.act = act }

    enum Account: String, CaseIterable {
        case bank = "node.bank"
        case grantDue = "node.grant_due"
        case dueFromNodes = "node.due_from_nodes"
        case dueToNodes = "node.due_to_nodes"
        case unallocated = "node.unallocated"
        case sponsorship = "node.sponsorship"
        case grants = "node.grants"
        case licenceFees = "node.licence_fees"
        case competitionFees = "node.competition_fees"
    }

    /// One amount from one account of a node to another of the same node, for one project.
    struct Move {
        let node: OrgNode.ID
        let debit: Account
        let credit: Account
        let amount: Cents
        let project: OrgProject.ID?

        init(_ node: OrgNode.ID, debit: Account, credit: Account, _ amount: Cents, for project: OrgProject.ID? = nil) {
            self.node = node
            self.debit = debit
            self.credit = credit
            self.amount = amount
            self.project = project
        }
    }

    /// Books the moves as one transfer.
    func post(
        _ moves: [Move], in currency: Currency, key: String, purpose: String, about subject: Transfer.Subject,
        on day: Day, _ db: Connection
    ) throws -> Transfer.ID {
        let legs = try moves.flatMap { move in
            [
                Transfer.Leg(.debit, try open(move.debit, move.node, currency, db), move.amount, currency),
                Transfer.Leg(.credit, try open(move.credit, move.node, currency, db), move.amount, currency),
            ]
        }
        let receipt = try journal.post(
            Transfer(key: key, purpose: purpose, about: subject, on: day, legs), db)
        guard !receipt.isReplay else { return receipt.transfer }
        let places = moves.flatMap { [($0.node, $0.project), ($0.node, $0.project)] }
        for (place, of) in places.enumerated() {
            try db.run(
                """
                INSERT INTO org_entry (tenant_id, seq, leg, node_id, project_id)
                VALUES (\(act.tenant), \(receipt.seq), \(place + 1), \(of.0), \(of.1))
                """)
        }
        return receipt.transfer
    }

    /// Takes a transfer back as a whole; its legs stand on the same books the other way round.
    func reverse(
        _ transfer: Transfer.ID, key: String, purpose: String, on day: Day, _ db: Connection
    ) throws -> Transfer.ID {
        let receipt = try journal.reverse(transfer, key: key, purpose: purpose, on: day, db)
        guard !receipt.isReplay else { return receipt.transfer }
        try db.run(
            """
            INSERT INTO org_entry (tenant_id, seq, leg, node_id, project_id)
            SELECT former.tenant_id, \(receipt.seq), former.leg, former.node_id, former.project_id
              FROM org_entry AS former
              JOIN ledger_row ON ledger_row.tenant_id = former.tenant_id AND ledger_row.seq = former.seq
             WHERE former.tenant_id = \(act.tenant) AND ledger_row.transfer_id = \(transfer)
            """)
        return receipt.transfer
    }

    private var journal: Journal { Journal(tenant: act.tenant, by: act.who, at: act.now) }

    private func open(
        _ account: Account, _ node: OrgNode.ID, _ currency: Currency, _ db: Connection
    ) throws -> LedgerAccount.ID {
        let wish = LedgerAccount.Wish(
            ChartOfAccounts.line(account.rawValue), ownerID: node.description, currency)
        return try LedgerAccount.open(wish, tenant: act.tenant, by: act.who, at: act.now, db).id
    }

    /// The accounts of a node with their balances, in the order of the chart.
    static func accounts(of node: OrgNode, _ db: Connection) throws -> Value {
        let found = try LedgerAccount.all(
            Account.allCases.map(\.rawValue), of: [node.id.description], tenant: node.tenant, db)
        let rows = Account.allCases.flatMap { account in
            Currency.allCases.compactMap { currency in
                found.first { $0.account.code == account.rawValue && $0.account.currency == currency }
            }
        }
        return .list(
            rows.map { row in
                let balance = row.totals.balance(on: row.account.normalSide)
                return [
                    "code": .string(row.account.code),
                    "name": .string(ChartOfAccounts.line(row.account.code).name),
                    "kind": .string(ChartOfAccounts.line(row.account.code).kind.rawValue),
                    "currency": .string(row.account.currency.rawValue), "balance": .string(balance.decimal),
                    "balance_text": .string(row.account.currency.shown(balance)),
                ]
            })
    }
}
