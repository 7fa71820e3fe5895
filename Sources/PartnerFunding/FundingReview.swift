import Cohorts
import Kernel
import Ledger
import Storage

/// Whether what the ledger holds for commitments and cohorts is what receipts and allocations say, added up anew.
package struct FundingReview: Sendable {
    /// What is not, in order: `commitment ID`, `cohort ID`, `allocation ID`, and the first `report ID`
    /// that is not what was locked.
    package let flaws: [String]
    package let commitments: Int

    package static func look(_ tenants: [TenantID], _ db: Connection) throws -> FundingReview {
        var (flaws, count): ([String], Int) = ([], 0)
        for tenant in tenants {
            let book = try Book(tenant, db)
            count += book.commitments.count
            flaws += try book.flaws(db)
            if let report = try PartnerReport.firstBroken(tenant: tenant, db) { flaws.append("report \(report)") }
        }
        return FundingReview(flaws: flaws, commitments: count)
    }

    /// One office's records and accounts.
    private struct Book {
        let tenant: TenantID
        let allocations: [Allocation]
        /// What each commitment's rows say that it has, by its id.
        let commitments: [String: Standing]
        private var totals: [Capital.Place: AccountTotals] = [:]

        init(_ tenant: TenantID, _ db: Connection) throws {
            self.tenant = tenant
            allocations = try Allocation.all(tenant: tenant, db)
            commitments = try Standing.all(tenant, db)
            for (account, sums) in try LedgerAccount.all(tenant: tenant, db) {
                totals[Capital.Place(account)] = sums
            }
        }

        func sums(_ code: String, _ owner: String, _ currency: Currency) -> AccountTotals {
            totals[Capital.Place(code: code, owner: owner, currency)] ?? AccountTotals()
        }

        func flaws(_ db: Connection) throws -> [String] {
            let byCommitment = Dictionary(grouping: allocations, by: \.commitment.description)
            let wrong = commitments.sorted { $0.key < $1.key }.filter { id, standing in
                !isRight(id, standing, byCommitment[id] ?? [])
            }.map(\.key)
            let byCohort = Dictionary(grouping: allocations, by: \.cohort.description)
            let unlike = byCohort.keys.sorted().filter { !isRight(wallet: $0, byCohort[$0] ?? []) }
            return wrong.map { "commitment \($0)" } + unlike.map { "cohort \($0)" }
                + (try unfunded(db) + FundingReview.unlikePayments(tenant, db) + AllocationClaim.flaws(tenant, db))
                .map { "allocation \($0)" }
        }

        /// The commitment's capital is what came in and was not paid out; held of it is what is released, and of what it
        /// promises what is planned. What it promises by its own rows is what came and what is to come.
        private func isRight(_ id: String, _ standing: Standing, _ allocations: [Allocation]) -> Bool {
            let (received, currency) = (standing.received, standing.currency)
            let (capital, open) = (
                sums("commitment.capital", id, currency), sums("commitment.open", id, currency)
            )
            let unpaid = sums("commitment.promised", id, currency).balance(on: .debit)
            let released = allocations.filter { $0.releasedAt != nil }
            let live = allocations.filter { $0.state.isLive }
            return capital.balance(on: .debit) == received - Allocation.sum(allocations, \.disbursed)
                && capital.pendingCredit == Allocation.sum(live.filter { $0.releasedAt != nil }, \.rest)
                && open.balance(on: .credit) == unpaid + received - Allocation.sum(released, \.amount)
                && open.pendingDebit == Allocation.sum(live.filter { $0.releasedAt == nil }, \.amount)
                && standing.promised == unpaid + received && standing.hasOwnTerms
        }

        /// The cohort's wallet has what is released and was not paid out.
        private func isRight(wallet cohort: String, _ allocations: [Allocation]) -> Bool {
            let released = allocations.filter { $0.releasedAt != nil }
            // A cohort that had nothing any more may have changed its currency.
            return Set(allocations.map(\.currency)).allSatisfy { currency in
                sums("support.wallet", cohort, currency).balance(on: .credit)
                    == Allocation.sum(released.filter { $0.currency == currency }, \.rest)
            }
        }

        /// Allocations whose amount or seats the cohort was not given (F63), or whose released seats are not those of the
        /// cohort.
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
            let released = try released(db)
            return allocations.filter { allocation in
                let cause = "allocation:\(allocation.id)"
                let found = given[cause]
                return found?.amount != allocation.amount || found?.seats != allocation.seats
                    || released[cause] ?? 0 != (allocation.releasedAt == nil ? 0 : allocation.seats)
            }.map(\.id)
        }

        private func released(_ db: Connection) throws -> [String: Int] {
            let rows = try db.rows(
                """
                SELECT cause, CAST(sum(seats) AS BIGINT) AS seats FROM cohort_release
                 WHERE tenant_id = \(tenant) AND cause LIKE 'allocation:%'
                 GROUP BY cause
                 ORDER BY cause
                """)
            return try rows.reduce(into: [:]) { $0[try $1["cause"]] = try $1["seats"] }
        }
    }
}

extension FundingReview {
    /// What a commitment's own rows say.
    fileprivate struct Standing {
        let currency: Currency
        /// What came in and was not paid back or carried over.
        let received: Cents
        /// What the rows of the funding ledger that name no allocation come to.
        let promised: Cents
        /// Whether its terms are those that the history and the funding ledger tell.
        let hasOwnTerms: Bool

        /// Those of all commitments of an office.
        static func all(_ tenant: TenantID, _ db: Connection) throws -> [String: Standing] {
            let moved = try CapitalReturn.sums(tenant: tenant, db)
            let changed = try FundingReview.changedTerms(tenant, db)
            let rows = try db.rows(
                """
                SELECT id, currency,
                       (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commitment_receipt
                         WHERE commitment_id = funding_commitment.id AND state = 'booked') AS received,
                       (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM funding_ledger
                         WHERE tenant_id = funding_commitment.tenant_id AND commitment_id = funding_commitment.id
                           AND allocation_id IS NULL) AS promised
                  FROM funding_commitment
                 WHERE tenant_id = \(tenant)
                 ORDER BY id
                """)
            let pairs = try rows.map { row in
                let id: Commitment.ID = try row["id"]
                let received: Cents = try row["received"]
                return (
                    id.description,
                    Standing(
                        currency: try row["currency"], received: received - (moved[id] ?? .zero),
                        promised: try row["promised"], hasOwnTerms: !changed.contains(id))
                )
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }
}
