import Kernel
import Storage
import Web

/// A participant tried a mission on a day: only ever added.
package struct MissionAttempt: Sendable {
    package typealias ID = Identifier<MissionAttempt>

    package enum Outcome: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case tried, achieved

        package var label: String { self == .tried ? "Tried" : "Achieved" }
    }

    package let mission: Mission.ID
    package let title: String
    package let on: Day
    package let outcome: Outcome

    /// An attempt that somebody enters.
    package struct New: Sendable {
        package let mission: Mission.ID
        package let on: Day
        package let outcome: Outcome

        package init(at mission: Mission.ID, on day: Day, _ outcome: Outcome) {
            self.mission = mission
            on = day
            self.outcome = outcome
        }

        static func read(_ reader: inout FieldReader, today: Day) -> New {
            let mission: Mission.ID = reader.id("mission")
            let day = reader.optionalDay("made_on") ?? today
            if day > today { reader.refuse("made_on", code: "in_the_future", "must not be after today") }
            return New(at: mission, on: day, reader.choice("outcome"))
        }

        // swift-format-ignore
        static let fields: [FieldShape] = [
            .required("mission", .id, "an open one of the participant's cohort"), .required("outcome", .choice(Outcome.allCases.map(\.rawValue))),
            .optional("made_on", .day, "today where absent; not before the first day as active"),
        ]
    }

    /// A participant's attempts, the newest first.
    package static func of(_ participant: Participant, _ db: Connection) throws -> [MissionAttempt] {
        try db.rows(
            """
            SELECT mission_attempt.mission_id, mission.title, mission_attempt.made_on, mission_attempt.outcome
              FROM mission_attempt
              JOIN mission ON mission.tenant_id = mission_attempt.tenant_id AND mission.id = mission_attempt.mission_id
             WHERE mission_attempt.tenant_id = \(participant.tenant)
               AND mission_attempt.participant_id = \(participant.id)
             ORDER BY mission_attempt.made_on DESC, mission_attempt.id DESC
            """
        ).map { row in
            MissionAttempt(
                mission: try row["mission_id"], title: try row["title"], on: try row["made_on"],
                outcome: try row["outcome"])
        }
    }

    /// The day of a participant's newest attempt: support follows action (I10).
    package static func newest(of participant: Participant, _ db: Connection) throws -> Day? {
        let day: Day?? = try db.value(
            """
            SELECT max(made_on) FROM mission_attempt
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id)
            """)
        return day ?? nil
    }

    var value: Value {
        [
            "mission": Value(mission), "title": .string(title), "made_on": Value(on),
            "outcome": .string(outcome.rawValue), "outcome_label": .string(outcome.label),
        ]
    }
}

extension Participant {
    /// Enters an attempt of an active participant at an open mission of the cohort.
    package func attempt(_ new: MissionAttempt.New, by who: Who, at now: Moment, _ db: Connection) throws {
        guard state == .active, let startedOn else { throw CohortRefusal.notActive(id) }
        let mission = try Mission.find(new.mission, tenant: tenant, db)
        guard mission.cohort == cohort else { throw CohortRefusal.unknownMission(mission.id) }
        guard mission.state == .open else { throw CohortRefusal.missionRetired(mission.id) }
        guard new.on >= startedOn else {
            throw FieldErrors([
                FieldError(
                    field: "made_on", code: "before_start", message: "must not be before the first day as active")
            ])
        }
        try db.run(
            """
            INSERT INTO mission_attempt (id, tenant_id, mission_id, participant_id, made_on, outcome, who, at)
            VALUES (\(MissionAttempt.ID(at: now)), \(tenant), \(mission.id), \(id), \(new.on), \(new.outcome), \(who),
                    \(now))
            """)
        try History.append(
            HistoryEntry(
                "participant", id, "attempted", by: who, at: now, detail: ["mission": Value(mission.id)]),
            tenant: tenant, db)
    }
}
