import Cohorts
import Kernel
import Web

@testable import PartnerFunding

/// A partner whose commitment funds one cohort, of which something is released.
struct ToldHouse {
    let office: Partnered
    let partner: Partner.ID
    let principal: Principal
    let id: Commitment.ID
    let cohort: Cohort.ID
    let made: Allocation.ID

    init(_ released: String, of promised: String) async throws {
        office = try await Partnered()
        (partner, principal, id) = try await office.giver(promised)
        cohort = try await office.cohort()
        made = try await office.allocate(released, of: id, to: cohort).id
        try await office.release(made)
    }
}
