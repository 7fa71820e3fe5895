import Kernel
import Storage
import Web

/// A payout as programs read it in a list, which may have a thousand: without the words that pages show beside it.
struct PayoutRow: Sendable {
    let id: String
    let value: Value

    private static let column = PackedRow.column([
        "referral_payout.id", "partner_id",
        "(SELECT name FROM referral_partner WHERE referral_partner.id = partner_id)", "kind", "from_on", "to_on",
        "referral_payout.currency", "state", "generated_cents", "approved_cents", "resubmits_id",
        "referral_payout.created_at", "referral_payout.decided_at", "notes", "method", "paid_on", "reference",
        "paid_at", "failed_at", "referral_payout.created_by", "referral_payout.decided_by", "exported_at",
    ])

    /// As `ReferralPayout.list`, for management.
    static func list(
        _ state: ReferralPayout.State?, page: PageRequest, for asker: Who, at now: Moment, tenant: TenantID,
        _ db: Connection
    ) throws -> Page<PayoutRow> {
        let rows = try db.rows(ReferralPayout.query(column, of: nil, state, page: page, tenant: tenant))
        return Page(rows: try rows.map { try PayoutRow($0, for: asker, at: now) }, of: page) { .string($0.id) }
    }

    private init(_ row: Row, for asker: Who, at now: Moment) throws {
        let row = try PackedRow(row)
        func moment(_ place: Int) -> Moment? { row.number(place).map { Moment(milliseconds: $0) } }
        func amount(_ place: Int) -> Value { Value(row.number(place).map { Cents($0).decimal }) }
        let (state, maker, made) = (row.text(7), row.text(19), moment(11) ?? now)
        id = row.text(0)
        value = [
            "id": .string(id), "partner": .string(row.text(1)), "partner_name": .string(row.text(2)),
            "kind": .string(row.text(3)), "from_on": .string(row.text(4)), "to_on": .string(row.text(5)),
            "currency": .string(row.text(6)), "state": .string(state), "generated_amount": amount(8),
            "approved_amount": amount(9), "resubmits": Value(row[10]), "created_at": Value(made),
            "decided_at": Value(moment(12)), "notes": Value(row[13]), "method": Value(row[14]),
            "paid_on": Value(row[15]), "reference": Value(row[16]), "paid_at": Value(moment(17)),
            "has_failed": .bool(row.number(18) != nil),
            "is_overdue": .bool(
                state == ReferralPayout.State.pending.rawValue && now - made >= ReferralPayout.due),
            "created_by": .string(maker), "decided_by": Value(row[20]), "exported_at": Value(moment(21)),
            "is_own": .bool(maker == asker.text),
        ]
    }
}
