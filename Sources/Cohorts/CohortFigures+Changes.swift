import Kernel
import Storage

extension CohortFigures {
    /// What is measured of people, each by itself.
    package enum Measure: Sendable, CaseIterable { case identity, skills, momentum, income, attempts, arena }

    /// Of how many participants each of these is another one than when that row of the history was written. By rows and not by
    /// time, because much happens at one moment.
    package static func changed(
        since seq: Int64, in cohort: Cohort.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Measure: Int] {
        let news = try ParticipantNews.since(seq, in: cohort, tenant: tenant, db)
        return try ParticipantMeasures.of(cohort, tenant: tenant, db).reduce(into: [:]) { changed, one in
            guard let news = news[one.participant] else { return }
            let (former, now) = (one.parts(before: news), one.parts(before: ParticipantNews()))
            for measure in Measure.allCases where former[measure] != now[measure] { changed[measure, default: 0] += 1 }
        }
    }
}

/// How much of a participant's is newer than a row of the history.
struct ParticipantNews: Sendable, Equatable {
    var isStarted = false
    var measured = 0
    var cleared = 0
    var attempted = 0
    var inArena = 0

    static func since(
        _ seq: Int64, in cohort: Cohort.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Participant.ID: ParticipantNews] {
        let arena = Set(
            try db.rows(
                "SELECT id FROM mission WHERE tenant_id = \(tenant) AND cohort_id = \(cohort) AND kind = 'arena'"
            )
            .map { try $0.first(as: Mission.ID.self) })
        var news: [Participant.ID: ParticipantNews] = [:]
        try db.each(
            """
            SELECT history.record_id, history.event, history.detail
              FROM history JOIN participant ON participant.tenant_id = history.tenant_id AND participant.id = history.record_id
             WHERE history.tenant_id = \(tenant) AND history.record_kind = 'participant' AND history.seq > \(seq)
               AND participant.cohort_id = \(cohort)
             ORDER BY history.seq
            """
        ) { row in
            let participant: Participant.ID = try row["record_id"]
            var one = news[participant] ?? ParticipantNews()
            switch try row.get("event", as: String.self) {
            case Participant.Event.start.rawValue: one.isStarted = true
            case "measured": one.measured += 1
            case "income_cleared": one.cleared += 1
            case "attempted":
                one.attempted += 1
                let detail: Value = try row["detail"]
                if let mission = detail["mission"]?.text.flatMap({ Mission.ID($0) }), arena.contains(mission) {
                    one.inArena += 1
                }
            default: return
            }
            news[participant] = one
        }
        return news
    }
}
