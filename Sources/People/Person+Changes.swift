import Crypto
import Kernel
import Storage
import Web

extension Person {
    /// What is known of a person who is added.
    package struct Draft: Sendable {
        package let email: String
        package let name: String
        package let roles: [RoleName]

        /// Checked: address, name and at least one role of the table.
        package init(email: String, name: String, roles: Set<RoleName>) throws {
            self.email = try PersonRules.email(email)
            self.name = try PersonRules.name(name)
            self.roles = try PersonRules.roles(roles)
        }
    }

    /// Adds a person; an address that signs in already is refused (409).
    package static func add(
        _ draft: Draft, password: PasswordHash, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Person {
        let id = PersonID(at: moment)
        do {
            try db.run(
                """
                INSERT INTO person (id, tenant_id, email, email_key, name, password_hash, state, created_at, updated_at,
                                    version)
                VALUES (\(id), \(tenant), \(draft.email), \(PersonRules.emailKey(draft.email)), \(draft.name),
                        \(password.text), \(State.active), \(moment), \(moment), 1)
                """)
        } catch let fault as StorageFault where fault.isNotUnique {
            throw PeopleRefusal.emailTaken
        }
        try writeRoles(draft.roles, of: id, tenant: tenant, db)
        try note(
            id, "added", to: .active, by: who, at: moment,
            ["fields": ["email", "name", "roles", "password"], "roles": words(draft.roles)], tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Gives the person other roles; the last active admin keeps the role. A participant is one alone and stays it: what could be done
    /// with a sign-in between would be kept nowhere.
    package static func changeRoles(
        of id: PersonID, to roles: Set<RoleName>, version: Int, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Person {
        let roles = try PersonRules.roles(roles)
        let former = try find(id, tenant: tenant, db)
        let isParticipant = former.roles.contains(.participant) || roles.contains(.participant)
        guard !isParticipant || Set(former.roles) == Set(roles) else { throw PeopleRefusal.participantRole }
        try touch(id, version: version, tenant: tenant, at: moment, db)
        try db.run("DELETE FROM person_role WHERE tenant_id = \(tenant) AND person_id = \(id)")
        try writeRoles(roles, of: id, tenant: tenant, db)
        try requireAdmin(tenant: tenant, db)
        try note(
            id, "roles_changed", by: who, at: moment,
            ["fields": ["roles"], "from": words(former.roles), "to": words(roles)], tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Gives the person another name.
    package static func rename(
        _ id: PersonID, to name: String, version: Int, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Person {
        let name = try PersonRules.name(name)
        try touch(id, version: version, tenant: tenant, at: moment, db)
        try db.run("UPDATE person SET name = \(name) WHERE tenant_id = \(tenant) AND id = \(id)")
        try note(id, "renamed", by: who, at: moment, ["fields": ["name"]], tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Moves the person; who is disabled is signed out everywhere at once.
    package static func move(
        _ id: PersonID, on event: Event, version: Int, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Person {
        let person = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(person.state, on: event)
        try touch(id, version: version, tenant: tenant, at: moment, db)
        try db.run("UPDATE person SET state = \(next) WHERE tenant_id = \(tenant) AND id = \(id)")
        if next == .disabled { try Session.end(of: id, tenant: tenant, db) }
        try requireAdmin(tenant: tenant, db)
        try History.append(
            HistoryEntry(
                "person", id, from: person.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: moment),
            tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Stores a new password and ends the person's sessions, but for `kept`.
    package static func setPassword(
        of id: PersonID, to password: PasswordHash, keeping kept: Session.ID? = nil, event: String, tenant: TenantID,
        by who: Who, at moment: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE person
               SET password_hash = \(password.text), updated_at = \(moment), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        guard changed == 1 else { throw RecordRefusal.unknown("person", id) }
        try Session.end(of: id, keeping: kept, tenant: tenant, db)
        try note(id, event, by: who, at: moment, ["fields": ["password"]], tenant: tenant, db)
    }

    private static func touch(
        _ id: PersonID, version: Int, tenant: TenantID, at moment: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE person
               SET updated_at = \(moment), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("person", id) }
    }

    private static func requireAdmin(tenant: TenantID, _ db: Connection) throws {
        let admins: Int? = try db.value(
            """
            SELECT count(*)
              FROM person JOIN person_role ON person_role.person_id = person.id
             WHERE person.tenant_id = \(tenant) AND person.state = \(State.active)
               AND person_role.role = \(RoleName.admin.rawValue)
            """)
        guard admins ?? 0 > 0 else { throw PeopleRefusal.lastAdmin }
    }

    private static func writeRoles(
        _ roles: [RoleName], of id: PersonID, tenant: TenantID, _ db: Connection
    ) throws {
        for role in roles {
            try db.run(
                "INSERT INTO person_role (tenant_id, person_id, role) VALUES (\(tenant), \(id), \(role.rawValue))")
        }
    }

    private static func words(_ roles: [RoleName]) -> Value { .list(roles.map { Value($0.rawValue) }) }

    static func note(
        _ id: PersonID, _ event: String, to: State? = nil, by who: Who, at moment: Moment, _ detail: Value,
        tenant: TenantID, _ db: Connection
    ) throws {
        try History.append(
            HistoryEntry("person", id, event, to: to?.rawValue, by: who, at: moment, detail: detail), tenant: tenant,
            db)
    }
}
