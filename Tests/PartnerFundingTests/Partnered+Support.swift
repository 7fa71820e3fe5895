import Cohorts
import Kernel
import Storage

@testable import PartnerFunding

extension Partnered {
    /// Support of a wallet, as whoever approves it claims and pays it.
    func support(
        _ amount: Cents, _ type: SupportType = .data, for holder: String, in cohort: Cohort.ID
    ) async throws {
        let (tenant, now, who) = (tenants[0], clock.now(), Who.system("test"))
        let wish = AllocationClaim.Wish(
            cause: "support_request:\(holder)", holder: holder, cohort: cohort, type: type, amount: amount,
            currency: .usd)
        try await database.write { db in
            try AllocationClaim.make(wish, tenant: tenant, by: who, at: now, db)
            try AllocationClaim.pay(wish.cause, tenant: tenant, by: who, at: now, db)
        }
    }

    /// What these were given comes back.
    func comesBack(_ holders: String...) async throws {
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { db in
            for holder in holders {
                try AllocationClaim.takeBack(
                    "support_request:\(holder)", tenant: tenant, by: .system("test"), at: now, db)
            }
        }
    }

    /// The month is over, and something happens after it.
    func monthPasses() async throws {
        let today = clock.now().day
        let next = today.adding(days: 1 - today.civil.day).adding(months: 1)
        clock.advance(.days(Int64(next - today)))
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { db in
            try History.append(
                HistoryEntry("commitment", Commitment.ID(bits: 1), "looked", by: .system("test"), at: now),
                tenant: tenant, db)
        }
    }
}
