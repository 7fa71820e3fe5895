import Cohorts
import Kernel
import PartnerFunding
import Storage
import SupportWallet

/// Support is paid by the capital that commitments gave the cohort (F62): a participant's wallet and the funding ledger change in one
/// transaction. Where no commitment funds a cohort in the wallet's currency the office pays, and nothing is kept.
package struct CommitmentFunding: SupportFunding {
    package init() {}

    private func cause(_ request: SupportRequest.ID) -> String { "support_request:\(request)" }

    package func free(
        for cohort: Cohort.ID, in currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> Cents? {
        try AllocationClaim.free(for: cohort, in: currency, tenant: tenant, db)
    }

    package func claim(
        _ support: FundedSupport, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let wish = AllocationClaim.Wish(
            cause: cause(support.request), holder: support.wallet.description, cohort: support.cohort,
            type: support.category, amount: support.amount, currency: support.currency)
        try AllocationClaim.make(wish, tenant: tenant, by: who, at: now, db)
    }

    package func pay(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try AllocationClaim.pay(cause(request), tenant: tenant, by: who, at: now, db)
    }

    package func letGo(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try AllocationClaim.letGo(cause(request), tenant: tenant, at: now, db)
    }

    package func takeBack(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try AllocationClaim.takeBack(cause(request), tenant: tenant, by: who, at: now, db)
    }

    package func sources(
        of request: SupportRequest.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Value] {
        try AllocationClaim.of(cause(request), tenant: tenant, db).map { claim in
            let allocation = try Allocation.find(claim.allocation, tenant: tenant, db)
            let commitment = try Commitment.find(allocation.commitment, tenant: tenant, db)
            return [
                "allocation": Value(allocation.id), "commitment": Value(commitment.id),
                "commitment_label": .string(commitment.terms.kind.label), "partner": Value(commitment.partner),
                "partner_name": .string(commitment.partnerName), "amount": .string(claim.amount.decimal),
                "amount_text": .string(allocation.currency.shown(claim.amount)),
                "source_state": .string(claim.state.rawValue), "is_paid": .bool(claim.state == .paid),
                "is_kept": .bool(claim.state == .kept), "entry": Value(claim.entry),
            ]
        }
    }

    /// Requests for which commitments kept or paid something else than the wallet says; less alone where it arrived late.
    package static func flaws(_ tenant: TenantID, _ db: Connection) throws -> [SupportRequest.ID] {
        try db.rows(
            """
            SELECT support_request.id
              FROM support_request
              JOIN (SELECT cause, CAST(sum(CASE state WHEN 'kept' THEN amount_cents ELSE 0 END) AS BIGINT) AS kept,
                           CAST(sum(CASE state WHEN 'paid' THEN amount_cents ELSE 0 END) AS BIGINT) AS paid
                      FROM allocation_claim WHERE tenant_id = \(tenant) GROUP BY cause) AS claimed
                ON claimed.cause = 'support_request:' || support_request.id
             WHERE support_request.tenant_id = \(tenant)
               AND (claimed.kept <> CASE support_request.state WHEN 'approved' THEN amount_cents ELSE 0 END
                    OR claimed.paid > CASE support_request.state WHEN 'completed' THEN amount_cents ELSE 0 END
                    OR (claimed.paid < CASE support_request.state WHEN 'completed' THEN amount_cents ELSE 0 END
                        AND NOT EXISTS (SELECT 1 FROM history
                                         WHERE history.tenant_id = support_request.tenant_id
                                           AND history.record_kind = 'support_request'
                                           AND history.record_id = support_request.id AND history.event = 'give_late')))
             ORDER BY support_request.id
            """
        ).map { try $0["id"] }
    }
}
