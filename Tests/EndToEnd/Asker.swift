import Applications
import Cohorts
import Kernel
import People
import Storage

/// A participant of a cohort that runs, who tried its required mission.
struct Asker {
    let participant: Participant.ID
    let mission: Mission.ID

    /// `fund` pays for the cohort before it starts.
    init(
        _ keys: PersonalKeys, phone: String? = nil, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection,
        fund: (Cohort.ID) throws -> Void
    ) throws {
        let terms = CohortTerms(
            name: "Lagos 7", from: now.day, to: now.day.adding(days: 28), cost: Cents(10_000), currency: .usd)
        let cohort = try Cohort.add(terms, tenant: tenant, by: who, at: now, db).id
        try fund(cohort)
        let person = ParticipantPerson(name: "Adaeze Obi", email: "adaeze@people.example", phone: phone)
        participant = try Participant.add(
            ParticipantEntry(person), to: cohort, keys: keys, tenant: tenant, by: who, at: now, db
        ).id
        try Cohort.find(cohort, tenant: tenant, db).start(by: who, at: now, db)
        mission = try Mission.add(
            Mission.Terms("Sell", .arena, isRequired: true), to: Cohort.find(cohort, tenant: tenant, db), by: who,
            at: now, db
        ).id
        try Participant.find(participant, tenant: tenant, db)
            .attempt(.init(at: mission, on: now.day, .tried), by: who, at: now, db)
    }
}
