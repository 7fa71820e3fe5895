import Kernel
import People
import Storage
import Web

/// Whose records somebody sees: the office all, a partner's person or key its own partner's. Another's are not there.
package enum ReferrerSight {
    /// The asker's partner; nil for the office, which sees all.
    package static func bounds(of caller: Principal, _ db: Connection) throws -> Referrer? {
        Access.admins.admits(caller.roles) ? nil : try own(of: caller, db)
    }

    /// The partner that the asker works for.
    package static func own(of caller: Principal, _ db: Connection) throws -> Referrer {
        let id: Referrer.ID?
        if let person = caller.person {
            id = try db.value(
                "SELECT partner_id FROM referral_user WHERE tenant_id = \(caller.tenant) AND person_id = \(person)")
        } else if case .key(let name) = caller.credential {
            id = try db.value(
                """
                SELECT partner_id FROM referral_key JOIN api_key ON api_key.id = referral_key.api_key_id
                 WHERE referral_key.tenant_id = \(caller.tenant) AND api_key.name = \(name)
                   AND api_key.revoked_at IS NULL
                """)
        } else {
            id = nil
        }
        guard let id else { throw ReferralRefusal.noPartner }
        return try Referrer.find(id, tenant: caller.tenant, db)
    }

    /// The partner of that id, where the asker may see it.
    package static func referrer(_ id: Referrer.ID, for caller: Principal, _ db: Connection) throws -> Referrer {
        if let own = try bounds(of: caller, db) {
            guard own.id == id else { throw ReferralRefusal.unknownPartner }
            return own
        }
        return try Referrer.find(id, tenant: caller.tenant, db)
    }

    /// The same for a change: a partner that is not active changes nothing (G04).
    package static func changing(_ id: Referrer.ID, for caller: Principal, _ db: Connection) throws -> Referrer {
        let referrer = try referrer(id, for: caller, db)
        guard Access.admins.admits(caller.roles) || referrer.status == .active else {
            throw ReferralRefusal.notActive(referrer.status)
        }
        return referrer
    }
}
