import Deals
import Kernel
import Storage
import Web

extension ReferralCredit {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReferralCredit {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM referral_credit
             WHERE referral_credit.tenant_id = \(tenant) AND referral_credit.id = \(id)
            """)
        guard let row else { throw CreditRefusal.unknown(id) }
        return try ReferralCredit(row)
    }

    package struct Filter: Sendable {
        package var referrer: Referrer.ID?
        package var state: State?

        package init(referrer: Referrer.ID? = nil, state: State? = nil) {
            self.referrer = referrer
            self.state = state
        }
    }

    /// The newest first; what waits the oldest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferralCredit> {
        let rows = try db.rows(query(filter, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferralCredit.init), of: page) { Value($0.id) }
    }

    static func query(_ filter: Filter, page: PageRequest, tenant: TenantID) -> SQL {
        var conditions: [SQL] = ["referral_credit.tenant_id = \(tenant)"]
        if let referrer = filter.referrer { conditions.append("referral_credit.partner_id = \(referrer)") }
        if let state = filter.state { conditions.append("referral_credit.state = \(state)") }
        let isQueue = filter.state == .pendingApproval
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append(isQueue ? "referral_credit.id > \(after)" : "referral_credit.id < \(after)")
        }
        let order: SQL = isQueue ? "ASC" : "DESC"
        return """
            SELECT \(part: columns) FROM referral_credit
             WHERE \(part: .all(conditions))
             ORDER BY referral_credit.id \(part: order)
             LIMIT \(page.limit + 1)
            """
    }

    /// A lead's credits, the oldest first.
    package static func of(_ lead: ReferredLead.ID, tenant: TenantID, _ db: Connection) throws -> [ReferralCredit] {
        try db.rows(
            """
            SELECT \(part: columns) FROM referral_credit
             WHERE referral_credit.tenant_id = \(tenant) AND lead_id = \(lead) ORDER BY referral_credit.id
            """
        ).map(ReferralCredit.init)
    }

    /// What can be asked for a lead now.
    static func open(for lead: ReferredLead, _ db: Connection) throws -> [Kind] {
        guard lead.application != nil,
            let terms = try ReferralTerms.inForce(
                at: lead.submittedAt, for: lead.referrer, tenant: lead.tenant, db)
        else { return [] }
        let standing = try of(lead.id, tenant: lead.tenant, db).filter(\.stands)
        let given: [Kind] =
            (terms.price == nil ? [] : [.approval]) + (terms.percent == nil || lead.deal == nil ? [] : [.conversion])
        return given.filter { kind in !standing.contains { $0.kind == kind } }
    }

    /// Where the credits of these leads stand: pending, approved, rejected or paid; a lead without credits has none (G23). What
    /// was taken back counts as rejected.
    static func states(
        of leads: [ReferredLead.ID], tenant: TenantID, _ db: Connection
    ) throws -> [ReferredLead.ID: String] {
        let rows = try db.rows(
            """
            SELECT lead_id, sum(CASE WHEN state = 'pending_approval' THEN 1 ELSE 0 END) AS pending,
                   sum(CASE WHEN state = 'approved' AND paid_at IS NULL AND is_clawed_back = 0 THEN 1 ELSE 0 END)
                       AS approved,
                   sum(CASE WHEN paid_at IS NOT NULL AND is_clawed_back = 0 THEN 1 ELSE 0 END) AS paid
              FROM referral_credit
             WHERE tenant_id = \(tenant) AND lead_id IN \(list: leads)
             GROUP BY lead_id ORDER BY lead_id
            """)
        var states: [ReferredLead.ID: String] = [:]
        for row in rows {
            let (pending, approved, paid): (Int, Int, Int) = (try row["pending"], try row["approved"], try row["paid"])
            states[try row["lead_id"]] =
                pending > 0 ? "pending" : approved > 0 ? "approved" : paid > 0 ? "paid" : "rejected"
        }
        return states
    }
}
