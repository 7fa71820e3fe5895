import Kernel
import Sheets
import Storage

extension NodeBankLine {
    /// What a person says that an open line is.
    enum Saying: Sendable {
        case contract(SponsorContract.ID)
        case grant(Grant.ID)
        case fee(MemberFee.Kind)
    }

    /// Books the line as what it is said to be. Refused where something booked may be the same money, unless the person says
    /// that this `isFurther`.
    func book(as saying: Saying, isFurther: Bool = false, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .match)
        if !isFurther {
            var matcher = try NodeBankMatcher(node, for: [line], tenant: tenant, db)
            switch matcher.verdict(for: line) {
            case .link(_, let money): throw NodeBankRefusal.twin("it is \(money.words)")
            case .twin(let money): throw NodeBankRefusal.twin(money.doubt)
            case .pays, .grants, .unclear, .unmatched: break
            }
        }
        let draft = SponsorPayment.Draft(
            amount: line.amount, currency: line.currency, receivedOn: line.bookedOn,
            reference: try bookingReference(db))
        let target: Target
        switch saying {
        case .contract(let id):
            let contract = try SponsorContract.find(id, act.scope, db)
            guard contract.node == node else { throw NodeBankRefusal.otherNode(contract.node) }
            target = Target(.payment, try SponsorPayment.book(draft, for: contract, act, db).id)
        case .grant(let id):
            let grant = try Grant.find(id, act.scope, db)
            guard grant.node == node else { throw NodeBankRefusal.otherNode(grant.node) }
            target = Target(.receipt, try GrantReceipt.book(draft, for: grant, act, db).id)
        case .fee(let kind):
            let fee = MemberFee.Draft(
                kind: kind, amount: line.amount, currency: line.currency, receivedOn: line.bookedOn,
                reference: draft.reference, project: nil)
            target = Target(.fee, try MemberFee.book(fee, at: try OrgNode.find(node, act.scope, db), act, db).id)
        }
        try move(on: .match, to: target, act, db)
    }

    /// The bank's reference; with the line's place where that names no payment: it is cut, absent, or given each time.
    private func bookingReference(_ db: Connection) throws -> String {
        let place = "line \(line.line) of statement \(statement)"
        guard let said = line.wholeReference else { return place }
        let isTaken = try BookedReference.stands(said, at: node, tenant: tenant, db)
        return isTaken ? "\(said.prefix(40)), \(place)" : said
    }

    /// What was found of it is so.
    func settle(by verdict: NodeBankMatcher.Verdict, _ act: SponsorshipAct, _ db: Connection) throws {
        switch verdict {
        case .link(let target, _): try link(to: target, act, db)
        case .pays(let contract): try book(as: .contract(contract), isFurther: true, act, db)
        case .grants(let grant): try book(as: .grant(grant), isFurther: true, act, db)
        case .twin, .unclear, .unmatched: throw NodeBankRefusal.nothingMatched
        }
    }

    /// It is what somebody booked by hand: nothing more is booked.
    func link(to target: Target, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .match)
        guard let (owner, amount, currency) = try Self.money(of: target, at: node, act, db), owner == node,
            amount == line.amount, currency == line.currency
        else { throw NodeBankRefusal.otherMoney(target.text) }
        try move(on: .match, to: target, act, db)
    }

    /// Whose money something on the books is and how much; nil where it stands no longer.
    private static func money(
        of target: Target, at node: OrgNode.ID, _ act: SponsorshipAct, _ db: Connection
    ) throws -> (OrgNode.ID, Cents, Currency)? {
        switch target.kind {
        case .payment:
            guard let id = SponsorPayment.ID(target.id) else { return nil }
            let payment = try SponsorPayment.find(id, act.scope, db)
            return payment.reversalReason == nil ? (payment.node, payment.amount, payment.currency) : nil
        case .receipt:
            guard let id = GrantReceipt.ID(target.id) else { return nil }
            let receipt = try GrantReceipt.find(id, act.scope, db)
            return receipt.counts ? (receipt.node, receipt.amount, receipt.currency) : nil
        case .fee:
            guard let id = MemberFee.ID(target.id) else { return nil }
            let fee = try MemberFee.find(id, act.scope, db)
            return fee.reversalReason == nil ? (fee.node, fee.amount, fee.currency) : nil
        case .share:
            let row = try db.row(
                """
                SELECT sponsor_share.amount_cents, sponsor_payment.currency
                  FROM sponsor_share
                  JOIN sponsor_allocation ON sponsor_allocation.tenant_id = sponsor_share.tenant_id
                                         AND sponsor_allocation.id = sponsor_share.allocation_id
                  JOIN sponsor_payment ON sponsor_payment.tenant_id = sponsor_allocation.tenant_id
                                      AND sponsor_payment.id = sponsor_allocation.payment_id
                 WHERE sponsor_share.tenant_id = \(act.tenant) AND sponsor_share.allocation_id = \(target.id)
                   AND sponsor_share.node_id = \(node) AND sponsor_allocation.node_id <> \(node)
                   AND sponsor_allocation.state = 'reconciled'
                """)
            return try row.map { (node, try $0["amount_cents"], try $0["currency"]) }
        }
    }

    /// It is nothing of these.
    func dismiss(reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        try move(on: .dismiss, reason: reason, act, db)
    }

    /// A line that was put away, or matched to the wrong thing, waits again; what is booked stays as it is.
    func restore(_ act: SponsorshipAct, _ db: Connection) throws {
        guard try NodeStatement.find(statement, act.scope, db).withdrawnAt == nil else {
            throw NodeBankRefusal.withdrawn(statement)
        }
        try move(on: .reopen, act, db)
    }

    /// The same of each node's own line.
    static func reopenAll(_ target: Target, _ act: SponsorshipAct, _ db: Connection) throws {
        let lines = try db.rows(
            """
            SELECT \(part: columns) FROM org_bank_line
             WHERE tenant_id = \(act.tenant) AND target_kind = \(target.kind) AND target_id = \(target.id) ORDER BY id
            """
        ).map(NodeBankLine.init)
        for line in lines { try line.move(on: .reopen, act, db) }
    }

    /// What a line was is taken back: the line waits again.
    static func reopen(_ target: Target, _ act: SponsorshipAct, _ db: Connection) throws {
        try of(target, tenant: act.tenant, db)?.move(on: .reopen, act, db)
    }
}
