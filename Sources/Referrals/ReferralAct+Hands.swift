import Kernel
import People
import Storage

/// Maker and checker by person: who stands behind what a partner's people and programs enter.
extension ReferralAct {
    /// Nobody decides what is their own, what came through a hand that they gave, or what is of a partner they work for.
    func requireOther(than maker: Who, of referrer: Referrer.ID, _ db: Connection) throws {
        try requireOther(than: [maker], of: referrer, db)
    }

    /// The same of several makers.
    func requireOther(than makers: Set<Who>, of referrer: Referrer.ID, _ db: Connection) throws {
        try requireOutsider(of: referrer, db)
        guard try !hands(of: makers, db).contains(who) else { throw ReferralRefusal.ownWork }
    }

    /// A person who does not work for the partner, whatever roles of the desk they have.
    func requireOutsider(of referrer: Referrer.ID, _ db: Connection) throws {
        try requirePerson()
        guard case .person(let person) = who else { return }
        let works = try db.row(
            """
            SELECT 1 FROM referral_user
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND person_id = \(person)
            """)
        guard works == nil else { throw ReferralRefusal.ownWork }
    }

    /// The makers and everybody who can have acted as one of them: of a key who made it, of a partner's person who added
    /// them or reset their password; and so on, until only people of the office are left. A password that was changed since
    /// ends nothing: who knew it can have changed it.
    func hands(of makers: Set<Who>, _ db: Connection) throws -> Set<Who> {
        var (hands, next): (Set<Who>, Set<Who>) = ([], makers)
        while let hand = next.popFirst() {
            guard hands.insert(hand).inserted else { continue }
            next.formUnion(try givers(of: hand, db))
        }
        return hands
    }

    private func givers(of hand: Who, _ db: Connection) throws -> [Who] {
        let rows: [Row]
        switch hand {
        case .system: return []
        case .key(let name):
            rows = try db.rows(
                """
                SELECT history.who FROM api_key
                  JOIN history ON history.tenant_id = api_key.tenant_id AND history.record_kind = 'api_key'
                              AND history.record_id = api_key.id
                              AND history.event IN ('added', \(ReferralAction.keyAdded))
                 WHERE api_key.tenant_id = \(tenant) AND api_key.name = \(name) AND history.seq > 0
                 ORDER BY history.seq
                """)
        case .person(let person):
            let added = try db.rows(
                "SELECT created_by AS who FROM referral_user WHERE tenant_id = \(tenant) AND person_id = \(person)")
            // Whoever works for no partner is of the office: who gave them their password is the office's to look after.
            guard !added.isEmpty else { return [] }
            rows =
                try added
                + db.rows(
                    """
                    SELECT who FROM history
                     WHERE tenant_id = \(tenant) AND record_kind = 'person' AND record_id = \(person.description) AND seq > 0
                       AND event = 'password_reset'
                     ORDER BY seq
                    """)
        }
        return try rows.map { try $0["who"] }
    }
}
