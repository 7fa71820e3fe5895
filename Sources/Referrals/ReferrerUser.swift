import Crypto
import Kernel
import People
import Storage
import Web

/// A person who signs in for a partner (G13–G17).
package struct ReferrerUser: Sendable {
    /// What a partner's person may do (G14).
    package enum Rank: String, Sendable, CaseIterable {
        case admin
        case leadManager = "lead_manager"
        case viewer

        package var role: RoleName {
            switch self {
            case .admin: .referralAdmin
            case .leadManager: .referralLeadManager
            case .viewer: .referralViewer
            }
        }

        package var label: String {
            switch self {
            case .admin: "Admin"
            case .leadManager: "Lead manager"
            case .viewer: "Viewer"
            }
        }
    }

    package let person: Person
    package let referrer: Referrer.ID
    package let createdBy: Who
    package let createdAt: Moment

    package var rank: Rank { Rank.allCases.first { person.roles.contains($0.role) } ?? .viewer }

    private init(_ row: Row, tenant: TenantID, _ db: Connection) throws {
        person = try Person.find(try row["person_id"], tenant: tenant, db)
        referrer = try row["partner_id"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
    }

    package static func find(_ id: PersonID, tenant: TenantID, _ db: Connection) throws -> ReferrerUser {
        let row = try db.row(
            """
            SELECT person_id, partner_id, created_by, created_at FROM referral_user
             WHERE tenant_id = \(tenant) AND person_id = \(id)
            """)
        guard let row else { throw RecordRefusal.unknown("user", id) }
        return try ReferrerUser(row, tenant: tenant, db)
    }

    /// Whoever signs in with that address, in whatever spelling (G15).
    package static func find(email: String, tenant: TenantID, _ db: Connection) throws -> ReferrerUser? {
        let row = try db.row(
            """
            SELECT person_id, partner_id, created_by, referral_user.created_at
              FROM referral_user JOIN person ON person.id = referral_user.person_id
             WHERE referral_user.tenant_id = \(tenant) AND person.email_key = \(PersonRules.emailKey(email))
            """)
        return try row.map { try ReferrerUser($0, tenant: tenant, db) }
    }

    /// The partner's people, in the order in which they came.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferrerUser] {
        try db.rows(
            """
            SELECT person_id, partner_id, created_by, created_at FROM referral_user
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY created_at, person_id LIMIT 200
            """
        ).map { try ReferrerUser($0, tenant: tenant, db) }
    }

    /// A new login, of one of the three ranks and no role of the desk.
    package static func add(
        email: String, name: String, as rank: Rank, password: PasswordHash, to referrer: Referrer, _ act: ReferralAct,
        _ db: Connection
    ) throws -> ReferrerUser {
        guard referrer.status == .active else { throw ReferralRefusal.notAdmitted(referrer.status) }
        let draft = try Person.Draft(email: email, name: name, roles: [rank.role])
        let person = try Person.add(draft, password: password, tenant: referrer.tenant, by: act.who, at: act.now, db)
        try db.run(
            """
            INSERT INTO referral_user (person_id, tenant_id, partner_id, created_by, created_at)
            VALUES (\(person.id), \(referrer.tenant), \(referrer.id), \(act.who), \(act.now))
            """)
        try act.log(
            .init(.userAdded, "referral_user", person.id, detail: ["rank": .string(rank.rawValue)]), of: referrer.id, db
        )
        return try find(person.id, tenant: referrer.tenant, db)
    }

    /// Another name or rank; the partner keeps an admin.
    package func change(
        name: String?, rank: Rank?, version: Int, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferrerUser {
        guard version == person.version else { throw RecordRefusal.changedMeanwhile("user", person.id) }
        var version = version
        if let name, name != person.name {
            version = try Person.rename(
                person.id, to: name, version: version, tenant: act.tenant, by: act.who, at: act.now, db
            ).version
        }
        if let rank, rank != self.rank {
            _ = try Person.changeRoles(
                of: person.id, to: [rank.role], version: version, tenant: act.tenant, by: act.who, at: act.now, db)
            try requireAdmin(db)
        }
        try act.log(.init(.userChanged, "referral_user", person.id), of: referrer, db)
        return try Self.find(person.id, tenant: act.tenant, db)
    }

    /// Signed out everywhere at once with the keys that they made revoked, or let in again. `isLast`: the partner goes with them.
    func move(on event: Person.Event, isLast: Bool = false, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Person.move(
            person.id, on: event, version: person.version, tenant: act.tenant, by: act.who, at: act.now, db)
        if !isLast { try requireAdmin(db) }
        try Self.noteMove(of: person.id, on: event, of: referrer, act, db)
    }

    /// What goes with it, by whichever page they were moved.
    static func noteMove(
        of person: PersonID, on event: Person.Event, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection
    ) throws {
        if event == .disable { try ReferrerKey.revokeAll(madeBy: person, of: referrer, act, db) }
        let states: [Person.State] = event == .disable ? [.active, .disabled] : [.disabled, .active]
        try act.log(
            .init(
                event == .disable ? .userDeactivated : .userReactivated, "referral_user", person,
                from: states[0].rawValue, to: states[1].rawValue), of: referrer, db)
    }

    private func requireAdmin(_ db: Connection) throws {
        let admins: Int =
            try db.value(
                """
                SELECT count(*)
                  FROM referral_user
                  JOIN person ON person.id = referral_user.person_id
                  JOIN person_role ON person_role.person_id = person.id
                 WHERE referral_user.tenant_id = \(person.tenant) AND referral_user.partner_id = \(referrer)
                   AND person.state = 'active' AND person_role.role = \(RoleName.referralAdmin.rawValue)
                """) ?? 0
        guard admins > 0 else { throw ReferralRefusal.lastAdmin }
    }

    /// With how often somebody failed to sign in of late (G16).
    package func value(at now: Moment, _ db: Connection) throws -> Value {
        [
            "id": Value(person.id), "partner": Value(referrer), "name": .string(person.name),
            "email": .string(person.email), "role": .string(rank.rawValue), "role_label": .string(rank.label),
            "state": .string(person.state.rawValue), "is_active": .bool(person.state == .active),
            "signed_in_at": Value(person.signedInAt), "created_at": Value(createdAt),
            "failed_sign_ins": Value(try SignIn.recentFailures(email: person.email, at: now, db)),
            "version": Value(person.version),
        ]
    }

    static var choices: Value {
        .list(Rank.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
