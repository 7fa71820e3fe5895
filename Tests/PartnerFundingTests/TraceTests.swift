import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Every cent that is paid out leads back to who gave it, whatever became of the commitment meanwhile.
@Suite struct TraceTests {
    private static func once(_ amount: String) -> Value {
        ["type": "one_off", "currency": "USD", "amount": .string(amount), "intended_use": "general_pool"]
    }

    /// A partner whose commitment was paid in, spent in part, superseded with its rest carried over, spent again from there,
    /// given back in part, refunded and cancelled.
    private static func turned(_ office: Partnered, _ amount: Int) async throws -> (Partner.ID, [Commitment.ID]) {
        let partner = try await office.partner(in: .active)
        let first = try await office.approved(once("\(amount)"), for: partner)
        try await office.receive("\(amount)", for: first, reference: "in \(first)")
        let cohort = try await office.cohort("Cohort of \(first)")
        let early = try await office.allocate("400", of: first, to: cohort).id
        try await office.release(early)
        try await office.disburse("150", of: early)
        let second = try await office.approved(
            once("\(amount + 500)").adding("supersedes", Value(first)), for: partner)
        // What the former's cohort gives back goes to the later one too.
        try await office.disburse("50", of: early)
        _ = try await office.act("/allocations/\(early)/cancellation", ["reason": "it ends"])
        let late = try await office.allocate("300", of: second, to: cohort).id
        try await office.release(late)
        try await office.disburse("120.01", of: late)
        _ = try await office.act("/allocations/\(late)/adjustments", ["amount": "-100", "reason": "x"])
        _ = try await office.act("/allocations/\(late)/cancellation", ["reason": "it ends"])
        let planned = try await office.allocate("100", of: second, to: cohort).id
        try await office.refund("\(amount - 400).99", of: second)
        let left = try await office.standing(second)["unreleased"]?.text ?? ""
        if left != "0.00" { try await office.refund(left, of: second) }
        _ = try await office.act("/commitments/\(second)/cancellation", ["reason": "it ends"])
        #expect(try await office.allocation(planned).state == .cancelled)
        return (partner, [first, second])
    }

    @Test
    func
        `F03 from every payment, carry-over, refund and cancellation the rows lead to commitment and partner, to the cent`()
        async throws
    {
        let office = try await Partnered()
        var commitments: [String: Partner.ID] = [:]
        for amount in [1000, 2000, 3000] {
            let (partner, ids) = try await Self.turned(office, amount)
            for id in ids { commitments[id.description] = partner }
        }
        // From each payment, by its row of the journal alone.
        let paid = try await office.database.read { db in
            try db.rows(
                """
                SELECT funding_commitment.id, partner.id AS partner_id, funding_ledger.amount_cents
                  FROM ledger_row
                  JOIN funding_ledger ON funding_ledger.tenant_id = ledger_row.tenant_id
                                     AND funding_ledger.ledger_seq = ledger_row.seq
                  JOIN commitment_allocation ON commitment_allocation.id = ledger_row.subject_id
                                            AND commitment_allocation.id = funding_ledger.allocation_id
                  JOIN funding_commitment ON funding_commitment.id = commitment_allocation.commitment_id
                                         AND funding_commitment.id = funding_ledger.commitment_id
                  JOIN partner ON partner.id = funding_commitment.partner_id
                 WHERE ledger_row.purpose = 'allocation.disbursed' AND ledger_row.event IN ('post', 'settle')
                 ORDER BY ledger_row.seq
                """
            ).map { row in
                (
                    commitment: try row.get("id", as: String.self),
                    partner: try row.get("partner_id", as: Partner.ID.self),
                    cents: try row.get("amount_cents", as: Int64.self)
                )
            }
        }
        #expect(paid.count == 9 && paid.allSatisfy { commitments[$0.commitment] == $0.partner })
        #expect(paid.map(\.cents) == Array(repeating: [15_000, 5_000, 12_001], count: 3).flatMap(\.self))
        // Nothing was paid out that is not among them.
        let all = try await office.count(
            "SELECT CAST(sum(amount_cents) AS BIGINT) FROM funding_ledger WHERE type = 'disbursed'")
        #expect(all == 3 * 32_001)
        // Each row of the journal is of a commitment or an allocation of one of the partners; none is lost.
        let rows = try await office.database.read { db in
            try db.rows(
                """
                SELECT ledger_row.purpose, coalesce(funding_commitment.id, allocated.commitment_id) AS commitment_id
                  FROM ledger_row
                  LEFT JOIN funding_commitment ON funding_commitment.id = ledger_row.subject_id
                  LEFT JOIN commitment_allocation AS allocated ON allocated.id = ledger_row.subject_id
                 ORDER BY ledger_row.seq
                """
            ).map {
                (purpose: try $0.get("purpose", as: String.self), id: try $0.get("commitment_id", as: String?.self))
            }
        }
        #expect(rows.allSatisfy { $0.id.map { commitments[$0] != nil } ?? false })
        let purposes = Set(rows.map(\.purpose))
        #expect(
            purposes.isSuperset(of: [
                "commitment.promised", "commitment.received", "commitment.carried", "commitment.refunded",
                "commitment.cancelled", "allocation.released", "allocation.disbursed", "allocation.adjusted",
            ]), "\(purposes)")
        // What was carried over leads from the later commitment to the former, of the same partner.
        let carried = try await office.count(
            """
            SELECT count(*) FROM commitment_return
              JOIN funding_commitment AS later ON later.id = commitment_return.carried_to_id
              JOIN funding_commitment AS former ON former.id = commitment_return.commitment_id
             WHERE later.supersedes_id = former.id AND later.partner_id = former.partner_id
            """)
        let carriedInAll = try await office.count(
            "SELECT count(*) FROM commitment_return WHERE carried_to_id IS NOT NULL")
        #expect(carried == carriedInAll && carried >= 6)
        // What came in is what was paid out and paid back, to the cent.
        for (id, _) in commitments {
            let commitment = try #require(Commitment.ID(id))
            #expect(try await office.booked("commitment.capital", of: commitment) == 0)
        }
        #expect(try await office.flaws() == [])
    }
}
