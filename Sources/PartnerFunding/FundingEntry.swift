import Cohorts
import Kernel
import Ledger
import Storage
import Web

/// One row of the funding ledger: what happened with capital of a commitment, as people read it (F58–F61). The journal's row
/// that booked it has the key and the hash.
package struct FundingEntry: Sendable {
    package typealias ID = Identifier<FundingEntry>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case created, released, disbursed, adjusted
        /// What was allocated is given back.
        case reversed
    }

    package let id: ID
    package let commitment: Commitment.ID
    /// Nil where it is the commitment's own.
    package let allocation: Allocation.ID?
    package let cohort: Cohort.ID?
    package let kind: Kind
    /// Below zero: taken away.
    package let amount: Cents
    package let seats: Int
    /// Of what is paid out: what it becomes, and for how many participants; nil of what was paid out before it was asked for.
    package let support: SupportType?
    package let people: Int?
    /// Of support of one participant: the request that was approved.
    package let cause: String?
    package let currency: Currency
    package let description: String
    package let who: Who
    package let at: Moment
    /// Of the journal's row: its number, the asker's word for it, and its hash with the one before.
    package let seq: Int64
    package let key: String?
    package let hash: String
    package let formerHash: String

    private init(_ row: Row) throws {
        id = try row["id"]
        commitment = try row["commitment_id"]
        allocation = try row["allocation_id"]
        cohort = try row["cohort_id"]
        kind = try row["type"]
        amount = try row["amount_cents"]
        seats = try row["seats"]
        support = try row["support_type"]
        people = try row["people"]
        cause = try row["cause"]
        currency = try row["currency"]
        description = try row["description"]
        who = try row["who"]
        at = try row["at"]
        seq = try row["ledger_seq"]
        key = try row["key"]
        hash = try row["hash"]
        formerHash = try row["former_hash"] ?? ""
    }

    /// What is written.
    struct New: Sendable {
        let commitment: Commitment
        var allocation: (id: Allocation.ID, cohort: Cohort.ID)?
        let kind: Kind
        let amount: Cents
        var seats = 0
        var support: SupportType?
        var people: Int?
        let description: String
    }

    static func append(
        _ new: New, as id: ID, bookedBy row: Journal.Receipt, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO funding_ledger (id, tenant_id, commitment_id, allocation_id, cohort_id, type, amount_cents,
                                        seats, support_type, people, currency, description, ledger_seq, who, at)
            VALUES (\(id), \(new.commitment.tenant), \(new.commitment.id), \(new.allocation?.id),
                    \(new.allocation?.cohort), \(new.kind), \(new.amount), \(new.seats), \(new.support),
                    \(new.people), \(new.commitment.terms.currency), \(new.description), \(row.seq), \(who), \(now))
            """)
    }

    /// Whose rows are wanted.
    package enum Scope: Sendable {
        case commitment(Commitment.ID)
        case allocation(Allocation.ID)
        case cohort(Cohort.ID)

        var condition: SQL {
            switch self {
            case .commitment(let id): "funding_ledger.commitment_id = \(id)"
            case .allocation(let id): "funding_ledger.allocation_id = \(id)"
            case .cohort(let id): "funding_ledger.cohort_id = \(id)"
            }
        }
    }

    /// The rows of a scope, the newest first.
    package static func list(
        _ scope: Scope, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<FundingEntry> {
        var conditions: [SQL] = ["funding_ledger.tenant_id = \(tenant)", scope.condition]
        if let after = page.after?.value.integer { conditions.append("funding_ledger.ledger_seq < \(after)") }
        let rows = try db.rows(
            """
            SELECT funding_ledger.id, funding_ledger.commitment_id, funding_ledger.allocation_id,
                   funding_ledger.cohort_id, funding_ledger.type, funding_ledger.amount_cents, funding_ledger.seats,
                   funding_ledger.support_type, funding_ledger.people, allocation_claim.cause,
                   funding_ledger.currency, funding_ledger.description, funding_ledger.ledger_seq, funding_ledger.who,
                   funding_ledger.at, ledger_row.key, ledger_row.hash,
                   (SELECT former.hash FROM ledger_row AS former
                     WHERE former.tenant_id = ledger_row.tenant_id AND former.seq = ledger_row.seq - 1) AS former_hash
              FROM funding_ledger JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                                                 AND ledger_row.seq = funding_ledger.ledger_seq
              LEFT JOIN allocation_claim ON allocation_claim.tenant_id = funding_ledger.tenant_id
                                        AND (allocation_claim.entry_id = funding_ledger.id
                                             OR allocation_claim.back_entry_id = funding_ledger.id)
             WHERE \(part: .all(conditions))
             ORDER BY funding_ledger.ledger_seq DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(FundingEntry.init), of: page) { .int($0.seq) }
    }

    /// All seats that a commitment's allocations fund.
    static func seats(of commitment: Commitment, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT CAST(coalesce(sum(seats), 0) AS BIGINT) FROM funding_ledger
             WHERE tenant_id = \(commitment.tenant) AND commitment_id = \(commitment.id)
            """) ?? 0
    }

    package var value: Value {
        [
            "id": Value(id), "commitment_id": Value(commitment), "allocation_id": Value(allocation?.description),
            "cohort_id": Value(cohort?.description), "type": .string(kind.rawValue),
            "type_label": .string(kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()),
            "amount": .string(amount.decimal), "amount_text": .string(currency.shown(amount)),
            "currency": .string(currency.rawValue), "seats": Value(seats), "description": .string(description),
            "support_type": Value(support?.rawValue), "support_label": Value(support?.label),
            "participants": Value(people), "cause": Value(cause),
            "request": Value(cause.flatMap { $0.hasPrefix("support_request:") ? String($0.dropFirst(16)) : nil }),
            "created_by_id": .string(who.text), "who": .string(who.text), "created_at": Value(at), "seq": Value(seq),
            "idempotency_key": Value(key), "hash": .string(hash), "prev_hash": .string(formerHash),
        ]
    }
}
