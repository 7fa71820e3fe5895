import Cohorts
import Kernel
import People
import Storage
import Web

@testable import PartnerFunding

/// Three commitments of three partners and two cohorts, as they were worked out by hand: 500 a month, 5,000 once, and a
/// sponsored cohort of 25 at 100 each.
struct WorkedProgramme {
    let office: Partnered
    let commitments: [String: Commitment.ID]
    let cohorts: [String: Cohort.ID]
    /// Who signs in for the partner of a commitment.
    let partners: [String: (id: Partner.ID, principal: Principal)]

    init() async throws {
        office = try await Partnered()
        let today = office.clock.now().day
        let start = today.adding(months: -2)
        let forms: [(String, Value, String)] = [
            (
                "monthly",
                [
                    "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly",
                    "starts_on": Value(start),
                ], "1000"
            ),
            ("once", CommitmentTests.oneOff, "5000"),
            (
                "sponsor",
                [
                    "type": "cohort_sponsor", "currency": "USD", "cohort_size": "25", "cost_per_participant": "100",
                    "timing": "soonest",
                ], "2500"
            ),
        ]
        var ids: [String: Commitment.ID] = [:]
        var givers: [String: (id: Partner.ID, principal: Principal)] = [:]
        for (name, form, paid) in forms {
            let (partner, principal) = try await office.joined("\(name)@lark.example")
            givers[name] = (partner, principal)
            ids[name] = try await office.approved(form, for: partner)
            try await office.receive(paid, for: ids[name] ?? Commitment.ID(bits: 0), reference: name)
        }
        (commitments, partners) = (ids, givers)
        cohorts = ["Lagos": try await office.cohort("Lagos"), "Accra": try await office.cohort("Accra")]
        // commitment, cohort, amount, cycle, what is paid out of it
        let steps: [(String, String, String?, Day?, [String])] = [
            ("monthly", "Lagos", nil, start, ["500"]),
            ("monthly", "Lagos", nil, start.adding(months: 1), ["100.10", "23.35"]),
            ("once", "Accra", "3000", nil, ["2999.99"]),
            ("sponsor", "Lagos", "2500", nil, ["999.99", "0.01"]),
        ]
        for (commitment, cohort, amount, cycle, parts) in steps {
            let made = try await office.allocate(
                amount, of: ids[commitment] ?? Commitment.ID(bits: 0),
                to: cohorts[cohort] ?? Cohort.ID(bits: 0), cycle: cycle)
            try await office.release(made.id)
            for part in parts { try await office.disburse(part, of: made.id) }
        }
    }
}
