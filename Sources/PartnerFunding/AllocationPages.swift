import Cohorts
import Kernel
import People
import Storage
import Web

/// What is shown of allocations.
extension AllocationRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = Allocation.Filter(
            commitment: try request.query.id("commitment", Commitment.self),
            cohort: try request.query.id("cohort", Cohort.self), state: try request.query.choice("state"))
        let page = try request.query.page()
        let found = try await database.read { try Allocation.list(filter, page: page, tenant: caller.tenant, $0) }
        let states = Allocation.State.allCases.map { state in
            ["state": .string(state.rawValue), "is_chosen": .bool(state == filter.state)] as Value
        }
        return .view(
            "allocations/index",
            found.value(\.value).adding("states", .list(states)).adding("is_all", .bool(filter.state == nil)).adding(
                "is_office", true),
            title: "Allocations")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page(limit: PageRequest.largest)
        let value = try await database.read { db in
            let allocation = try allocation(request, db)
            let commitment = try Commitment.find(allocation.commitment, tenant: caller.tenant, db)
            let entries = try FundingEntry.list(
                .allocation(allocation.id), page: page, tenant: caller.tenant, db)
            let history = try History.of("allocation", allocation.id, tenant: caller.tenant, db)
            let kept = try AllocationClaim.kept(of: allocation, db)
            let isMade = try allocation.isMade(by: caller.who, db)
            let hasLeft = try Partner.find(commitment.partner, tenant: caller.tenant, db).hasLeft
            let isBooked = try !OwnMoney.of(commitment, caller.who, db).allows(allocation.amount)
            let isSpent = try allocation.cycle.map { try allocation.isSpent($0, db) } ?? false
            let allowed = allocation.allowed(mayRelease: !isMade && !isBooked && !hasLeft && !isSpent, commitment)
            var may = Value.Fields()
            for action in allowed { may[action] = true }
            return allocation.value
                .adding("partner", Value(commitment.partner)).adding("partner_name", .string(commitment.partnerName))
                .adding("commitment_label", .string(commitment.terms.kind.label))
                .adding("entries", entries.value(\.value))
                .adding("kept_text", kept == .zero ? .null : .string(allocation.currency.shown(kept)))
                .adding("allowed", .list(allowed.map { .string($0) })).adding("may", .object(may))
                .adding("has_choices", .bool(!allowed.isEmpty)).adding("support_types", SupportType.choices)
                .adding("is_own", .bool(allocation.state == .planned && isMade))
                .adding("is_own_money", .bool(allocation.state == .planned && isBooked && !isMade))
                .adding("history", .list(history.map(\.value)))
        }
        return .view("allocations/show", value, title: "For \(value["cohort_name"]?.text ?? "")")
    }

    func cohort(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Cohort.self)
        let page = try request.query.page(limit: PageRequest.largest)
        let value = try await database.read { db in
            let cohort = try Cohort.find(id, tenant: caller.tenant, db)
            let most = PageRequest(limit: PageRequest.largest, after: nil)
            let allocations = try Allocation.list(.init(cohort: id), page: most, tenant: caller.tenant, db)
            let entries = try FundingEntry.list(.cohort(id), page: page, tenant: caller.tenant, db)
            return cohort.value
                .adding("money", try CohortMoney.of(cohort, db).value(cohort.currency))
                .adding("allocations", allocations.value(\.value)).adding("entries", entries.value(\.value))
                .adding("is_office", true)
        }
        return .view("allocations/cohort", value, title: "Funding of \(value["name"]?.text ?? "")")
    }

    func ledger(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Commitment.self)
        let page = try request.query.page()
        let value = try await database.read { db in
            let commitment = try Commitment.find(id, tenant: caller.tenant, db)
            return try FundingEntry.list(.commitment(id), page: page, tenant: caller.tenant, db).value(\.value)
                .adding("commitment", Value(id)).adding("partner_name", .string(commitment.partnerName))
                .adding("commitment_label", .string(commitment.terms.kind.label))
        }
        return .view("allocations/ledger", value, title: "Funding ledger")
    }
}

extension Allocation {
    /// What the asker may do next (J05).
    func allowed(mayRelease: Bool, _ commitment: Commitment) -> [String] {
        Self.lifecycle.events(from: state).compactMap { event in
            switch event {
            case .release: mayRelease && commitment.state.takesAllocations ? event.rawValue : nil
            case .adjust: commitment.state.takesAllocations ? event.rawValue : nil
            // The last part completes it.
            case .complete, .settle, .settleLast, .takeBack: nil
            case .resume: releasedAt == nil ? event.rawValue : nil
            case .resumeReleased: releasedAt == nil ? nil : Event.resume.rawValue
            case .disburse, .pause, .cancel: event.rawValue
            }
        }
    }

    /// What its partner and admins see: no participant, and nothing that the office says among itself (F49, F50).
    package var value: Value {
        func text(_ amount: Cents) -> Value { .string(currency.shown(amount)) }
        return [
            "id": Value(id), "commitment": Value(commitment), "cohort": Value(cohort),
            "cohort_name": .string(cohortName), "cycle_on": Value(cycle), "state": .string(state.rawValue),
            "amount": .string(amount.decimal), "amount_text": text(amount),
            "disbursed": .string(disbursed.decimal), "disbursed_text": text(disbursed),
            "rest": .string(rest.decimal), "rest_text": text(rest), "currency": .string(currency.rawValue),
            "seats": Value(seats), "created_at": Value(createdAt), "released_at": Value(releasedAt),
        ]
    }
}
