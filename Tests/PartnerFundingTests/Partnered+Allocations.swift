import Cohorts
import Kernel
import Ledger
import People
import Storage
import TestCalls
import Web

@testable import PartnerFunding

extension Partnered {
    /// A cohort that costs 100 for each participant, and starts tomorrow.
    func cohort(_ name: String = "Lagos 7", in currency: Currency = .usd) async throws -> Cohort.ID {
        let (tenant, now) = (tenants[0], clock.now())
        let first = now.day.adding(days: 1)
        let terms = CohortTerms(
            name: name, region: "Lagos", from: first, to: first.adding(days: 28), cost: Cents(10_000),
            currency: currency
        )
        return try await database.write { try Cohort.add(terms, tenant: tenant, by: .system("test"), at: now, $0).id }
    }

    func cohort(_ id: Cohort.ID) async throws -> Cohort {
        let tenant = tenants[0]
        return try await database.read { try Cohort.find(id, tenant: tenant, $0) }
    }

    /// What the first admin assigns.
    @discardableResult
    func allocate(
        _ amount: String?, of id: Commitment.ID, to cohort: Cohort.ID, cycle: Day? = nil, seats: Int? = nil
    ) async throws -> Allocation {
        var form: Value = ["cohort": Value(cohort)]
        if let amount { form = form.adding("amount", .string(amount)) }
        if let cycle { form = form.adding("cycle_on", Value(cycle)) }
        if let seats { form = form.adding("seats", Value(seats)) }
        let made = try await act("/commitments/\(id)/allocate", form)
        return try await allocation(Allocation.ID(made["id"]?.text ?? "") ?? Allocation.ID(bits: 0))
    }

    func allocation(_ id: Allocation.ID) async throws -> Allocation {
        let tenant = tenants[0]
        return try await database.read { try Allocation.find(id, tenant: tenant, $0) }
    }

    /// Released by somebody who did not assign it.
    func release(_ id: Allocation.ID) async throws {
        _ = try await act("/allocations/\(id)/release", as: checker)
    }

    /// For ten participants where it is support, or as many as the cohort has seats.
    func disburse(
        _ amount: String, of id: Allocation.ID, as type: SupportType = .data, for people: Int? = nil
    ) async throws {
        let seats = try await cohort(allocation(id).cohort).seats
        let people = people ?? min(10, max(1, seats))
        let form: Value = ["amount": .string(amount), "support_type": .string(type.rawValue), "note": "stipends"]
        _ = try await act(
            "/allocations/\(id)/disbursements",
            type.isSupport ? form.adding("participants", Value(people)) : form)
    }

    /// A one-off commitment of 1,000 that is approved and paid in, with a cohort.
    func funded(
        _ form: Value = ["type": "one_off", "currency": "USD", "amount": "1000", "intended_use": "next_cohort"],
        paid: String? = "1000"
    ) async throws -> (commitment: Commitment.ID, cohort: Cohort.ID) {
        let partner = try await partner(in: .approved)
        let id = try await approved(form, for: partner)
        if let paid { try await receive(paid, for: id, reference: "in \(id)") }
        return (id, try await cohort("Cohort of \(id)"))
    }

    /// What a commitment's page says of its money.
    func standing(_ id: Commitment.ID) async throws -> Value {
        try await caller.call(.get, "/commitments/\(id)", as: admin)["standing"] ?? .null
    }

    /// What the ledger says of a cohort's wallet, in cents.
    func wallet(_ cohort: Cohort.ID) async throws -> AccountTotals {
        let tenant = tenants[0]
        return try await database.read { db in
            let account = try LedgerAccount.find(
                "support.wallet", ownerID: cohort.description, .usd, tenant: tenant, db)
            return try account.map { try AccountTotals.of($0.id, tenant: tenant, db) } ?? AccountTotals()
        }
    }

    /// The rows of the funding ledger of a commitment, the oldest first: what, how much, and for which cohort.
    func entries(_ id: Commitment.ID) async throws -> [FundingEntry] {
        let tenant = tenants[0]
        return try await database.read {
            try FundingEntry.list(
                .commitment(id), page: PageRequest(limit: PageRequest.largest, after: nil), tenant: tenant, $0
            ).items.reversed()
        }
    }
}
