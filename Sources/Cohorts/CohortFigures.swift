import Kernel
import Storage

/// What cohorts came to, added up over their participants: it names nobody. Small counts are not hidden here: who shows
/// them to partners does that.
package struct CohortFigures: Sendable, Equatable {
    package var byState: [Participant.State: Int] = [:]
    /// Who was active on at least one day.
    package var supported = 0
    /// Of those supported, who has a first income.
    package var earners = 0
    /// Of those supported, how many stand at each identity level, and stood there when it was first measured.
    package var identityLevels: [Int: Int] = [:]
    package var startingLevels: [Int: Int] = [:]
    /// The averages of those measured, rounded half-even; nil where nobody was.
    package var skills: SkillTriad?
    package var momentum: Int?
    /// How many people these two averages are of.
    package var skilled = 0
    package var paced = 0
    /// From the first day as active to the first income: the median of the earners, of two middle ones the smaller.
    package var daysToFirstIncome: Int?
    package var attempts = 0
    /// How many participants made an attempt, made one at an arena mission, achieved one, tried one mission again.
    package var attempting = 0
    package var inArena = 0
    package var achieving = 0
    package var iterating = 0

    /// What one cohort came to.
    package static func of(_ cohort: Cohort.ID, tenant: TenantID, _ db: Connection) throws -> CohortFigures {
        try of([cohort], tenant: tenant, db)
    }

    /// Several cohorts added up, each of them once.
    package static func of(_ cohorts: Set<Cohort.ID>, tenant: TenantID, _ db: Connection) throws -> CohortFigures {
        var figures = CohortFigures()
        let list = cohorts.sorted { $0.bits < $1.bits }
        for counts in try Cohort.counts(of: list, tenant: tenant, db).values {
            figures.byState.merge(counts) { $0 + $1 }
        }
        try figures.addStandings(of: list, tenant: tenant, db)
        try figures.addAttempts(of: list, tenant: tenant, db)
        return figures
    }

    private mutating func addStandings(of cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection) throws {
        var (scores, momenta, days): ([SkillTriad], [Int], [Int]) = ([], [], [])
        try db.each(
            """
            SELECT started_on, momentum, identity_level, skill_1, skill_2, skill_3, first_income_on,
                   (SELECT identity_level FROM participant_measurement AS first
                     WHERE first.tenant_id = participant.tenant_id AND first.participant_id = participant.id
                       AND first.identity_level IS NOT NULL
                     ORDER BY first.number
                     LIMIT 1) AS starting_level
              FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id IN \(list: cohorts) AND started_on IS NOT NULL
            """
        ) { row in
            let standing = try ParticipantStanding(row)
            supported += 1
            if let level = standing.identityLevel { identityLevels[level, default: 0] += 1 }
            if let level: Int = try row["starting_level"] { startingLevels[level, default: 0] += 1 }
            if let skills = standing.skills { scores.append(skills) }
            if let momentum = standing.momentum { momenta.append(momentum) }
            if let income = standing.firstIncomeOn {
                earners += 1
                days.append(income - (try row["started_on"]))
            }
        }
        (skilled, paced) = (scores.count, momenta.count)
        momentum = Self.average(momenta)
        skills = SkillTriad(
            Self.average(scores.map { $0.scores[0] }), Self.average(scores.map { $0.scores[1] }),
            Self.average(scores.map { $0.scores[2] }))
        daysToFirstIncome = days.isEmpty ? nil : days.sorted()[(days.count - 1) / 2]
    }

    private mutating func addAttempts(of cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection) throws {
        var (all, arena, achieved, again): (Set<String>, Set<String>, Set<String>, Set<String>) = ([], [], [], [])
        try db.each(
            """
            SELECT mission_attempt.participant_id, mission.kind, count(*) AS number,
                   count(CASE WHEN mission_attempt.outcome = 'achieved' THEN 1 END) AS achieved
              FROM mission_attempt
              JOIN mission ON mission.tenant_id = mission_attempt.tenant_id AND mission.id = mission_attempt.mission_id
             WHERE mission.tenant_id = \(tenant) AND mission.cohort_id IN \(list: cohorts)
             GROUP BY mission_attempt.participant_id, mission.id, mission.kind
            """
        ) { row in
            let participant: String = try row["participant_id"]
            let number: Int = try row["number"]
            attempts += number
            all.insert(participant)
            if try row.get("kind", as: Mission.Kind.self) == .arena { arena.insert(participant) }
            if try row.get("achieved", as: Int.self) > 0 { achieved.insert(participant) }
            if number > 1 { again.insert(participant) }
        }
        (attempting, inArena, achieving, iterating) = (all.count, arena.count, achieved.count, again.count)
    }

    /// Half-even to a whole number; nil of none.
    private static func average(_ values: [Int]) -> Int? {
        guard !values.isEmpty else { return nil }
        return Int(Rounding.halfEven(Int128(values.reduce(0, +)), over: Int128(values.count)))
    }
}

extension CohortFigures {
    /// As people of the programmes see it.
    package var value: Value {
        let levels = Set(identityLevels.keys).union(startingLevels.keys).sorted()
        return [
            "supported": Value(supported), "earners": Value(earners), "momentum": Value(momentum),
            "skills": skills?.value ?? .null, "days_to_first_income": Value(daysToFirstIncome),
            "attempts": Value(attempts), "attempting": Value(attempting), "in_arena": Value(inArena),
            "achieving": Value(achieving), "iterating": Value(iterating),
            "levels": .list(
                levels.map {
                    [
                        "level": .string("L\($0)"), "at_first": Value(startingLevels[$0] ?? 0),
                        "now": Value(identityLevels[$0] ?? 0),
                    ]
                }),
        ]
    }
}
