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
        /// It may be the same money as something booked, which a person tells: that, or further money.
        case twin(BookedMoney)
        case pays(SponsorContract.ID)
        case grants(Grant.ID)
        case unclear(String)
        case unmatched

        var word: String {
            switch self {
            case .link: "link"
            case .pays, .grants: "book"
            case .twin, .unclear: "unclear"
            case .unmatched: "unmatched"
            }
        }
    }

    /// A contract or grant of the node that more money may come for.
    struct Expected {
        let verdict: Verdict
        let reference: String?
        let payer: String
        let currency: Currency
        var left: Cents
    }

    private var booked: [BookedMoney]
    private var expected: [Expected]

    /// For these lines of the node's account.
    init(_ node: OrgNode.ID, for lines: [BankFile.Line], tenant: TenantID, _ db: Connection) throws {
        booked = try BookedMoney.near(lines, at: node, tenant: tenant, db)
        expected = try Self.contracts(node, tenant: tenant, db) + Self.grants(node, tenant: tenant, db)
    }

    /// What is found leaves less for the lines that come after it.
    mutating func verdict(for line: BankFile.Line) -> Verdict {
        let named = booked.filter { $0.hasReference(of: line) }
        if let same = named.first(where: { $0.isFree && $0.isSameMoney(as: line) }), let target = same.target {
            guard named.count == 1 else { return .twin(same) }
            booked.removeAll { $0.target == target }
            return .link(target)
        }
        if let twin = named.first ?? booked.first(where: { $0.isLike(line) }) { return .twin(twin) }
        return choose(for: line)
    }

    private mutating func choose(for line: BankFile.Line) -> Verdict {
        let said = SheetText.key("\(line.reference ?? "") \(line.text ?? "")") ?? ""
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
        // The next line with its reference, amount and day is told.
        booked.append(BookedMoney(line))
        return expected[place].verdict
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

extension NodeBankLine.Target {
    /// How a form of `/org-bank-lines/{id}/link` names it.
    fileprivate var formValue: Value {
        let name =
            switch kind {
            case .payment: "payment"
            case .share: "allocation"
            case .receipt: "receipt"
            case .fee: "fee"
            }
        return ["name": .string(name), "id": .string(id), "label": .string(kind.label)]
    }
}

extension NodeBankMatcher.Verdict {
    var value: Value {
        var value: Value = ["verdict": .string(word)]
        switch self {
        case .link(let target):
            value = value.adding("reason", .string("it is \(target.text)")).adding("target", .string(target.id))
                .adding("link", target.formValue)
        case .twin(let twin):
            value = value.adding("reason", .string(twin.words)).adding("twin", Value(twin.target?.id))
                .adding("is_twin", true)
            if twin.isFree, let target = twin.target { value = value.adding("link", target.formValue) }
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
