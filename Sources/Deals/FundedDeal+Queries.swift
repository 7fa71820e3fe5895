import Applications
import Funders
import Kernel
import Storage
import Submissions
import Web

extension FundedDeal {
    /// Of `funded_deal`, for who reads deals beside something else.
    package static let columns: SQL = """
        funded_deal.id, funded_deal.tenant_id, funded_deal.offer_id, funded_deal.application_id, funded_deal.funder_id,
        funded_deal.submission_id, funded_deal.kind, funded_deal.renews_id, funded_deal.amount_cents,
        funded_deal.payback_cents, funded_deal.currency, funded_deal.funded_on, funded_deal.renewal_due_on,
        funded_deal.state, funded_deal.created_by, funded_deal.created_at
        """

    /// From a row with `columns`.
    package init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        offer = try row["offer_id"]
        application = try row["application_id"]
        funder = try row["funder_id"]
        submission = try row["submission_id"]
        kind = try row["kind"]
        renews = try row["renews_id"]
        amount = try row["amount_cents"]
        payback = try row["payback_cents"]
        currency = try row["currency"]
        fundedOn = try row["funded_on"]
        renewalDueOn = try row["renewal_due_on"]
        state = try row["state"]
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
    }

    /// Refused where the office has no such deal.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> FundedDeal {
        let row = try db.row("SELECT \(part: columns) FROM funded_deal WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw DealRefusal.unknown(id) }
        return try FundedDeal(row)
    }

    /// The deal, refused where it was cancelled too.
    package static func standing(_ id: ID, tenant: TenantID, _ db: Connection) throws -> FundedDeal {
        let deal = try find(id, tenant: tenant, db)
        guard deal.state == .funded else { throw DealRefusal.cancelled(id) }
        return deal
    }

    /// The deal that an offer became; nil where it became none.
    package static func of(_ offer: Offer.ID, tenant: TenantID, _ db: Connection) throws -> FundedDeal? {
        try db.row(
            """
            SELECT \(part: columns) FROM funded_deal
             WHERE tenant_id = \(tenant) AND offer_id = \(offer) AND state = 'funded'
            """
        ).map(FundedDeal.init)
    }

    /// A funder's standing deals in a currency, funded from the first to the last day, the first funded first.
    package static func funded(
        by funder: Funder.ID, in currency: Currency, from first: Day, through last: Day, tenant: TenantID,
        _ db: Connection
    ) throws -> [FundedDeal] {
        try db.rows(
            """
            SELECT \(part: columns) FROM funded_deal
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND currency = \(currency)
               AND funded_on >= \(first) AND funded_on <= \(last) AND state = 'funded'
             ORDER BY funded_on, id
            """
        ).map(FundedDeal.init)
    }

    /// A funder's standing deals, the last funded first.
    package static func newest(
        of funder: Funder.ID, most: Int, tenant: TenantID, _ db: Connection
    ) throws -> [ID] {
        try db.rows(
            """
            SELECT id FROM funded_deal
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND state = 'funded'
             ORDER BY funded_on DESC, id DESC LIMIT \(most)
            """
        ).map { try $0["id"] }
    }

    /// The standing deal that renewed this one; nil where none did.
    package static func renewal(of id: ID, tenant: TenantID, _ db: Connection) throws -> FundedDeal? {
        try db.row(
            """
            SELECT \(part: columns) FROM funded_deal
             WHERE tenant_id = \(tenant) AND renews_id = \(id) AND state = 'funded' ORDER BY id
            """
        ).map(FundedDeal.init)
    }

    /// A merchant's standing deals with a funder that were funded until the day, the newest first.
    package static func earlier(
        of application: Application, by funder: Funder.ID, through day: Day, _ db: Connection
    ) throws -> [FundedDeal] {
        let tax: SQL = application.einHash.map { "application.ein_hash = \($0)" } ?? "application.ein_hash IS NULL"
        let name: SQL =
            application.einHash == nil ? "application.legal_name_key = \(application.legalNameKey)" : "true"
        return try db.rows(
            """
            SELECT \(part: columns) FROM funded_deal
              JOIN application ON application.id = funded_deal.application_id
             WHERE funded_deal.tenant_id = \(application.tenant) AND funded_deal.funder_id = \(funder)
               AND funded_deal.state = 'funded' AND funded_deal.funded_on <= \(day) AND \(part: tax) AND \(part: name)
             ORDER BY funded_deal.funded_on DESC, funded_deal.id DESC
            """
        ).map(FundedDeal.init)
    }

    /// The deal that a submission asks to renew: the one that the deal made of it names, else its merchant's newest with
    /// the funder; nil where it asks for no renewal, or there is none (A57).
    package static func renewed(
        by submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> FundedDeal? {
        let submission = try Submission.find(submission, tenant: tenant, db)
        guard submission.kind == .renewal else { return nil }
        let made: ID? = try db.value(
            """
            SELECT renews_id FROM funded_deal
             WHERE tenant_id = \(tenant) AND submission_id = \(submission.id) AND state = 'funded' ORDER BY id
            """)
        if let made { return try find(made, tenant: tenant, db) }
        let application = try Application.find(submission.application, tenant: tenant, db)
        return try earlier(of: application, by: submission.funder, through: submission.createdAt.day, db)
            .first { $0.submission != submission.id }
    }

    static func insert(_ deal: FundedDeal, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO funded_deal (id, tenant_id, offer_id, application_id, funder_id, submission_id, kind, renews_id,
                                     amount_cents, payback_cents, currency, funded_on, renewal_due_on, state,
                                     created_by, created_at)
            VALUES (\(deal.id), \(deal.tenant), \(deal.offer), \(deal.application), \(deal.funder), \(deal.submission),
                    \(deal.kind), \(deal.renews), \(deal.amount), \(deal.payback), \(deal.currency), \(deal.fundedOn),
                    \(deal.renewalDueOn), \(deal.state), \(deal.createdBy), \(deal.createdAt))
            """)
    }

    /// The deal's members for pages and programs alike.
    package var value: Value {
        [
            "id": Value(id), "offer": Value(offer), "application": Value(application), "funder": Value(funder),
            "submission": Value(submission), "kind": .string(kind.rawValue), "kind_label": .string(kind.label),
            "is_renewal": .bool(kind == .renewal), "renews": Value(renews), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "payback_amount": Value(payback?.decimal),
            "currency": .string(currency.rawValue), "funded_on": Value(fundedOn), "renewal_due_on": Value(renewalDueOn),
            "state": .string(state.rawValue), "state_label": .string(state.label),
            "is_standing": .bool(state == .funded), "created_at": Value(createdAt),
        ]
    }
}

extension FundedDeal.State {
    package var label: String {
        switch self {
        case .funded: "Funded"
        case .cancelled: "Cancelled"
        }
    }
}
