import Applications
import Cohorts
import Kernel
import People
import Storage

/// A cohort of the sample office, and who takes part in it.
struct DemoCohort: Sendable {
    let name: String
    let region: String
    let startsInDays: Int
    let days: Int
    /// Without a commitment behind them; those of the others come by `DemoAllocation`.
    let seats: Int
    let names: [String]
    /// Who leaves, by their place in `names`.
    var leaving: [Int] = []
    /// Momentum, level at first and now, skills, and after how many days the first income came: by place in `names`.
    var standings: [(place: Int, momentum: Int, levels: (Int, Int), skills: SkillTriad, incomeAfter: Int?)] = []

    // swift-format-ignore
    static let all: [DemoCohort] = [
        DemoCohort(
            name: "Lagos 7", region: "Lagos", startsInDays: -18, days: 28, seats: 8,
            names: ["Adaeze Obi", "Bayo Martins", "Chidi Eze", "Dupe Alabi", "Emeka Nwosu", "Folake Ojo", "Gbenga Salami",
                    "Halima Bello", "Ify Okafor", "Jide Adeyemi"],
            leaving: [4],
            standings: [
                (0, 82, (0, 3), SkillTriad(70, 55, 80), 6),  (1, 64, (0, 2), SkillTriad(60, 62, 58), 12),
                (2, 35, (0, 1), SkillTriad(40, 20, 55), nil), (3, 71, (1, 2), SkillTriad(66, 48, 61), 15),
                (5, 50, (0, 1), SkillTriad(45, 50, 40), nil), (6, 58, (0, 2), SkillTriad(52, 44, 63), 9),
            ]),
        DemoCohort(
            name: "Accra 2", region: "Accra", startsInDays: 24, days: 28, seats: 0,
            names: ["Kofi Mensah", "Lamisi Adongo", "Maame Asare", "Nii Lartey", "Osei Tutu", "Pokua Sarpong", "Quaye Addo"]),
    ]
}

extension DemoOffice {
    /// Adds the cohorts of the table, once: an office with cohorts has them.
    func addCohorts() async throws {
        let (tenant, now, keys) = (tenant, office.clock.now(), office.keys.personal)
        try await office.database.write { db in
            let known: Int? = try db.value("SELECT count(*) FROM cohort WHERE tenant_id = \(tenant)")
            guard known == 0 else { return }
            for cohort in DemoCohort.all {
                let id = try cohort.add(tenant: tenant, at: now, db)
                try cohort.fill(id, keys: keys, tenant: tenant, at: now, db)
            }
        }
    }
}

extension DemoCohort {
    private func terms(_ today: Day) -> CohortTerms {
        let first = today.adding(days: startsInDays)
        return CohortTerms(
            name: name, region: region, from: first, to: first.adding(days: days), cost: Cents(10_000), currency: .usd)
    }

    fileprivate func add(tenant: TenantID, at now: Moment, _ db: Connection) throws -> Cohort.ID {
        let terms = terms(now.day)
        let planned = min(now, terms.startsOn.start) - .days(20)
        let id = try Cohort.add(terms, tenant: tenant, by: DemoOffice.who, at: planned, db).id
        guard seats > 0 else { return id }
        let amount = Cents(Int64(seats) * terms.cost.count)
        try Cohort.fund(
            id, CohortFunding.Change(seats: seats, amount: amount, cause: "sample"), tenant: tenant,
            by: DemoOffice.who, at: planned + .hours(1), db)
        try Cohort.release(
            seats, of: id, cause: "sample", tenant: tenant, by: DemoOffice.who, at: planned + .hours(1), db)
        return id
    }

    /// Takes its people in, a day after the other, and starts it where its first day is over.
    fileprivate func fill(
        _ id: Cohort.ID, keys: PersonalKeys, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        let first = terms(now.day).startsOn.start
        let open = min(now, first) - .days(15)
        var people: [Participant.ID] = []
        for (number, name) in names.enumerated() {
            let mailbox = name.lowercased().split(separator: " ").joined(separator: ".")
            let person = ParticipantPerson(
                name: name, email: "\(mailbox)@people.example", phone: "+23480300000\(10 + number)")
            people.append(
                try Participant.add(
                    ParticipantEntry(person), to: id, keys: keys, tenant: tenant, by: DemoOffice.who,
                    at: open + .days(Int64(number)), db
                ).id)
        }
        guard startsInDays <= 0 else { return }
        try Cohort.find(id, tenant: tenant, db).start(by: DemoOffice.who, at: first + .hours(8), db)
        for place in leaving {
            try Participant.find(people[place], tenant: tenant, db)
                .decide(.withdraw, reason: .foundWork, by: DemoOffice.who, at: first + .days(5), db)
        }
        try measure(people, from: first, tenant: tenant, db)
    }

    private static let missions: [Mission.Terms] = [
        .init("Price three offers", .practice, isRequired: true), .init("Ask ten customers", .arena, isRequired: true),
        .init("Hold a stall", .arena),
    ]

    /// Measures people on the first day and the fifteenth, and enters what they tried between.
    private func measure(_ people: [Participant.ID], from first: Moment, tenant: TenantID, _ db: Connection) throws {
        let cohort = try Cohort.find(Participant.find(people[0], tenant: tenant, db).cohort, tenant: tenant, db)
        let missions = try Self.missions.enumerated().map { number, terms in
            try Mission.add(terms, to: cohort, by: DemoOffice.who, at: first + .hours(Int64(number + 9)), db)
        }
        for (place, momentum, levels, skills, incomeAfter) in standings {
            func participant() throws -> Participant { try Participant.find(people[place], tenant: tenant, db) }
            func measure(_ standing: ParticipantStanding, after days: Int) throws {
                let moment = first + .days(Int64(days)) + .hours(18)
                try participant().measure(
                    Measurement(on: moment.day, standing), by: DemoOffice.who, at: moment, db)
            }
            try measure(.init(identityLevel: levels.0), after: 0)
            for (number, mission) in missions.enumerated() where (place + number) % 3 < 2 {
                let moment = first + .days(Int64(3 + 4 * number))
                let outcome: MissionAttempt.Outcome = (place + number).isMultiple(of: 2) ? .achieved : .tried
                try participant().attempt(
                    .init(at: mission.id, on: moment.day, outcome), by: DemoOffice.who, at: moment, db)
            }
            let income = incomeAfter.map { first.day.adding(days: $0) }
            try measure(
                .init(momentum: momentum, identityLevel: levels.1, skills: skills, firstIncomeOn: income), after: 15)
        }
    }
}
