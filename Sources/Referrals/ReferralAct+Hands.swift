import Kernel
import People
import Storage
import Web

/// Maker and checker by person: who stands behind what a partner's people and programs enter.
extension ReferralAct {
    /// What somebody did, and when.
    struct Deed: Equatable {
        let who: Who
        let at: Moment

        init(_ who: Who, at: Moment) {
            self.who = who
            self.at = at
        }
    }

    /// Nobody decides what is their own, what came through a hand that they gave, or what is of a partner they work for.
    func requireOther(than maker: Who, at moment: Moment, of referrer: Referrer.ID, _ db: Connection) throws {
        try requireOther(than: [Deed(maker, at: moment)], of: referrer, db)
    }

    /// The same of what several did.
    func requireOther(than deeds: [Deed], of referrer: Referrer.ID, _ db: Connection) throws {
        try requireOutsider(of: referrer, db)
        guard try !hands(of: deeds, db).contains(who) else { throw ReferralRefusal.ownWork }
    }

    /// Whether it is theirs in that sense, or they are no person: pages offer nothing then.
    func isOwn(_ deed: Deed, of referrer: Referrer.ID, _ db: Connection) throws -> Bool {
        guard case .person = who, try isOutsider(of: referrer, db) else { return true }
        return try hands(of: [deed], db).contains(who)
    }

    /// A person who does not work for the partner, whatever roles of the desk they have.
    func requireOutsider(of referrer: Referrer.ID, _ db: Connection) throws {
        try requirePerson()
        guard try isOutsider(of: referrer, db) else { throw ReferralRefusal.ownWork }
    }

    func isOutsider(of referrer: Referrer.ID, _ db: Connection) throws -> Bool {
        guard case .person(let person) = who else { return true }
        let works = try db.row(
            """
            SELECT 1 FROM referral_user
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND person_id = \(person)
            """)
        return works == nil
    }

    /// The same as a condition of rows: `referrer` is their column.
    func isOutsider(_ referrer: SQL) -> SQL {
        guard case .person(let person) = who else { return "1 = 1" }
        return """
            NOT EXISTS (SELECT 1 FROM referral_user
                         WHERE referral_user.tenant_id = \(tenant) AND referral_user.partner_id = \(part: referrer)
                           AND referral_user.person_id = \(person))
            """
    }

    /// Refused where nobody of the office would be left to decide what the partner's person enters after this one made them a
    /// new password. Asked before that is written down.
    func requireDecider(afterResetOf person: PersonID, of referrer: Referrer.ID, _ db: Connection) throws {
        let hands = try hands(of: [Deed(.person(person), at: now)], db)
        guard !hands.contains(who) else { return }
        let admins = try db.rows(
            """
            SELECT person.id FROM person JOIN person_role ON person_role.person_id = person.id
             WHERE person.tenant_id = \(tenant) AND person.state = 'active'
               AND person_role.role = \(RoleName.admin.rawValue)
               AND NOT EXISTS (SELECT 1 FROM referral_user
                                WHERE referral_user.tenant_id = \(tenant) AND partner_id = \(referrer)
                                  AND referral_user.person_id = person.id)
             ORDER BY person.id
            """
        ).map { Who.person(try $0["id"]) }
        guard admins.contains(where: { $0 != who && !hands.contains($0) }) else { throw ReferralRefusal.nobodyLeft }
    }

    /// The makers and everybody who can have acted as one of them when it was done: of a key who made it, of a partner's person
    /// who added them or reset their password before; and so on, until only people of the office are left. A password that was
    /// changed since ends nothing: who knew it can have changed it. One that was reset later made nothing of what stands.
    func hands(of deeds: [Deed], _ db: Connection) throws -> Set<Who> {
        var (last, next): ([Who: Moment], [Deed]) = ([:], deeds)
        while let deed = next.popLast() {
            if let known = last[deed.who], known >= deed.at { continue }
            last[deed.who] = deed.at
            next += try givers(of: deed, db)
        }
        return Set(last.keys)
    }

    private func givers(of deed: Deed, _ db: Connection) throws -> [Deed] {
        let rows: [Row]
        switch deed.who {
        case .system: return []
        case .key(let name):
            rows = try db.rows(
                """
                SELECT history.who, history.at FROM api_key
                  JOIN history ON history.tenant_id = api_key.tenant_id AND history.record_kind = 'api_key'
                              AND history.record_id = api_key.id
                              AND history.event IN ('added', \(ReferralAction.keyAdded))
                 WHERE api_key.tenant_id = \(tenant) AND api_key.name = \(name) AND history.seq > 0
                 ORDER BY history.seq
                """)
        case .person(let person):
            let added = try db.rows(
                """
                SELECT created_by AS who, created_at AS at FROM referral_user
                 WHERE tenant_id = \(tenant) AND person_id = \(person)
                """)
            // Whoever works for no partner is of the office: who gave them their password is the office's to look after.
            guard !added.isEmpty else { return [] }
            rows =
                try added
                + db.rows(
                    """
                    SELECT who, at FROM history
                     WHERE tenant_id = \(tenant) AND record_kind = 'person' AND record_id = \(person.description) AND seq > 0
                       AND event = 'password_reset' AND at <= \(deed.at)
                     ORDER BY seq
                    """)
        }
        return try rows.map { Deed(try $0["who"], at: try $0["at"]) }
    }
}
