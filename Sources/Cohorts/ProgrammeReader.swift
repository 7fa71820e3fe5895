import Applications
import Kernel
import People
import Storage
import Web

/// What somebody of the programmes sees of cohorts and participants: mentors see no amount, and only who takes people in
/// sees how to reach them.
struct ProgrammeReader: Sendable {
    let isAdmin: Bool
    let isOperator: Bool
    let isMentor: Bool
    let seesBudgets: Bool
    let keys: PersonalKeys

    init(_ caller: Principal, _ keys: PersonalKeys) {
        isAdmin = Access.admins.admits(caller.roles)
        isOperator = Access.operators.admits(caller.roles)
        isMentor = Access.mentors.admits(caller.roles)
        seesBudgets = Access.budgets.admits(caller.roles)
        self.keys = keys
    }

    func value(of cohort: Cohort, _ counts: [Participant.State: Int]) -> Value {
        let value = seesBudgets ? cohort.value : cohort.plainValue
        return value.adding("taken", Value(Cohort.taken(counts))).adding("waiting", Value(counts[.waiting] ?? 0))
            .adding("sees_budgets", .bool(seesBudgets))
    }

    func value(of participant: Participant, _ db: Connection) throws -> Value {
        try values(of: [participant], db)[0]
    }

    /// The rows of a list.
    func values(of participants: [Participant], _ db: Connection) throws -> [Value] {
        guard let tenant = participants.first?.tenant else { return [] }
        let places = try Participant.waitlistPositions(of: participants, tenant: tenant, db)
        let eligible = try Participant.stipendEligible(among: participants, tenant: tenant, db)
        return try participants.map { participant in
            let person = try participant.person.opened(for: participant.id, keys)
            return participant.value
                .adding(isOperator ? person.value : ["name": .string(person.name)])
                .adding("is_operator", .bool(isOperator))
                .adding("is_stipend_eligible", .bool(eligible.contains(participant.id)))
                .adding("waitlist_position", Value(places[participant.id]))
        }
    }

    /// The rows of a list of several cohorts' participants, each with its cohort's name.
    func valuesWithCohort(
        of participants: [Participant], tenant: TenantID, _ db: Connection
    ) throws -> [Value] {
        let names = Dictionary(
            uniqueKeysWithValues: try Cohort.all(tenant: tenant, db).map { ($0.id, Value.string($0.name)) })
        return zip(participants, try values(of: participants, db)).map { participant, value in
            value.adding("cohort_name", names[participant.cohort] ?? .null)
        }
    }
}
