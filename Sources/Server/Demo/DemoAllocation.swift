import Cohorts
import Kernel
import PartnerFunding
import People
import Storage
import Web

/// What a cohort of the sample office has of a commitment: the first cycle of the first one, released and paid out in part.
enum DemoAllocation {
    static let cohort = "Accra 2"
    static let paidOut = Allocation.Payment(
        Cents(18_000), .data, for: 5, note: "Data for the first four weeks")

    fileprivate static func add(tenant: TenantID, releasedBy who: Who, at now: Moment, _ db: Connection) throws {
        let page = PageRequest(limit: 1, after: nil)
        let none = try Allocation.list(.init(), page: page, tenant: tenant, db).items.isEmpty
        let commitments = try Commitment.list(.init(kind: .recurring), page: page, tenant: tenant, db)
        guard none, let commitment = commitments.items.first,
            let cohort = try Cohort.all(tenant: tenant, db).first(where: { $0.name == cohort }),
            let cycle = commitment.terms.cycles(until: now.day).first
        else { return }
        let new = Allocation.New(cohort.id, nil, cycle: cycle)
        let planned = now - .days(20)
        let id = try Allocation.plan(new, of: commitment, by: DemoOffice.who, at: planned, db).id
        func allocation() throws -> Allocation { try Allocation.find(id, tenant: tenant, db) }
        try allocation().release(by: who, at: planned + .days(1), db)
        try allocation().disburse(paidOut, by: who, at: planned + .days(8), db)
    }
}

extension DemoOffice {
    /// Adds the allocation, once: an office with allocations has it.
    func addAllocations() async throws {
        let (tenant, now) = (tenant, office.clock.now())
        try await office.database.write { db in
            guard let manager = try Person.find(email: Self.manager, db) else { return }
            try DemoAllocation.add(tenant: tenant, releasedBy: .person(manager.id), at: now, db)
        }
    }
}
