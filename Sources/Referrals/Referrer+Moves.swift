import Kernel
import Storage

extension Referrer {
    /// A registration comes in: pending, whoever makes it (G61).
    package static func register(
        _ fields: ReferrerFields, code: String? = nil, _ act: ReferralAct, _ db: Connection
    ) throws -> Referrer {
        let id = ID(at: act.now)
        let code = try code.map(checked) ?? made(of: id)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO referral_partner (id, tenant_id, code, name, name_key, type, status, contact_name, email,
                                              email_key, website, currency, monthly_quota, tier, created_by, created_at,
                                              updated_at, version)
                VALUES (\(id), \(act.tenant), \(code), \(fields.name), \(fields.nameKey), \(fields.kind), 'pending',
                        \(fields.contactName), \(fields.email), \(fields.emailKey), \(fields.website),
                        \(fields.currency), \(fields.quota), 'bronze', \(act.who), \(act.now), \(act.now), 1)
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw ReferralRefusal.codeTaken(code)
        }
        try act.log(
            .init(.partnerRegistered, "referral_partner", id, to: Status.pending.rawValue), of: id, db)
        return try find(id, tenant: act.tenant, db)
    }

    /// Capital letters, digits and hyphens.
    private static func checked(_ text: String) throws -> String {
        let code = text.uppercased()
        let isPlain = code.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == 45 }
        guard isPlain, (2...20).contains(code.utf8.count) else { throw ReferralRefusal.badCode }
        return code
    }

    /// Letters and digits of the id's random end: nobody guesses who is a partner.
    private static func made(of id: ID) -> String { "R-" + id.description.suffix(10).uppercased() }

    /// Other fields, made from that version.
    package func change(to fields: ReferrerFields, version: Int, _ act: ReferralAct, _ db: Connection) throws {
        guard version == self.version else { throw RecordRefusal.changedMeanwhile("partner", id) }
        guard fields != self.fields else { return }
        let changed = try db.changes(
            """
            UPDATE referral_partner
               SET name = \(fields.name), name_key = \(fields.nameKey), type = \(fields.kind),
                   contact_name = \(fields.contactName), email = \(fields.email), email_key = \(fields.emailKey),
                   website = \(fields.website), monthly_quota = \(fields.quota), updated_at = \(act.now),
                   version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("partner", id) }
        try act.log(.init(.partnerChanged, "referral_partner", id), of: id, db)
    }

    /// Management decides where a partner stands. Active it is made by somebody else than who entered it, and after its
    /// documents were looked at.
    package func decide(_ event: Event, reason: String?, _ act: ReferralAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(status, on: event)
        try act.requireOutsider(of: id, db)
        if event != .activate, reason == nil { throw ReferralRefusal.reasonNeeded }
        if event == .activate, approvedAt == nil {
            try act.requireOther(than: createdBy, at: createdAt, of: id, db)
            guard try ReferrerVerification.of(id, tenant: tenant, db).isVerified(.documents) else {
                throw ReferralRefusal.documentsNotChecked
            }
        }
        let isFirst = event == .activate && approvedAt == nil
        let changed = try db.changes(
            """
            UPDATE referral_partner
               SET status = \(next), decided_by = \(act.who), decided_at = \(act.now), decision_reason = \(reason),
                   approved_by = \(isFirst ? act.who : approvedBy), approved_at = \(isFirst ? act.now : approvedAt),
                   updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND status = \(status)
            """)
        guard changed == 1 else { throw StaleMove(record: "partner \(id)") }
        try act.log(
            .init(event.action, "referral_partner", id, from: status.rawValue, to: next.rawValue, reason: reason),
            of: id, db)
    }

    /// Takes a partner that does nothing any more out of the lists; its money, its people's history and its activity stay.
    package func delete(reason: String, _ act: ReferralAct, _ db: Connection) throws {
        try act.requireOutsider(of: id, db)
        guard status == .rejected || status == .inactive else { throw ReferralRefusal.stillAtWork(status) }
        let balance = try ReferralBalance.of(self, db)
        guard balance.available == .zero, balance.reserved == .zero else {
            throw ReferralRefusal.owed(balance.available + balance.reserved, balance.currency)
        }
        for (what, count) in try openWork(db) where count > 0 { throw ReferralRefusal.openWork(what, count) }
        try db.run(
            """
            UPDATE referral_partner SET deleted_at = \(act.now), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id) AND deleted_at IS NULL
            """)
        for user in try ReferrerUser.of(id, tenant: tenant, db) where user.person.state == .active {
            try user.move(on: .disable, isLast: true, act, db)
        }
        try act.log(.init(.partnerDeleted, "referral_partner", id, reason: reason), of: id, db)
    }

    /// What is not decided yet of the partner, and how much of it there is.
    private func openWork(_ db: Connection) throws -> [(what: String, count: Int)] {
        let row = try db.row(
            """
            SELECT (SELECT count(*) FROM referral_lead
                     WHERE tenant_id = \(tenant) AND partner_id = \(id) AND state IN ('submitted', 'under_review')) AS leads,
                   (SELECT count(*) FROM referral_credit
                     WHERE tenant_id = \(tenant) AND partner_id = \(id) AND state = 'pending_approval') AS credits,
                   (SELECT count(*) FROM referral_payout
                     WHERE tenant_id = \(tenant) AND partner_id = \(id)
                       AND state IN ('pending', 'approved', 'partially_approved')) AS payouts
            """)
        return try ["leads", "credits", "payouts"].map { ($0, try row?.get($0, as: Int.self) ?? 0) }
    }

    /// Refused where the partner was taken out of the lists: it can be paid nothing more.
    static func requireThere(_ id: ID, tenant: TenantID, _ db: Connection) throws {
        let row = try db.row(
            """
            SELECT id FROM referral_partner
             WHERE tenant_id = \(tenant) AND id = \(id) AND deleted_at IS NULL
            """)
        guard row != nil else { throw ReferralRefusal.deleted }
    }

    /// The rank that management gives.
    package func give(_ tier: Tier, reason: String?, _ act: ReferralAct, _ db: Connection) throws {
        try act.requireOutsider(of: id, db)
        guard tier != self.tier else { return }
        try db.run(
            """
            UPDATE referral_partner SET tier = \(tier), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try act.log(
            .init(.tierSet, "referral_partner", id, reason: reason, detail: ["tier": .string(tier.rawValue)]), of: id,
            db)
    }
}

extension Referrer.Event {
    var action: ReferralAction {
        switch self {
        case .activate: .partnerActivated
        case .reject: .partnerRejected
        case .suspend: .partnerSuspended
        case .deactivate: .partnerDeactivated
        }
    }
}
