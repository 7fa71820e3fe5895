import Cohorts
import Kernel
import Ledger
import Storage

/// Whether what the ledger holds for commitments and cohorts is what receipts and allocations say, added up anew.
package struct FundingReview: Sendable {
    /// What is not, in order: `commitment ID`, `cohort ID`, `allocation ID`.
    package let flaws: [String]
    package let commitments: Int

    package static func look(_ tenants: [TenantID], _ db: Connection) throws -> FundingReview {
        var (flaws, count): ([String], Int) = ([], 0)
        for tenant in tenants {
            let book = try Book(tenant, db)
            count += book.receipts.count
            flaws += try book.flaws(db)
        }
        return FundingReview(flaws: flaws, commitments: count)
    }

    /// One office's records and accounts.
    private struct Book {
        let tenant: TenantID
        let allocations: [Allocation]
        /// What came in for each commitment.
        let receipts: [String: Cents]
        private var totals: [Capital.Place: AccountTotals] = [:]

        init(_ tenant: TenantID, _ db: Connection) throws {
            self.tenant = tenant
            allocations = try Allocation.all(tenant: tenant, db)
            let rows = try db.rows(
                """
                SELECT id, (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commitment_receipt
                             WHERE commitment_id = funding_commitment.id AND state = 'booked') AS amount_cents
                  FROM funding_commitment
                 WHERE tenant_id = \(tenant)
                 ORDER BY id
                """)
            receipts = Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.get("id", as: String.self), try $0["amount_cents"]) })
            for (account, sums) in try LedgerAccount.all(tenant: tenant, db) {
                totals[Capital.Place(code: account.code, owner: account.ownerID)] = sums
            }
        }

        func sums(_ code: String, _ owner: String) -> AccountTotals {
            totals[Capital.Place(code: code, owner: owner)] ?? AccountTotals()
        }

        func flaws(_ db: Connection) throws -> [String] {
            let byCommitment = Dictionary(grouping: allocations, by: \.commitment.description)
            let wrong = receipts.keys.sorted().filter { !isRight($0, byCommitment[$0] ?? []) }
            let byCohort = Dictionary(grouping: allocations, by: \.cohort.description)
            let unlike = byCohort.keys.sorted().filter { !isRight(wallet: $0, byCohort[$0] ?? []) }
            return wrong.map { "commitment \($0)" } + unlike.map { "cohort \($0)" }
                + (try unfunded(db)).map { "allocation \($0)" }
        }

        /// The commitment's capital is what came in and was not paid out; held of it is what is released, and of what it
        /// promises what is planned.
        private func isRight(_ id: String, _ allocations: [Allocation]) -> Bool {
            let received = receipts[id] ?? .zero
            let (capital, open) = (sums("commitment.capital", id), sums("commitment.open", id))
            let unpaid = sums("commitment.promised", id).balance(on: .debit)
            let released = allocations.filter { $0.releasedAt != nil }
            let live = allocations.filter { $0.state.isLive }
            return capital.balance(on: .debit) == received - Allocation.sum(allocations, \.disbursed)
                && capital.pendingCredit == Allocation.sum(live.filter { $0.releasedAt != nil }, \.rest)
                && open.balance(on: .credit) == unpaid + received - Allocation.sum(released, \.amount)
                && open.pendingDebit == Allocation.sum(live.filter { $0.releasedAt == nil }, \.amount)
        }

        /// The cohort's wallet has what is released and was not paid out.
        private func isRight(wallet cohort: String, _ allocations: [Allocation]) -> Bool {
            let released = allocations.filter { $0.releasedAt != nil }
            return sums("support.wallet", cohort).balance(on: .credit) == Allocation.sum(released, \.rest)
        }

        /// Allocations whose amount or seats the cohort was not given (F63).
        private func unfunded(_ db: Connection) throws -> [Allocation.ID] {
            let rows = try db.rows(
                """
                SELECT cause, CAST(sum(amount_cents) AS BIGINT) AS amount_cents, CAST(sum(seats) AS BIGINT) AS seats
                  FROM cohort_funding
                 WHERE tenant_id = \(tenant) AND cause LIKE 'allocation:%'
                 GROUP BY cause
                 ORDER BY cause
                """)
            var given: [String: (amount: Cents, seats: Int)] = [:]
            for row in rows { given[try row["cause"]] = (try row["amount_cents"], try row["seats"]) }
            return allocations.filter { allocation in
                let found = given["allocation:\(allocation.id)"]
                return found?.amount != allocation.amount || found?.seats != allocation.seats
            }.map(\.id)
        }
    }
}
