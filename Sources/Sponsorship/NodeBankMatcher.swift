import Applications
import Kernel
import Sheets
import Storage
import Web

/// What money that came onto a node's account is: something that is booked already, or what a contract or a grant of the
/// node still has to pay. Never a guess between two.
struct NodeBankMatcher {
    enum Verdict: Equatable {
        /// It is booked already, without a line.
        case link(NodeBankLine.Target)
        case pays(SponsorContract.ID)
        case grants(Grant.ID)
        case unclear(String)
        case unmatched

        var word: String {
            switch self {
            case .link: "link"
            case .pays, .grants: "book"
            case .unclear: "unclear"
            case .unmatched: "unmatched"
            }
        }
    }

    /// Something of the node's books that no line of a statement is yet.
    struct Booked {
        let target: NodeBankLine.Target
        let amount: Cents
        let currency: Currency
        let reference: String
        let day: Day
    }

    /// A contract or grant of the node that more money may come for.
    struct Expected {
        let verdict: Verdict
        let reference: String?
        let payer: String
        let currency: Currency
        var left: Cents
    }

    private var booked: [Booked]
    private var expected: [Expected]

    /// Nearer than this is as good as the same day.
    private static let near = 10

    init(_ node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws {
        booked = try Self.booked(node, tenant: tenant, db)
        expected = try Self.contracts(node, tenant: tenant, db) + Self.grants(node, tenant: tenant, db)
    }

    /// What is found leaves less for the lines that come after it.
    mutating func verdict(for line: BankFile.Line) -> Verdict {
        let same = booked.filter { $0.amount == line.amount && $0.currency == line.currency }
        let said = SheetText.key("\(line.reference ?? "") \(line.text ?? "")") ?? ""
        if let reference = SheetText.key(line.wholeReference) {
            let named = same.filter { SheetText.key($0.reference) == reference }
            if named.count == 1, let one = named.first {
                booked.removeAll { $0.target == one.target }
                return .link(one.target)
            }
        }
        if let twin = same.first(where: { abs($0.day - line.bookedOn) <= Self.near }) {
            return .unclear("as much is booked already as \(twin.target.text), under the reference \(twin.reference)")
        }
        let payer = line.payer.map(Folding.company)
        let named = expected.indices.filter { place in
            SheetText.key(expected[place].reference).map { $0.count >= 4 && said.contains($0) } ?? false
        }
        let paying = expected.indices.filter { expected[$0].payer == payer }
        let places = (named.isEmpty ? paying : named).filter { expected[$0].currency == line.currency }
        guard let place = places.first else { return .unmatched }
        guard places.count == 1 else { return .unclear("it could be for \(places.count) contracts or grants") }
        guard line.amount <= expected[place].left else {
            return .unclear("only \(line.currency.shown(expected[place].left)) is left to be paid")
        }
        expected[place].left = expected[place].left - line.amount
        return expected[place].verdict
    }

    private static func booked(_ node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> [Booked] {
        try db.rows(
            """
            SELECT 'sponsor_payment' AS kind, id, amount_cents, currency, reference, received_on AS day
              FROM sponsor_payment
             WHERE tenant_id = \(tenant) AND node_id = \(node)
               AND NOT EXISTS (SELECT 1 FROM sponsor_payment_reversal WHERE payment_id = sponsor_payment.id)
            UNION ALL
            SELECT 'grant_receipt', id, amount_cents, currency, reference, received_on FROM grant_receipt
             WHERE tenant_id = \(tenant) AND node_id = \(node)
               AND NOT EXISTS (SELECT 1 FROM grant_receipt_reversal WHERE receipt_id = grant_receipt.id)
            UNION ALL
            SELECT 'org_fee', id, amount_cents, currency, reference, received_on FROM org_fee
             WHERE tenant_id = \(tenant) AND node_id = \(node)
               AND NOT EXISTS (SELECT 1 FROM org_fee_reversal WHERE fee_id = org_fee.id)
            UNION ALL
            SELECT 'sponsor_allocation', allocation.id, sponsor_share.amount_cents, payment.currency,
                   allocation.bank_reference, allocation.reconciled_on
              FROM sponsor_share
              JOIN sponsor_allocation AS allocation ON allocation.tenant_id = sponsor_share.tenant_id
                                                   AND allocation.id = sponsor_share.allocation_id
              JOIN sponsor_payment AS payment ON payment.tenant_id = allocation.tenant_id
                                             AND payment.id = allocation.payment_id
             WHERE sponsor_share.tenant_id = \(tenant) AND sponsor_share.node_id = \(node)
               AND allocation.node_id <> \(node) AND allocation.state = 'reconciled'
            """
        ).compactMap { row in
            let target = NodeBankLine.Target(kind: try row["kind"], id: try row["id"])
            // Another line is it already.
            let isTaken =
                try db.row(
                    """
                    SELECT id FROM org_bank_line
                     WHERE tenant_id = \(tenant) AND node_id = \(node) AND target_kind = \(target.kind)
                       AND target_id = \(target.id)
                    """) != nil
            guard !isTaken else { return nil }
            return Booked(
                target: target, amount: try row["amount_cents"], currency: try row["currency"],
                reference: try row["reference"], day: try row["day"])
        }
    }

    private static func contracts(_ node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> [Expected] {
        try db.rows(
            """
            SELECT sponsor_contract.id, sponsor_contract.reference, sponsor.company, sponsor_contract.currency,
                   CAST(sponsor_contract.amount_cents - coalesce(
                       (SELECT sum(sponsor_payment.amount_cents) FROM sponsor_payment
                         WHERE sponsor_payment.tenant_id = sponsor_contract.tenant_id
                           AND sponsor_payment.contract_id = sponsor_contract.id
                           AND NOT EXISTS (SELECT 1 FROM sponsor_payment_reversal
                                            WHERE sponsor_payment_reversal.payment_id = sponsor_payment.id)), 0)
                       AS BIGINT) AS left_cents
              FROM sponsor_contract
              JOIN sponsor ON sponsor.tenant_id = sponsor_contract.tenant_id
                          AND sponsor.id = sponsor_contract.sponsor_id
             WHERE sponsor_contract.tenant_id = \(tenant) AND sponsor_contract.node_id = \(node)
               AND sponsor_contract.state = 'active'
             ORDER BY sponsor_contract.id
            """
        ).map {
            Expected(
                verdict: .pays(try $0["id"]), reference: try $0["reference"],
                payer: Folding.company(try $0["company"]), currency: try $0["currency"], left: try $0["left_cents"])
        }.filter { $0.left > .zero }
    }

    private static func grants(_ node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> [Expected] {
        try db.rows(
            """
            SELECT grant_application.id, grant_application.body, grant_application.currency,
                   CAST(grant_application.granted_cents - coalesce(
                       (SELECT sum(grant_receipt.amount_cents) FROM grant_receipt
                         WHERE grant_receipt.tenant_id = grant_application.tenant_id
                           AND grant_receipt.grant_id = grant_application.id
                           AND NOT EXISTS (SELECT 1 FROM grant_receipt_reversal
                                            WHERE grant_receipt_reversal.receipt_id = grant_receipt.id)), 0)
                       AS BIGINT) AS left_cents
              FROM grant_application
             WHERE grant_application.tenant_id = \(tenant) AND grant_application.node_id = \(node)
               AND grant_application.granted_cents IS NOT NULL
             ORDER BY grant_application.id
            """
        ).map {
            Expected(
                verdict: .grants(try $0["id"]), reference: nil, payer: Folding.company(try $0["body"]),
                currency: try $0["currency"], left: try $0["left_cents"])
        }.filter { $0.left > .zero }
    }
}

extension NodeBankMatcher.Verdict {
    var value: Value {
        var value: Value = ["verdict": .string(word)]
        switch self {
        case .link(let target):
            value = value.adding("reason", .string("it is \(target.text)")).adding("target", .string(target.id))
        case .pays(let id):
            value = value.adding("reason", "by its contract").adding("contract", Value(id))
        case .grants(let id):
            value = value.adding("reason", "by the body that grants").adding("grant", Value(id))
        case .unclear(let reason): value = value.adding("reason", .string(reason))
        case .unmatched: value = value.adding("reason", "no contract, grant or booking is like it")
        }
        return value
    }
}
