import Kernel
import Storage

/// One account of an office, in one currency. It never changes; what is booked on it stands in entries.
package struct LedgerAccount: Sendable, Equatable {
    package typealias ID = Identifier<LedgerAccount>

    package let id: ID
    package let code: String
    package let scope: AccountScope
    /// The record that it belongs to; empty for the office's own.
    package let ownerID: String
    package let currency: Currency
    package let normalSide: Side
    package let floor: Cents?
    package let ceiling: Cents?

    /// What a new or existing account is asked for by.
    package struct Wish: Sendable {
        package let line: ChartOfAccounts.Line
        package let ownerID: String
        package let currency: Currency
        package let floor: Cents?
        package let ceiling: Cents?

        /// `floor` and `ceiling` replace what the chart says. `ownerID` is empty for the office's own.
        package init(
            _ line: ChartOfAccounts.Line, ownerID: String = "", _ currency: Currency, neverBelow floor: Cents? = nil,
            neverAbove ceiling: Cents? = nil
        ) {
            precondition((line.scope == .office) == ownerID.isEmpty, "\(line.code) belongs to: \(line.scope)")
            self.line = line
            self.ownerID = ownerID
            self.currency = currency
            self.floor = floor ?? line.floor
            self.ceiling = ceiling ?? line.ceiling
        }
    }
}

extension LedgerAccount {
    static let columns: SQL = """
        ledger_account.id, ledger_account.code, ledger_account.owner_kind, ledger_account.owner_id,
        ledger_account.currency, ledger_account.normal_side, ledger_account.floor_cents, ledger_account.ceiling_cents
        """

    init(_ row: Row) throws {
        id = try row["id"]
        code = try row["code"]
        scope = try row["owner_kind"]
        ownerID = try row["owner_id"]
        currency = try row["currency"]
        normalSide = try row["normal_side"]
        floor = try row["floor_cents"]
        ceiling = try row["ceiling_cents"]
    }

    /// The account, opened where it is not there yet. Refused where it stands with other bounds: an account's bounds
    /// never change.
    package static func open(
        _ wish: Wish, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> LedgerAccount {
        if let found = try find(wish.line.code, ownerID: wish.ownerID, wish.currency, tenant: tenant, db) {
            guard found.floor == wish.floor, found.ceiling == wish.ceiling else {
                throw LedgerRefusal.otherBounds(found.id)
            }
            return found
        }
        if let floor = wish.floor, let ceiling = wish.ceiling, floor > ceiling { throw LedgerRefusal.boundsCross }
        // A new account stands at zero, and zero must be allowed.
        if wish.floor.map({ $0 > .zero }) ?? false || wish.ceiling.map({ $0 < .zero }) ?? false {
            throw LedgerRefusal.boundsExcludeZero
        }
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO ledger_account (id, tenant_id, code, owner_kind, owner_id, currency, normal_side, floor_cents,
                                        ceiling_cents, opened_by, opened_at)
            VALUES (\(id), \(tenant), \(wish.line.code), \(wish.line.scope), \(wish.ownerID), \(wish.currency),
                    \(wish.line.normalSide), \(wish.floor), \(wish.ceiling), \(who), \(now))
            """)
        try db.run(
            """
            INSERT INTO ledger_balance (account_id, tenant_id, posted_debit_cents, posted_credit_cents,
                                        pending_debit_cents, pending_credit_cents)
            VALUES (\(id), \(tenant), 0, 0, 0, 0)
            """)
        return LedgerAccount(
            id: id, code: wish.line.code, scope: wish.line.scope, ownerID: wish.ownerID, currency: wish.currency,
            normalSide: wish.line.normalSide, floor: wish.floor, ceiling: wish.ceiling)
    }

    /// The account that a code, an owner and a currency name; nil where none was opened.
    package static func find(
        _ code: String, ownerID: String = "", _ currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> LedgerAccount? {
        try db.row(
            """
            SELECT \(part: columns) FROM ledger_account
             WHERE tenant_id = \(tenant) AND code = \(code) AND owner_id = \(ownerID) AND currency = \(currency)
            """
        ).map(LedgerAccount.init)
    }

    /// The accounts of these kinds and owners with what was booked on them, in no order.
    package static func all(
        _ codes: [String], of owners: [String], tenant: TenantID, _ db: Connection
    ) throws -> [(account: LedgerAccount, totals: AccountTotals)] {
        try stride(from: 0, to: codes.isEmpty ? 0 : owners.count, by: mostOwners).flatMap { first in
            let some = Array(owners[first..<min(owners.count, first + mostOwners)])
            return try db.rows(
                """
                SELECT \(part: columns), \(part: AccountTotals.columns)
                  FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
                 WHERE ledger_account.tenant_id = \(tenant)
                   AND ledger_account.code IN \(list: codes)
                   AND ledger_account.owner_id IN \(list: some)
                """
            ).map { (try LedgerAccount($0), try AccountTotals($0)) }
        }
    }

    private static let mostOwners = 500

    /// What stands on all accounts of these codes together, on their normal side, by owner and currency; of one owner
    /// where one is named.
    package static func balances(
        _ codes: [String], owner: String? = nil, tenant: TenantID, _ db: Connection
    ) throws -> [(ownerID: String, currency: Currency, balance: Cents)] {
        let wanted: SQL = owner.map { "AND ledger_account.owner_id = \($0)" } ?? ""
        return try db.rows(
            """
            SELECT ledger_account.owner_id, ledger_account.currency,
                   sum(CASE WHEN ledger_account.normal_side = \(Side.debit)
                            THEN ledger_balance.posted_debit_cents - ledger_balance.posted_credit_cents
                            ELSE ledger_balance.posted_credit_cents - ledger_balance.posted_debit_cents END) AS balance
              FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
             WHERE ledger_account.tenant_id = \(tenant) AND ledger_account.code IN \(list: codes) \(part: wanted)
             GROUP BY ledger_account.owner_id, ledger_account.currency
            """
        ).map { (try $0["owner_id"], try $0["currency"], try $0["balance"]) }
    }

    /// An office's accounts with what was booked on them, by code, owner and currency.
    package static func all(
        tenant: TenantID, _ db: Connection
    ) throws -> [(account: LedgerAccount, totals: AccountTotals)] {
        try db.rows(
            """
            SELECT \(part: columns), \(part: AccountTotals.columns)
              FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
             WHERE ledger_account.tenant_id = \(tenant)
             ORDER BY ledger_account.code, ledger_account.owner_id, ledger_account.currency
            """
        ).map { (try LedgerAccount($0), try AccountTotals($0)) }
    }
}

extension AccountScope: SQLBindable, SQLReadable {}

extension AccountTotals {
    static let columns: SQL = "posted_debit_cents, posted_credit_cents, pending_debit_cents, pending_credit_cents"

    init(_ row: Row) throws {
        postedDebit = try row["posted_debit_cents"]
        postedCredit = try row["posted_credit_cents"]
        pendingDebit = try row["pending_debit_cents"]
        pendingCredit = try row["pending_credit_cents"]
    }

    /// What is booked on an account, of the same office; refused where there is no such account.
    package static func of(_ account: LedgerAccount.ID, tenant: TenantID, _ db: Connection) throws -> AccountTotals {
        let row = try db.row(
            "SELECT \(part: columns) FROM ledger_balance WHERE tenant_id = \(tenant) AND account_id = \(account)")
        guard let row else { throw LedgerRefusal.unknownAccount(account) }
        return try AccountTotals(row)
    }
}
