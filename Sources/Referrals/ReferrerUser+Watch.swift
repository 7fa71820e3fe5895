import Kernel
import People
import Storage

extension ReferrerUser {
    /// What the pages of people ask of this slice.
    package static let watch = PersonWatch(
        checkRoles: { person, roles, tenant, db in
            guard try referrer(of: person, tenant: tenant, db) != nil else { return }
            guard Rank.allCases.contains(where: { roles == [$0.role] }) else { throw ReferralRefusal.oneHat }
        },
        noteReset: { person, tenant, who, now, db in
            guard let referrer = try referrer(of: person, tenant: tenant, db) else { return }
            let act = ReferralAct(tenant: tenant, by: who, at: now)
            try act.requireDecider(afterResetOf: person, of: referrer, db)
            try act.log(.init(.passwordReset, "referral_user", person), of: referrer, db)
        },
        noteMove: { person, event, tenant, who, now, db in
            guard let referrer = try referrer(of: person, tenant: tenant, db) else { return }
            try noteMove(of: person, on: event, of: referrer, ReferralAct(tenant: tenant, by: who, at: now), db)
        })

    /// The partner that the person works for; nil for everybody of the office.
    private static func referrer(of person: PersonID, tenant: TenantID, _ db: Connection) throws -> Referrer.ID? {
        try db.value("SELECT partner_id FROM referral_user WHERE tenant_id = \(tenant) AND person_id = \(person)")
    }
}
