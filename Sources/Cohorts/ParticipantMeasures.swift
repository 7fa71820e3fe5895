import Kernel
import Storage

/// All that was measured of a participant, by which it is known what stood before the newest of it.
struct ParticipantMeasures: Sendable {
    let participant: Participant.ID
    private let startedOn: Day?
    /// In their order.
    private var standings: [ParticipantStanding] = []
    /// The numbers of the measurements up to which an income was wrong, the smallest first.
    private var cleared: [Int] = []
    private var attempts = 0
    private var arena = 0

    /// What the participant adds to each measure of the cohort, without what is new; nothing where it adds nothing.
    func parts(before news: ParticipantNews) -> [CohortFigures.Measure: [Int]] {
        guard let startedOn, !news.isStarted else { return [:] }
        let standings = standings.dropLast(news.measured)
        let wrong = cleared.dropLast(news.cleared).last ?? 0
        let levels = standings.compactMap(\.identityLevel)
        var parts: [CohortFigures.Measure: [Int]] = [
            .identity: [levels.first ?? -1, levels.last ?? -1], .attempts: [attempts > news.attempted ? 1 : 0],
            .arena: [arena > news.inArena ? 1 : 0],
        ]
        parts[.skills] = standings.compactMap(\.skills).last?.scores
        parts[.momentum] = standings.compactMap(\.momentum).last.map { [$0] }
        parts[.income] = standings.dropFirst(wrong).compactMap(\.firstIncomeOn).last.map { [$0 - startedOn] }
        return parts
    }

    /// Those of a cohort's participants.
    static func of(_ cohort: Cohort.ID, tenant: TenantID, _ db: Connection) throws -> [ParticipantMeasures] {
        let own: SQL = "SELECT id FROM participant WHERE tenant_id = \(tenant) AND cohort_id = \(cohort)"
        var all: [Participant.ID: ParticipantMeasures] = [:]
        try db.each("SELECT id, started_on FROM participant WHERE tenant_id = \(tenant) AND cohort_id = \(cohort)") {
            row in
            let id: Participant.ID = try row["id"]
            all[id] = ParticipantMeasures(participant: id, startedOn: try row["started_on"])
        }
        try db.each(
            """
            SELECT participant_id, momentum, identity_level, skill_1, skill_2, skill_3, first_income_on
              FROM participant_measurement
             WHERE tenant_id = \(tenant) AND participant_id IN (\(part: own))
             ORDER BY participant_id, number
            """
        ) { row in all[try row["participant_id"]]?.standings.append(try ParticipantStanding(row)) }
        try db.each(
            """
            SELECT participant_id, number FROM participant_income_clearing
             WHERE tenant_id = \(tenant) AND participant_id IN (\(part: own))
             ORDER BY participant_id, number
            """
        ) { row in all[try row["participant_id"]]?.cleared.append(try row["number"]) }
        try db.each(
            """
            SELECT mission_attempt.participant_id, count(*) AS attempts,
                   count(CASE WHEN mission.kind = 'arena' THEN 1 END) AS arena
              FROM mission_attempt
              JOIN mission ON mission.tenant_id = mission_attempt.tenant_id AND mission.id = mission_attempt.mission_id
             WHERE mission.tenant_id = \(tenant) AND mission.cohort_id = \(cohort)
             GROUP BY mission_attempt.participant_id
            """
        ) { row in
            let id: Participant.ID = try row["participant_id"]
            all[id]?.attempts = try row["attempts"]
            all[id]?.arena = try row["arena"]
        }
        return Array(all.values)
    }

    private init(participant: Participant.ID, startedOn: Day?) {
        self.participant = participant
        self.startedOn = startedOn
    }
}
