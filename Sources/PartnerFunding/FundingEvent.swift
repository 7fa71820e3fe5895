import Kernel
import Storage
import Web

/// One row of a partner's funding history (F46): money that came in, and what became of it. Nothing that the office writes
/// for itself is in it, and nobody's name.
package struct FundingEvent: Sendable {
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case promised, received
        case takenBack = "taken_back"
        case allocated, released
        case paidOut = "paid_out"
        /// Something that was paid out for participants.
        case cameBack = "came_back"
        case adjusted
        case givenBack = "given_back"
        /// The commitment was cancelled before all of it came.
        case promisedNoLonger = "promised_no_longer"
        case paidBack = "paid_back"
        case carriedOver = "carried_over"
        /// The receipt that brought it was taken back.
        case carriedBack = "carried_back"

        var label: String {
            switch self {
            case .promised: "Promised"
            case .received: "Received"
            case .takenBack: "Receipt taken back"
            case .allocated: "Allocated to a cohort"
            case .released: "Released to the cohort"
            case .paidOut: "Paid out for participants"
            case .cameBack: "Support came back"
            case .adjusted: "Allocation adjusted"
            case .givenBack: "Given back to the commitment"
            case .promisedNoLonger: "Promised no longer"
            case .paidBack: "Paid back to you"
            case .carriedOver: "Carried over from former terms"
            case .carriedBack: "Carried back to former terms"
            }
        }
    }

    /// Of the journal's row that booked it.
    package let seq: Int64
    package let hash: String
    package private(set) var day: Day
    package private(set) var at: Moment
    package private(set) var kind: Kind
    package private(set) var amount: Cents
    package let currency: Currency
    package let commitment: Commitment.ID
    package let cohortName: String?
    /// Where the receipt, the allocation or the commitment stands now.
    package let status: String
    /// Of money that came in.
    package let receipt: CommitmentReceipt.ID?
    /// The how-manieth of its commitment.
    private let ordinal: Int

    init(_ row: Row) throws {
        seq = try row["seq"]
        hash = try row["hash"]
        day = try row["day"]
        at = try row["at"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        commitment = try row["commitment_id"]
        cohortName = try row["cohort_name"]
        status = try row["status"]
        receipt = try row["receipt_id"]
        kind = try row["what"]
        ordinal = try row["ordinal"]
    }

    /// A sum in whose place it stands as the last.
    func telling(_ sum: Cents, on day: Day) -> FundingEvent {
        var told = self
        (told.amount, told.day, told.at) = (sum, day, day.adding(days: 1).start)
        told.kind = sum < .zero ? .cameBack : .paidOut
        return told
    }

    /// The rows of a partner, or those of a kind, the newest of the ledger first: what is booked later stands before them all. A sum of
    /// support stands where its last payment does, once it is told.
    package static func list(
        of partner: Partner, _ kind: Kind? = nil, page: PageRequest, _ db: Connection
    ) throws -> Page<FundingEvent> {
        var conditions: [SQL] = ["seq < \(page.after?.value.integer ?? .max)"]
        if let kind { conditions.append("what = \(kind)") }
        let rows = try db.rows(
            """
            SELECT seq, hash, day, at, what, amount_cents, currency, commitment_id, cohort_name, status, receipt_id, ordinal
              FROM (\(part: all(of: partner))) AS event
             WHERE \(part: .all(conditions))
             ORDER BY seq DESC
             LIMIT \(page.limit + 1)
            """)
        let before = page.after?.value.integer ?? .max
        let told = try ToldSupport.of(partner, db).events.filter { $0.seq < before && (kind ?? $0.kind) == $0.kind }
        let found = (try rows.map(FundingEvent.init) + told).sorted { $0.seq > $1.seq }
        return Page(rows: Array(found.prefix(page.limit + 1)), of: page) { .int($0.seq) }
    }

    /// What the events of each kind come to whose day is in that time.
    package static func sums(
        of partner: Partner, from: Day, to: Day, _ db: Connection
    ) throws -> [Currency: [Kind: Cents]] {
        let rows = try db.rows(
            """
            SELECT currency, what, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
              FROM (\(part: all(of: partner))) AS event
             WHERE day BETWEEN \(from) AND \(to)
             GROUP BY currency, what
             ORDER BY currency, what
            """)
        var sums: [Currency: [Kind: Cents]] = [:]
        for row in rows { sums[try row["currency"], default: [:]][try row["what"]] = try row["amount_cents"] }
        for told in try ToldSupport.of(partner, db).events where told.day >= from && told.day <= to {
            sums[told.currency, default: [:]][told.kind] = (sums[told.currency]?[told.kind] ?? .zero) + told.amount
        }
        return sums
    }

    private static func all(of partner: Partner) -> SQL {
        """
        \(part: receipts(of: partner)) UNION ALL \(part: reversals(of: partner))
        UNION ALL \(part: returns(of: partner)) UNION ALL \(part: entries(of: partner))
        """
    }

    /// All commitments of a partner.
    private static func own(_ partner: Partner) -> SQL {
        "SELECT id FROM funding_commitment WHERE tenant_id = \(partner.tenant) AND partner_id = \(partner.id)"
    }

    private static func receipts(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at, 'received' AS what,
               commitment_receipt.amount_cents, commitment_receipt.currency, commitment_receipt.commitment_id,
               NULL AS cohort_name, commitment_receipt.state AS status, commitment_receipt.id AS receipt_id,
               \(part: FundingReceipt.ordinal) AS ordinal
          FROM commitment_receipt
          JOIN ledger_row ON ledger_row.tenant_id = commitment_receipt.tenant_id
                         AND ledger_row.transfer_id = commitment_receipt.transfer_id AND ledger_row.step = 1
         WHERE commitment_receipt.tenant_id = \(partner.tenant)
           AND commitment_receipt.commitment_id IN (\(part: own(partner)))
        """
    }

    private static func reversals(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at, 'taken_back' AS what,
               0 - commitment_receipt.amount_cents AS amount_cents, commitment_receipt.currency,
               commitment_receipt.commitment_id, NULL AS cohort_name, commitment_receipt.state AS status,
               NULL AS receipt_id, 0 AS ordinal
          FROM commitment_receipt
          JOIN ledger_row ON ledger_row.tenant_id = commitment_receipt.tenant_id
                         AND ledger_row.reverses_id = commitment_receipt.transfer_id
         WHERE commitment_receipt.tenant_id = \(partner.tenant)
           AND commitment_receipt.commitment_id IN (\(part: own(partner)))
        """
    }

    /// What was paid back or carried over, each one row of the journal.
    private static func returns(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at,
               CASE WHEN commitment_return.carried_to_id IS NULL THEN 'paid_back'
                    WHEN commitment_return.receipt_id IS NULL THEN 'carried_over' ELSE 'carried_back' END AS what,
               CASE WHEN commitment_return.carried_to_id IS NULL THEN 0 - commitment_return.amount_cents
                    ELSE commitment_return.amount_cents END AS amount_cents,
               commitment_return.currency,
               coalesce(commitment_return.carried_to_id, commitment_return.commitment_id) AS commitment_id,
               NULL AS cohort_name, commitment_standing.state AS status, NULL AS receipt_id, 0 AS ordinal
          FROM commitment_return
          JOIN ledger_row ON ledger_row.tenant_id = commitment_return.tenant_id
                         AND ledger_row.transfer_id = commitment_return.transfer_id AND ledger_row.step = 1
          JOIN commitment_standing
            ON commitment_standing.commitment_id = coalesce(commitment_return.carried_to_id, commitment_return.commitment_id)
         WHERE commitment_return.tenant_id = \(partner.tenant)
           AND commitment_return.commitment_id IN (\(part: own(partner)))
        """
    }

    /// What was paid out for one participant each, and came back, in the order of the ledger: nobody reads these alone.
    static func claims(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at, 'paid_out' AS what,
               funding_ledger.amount_cents, funding_ledger.currency, funding_ledger.commitment_id,
               cohort.name AS cohort_name, allocation_standing.state AS status, NULL AS receipt_id, 0 AS ordinal,
               allocation_claim.allocation_id, allocation_claim.holder
          FROM allocation_claim
          JOIN commitment_allocation ON commitment_allocation.tenant_id = allocation_claim.tenant_id
                                    AND commitment_allocation.id = allocation_claim.allocation_id
          JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
          JOIN cohort ON cohort.tenant_id = commitment_allocation.tenant_id AND cohort.id = commitment_allocation.cohort_id
          JOIN funding_ledger ON funding_ledger.tenant_id = allocation_claim.tenant_id
                             AND funding_ledger.id IN (allocation_claim.entry_id, allocation_claim.back_entry_id)
          JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                         AND ledger_row.seq = funding_ledger.ledger_seq
         WHERE allocation_claim.tenant_id = \(partner.tenant)
           AND commitment_allocation.commitment_id IN (\(part: own(partner)))
         ORDER BY ledger_row.seq
        """
    }

    /// What the funding ledger has, by the words of this history; but for what `returns` tells, and `ToldSupport`.
    private static func entries(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at,
               CASE funding_ledger.type
                    WHEN 'created' THEN CASE WHEN funding_ledger.allocation_id IS NULL THEN 'promised' ELSE 'allocated' END
                    WHEN 'disbursed' THEN 'paid_out'
                    WHEN 'reversed' THEN CASE WHEN funding_ledger.allocation_id IS NULL THEN 'promised_no_longer'
                                              ELSE 'given_back' END
                    ELSE funding_ledger.type END AS what,
               funding_ledger.amount_cents, funding_ledger.currency, funding_ledger.commitment_id,
               cohort.name AS cohort_name,
               coalesce(allocation_standing.state, commitment_standing.state) AS status, NULL AS receipt_id, 0 AS ordinal
          FROM funding_ledger
          JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                         AND ledger_row.seq = funding_ledger.ledger_seq
          JOIN commitment_standing ON commitment_standing.commitment_id = funding_ledger.commitment_id
          LEFT JOIN allocation_standing ON allocation_standing.allocation_id = funding_ledger.allocation_id
          LEFT JOIN cohort ON cohort.tenant_id = funding_ledger.tenant_id AND cohort.id = funding_ledger.cohort_id
         WHERE funding_ledger.tenant_id = \(partner.tenant)
           AND funding_ledger.commitment_id IN (\(part: own(partner)))
           AND NOT EXISTS (SELECT 1 FROM commitment_return WHERE transfer_id = ledger_row.transfer_id)
           AND NOT EXISTS (SELECT 1 FROM allocation_claim
                            WHERE allocation_claim.tenant_id = funding_ledger.tenant_id
                              AND (allocation_claim.entry_id = funding_ledger.id
                                   OR allocation_claim.back_entry_id = funding_ledger.id))
        """
    }

    package var value: Value {
        [
            "seq": .int(seq), "booked_on": Value(day), "date": Value(day), "created_at": Value(at),
            "event": .string(kind.rawValue), "event_label": .string(kind.label), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "commitment": Value(commitment), "commitment_reference": .string(Commitment.paymentCode(of: commitment)),
            "cohort_name": Value(cohortName), "state": .string(status), "status": .string(status),
            "receipt": Value(receipt?.description),
            "receipt_number": Value(receipt.map { _ in FundingReceipt.number(ordinal, of: commitment) }),
            "hash": .string(hash),
        ]
    }
}
