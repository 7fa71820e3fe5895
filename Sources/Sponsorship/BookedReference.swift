import Kernel
import Sheets
import Storage

/// The reference of money on a node's books: the bank's, or of the payer's system. It is once while what bears it stands;
/// what was taken back frees it.
enum BookedReference: CaseIterable {
    case payment, receipt, fee

    /// `said_reference` is the reference where something that was taken back bears it as `reference`; `reference_key` has
    /// letters and digits only, by which a line of a statement finds it. Absent of what is older.
    static let columns = allCases.flatMap { place in
        [
            "ALTER TABLE \(place.name) ADD COLUMN said_reference TEXT",
            "ALTER TABLE \(place.name) ADD COLUMN reference_key TEXT",
            "CREATE INDEX \(place.name)_key ON \(place.name) (tenant_id, node_id, reference_key)",
            "CREATE INDEX \(place.name)_day ON \(place.name) (tenant_id, node_id, received_on)",
        ]
    }

    private var name: String {
        switch self {
        case .payment: "sponsor_payment"
        case .receipt: "grant_receipt"
        case .fee: "org_fee"
        }
    }

    var table: SQL {
        switch self {
        case .payment: "sponsor_payment"
        case .receipt: "grant_receipt"
        case .fee: "org_fee"
        }
    }

    /// The same as a text: what the ledger says that a transfer is about.
    var kind: SQL {
        switch self {
        case .payment: "'sponsor_payment'"
        case .receipt: "'grant_receipt'"
        case .fee: "'org_fee'"
        }
    }

    /// That it was not taken back.
    var stands: SQL {
        switch self {
        case .payment:
            "NOT EXISTS (SELECT 1 FROM sponsor_payment_reversal WHERE payment_id = sponsor_payment.id)"
        case .receipt: "NOT EXISTS (SELECT 1 FROM grant_receipt_reversal WHERE receipt_id = grant_receipt.id)"
        case .fee: "NOT EXISTS (SELECT 1 FROM org_fee_reversal WHERE fee_id = org_fee.id)"
        }
    }

    /// What is written down of a reference.
    struct Stored {
        let reference: String
        let said: String?
        let key: String?
    }

    /// Whether a row bears that reference: what is written as one only because another row has it is none.
    static func bears(_ said: String) -> SQL {
        "(said_reference = \(said) OR said_reference IS NULL AND reference = \(said))"
    }

    /// Nil where something that stands bears it. In the transaction that books. The database keeps each text once at a node:
    /// where it was used before, the row's own id stands in its place.
    func stored(
        _ said: String, as id: String, at node: OrgNode.ID, tenant: TenantID, _ db: Connection
    ) throws -> Stored? {
        let row = try db.row(
            """
            SELECT count(*) AS used, CAST(coalesce(sum(CASE WHEN \(part: Self.bears(said)) AND \(part: stands)
                                                            THEN 1 ELSE 0 END), 0) AS BIGINT) AS standing
              FROM \(part: table)
             WHERE tenant_id = \(tenant) AND node_id = \(node) AND (reference = \(said) OR said_reference = \(said))
            """)
        let (used, standing): (Int, Int) = (try row?["used"] ?? 0, try row?["standing"] ?? 0)
        guard standing == 0 else { return nil }
        let key = SheetText.key(said)
        return used == 0 ? Stored(reference: said, said: nil, key: key) : Stored(reference: id, said: said, key: key)
    }

    /// Whether something of the node's books that stands bears it.
    static func stands(_ said: String, at node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> Bool {
        try allCases.contains { try $0.stored(said, as: "", at: node, tenant: tenant, db) == nil }
    }

    /// What a line of the bank's statement brought already, as much of the same about the day: who books it by hand, or by a
    /// list, after that says whether it is further money. `same`: what else makes it the same.
    func brought(
        _ same: SQL, _ amount: Cents, _ currency: Currency, on day: Day, at node: OrgNode.ID, tenant: TenantID,
        _ db: Connection
    ) throws -> [String] {
        let (from, to) = (day.adding(days: -BookedMoney.mostDays), day.adding(days: BookedMoney.mostDays))
        return try db.rows(
            """
            SELECT id FROM \(part: table)
             WHERE tenant_id = \(tenant) AND node_id = \(node) AND amount_cents = \(amount) AND currency = \(currency)
               AND received_on BETWEEN \(from) AND \(to) AND \(part: same) AND \(part: stands)
               AND EXISTS (SELECT 1 FROM org_bank_line
                            WHERE org_bank_line.tenant_id = \(tenant) AND org_bank_line.node_id = \(node)
                              AND org_bank_line.target_kind = \(part: kind)
                              AND org_bank_line.target_id = \(part: table).id)
             ORDER BY id
            """
        ).map { try $0["id"] }
    }
}
