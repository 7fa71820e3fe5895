import Cohorts
import Kernel
import People
import Storage
import Web

@testable import PartnerFunding

/// A partner that sponsors a cohort of 25 at 100 each; 25 took part, were measured and tried missions.
struct Sponsored {
    let office: Partnered
    let partner: Partner.ID
    let principal: Principal
    let cohort: Cohort.ID
    let people: [Participant.ID]

    init() async throws {
        office = try await Partnered()
        let giver = try await office.giver("2500")
        (partner, principal) = (giver.partner, giver.principal)
        cohort = try await office.cohort()
        try await office.spend("2000", of: "2500", from: giver.commitment, on: cohort, for: 10)
        people = try await office.fill(cohort, people: 25, earners: 0)
        try await measure()
    }

    /// Everybody begins at L0; ten come to L1, eight to L2 and seven are not measured again. Twelve try something, seven
    /// of them in the arena; ten have an income after four days.
    private func measure() async throws {
        let (tenant, cohort, people, who) = (office.tenants[0], cohort, people, Who.system("test"))
        let first = office.clock.now()
        let missions = try await office.database.write { db in
            for id in people {
                try Participant.find(id, tenant: tenant, db).measure(
                    Measurement(on: first.day, ParticipantStanding(identityLevel: 0)), by: who, at: first, db)
            }
            return try [Mission.Kind.practice, .arena].map { kind in
                try Mission.add(
                    .init("Mission \(kind.rawValue)", kind), to: try Cohort.find(cohort, tenant: tenant, db),
                    by: who,
                    at: first, db)
            }
        }
        office.clock.advance(.days(4))
        let now = office.clock.now()
        try await office.database.write { db in
            for (place, id) in people.enumerated() {
                func participant() throws -> Participant { try Participant.find(id, tenant: tenant, db) }
                if place < 18 {
                    let standing = ParticipantStanding(
                        momentum: place < 10 ? 60 : nil, identityLevel: place < 10 ? 1 : 2,
                        skills: place < 6 ? SkillTriad(80, 40, 60) : nil, firstIncomeOn: place < 10 ? now.day : nil)
                    try participant().measure(Measurement(on: now.day, standing), by: who, at: now, db)
                }
                if place < 12 {
                    try participant().attempt(
                        .init(at: missions[place < 7 ? 1 : 0].id, on: now.day, .tried), by: who, at: now, db)
                }
            }
        }
    }

    func close() async throws {
        office.clock.advance(.days(30))
        let (tenant, cohort, now) = (office.tenants[0], cohort, office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
    }

    func lock(_ wish: Value) async throws -> Value {
        try await office.act("/partners/\(partner)/reports", wish).value
    }

    var final: Value { ["type": "final", "cohort": Value(cohort)] }
}
