import Cohorts
import Kernel
import People
import Storage

/// Who of the office had a hand in what a request rests on: who could sign in as the participant, who wrote the number where airtime
/// goes, who entered what was tried and measured. Read from rows and the history, which only grow.
enum SupportHands {
    /// Who of the office made the password that was in force at `moment`, or another since: each of them could have signed in as the
    /// participant from then on. A password that was chosen anew frees nobody: who chose it is whoever had the former.
    static func signers(
        of participant: Participant.ID, since moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> Set<Who> {
        let made = try passwords(of: participant, tenant: tenant, db)
        let last = made.map(\.at).filter { $0 <= moment }.max() ?? moment
        return Set(made.filter { $0.at >= last }.map(\.who))
    }

    /// Each password that the office made, wherever it did: rows of its own, and the history of the person.
    private static func passwords(
        of participant: Participant.ID, tenant: TenantID, _ db: Connection
    ) throws -> [(who: Who, at: Moment)] {
        let set = try db.rows(
            """
            SELECT set_by, at FROM support_login_password
             WHERE tenant_id = \(tenant) AND participant_id = \(participant) ORDER BY number
            """
        ).map { (who: try $0.get("set_by", as: Who.self), at: try $0.get("at", as: Moment.self)) }
        guard let person = try SupportLogin.person(of: participant, tenant: tenant, db) else { return set }
        let told = try History.of("person", person, tenant: tenant, db)
        return set + told.filter { $0.event == "password_reset" }.map { ($0.who, $0.at) }
    }

    /// Who wrote the number where airtime goes, and when: who changed it last, else who entered the participant.
    static func number(
        of participant: Participant.ID, tenant: TenantID, _ db: Connection
    ) throws -> (who: Who, at: Moment)? {
        let told = try History.of("participant", participant, tenant: tenant, db)
        let changed = told.first { $0.event == "changed" && ($0.detail["fields"]?.list ?? []).contains("phone") }
        return (changed ?? told.last { $0.event == "add" }).map { ($0.who, $0.at) }
    }

    /// Whether one person of the office could have made all of it: signs in as the participant, and entered the number, the newest attempt
    /// or what was measured last. A key is in somebody's hands, who may be that person.
    static func isInOneHand(_ request: SupportRequest, _ act: SupportAct, _ db: Connection) throws -> Bool {
        let signers = try signers(
            of: request.participant, since: request.createdAt, tenant: request.tenant, db
        ).filter { !$0.isProgram }
        guard !signers.isEmpty else { return false }
        let told = try History.of("participant", request.participant, tenant: request.tenant, db)
        var makers = Set(["attempted", "measured"].compactMap { event in told.first { $0.event == event }?.who })
        if let number = try number(of: request.participant, tenant: request.tenant, db) { makers.insert(number.who) }
        if makers.contains(where: \.isKey) { return true }
        return try makers.contains { maker in try signers.contains { try act.areOne(maker, $0, db) != nil } }
    }

    /// The person by whom somebody acted: of a key who made it, and of that who made it, if it was a key; nil of the program itself.
    static func person(behind who: Who, tenant: TenantID, _ db: Connection) throws -> Who? {
        switch who {
        case .system: return nil
        case .person: return who
        case .key(let name):
            let id: Identifier<APIKey>? = try db.value(
                "SELECT id FROM api_key WHERE tenant_id = \(tenant) AND name = \(name)")
            guard let id,
                let made = try History.of("api_key", id, tenant: tenant, db).last(where: { $0.event == "added" })
            else { return nil }
            return made.who == who ? nil : try person(behind: made.who, tenant: tenant, db)
        }
    }
}

extension Who {
    fileprivate var isProgram: Bool { if case .system = self { true } else { false } }
    fileprivate var isKey: Bool { if case .key = self { true } else { false } }
}
