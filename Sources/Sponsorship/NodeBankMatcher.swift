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
        case link(NodeBankLine.Target, BookedMoney)
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

    /// A contract or grant of the node.
    struct Expected {
        let verdict: Verdict
        let label: String
        let reference: String?
        let payer: String
        let currency: Currency
        /// Whether a line can be found to be for it.
        let takes: Bool
        var left: Cents
    }

    private var booked: [BookedMoney]
    private var expected: [Expected]
    /// The same before any line was looked at.
    private let offered: [Expected]

    /// Of more contracts and grants a line's form names no more.
    private static let mostOffers = 30
    /// So many letters and digits a reference has that names a contract whoever pays.
    private static let leastAlone = 6

    /// For these lines of the node's account.
    init(_ node: OrgNode.ID, for lines: [BankFile.Line], tenant: TenantID, _ db: Connection) throws {
        booked = try BookedMoney.near(lines, at: node, tenant: tenant, db)
        expected = try Self.contracts(node, tenant: tenant, db) + Self.grants(node, tenant: tenant, db)
        offered = expected
    }

    /// The contracts and grants that still have as much to come as the line says: for whoever knows better than the matcher.
    func offers(for line: BankFile.Line) -> Value {
        let fitting = offered.filter { $0.takes && $0.currency == line.currency && line.amount <= $0.left }.prefix(
            Self.mostOffers)
        func rows(_ id: (Verdict) -> Value?) -> Value {
            .list(
                fitting.compactMap { expected in
                    id(expected.verdict).map { id in
                        let left = expected.currency.shown(expected.left)
                        return ["value": id, "label": .string("\(expected.label), \(left) to come")]
                    }
                })
        }
        return [
            "contracts": rows { if case .pays(let id) = $0 { Value(id) } else { nil } },
            "grants": rows { if case .grants(let id) = $0 { Value(id) } else { nil } },
        ]
    }

    /// What is found leaves less for the lines that come after it.
    mutating func verdict(for line: BankFile.Line) -> Verdict {
        let named = booked.filter { $0.hasReference(of: line) }
        if let same = named.first(where: { $0.isFree && $0.isSameMoney(as: line) }), let target = same.target {
            guard named.count == 1 else { return .twin(same) }
            booked.removeAll { $0.target == target }
            return .link(target, same)
        }
        if let twin = named.first ?? booked.first(where: { $0.isLike(line) }) { return .twin(twin) }
        return choose(for: line)
    }

    private mutating func choose(for line: BankFile.Line) -> Verdict {
        let payer = line.payer.map(Folding.company)
        let named = names(in: line, from: payer)
        guard named.count <= 1 else { return .unclear("it names \(named.count) contracts") }
        if let place = named.first {
            let found = expected[place]
            guard found.takes, found.left > .zero, found.currency == line.currency else {
                return .unclear("it names \(found.label), for which nothing more is to come")
            }
            // Who pays for something else may have named this by mistake.
            if let payer, payer != found.payer, expected.contains(where: { $0.payer == payer }) {
                return .unclear("it names \(found.label), and comes from who pays for another")
            }
            return settle(line, place)
        }
        let paying = expected.indices.filter { place in
            let one = expected[place]
            return one.payer == payer && one.takes && one.left > .zero && one.currency == line.currency
        }
        guard let place = paying.first else { return .unmatched }
        guard paying.count == 1 else { return .unclear("it could be for \(paying.count) contracts or grants") }
        return settle(line, place)
    }

    /// Among all contracts of the node, also those that take nothing more. A word that is in many a text names a contract only
    /// where its sponsor pays.
    private func names(in line: BankFile.Line, from payer: String?) -> [Int] {
        NamedReference.places(
            in: "\(line.reference ?? "") \(line.text ?? "")", of: expected.map(\.reference)
        ).filter { place in
            let key = SheetText.key(expected[place].reference) ?? ""
            return key.count >= Self.leastAlone || expected[place].payer == payer
        }
    }

    private mutating func settle(_ line: BankFile.Line, _ place: Int) -> Verdict {
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
                   sponsor_contract.state,
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
               AND sponsor_contract.state <> 'cancelled'
             ORDER BY sponsor_contract.id
            """
        ).map { row in
            let (reference, company): (String, String) = (try row["reference"], try row["company"])
            let state: SponsorContract.State = try row["state"]
            return Expected(
                verdict: .pays(try row["id"]), label: "\(reference) of \(company)", reference: reference,
                payer: Folding.company(company), currency: try row["currency"], takes: state == .active,
                left: try row["left_cents"])
        }
    }

    private static func grants(_ node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> [Expected] {
        try db.rows(
            """
            SELECT grant_application.id, grant_application.title, grant_application.body, grant_application.currency,
                   CAST(grant_application.granted_cents - coalesce(
                       (SELECT sum(grant_receipt.amount_cents) FROM grant_receipt
                         WHERE grant_receipt.tenant_id = grant_application.tenant_id
                           AND grant_receipt.grant_id = grant_application.id
                           AND NOT EXISTS (SELECT 1 FROM grant_receipt_reversal
                                            WHERE grant_receipt_reversal.receipt_id = grant_receipt.id)), 0)
                       - coalesce(
                       (SELECT sum(grant_write_off.amount_cents) FROM grant_write_off
                         WHERE grant_write_off.tenant_id = grant_application.tenant_id
                           AND grant_write_off.grant_id = grant_application.id
                           AND NOT EXISTS (SELECT 1 FROM grant_write_off_reversal
                                            WHERE grant_write_off_reversal.write_off_id = grant_write_off.id)), 0)
                       AS BIGINT) AS left_cents
              FROM grant_application
             WHERE grant_application.tenant_id = \(tenant) AND grant_application.node_id = \(node)
               AND grant_application.granted_cents IS NOT NULL
             ORDER BY grant_application.id
            """
        ).map { row in
            let (title, body): (String, String) = (try row["title"], try row["body"])
            return Expected(
                verdict: .grants(try row["id"]), label: "\(title) of \(body)", reference: nil,
                payer: Folding.company(body), currency: try row["currency"], takes: true, left: try row["left_cents"])
        }
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
    /// Whether it is told of something on the books, so that booking it needs a person's word.
    private var mayBeBooked: Bool {
        switch self {
        case .link, .twin: true
        case .pays, .grants, .unclear, .unmatched: false
        }
    }

    var value: Value {
        var value: Value = ["verdict": .string(word), "may_be_booked": .bool(mayBeBooked)]
        switch self {
        case .link(let target, let money):
            value = value.adding("reason", .string("it is \(money.words)")).adding("target", .string(target.id))
                .adding("link", target.formValue)
        case .twin(let twin):
            value = value.adding("reason", .string(twin.doubt)).adding("twin", Value(twin.target?.id))
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
