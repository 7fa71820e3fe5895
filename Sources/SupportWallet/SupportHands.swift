import Cohorts
import Kernel
import People
import Storage

/// Who of the office had a hand in what a request rests on: who could sign in as the participant, who wrote the number where airtime
/// goes, who entered what was tried and measured. Read from rows and the history, which only grow.
enum SupportHands {
    /// Who set the password that was in force at `moment`, or another since: each of them could have signed in as the participant from
    /// then on. Whose password its owner had changed by then could not.
    static func signers(
        of participant: Participant.ID, since moment: Moment, tenant: TenantID, _ db: Connection
    ) throws -> Set<Who> {
        let set = try db.rows(
            """
            SELECT set_by, at FROM support_login_password
             WHERE tenant_id = \(tenant) AND participant_id = \(participant) ORDER BY number
            """
        ).map { (who: try $0.get("set_by", as: Who.self), at: try $0.get("at", as: Moment.self)) }
        var signers = Set(set.filter { $0.at > moment }.map(\.who))
        guard let before = set.last(where: { $0.at <= moment }) else { return signers.union(set.map(\.who)) }
        let owned = try SupportLogin.ownChange(of: participant, tenant: tenant, db)
        if !owned.contains(where: { $0 >= before.at && $0 <= moment }) { signers.insert(before.who) }
        return signers
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
    /// or what was measured last.
    static func isInOneHand(_ request: SupportRequest, _ db: Connection) throws -> Bool {
        let signers = try signers(
            of: request.participant, since: request.createdAt, tenant: request.tenant, db
        ).filter(\.isPerson)
        guard !signers.isEmpty else { return false }
        let told = try History.of("participant", request.participant, tenant: request.tenant, db)
        var makers = Set(["attempted", "measured"].compactMap { event in told.first { $0.event == event }?.who })
        if let number = try number(of: request.participant, tenant: request.tenant, db) { makers.insert(number.who) }
        return !signers.isDisjoint(with: makers)
    }
}

extension Who {
    fileprivate var isPerson: Bool { if case .person = self { true } else { false } }
}
