import Deals
import Kernel
import Storage

/// Whose part of a commission it is.
package enum ShareRole: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case opener, closer, iso, house, referral

    package var label: String {
        switch self {
        case .opener: "Opener"
        case .closer: "Closer"
        case .iso: "ISO"
        case .house: "House"
        case .referral: "Referral"
        }
    }
}

/// One share of a deal's commission (E22). What the house has stays with the office.
package struct Share: Sendable, Hashable {
    package let role: ShareRole
    /// Nil for the house.
    package let payee: Payee.ID?
    package let portion: Percent

    package init(_ role: ShareRole, _ payee: Payee.ID?, _ portion: Percent) {
        self.role = role
        self.payee = payee
        self.portion = portion
    }

    /// All of it stays with the office.
    package static let houseAlone = [Share(.house, nil, whole)]
    static let whole = Percent(thousandths: 100_000)
    package static let most = 12

    /// Refused where the shares are not whole, where one is nothing, or where one has two.
    static func check(_ shares: [Share]) throws(CommissionRefusal) {
        guard (1...most).contains(shares.count) else { throw .shareCount(shares.count) }
        for share in shares {
            guard share.portion.thousandths > 0 else { throw .emptyShare(share.role) }
            guard (share.role == .house) == (share.payee == nil) else { throw .payeeOfRole(share.role) }
        }
        let holders = Set(shares.map { [$0.role.rawValue, $0.payee?.description] })
        guard holders.count == shares.count else { throw .doubleShare }
        let sum = Percent(thousandths: shares.reduce(0) { $0 + $1.portion.thousandths })
        guard sum == whole else { throw .sharesNotWhole(sum) }
    }

    /// A deal's shares in their order.
    package static func of(_ deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws -> [Share] {
        try db.rows(
            """
            SELECT role, payee_id, portion FROM deal_share
             WHERE tenant_id = \(tenant) AND deal_id = \(deal) ORDER BY place
            """
        ).map { Share(try $0["role"], try $0["payee_id"], try $0["portion"]) }
    }

    static func store(_ shares: [Share], of deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM deal_share WHERE tenant_id = \(tenant) AND deal_id = \(deal)")
        for (place, share) in shares.enumerated() {
            try db.run(
                """
                INSERT INTO deal_share (deal_id, place, tenant_id, role, payee_id, portion)
                VALUES (\(deal), \(place + 1), \(tenant), \(share.role), \(share.payee), \(share.portion))
                """)
        }
    }

    /// For the history of a deal.
    var value: Value {
        ["role": .string(role.rawValue), "payee": Value(payee), "percent": .string(portion.decimal)]
    }
}
