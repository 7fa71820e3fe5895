import Kernel
import People
import Storage
import Web

/// Missions, what was attempted, and what was measured.
extension CohortRoutes {
    func addMission(_ request: Request) async throws -> Answer {
        let (terms, now) = (try request.read { Mission.Terms.read(&$0) }, clock.now())
        let id = try request.id("id", Cohort.self)
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            let cohort = try Cohort.find(id, tenant: caller.tenant, db)
            return try Mission.add(terms, to: cohort, by: caller.who, at: now, db).value
        }
        return Answer.created(location: "/cohorts/\(id)", value).replayed(isReplay)
    }

    func retireMission(_ request: Request) async throws -> Answer { try await moveMission(request, .retire) }
    func reopenMission(_ request: Request) async throws -> Answer { try await moveMission(request, .reopen) }

    private func moveMission(_ request: Request, _ event: Mission.Event) async throws -> Answer {
        let (id, now) = (try request.id("id", Mission.self), clock.now())
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            try Mission.find(id, tenant: caller.tenant, db).move(on: event, by: caller.who, at: now, db)
            return try Mission.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/cohorts/\(value["cohort"]?.text ?? "")", value).replayed(isReplay)
    }

    func measure(_ request: Request) async throws -> Answer {
        let today = clock.now().day
        let measurement = try request.read { Measurement.read(&$0, today: today) }
        return try await move(request) { participant, caller, now, db in
            try participant.measure(measurement, by: caller.who, at: now, db)
        }
    }

    func attempt(_ request: Request) async throws -> Answer {
        let today = clock.now().day
        let attempt = try request.read { MissionAttempt.New.read(&$0, today: today) }
        return try await move(request) { participant, caller, now, db in
            try participant.attempt(attempt, by: caller.who, at: now, db)
        }
    }

    /// A cohort's missions, each with how often it was attempted and by how many.
    static func missions(of cohort: Cohort, _ db: Connection) throws -> [Value] {
        let rows = try db.rows(
            """
            SELECT mission_id, count(*) AS attempts, count(DISTINCT participant_id) AS participants
              FROM mission_attempt
             WHERE tenant_id = \(cohort.tenant)
               AND mission_id IN (SELECT id FROM mission WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id))
             GROUP BY mission_id
             ORDER BY mission_id
            """)
        let counts = try rows.reduce(into: [Mission.ID: (Int, Int)]()) { counts, row in
            counts[try row["mission_id"]] = (try row["attempts"], try row["participants"])
        }
        return try Mission.of(cohort.id, tenant: cohort.tenant, db).map { mission in
            let (attempts, participants) = counts[mission.id] ?? (0, 0)
            return mission.value.adding("attempts", Value(attempts)).adding("attempted_by", Value(participants))
        }
    }
}
