import Kernel
import Ledger
import Storage

/// Money that came in for a commitment and left it without being released: paid back to the partner, or carried over to the
/// commitment that took its place.
package struct CapitalReturn: Sendable, Equatable {
    package typealias ID = Identifier<CapitalReturn>

    package let id: ID
    package let commitment: Commitment.ID
    /// Where it was carried to; nil: back to the partner.
    package let carriedTo: Commitment.ID?
    /// The receipt that was taken back, for which it was carried back.
    package let receipt: CommitmentReceipt.ID?
    package let amount: Cents
    package let currency: Currency
    package let day: Day
    package let reason: String

    private static let columns: SQL = """
        id, commitment_id, carried_to_id, receipt_id, amount_cents, currency, returned_on, reason
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        commitment = try row["commitment_id"]
        carriedTo = try row["carried_to_id"]
        receipt = try row["receipt_id"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        day = try row["returned_on"]
        reason = try row["reason"]
    }

    /// What left a commitment, and what was carried to it; the newest first.
    package static func of(_ commitment: Commitment, _ db: Connection) throws -> [CapitalReturn] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commitment_return
             WHERE tenant_id = \(commitment.tenant)
               AND (commitment_id = \(commitment.id) OR carried_to_id = \(commitment.id))
             ORDER BY id DESC
            """
        ).map(CapitalReturn.init)
    }

    /// What left each commitment less what was carried to it: received is what came in, less this.
    static func sums(tenant: TenantID, _ db: Connection) throws -> [Commitment.ID: Cents] {
        let rows = try db.rows(
            """
            SELECT id, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
              FROM (SELECT commitment_id AS id, amount_cents FROM commitment_return WHERE tenant_id = \(tenant)
                    UNION ALL
                    SELECT carried_to_id AS id, -amount_cents FROM commitment_return
                     WHERE tenant_id = \(tenant) AND carried_to_id IS NOT NULL) AS moved
             GROUP BY id
             ORDER BY id
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"], try $0["amount_cents"]) })
    }

    /// What was paid back to a partner.
    static func refunded(to partner: Partner, _ db: Connection) throws -> [Currency: Cents] {
        let rows = try db.rows(
            """
            SELECT commitment_return.currency, CAST(sum(commitment_return.amount_cents) AS BIGINT) AS amount_cents
              FROM commitment_return
              JOIN funding_commitment ON funding_commitment.id = commitment_return.commitment_id
             WHERE funding_commitment.tenant_id = \(partner.tenant) AND funding_commitment.partner_id = \(partner.id)
               AND commitment_return.carried_to_id IS NULL
             GROUP BY commitment_return.currency
             ORDER BY commitment_return.currency
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["currency"], try $0["amount_cents"]) })
    }

    /// A person pays money back that is not released and that somebody else booked; of a commitment that stands it is to come
    /// again, but for what no cycle can use.
    package static func refund(
        _ amount: Cents, of commitment: Commitment, on day: Day, reason: String, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> ID {
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        guard day <= (now + .hours(14)).day else { throw CommitmentRefusal.inTheFuture("returned_on", day) }
        if let first = try firstDay(of: commitment, db), day < first {
            throw CommitmentRefusal.tooOld("returned_on", first: first)
        }
        let id = ID(at: now)
        let row = try Capital(tenant: commitment.tenant, by: who, at: now).refund(
            amount, of: commitment, as: id, on: day, db)
        try OwnMoney.check(amount, of: commitment, by: who, db)
        try write(amount, from: commitment, to: nil, as: id, on: day, reason, bookedBy: row, by: who, at: now, db)
        try History.append(
            HistoryEntry(
                "commitment", commitment.id, "refunded", by: who, at: now, reason: reason,
                detail: ["return": Value(id), "amount_cents": .int(amount.count)]), tenant: commitment.tenant, db)
        try commitment.letGoOfCycles(by: who, at: now, db)
        return id
    }

    /// The day on which the first money of a commitment came in, or was carried to it; nil where none did.
    private static func firstDay(of commitment: Commitment, _ db: Connection) throws -> Day? {
        let day: Day?? = try db.value(
            """
            SELECT min(day)
              FROM (SELECT received_on AS day FROM commitment_receipt
                     WHERE tenant_id = \(commitment.tenant) AND commitment_id = \(commitment.id) AND state = 'booked'
                    UNION ALL
                    SELECT returned_on AS day FROM commitment_return
                     WHERE tenant_id = \(commitment.tenant) AND carried_to_id = \(commitment.id)) AS came
            """)
        return day ?? nil
    }

    /// Carries what fits of what is unreleased of the commitments in whose place this one stands.
    static func carry(to commitment: Commitment, by who: Who, at now: Moment, _ db: Connection) throws {
        // A pledge is funded by a bank's statement alone (F67).
        guard commitment.state.takesMoney, commitment.terms.kind != .pledgePending else { return }
        let (tenant, capital) = (commitment.tenant, Capital(tenant: commitment.tenant, by: who, at: now))
        var next = commitment.supersedes
        while let former = try next.map({ try Commitment.find($0, tenant: tenant, db) }) {
            next = former.supersedes
            let amount = min(try capital.unreleased(former, db), try capital.unpaid(commitment, db))
            guard former.state == .cancelled, former.terms.currency == commitment.terms.currency, amount > .zero
            else { continue }
            let id = ID(at: now)
            let row = try capital.carry(amount, from: former, to: commitment, as: id, db)
            try write(
                amount, from: former, to: commitment, as: id, on: now.day, "carried over", bookedBy: row, by: who,
                at: now, db)
            for (name, commitment) in [("carried_over", former), ("carried_in", commitment)] {
                try History.append(
                    HistoryEntry(
                        "commitment", commitment.id, name, by: who, at: now,
                        detail: ["return": Value(id), "amount_cents": .int(amount.count)]), tenant: tenant, db)
            }
        }
    }

    /// What was carried from a commitment to each later one and did not come back.
    static func carried(from commitment: Commitment, _ db: Connection) throws -> [Commitment.ID: Cents] {
        let rows = try db.rows(
            """
            SELECT id, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
              FROM (SELECT carried_to_id AS id, amount_cents FROM commitment_return
                     WHERE tenant_id = \(commitment.tenant) AND commitment_id = \(commitment.id)
                       AND carried_to_id IS NOT NULL AND receipt_id IS NULL
                    UNION ALL
                    SELECT commitment_id AS id, 0 - amount_cents FROM commitment_return
                     WHERE tenant_id = \(commitment.tenant) AND carried_to_id = \(commitment.id)
                       AND receipt_id IS NOT NULL) AS moved
             GROUP BY id
            HAVING sum(amount_cents) > 0
             ORDER BY id
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"], try $0["amount_cents"]) })
    }

    /// Carries back to `former` what a receipt brought that is taken back; `own` of it did not come to `commitment` just now.
    static func carryBack(
        _ amount: Cents, own: Cents, from commitment: Commitment, to former: Commitment, of receipt: CommitmentReceipt,
        by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let id = ID(at: now)
        let row = try Capital(tenant: commitment.tenant, by: who, at: now)
            .carryBack(amount, from: commitment, to: former, as: id, db)
        try write(
            amount, own: own, from: commitment, to: former, as: id, on: now.day, "receipt taken back", of: receipt.id,
            bookedBy: row, by: who, at: now, db)
        for (name, place) in [("carried_back", commitment), ("carried_in", former)] {
            try History.append(
                HistoryEntry(
                    "commitment", place.id, name, by: who, at: now,
                    detail: [
                        "return": Value(id), "receipt": Value(receipt.id), "amount_cents": .int(amount.count),
                    ]), tenant: commitment.tenant, db)
        }
    }

    /// `own` is what it had before: less than the amount where a part only passes through it.
    private static func write(
        _ amount: Cents, own: Cents? = nil, from commitment: Commitment, to later: Commitment?, as id: ID, on day: Day,
        _ reason: String, of receipt: CommitmentReceipt.ID? = nil, bookedBy row: Journal.Receipt, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO commitment_return (id, tenant_id, commitment_id, carried_to_id, receipt_id, amount_cents, currency,
                                           returned_on, reason, transfer_id, who, at)
            VALUES (\(id), \(commitment.tenant), \(commitment.id), \(later?.id), \(receipt), \(amount),
                    \(commitment.terms.currency), \(day), \(reason), \(row.transfer), \(who), \(now))
            """)
        // Of one that is ended the promise was what came in: it is less by what goes.
        let less = own ?? amount
        guard commitment.state.isEnded, less > .zero else { return }
        try FundingEntry.append(
            .init(commitment: commitment, kind: .reversed, amount: .zero - less, description: reason),
            as: FundingEntry.ID(at: now), bookedBy: row, by: who, at: now, db)
    }

    /// As the page of `commitment` shows it; the words of a refund are the office's alone.
    func value(for commitment: Commitment.ID, isOffice: Bool) -> Value {
        let other = carriedTo == commitment ? self.commitment : carriedTo
        return [
            "id": Value(id), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "returned_on": Value(day),
            "reason": isOffice ? .string(reason) : .null, "is_refund": .bool(carriedTo == nil),
            "came": .bool(carriedTo == commitment), "went": .bool(carriedTo != nil && carriedTo != commitment),
            "other": Value(other?.description), "is_back": .bool(receipt != nil),
        ]
    }
}
