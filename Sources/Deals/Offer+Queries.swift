import Classification
import Correspondence
import Kernel
import Storage
import Submissions

extension Offer {
    static let columns: SQL = """
        id, tenant_id, submission_id, application_id, funder_id, message_id, state, ending, superseded_by, extended_to_on,
        amount_cents, currency,
        factor_rate, buy_rate, interest_rate, payback_cents, term_value, term_unit, payment_frequency, payment_cents,
        holdback, origination_percent, origination_cents, commission_points, prepay, expires_on, offered_at, received_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        submission = try row["submission_id"]
        application = try row["application_id"]
        funder = try row["funder_id"]
        message = try row["message_id"]
        state = try row["state"]
        ending = try row["ending"]
        supersededBy = try row["superseded_by"]
        extendedTo = try row["extended_to_on"]
        terms = try Terms(row)
        offeredAt = try row["offered_at"]
        receivedAt = try row["received_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Offer {
        let row = try db.row("SELECT \(part: columns) FROM offer WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw OfferRefusal.unknown(id) }
        return try Offer(row)
    }

    /// A submission's offers, the newest first.
    package static func of(_ submission: Submission.ID, tenant: TenantID, _ db: Connection) throws -> [Offer] {
        try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE tenant_id = \(tenant) AND submission_id = \(submission)
             ORDER BY id DESC
            """
        ).map(Offer.init)
    }
}

extension Offer.Terms {
    init(_ row: Row) throws {
        amount = try row["amount_cents"]
        currency = try row["currency"]
        factorRate = try row["factor_rate"]
        buyRate = try row["buy_rate"]
        interestRate = try row["interest_rate"]
        payback = try row["payback_cents"]
        termValue = try row["term_value"]
        termUnit = try row["term_unit"]
        frequency = try row["payment_frequency"]
        payment = try row["payment_cents"]
        holdback = try row["holdback"]
        originationPercent = try row["origination_percent"]
        originationAmount = try row["origination_cents"]
        commissionPoints = try row["commission_points"]
        prepay = try row["prepay"]
        expiresOn = try row["expires_on"]
    }
}
