import Cohorts
import Kernel
import Storage

/// How somebody went about it: what a summary tells of attempts. Whatever records attempts feeds it by this one shape (I39).
package struct ImpactBehaviour: Sendable, Equatable {
    /// An attempt, whoever recorded it.
    package struct Attempt: Sendable, Equatable {
        package let mission: String
        package let isArena: Bool
        package let on: Day

        package init(_ mission: String, isArena: Bool = false, on day: Day) {
            self.mission = mission
            self.isArena = isArena
            on = day
        }
    }

    /// The longest run of weeks with an attempt in each.
    package let longestStreakWeeks: Int
    /// Attempts in the open.
    package let arenaAttempts: Int
    /// Missions that were tried again.
    package let iterations: Int
    package let attempts: Int

    package init(_ attempts: [Attempt]) {
        self.attempts = attempts.count
        arenaAttempts = attempts.filter(\.isArena).count
        iterations = Dictionary(grouping: attempts, by: \.mission).values.filter { $0.count > 1 }.count
        var (longest, run, last): (Int, Int, Day?) = (0, 0, nil)
        for week in Set(attempts.map { SupportSample.week(of: $0.on) }).sorted() {
            run = last.map { week - $0 == 7 } == true ? run + 1 : 1
            (longest, last) = (max(longest, run), week)
        }
        longestStreakWeeks = longest
    }

    /// From the cohort's own record of attempts.
    static func of(_ participant: Participant, _ db: Connection) throws -> ImpactBehaviour {
        let missions = try Mission.of(participant.cohort, tenant: participant.tenant, db)
        let arenas = Set(missions.filter { $0.terms.kind == .arena }.map(\.id))
        return ImpactBehaviour(
            try MissionAttempt.of(participant, db).map {
                Attempt($0.mission.description, isArena: arenas.contains($0.mission), on: $0.on)
            })
    }

    var value: Value {
        [
            "attempts": Value(attempts), "longest_streak_weeks": Value(longestStreakWeeks),
            "arena_attempts": Value(arenaAttempts), "iterations": Value(iterations),
        ]
    }
}
