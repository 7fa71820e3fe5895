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

    /// Of the journal's row that booked it; of a sum the last before its month's end.
    package private(set) var seq: Int64
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
    /// Of a sum of several rows: the how-manieth of its month; zero of a row.
    private var number = 0

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

    /// A sum of several rows of its allocation, which names none: of a month it is of its last `day`, and stands after all that was
    /// booked before its end.
    func telling(_ sum: Cents, on day: Day?, after seq: Int64) -> FundingEvent {
        var told = self
        (told.amount, told.seq) = (sum, seq)
        if let day { (told.day, told.at) = (day, day.adding(days: 1).start) }
        (told.kind, told.number) = (sum < .zero ? .cameBack : .paidOut, 1)
        return told
    }

    /// Sums in their order, those of a month numbered.
    static func placed(_ sums: [FundingEvent]) -> [FundingEvent] {
        var numbers: [Int64: Int] = [:]
        return sums.map { sum in
            var placed = sum
            placed.number = (numbers[sum.seq] ?? 0) + 1
            numbers[sum.seq] = placed.number
            return placed
        }
    }

    private var isSum: Bool { number > 0 }

    /// A place in the history.
    private struct Place: Comparable {
        let seq: Int64
        let number: Int

        static func < (left: Place, right: Place) -> Bool { (left.seq, left.number) < (right.seq, right.number) }
    }

    private var place: Place { Place(seq: seq, number: number) }

    /// Where a page goes on; nil from the newest on.
    private static func place(after cursor: Cursor?) -> Place? {
        if let seq = cursor?.value.integer { return Place(seq: seq, number: 0) }
        guard let pair = cursor?.value.list?.compactMap(\.integer), pair.count == 2 else { return nil }
        return Place(seq: pair[0], number: Int(clamping: pair[1]))
    }

    /// The rows of a partner, or those of a kind, the newest of the ledger first: what is booked later, and a sum of support once it is
    /// told, stands before all that was shown.
    package static func list(
        of partner: Partner, _ kind: Kind? = nil, page: PageRequest, _ db: Connection
    ) throws -> Page<FundingEvent> {
        let after = place(after: page.after)
        // A sum stands before the row with its number.
        var conditions: [SQL] = [after.map { $0.number > 0 ? "seq <= \($0.seq)" : "seq < \($0.seq)" } ?? "1 = 1"]
        if let kind { conditions.append("what = \(kind)") }
        let told = try ToldSupport.of(partner, db)
        let rows = try db.rows(
            """
            SELECT seq, hash, day, at, what, amount_cents, currency, commitment_id, cohort_name, status, receipt_id, ordinal
              FROM (\(part: all(of: partner, told))) AS event
             WHERE \(part: .all(conditions))
             ORDER BY seq DESC
             LIMIT \(page.limit + 1)
            """)
        let sums = told.events.filter { sum in
            after.map { sum.place < $0 } ?? true && (kind ?? sum.kind) == sum.kind
        }
        let found = (try rows.map(FundingEvent.init) + sums).sorted { $0.place > $1.place }
        return Page(rows: Array(found.prefix(page.limit + 1)), of: page) {
            $0.isSum ? .list([.int($0.seq), Value($0.number)]) : .int($0.seq)
        }
    }

    /// What the events of each kind come to whose day is in that time; `told` is the partner's.
    static func sums(
        of partner: Partner, _ told: ToldSupport, from: Day, to: Day, _ db: Connection
    ) throws -> [Currency: [Kind: Cents]] {
        let rows = try db.rows(
            """
            SELECT currency, what, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
              FROM (\(part: all(of: partner, told))) AS event
             WHERE day BETWEEN \(from) AND \(to)
             GROUP BY currency, what
             ORDER BY currency, what
            """)
        var sums: [Currency: [Kind: Cents]] = [:]
        for row in rows { sums[try row["currency"], default: [:]][try row["what"]] = try row["amount_cents"] }
        for sum in told.events where sum.day >= from && sum.day <= to {
            sums[sum.currency, default: [:]][sum.kind] = (sums[sum.currency]?[sum.kind] ?? .zero) + sum.amount
        }
        return sums
    }

    private static func all(of partner: Partner, _ told: ToldSupport) -> SQL {
        """
        \(part: receipts(of: partner)) UNION ALL \(part: reversals(of: partner))
        UNION ALL \(part: returns(of: partner)) UNION ALL \(part: entries(of: partner, told))
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

    /// The rows of allocations of which something was paid out for fewer than five participants, in the order of the ledger, without
    /// the release: nobody reads these alone.
    static func few(of partner: Partner) -> SQL {
        """
        SELECT ledger_row.seq, ledger_row.hash, ledger_row.day, ledger_row.at, 'paid_out' AS what,
               funding_ledger.amount_cents, funding_ledger.currency, funding_ledger.commitment_id,
               cohort.name AS cohort_name, allocation_standing.state AS status, NULL AS receipt_id, 0 AS ordinal,
               funding_ledger.allocation_id, allocation_claim.holder, funding_ledger.people, funding_ledger.type,
               paid.ledger_seq AS paid_seq
          FROM funding_ledger
          JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                         AND ledger_row.seq = funding_ledger.ledger_seq
          JOIN allocation_standing ON allocation_standing.allocation_id = funding_ledger.allocation_id
          JOIN cohort ON cohort.tenant_id = funding_ledger.tenant_id AND cohort.id = funding_ledger.cohort_id
          LEFT JOIN allocation_claim ON allocation_claim.tenant_id = funding_ledger.tenant_id
                                    AND (allocation_claim.entry_id = funding_ledger.id
                                         OR allocation_claim.back_entry_id = funding_ledger.id)
          LEFT JOIN funding_ledger AS paid ON paid.tenant_id = allocation_claim.tenant_id
                                          AND paid.id = allocation_claim.entry_id
                                          AND allocation_claim.back_entry_id = funding_ledger.id
         WHERE funding_ledger.tenant_id = \(partner.tenant)
           AND funding_ledger.commitment_id IN (\(part: own(partner)))
           AND funding_ledger.type <> 'released'
           AND funding_ledger.allocation_id IN (
                   SELECT allocation_id FROM funding_ledger
                    WHERE tenant_id = \(partner.tenant) AND commitment_id IN (\(part: own(partner)))
                      AND type = 'disbursed' AND people < \(ShownCount.least))
         ORDER BY ledger_row.seq
        """
    }

    /// What the funding ledger has, by the words of this history; but for what `returns` tells, and `ToldSupport`.
    private static func entries(of partner: Partner, _ told: ToldSupport) -> SQL {
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
           AND (funding_ledger.people IS NULL OR funding_ledger.people >= \(ShownCount.least))
           AND NOT (\(part: told.isLate))
        """
    }

    package var value: Value {
        [
            "seq": isSum ? .null : .int(seq), "booked_on": Value(day), "date": Value(day), "created_at": Value(at),
            "event": .string(kind.rawValue), "event_label": .string(kind.label), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "commitment": Value(commitment), "commitment_reference": .string(Commitment.paymentCode(of: commitment)),
            "cohort_name": Value(cohortName), "state": .string(status), "status": .string(status),
            "receipt": Value(receipt?.description),
            "receipt_number": Value(receipt.map { _ in FundingReceipt.number(ordinal, of: commitment) }),
            "hash": isSum ? .null : .string(hash),
        ]
    }
}
