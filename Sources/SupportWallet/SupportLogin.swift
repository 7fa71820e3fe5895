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
    }

    private static func person(
        of participant: Participant.ID, tenant: TenantID, _ db: Connection
    ) throws -> PersonID? {
        try db.value(
            "SELECT person_id FROM support_login WHERE tenant_id = \(tenant) AND participant_id = \(participant)")
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
