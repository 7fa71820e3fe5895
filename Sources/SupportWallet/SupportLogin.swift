import Cohorts
import Crypto
import Kernel
import People
import Storage
import Web

/// The sign-in of a participant. A person who signs in stands with name and address in plain columns, which a participant's must not
/// (decision 0023): so this one is called by the participant's number, and its address is no mailbox.
package enum SupportLogin {
    /// What is typed to sign in: RFC 2606's `invalid` is nobody's domain.
    package static func name(of participant: Participant) -> String {
        "\(participant.reference.lowercased())@\(String(participant.tenant.description.suffix(6))).invalid"
    }

    /// Makes the sign-in, or gives it a new password where there is one.
    package static func set(
        _ password: PasswordHash, for participant: Participant, _ act: SupportAct, _ db: Connection
    ) throws {
        if let person = try person(of: participant.id, tenant: act.tenant, db) {
            try Person.setPassword(
                of: person, to: password, event: "password_reset", tenant: act.tenant, by: act.who, at: act.now, db)
            try note(participant, act, db)
            return
        }
        let draft = try Person.Draft(
            email: name(of: participant), name: participant.reference, roles: [.participant])
        let person = try Person.add(draft, password: password, tenant: act.tenant, by: act.who, at: act.now, db)
        try db.run(
            """
            INSERT INTO support_login (person_id, tenant_id, participant_id, created_by, created_at)
            VALUES (\(person.id), \(act.tenant), \(participant.id), \(act.who), \(act.now))
            """)
        try act.log(
            "participant", participant.id, "login_made", detail: ["person": Value(person.id)], db)
        try note(participant, act, db)
    }

    /// Who sets a password can sign in by it: that is kept, for who may decide.
    private static func note(_ participant: Participant, _ act: SupportAct, _ db: Connection) throws {
        let last: Int?? = try db.value(
            """
            SELECT max(number) FROM support_login_password
             WHERE tenant_id = \(act.tenant) AND participant_id = \(participant.id)
            """)
        try db.run(
            """
            INSERT INTO support_login_password (tenant_id, participant_id, number, set_by, at)
            VALUES (\(act.tenant), \(participant.id), \(((last ?? nil) ?? 0) + 1), \(act.who), \(act.now))
            """)
    }

    /// Maker and checker are two people: who could have made the request as the participant, because they set the password by which it
    /// was made or another since, decides nothing about it and hands nothing out.
    static func requireOther(than request: SupportRequest, _ act: SupportAct, _ db: Connection) throws {
        guard act.who != request.createdBy else { throw DecisionRefusal.ownRequest }
        var since = request.createdAt
        if request.kind == .cash {
            let participant = try Participant.find(request.participant, tenant: act.tenant, db)
            since = try BankAccount.confirmed(of: participant, db)?.confirmedAt.map { min($0, since) } ?? since
        }
        let signers = try SupportHands.signers(of: request.participant, since: since, tenant: act.tenant, db)
        guard !signers.contains(act.who) else { throw DecisionRefusal.ownSignIn }
        try act.requireSecond(to: signers, db)
    }

    /// When the office made a password last, and when it was chosen anew since, by whoever had it.
    static func madeByOffice(
        _ participant: Participant, _ db: Connection
    ) throws -> (at: Moment, changedAt: Moment?)? {
        let last: Moment?? = try db.value(
            """
            SELECT max(at) FROM support_login_password
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id)
            """)
        guard let made = last ?? nil else { return nil }
        guard let person = try person(of: participant.id, tenant: participant.tenant, db) else { return (made, nil) }
        let changed = try History.of("person", person, tenant: participant.tenant, db)
            .first { $0.event == "password_changed" && $0.who == .person(person) && $0.at >= made }
        return (made, changed?.at)
    }

    static func person(
        of participant: Participant.ID, tenant: TenantID, _ db: Connection
    ) throws -> PersonID? {
        try db.value(
            "SELECT person_id FROM support_login WHERE tenant_id = \(tenant) AND participant_id = \(participant)")
    }

    static func isMade(for participant: Participant, _ db: Connection) throws -> Bool {
        try person(of: participant.id, tenant: participant.tenant, db) != nil
    }

    /// Who the asker is as a participant; refused (404) for anybody else.
    package static func participant(of caller: Principal, _ db: Connection) throws -> Participant {
        guard let person = caller.person,
            let id: Participant.ID = try db.value(
                """
                SELECT participant_id FROM support_login
                 WHERE tenant_id = \(caller.tenant) AND person_id = \(person)
                """)
        else { throw SupportRefusal.noParticipant }
        return try Participant.find(id, tenant: caller.tenant, db)
    }
}
