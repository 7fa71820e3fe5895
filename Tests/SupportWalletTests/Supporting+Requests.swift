import Cohorts
import Crypto
import Kernel
import People
import Storage
import TestCalls
import Web

@testable import SupportWallet

/// Participants who sign in and ask, for tests.
extension Supporting {
    /// A cohort that runs, with a required mission, and participants who sign in, tried it today and have momentum.
    struct Group {
        let cohort: Cohort.ID
        let mission: Mission.ID
        let people: [Participant.ID]
        let askers: [Principal]
    }

    func group(_ count: Int = 1, name: String = "Lagos 7", momentum: Int? = 60) async throws -> Group {
        let (cohort, people) = try await running(count, name: name)
        let (now, act, today) = (clock.now(), act, today)
        let (mission, persons) = try await write { db, tenant in
            let mission = try Mission.add(
                Mission.Terms("Sell at the market", .arena, isRequired: true),
                to: try Cohort.find(cohort, tenant: tenant, db), by: Self.who, at: now, db
            ).id
            let persons = try people.map { id in
                let participant = try Participant.find(id, tenant: tenant, db)
                try participant.attempt(MissionAttempt.New(at: mission, on: today, .tried), by: Self.who, at: now, db)
                if let momentum {
                    try participant.measure(
                        Measurement(on: today, ParticipantStanding(momentum: momentum)), by: Self.who, at: now, db)
                }
                try SupportLogin.set(PasswordHash(of: "correct horse battery", cost: 4), for: participant, act, db)
                let person: PersonID? = try db.value(
                    "SELECT person_id FROM support_login WHERE tenant_id = \(tenant) AND participant_id = \(id)")
                guard let person else { throw PlainRefusal.missing }
                return person
            }
            return (mission, persons)
        }
        let askers = persons.map { person in
            Principal(
                tenant: tenant, person: person, name: "Somebody", roles: [.participant],
                credential: .session(id: "none", csrf: "none"))
        }
        return Group(cohort: cohort, mission: mission, people: people, askers: askers)
    }

    static func wish(_ kind: SupportKind, _ mission: Mission.ID) -> Value {
        let value: Value = [
            "type": .string(kind.rawValue), "mission": Value(mission),
            "justification": "This enables me to complete the mission",
        ]
        return kind == .data ? value : value.adding("why_not_earlier", "in_person")
    }

    /// Asks as the participant, a second later than before.
    func ask(_ kind: SupportKind, _ group: Group, _ person: Int = 0) async throws -> SupportRequest.ID {
        clock.advance(.seconds(1))
        let made = try await caller.call(
            .post, "/support/request", Self.wish(kind, group.mission), as: group.askers[person])
        return try found(made["id"]?.text.flatMap { SupportRequest.ID($0) })
    }

    /// Does what the keeper does with requests.
    func triage() async throws {
        let act = act
        let due = try await read { try SupportRequest.toTriage(tenant: $1, $0) }
        for id in due.new + due.waiting {
            try await write { try SupportRequest.find(id, tenant: $1, $0).triage(act, $0) }
        }
    }

    func request(_ id: SupportRequest.ID) async throws -> SupportRequest {
        try await read { try SupportRequest.find(id, tenant: $1, $0) }
    }

    func own(_ group: Group, _ person: Int = 0) async throws -> [Value] {
        try await caller.call(.get, "/support/requests", as: group.askers[person])["items"]?.list ?? []
    }

    /// All of an admin's three fields.
    static func exception(_ channel: Channel) -> Value {
        ["category": "mission_critical", "acknowledged": true, "channel": .string(channel.rawValue)]
    }
}
