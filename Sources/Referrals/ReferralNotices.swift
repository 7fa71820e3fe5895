import Kernel
import Notices
import Storage

/// Tells referral partners by itself what was decided of their leads and payouts, where the office turned that on: each
/// decision since then once, and none to an address that mails came back from.
package struct ReferralNotices: Sendable {
    let desk: NoticeDesk

    private static let who = Who.system("notices")
    /// What could not be told for so long is told by people.
    static let window = Span.days(14)
    /// So many are told at one look.
    static let most = 200

    /// What is told, and in which words.
    // swift-format-ignore
    private static let table: [(action: ReferralAction, template: String)] = [
        (.leadApproved,            "mail/referral-lead-approved"),
        (.leadRejected,            "mail/referral-lead-rejected"),
        (.payoutPaid,              "mail/referral-payout-paid"),
        (.payoutRejected,          "mail/referral-payout-rejected"),
        (.payoutFailed,            "mail/referral-payout-rejected"),
    ]

    package init(desk: NoticeDesk) { self.desk = desk }

    /// One look at an office; says how many mails it queued.
    @discardableResult
    package func look(tenant: TenantID) async throws -> Int {
        let now = desk.clock.now()
        let letters = try await desk.database.read { try Self.letters(tenant: tenant, at: now, $0) }
        var queued = 0
        for letter in letters {
            do {
                _ = try await desk.send(letter, tenant: tenant, by: Self.who)
                queued += 1
            } catch is any Refusal {
                // Another node was faster, or something changed meanwhile: it is looked at again.
                continue
            }
        }
        return queued
    }

    /// What is to be told now, of each kind the oldest first.
    static func letters(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [NoticeLetter] {
        guard let since = try ReferralSettings.of(tenant, db).noticesSince else { return [] }
        let first = max(since, now - window)
        return Array(
            try table.flatMap { try letters($0, $1, from: first, tenant: tenant, db) }.prefix(most))
    }

    /// Of one kind. Who is told nothing stands before nobody: it is read on until there are enough.
    private static func letters(
        _ action: ReferralAction, _ template: String, from first: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [NoticeLetter] {
        var letters: [NoticeLetter] = []
        var last: (at: Moment, id: String) = (first, "")
        while letters.count < most {
            let rows = try db.rows(
                """
                SELECT id, at, partner_id, resource_id FROM referral_activity
                 WHERE tenant_id = \(tenant) AND action = \(action) AND (at, id) > (\(last.at), \(last.id))
                   AND NOT EXISTS (SELECT 1 FROM notice
                                    WHERE notice.tenant_id = \(tenant) AND notice.party_kind = \(Referrer.recordKind)
                                      AND notice.party_id = partner_id AND notice.about = \(action.rawValue)
                                      AND notice.about_key = resource_id)
                 ORDER BY at, id LIMIT \(most)
                """)
            for row in rows {
                last = (try row["at"], try row["id"])
                let (partner, resource): (Referrer.ID, String) = (try row["partner_id"], try row["resource_id"])
                let letter = try NoticeLetter.referral(
                    action, template, of: resource, to: partner, tenant: tenant, db)
                if let letter { letters.append(letter) }
            }
            if rows.count < most { break }
        }
        return letters
    }
}

extension Referrer {
    static let recordKind = "referral_partner"
}

extension NoticeLetter {
    /// The news of a decision; nil where there is none to tell: the partner is gone, mails came back from its address, or
    /// the record stands elsewhere by now.
    fileprivate static func referral(
        _ action: ReferralAction, _ template: String, of resource: String, to id: Referrer.ID, tenant: TenantID,
        _ db: Connection
    ) throws -> NoticeLetter? {
        let row = try db.row(
            """
            SELECT \(part: Referrer.columns) FROM referral_partner
             WHERE tenant_id = \(tenant) AND id = \(id) AND deleted_at IS NULL
            """)
        guard let referrer = try row.map(Referrer.init),
            let context = try Self.context(action, resource, tenant: tenant, db)
        else { return nil }
        let party = Notice.Party(Referrer.recordKind, id)
        let (address, since) = (referrer.fields.email, referrer.createdAt)
        guard try Notice.stop(of: address, since: since, to: party, tenant: tenant, db) == nil else { return nil }
        return NoticeLetter(
            Notice.Matter(action.rawValue, resource, content: context.canonicalBytes), to: party,
            name: referrer.fields.contactName, address: address, template: template, context: context
        ) { try referral(action, template, of: resource, to: id, tenant: tenant, $0) }
    }

    private static func context(
        _ action: ReferralAction, _ resource: String, tenant: TenantID, _ db: Connection
    ) throws -> Value? {
        if let id = ReferredLead.ID(resource), [.leadApproved, .leadRejected].contains(action) {
            let lead = try ReferredLead.find(id, tenant: tenant, db)
            guard (lead.application != nil) == (action == .leadApproved) else { return nil }
            return ["lead": ["name": .string(lead.businessName), "reason": Value(lead.rejectionReason)]]
        }
        guard let id = ReferralPayout.ID(resource) else { return nil }
        let payout = try ReferralPayout.find(id, tenant: tenant, db)
        guard payout.state == (action == .payoutPaid ? .paid : .rejected) else { return nil }
        return [
            "payout": [
                "from": Value(payout.from), "to": Value(payout.to),
                "amount": .string(payout.currency.shown(payout.approved ?? payout.generated)),
                "paid_on": Value(payout.paidOn), "method": Value(payout.method?.label),
                "reference": Value(payout.reference), "notes": Value(payout.notes),
            ]
        ]
    }
}
