import Cohorts
import Kernel
import Storage

extension FundingReview {
    /// What is told of a payment beside its amount.
    private struct Told: Equatable {
        let type: String?
        let people: Int64?
    }

    /// The allocations of whose payments the funding ledger tells another kind, or another number of participants, than the
    /// history, which is chained.
    static func unlikePayments(_ tenant: TenantID, _ db: Connection) throws -> [Allocation.ID] {
        var (booked, told): ([Allocation.ID: [Told]], [Allocation.ID: [Told]]) = ([:], [:])
        try db.each(
            """
            SELECT allocation_id, support_type, people FROM funding_ledger
             WHERE tenant_id = \(tenant) AND type = 'disbursed'
             ORDER BY ledger_seq
            """
        ) { row in
            booked[try row["allocation_id"], default: []].append(
                Told(type: try row["support_type"], people: try row["people"]))
        }
        try db.each(
            """
            SELECT record_id, detail FROM history
             WHERE tenant_id = \(tenant) AND record_kind = 'allocation'
               AND event IN \(list: Allocation.payingEvents)
             ORDER BY seq
            """
        ) { row in
            let detail: Value = try row["detail"]
            told[try row["record_id"], default: []].append(
                Told(type: detail["support_type"]?.text, people: detail["participants"]?.integer))
        }
        return booked.keys.sorted().filter { booked[$0] != told[$0] }
    }
}
