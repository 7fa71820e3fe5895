import Kernel
import Ledger
import Sheets
import Storage

/// Money that came in for a commitment, as a person read it from the bank's statement.
package struct CommitmentReceipt: Sendable, Equatable {
    package typealias ID = Identifier<CommitmentReceipt>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case booked, reversed }

    package enum Event: String, Sendable { case reverse }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on         to
        (.booked,    .reverse,  .reversed),
    ])

    package let id: ID
    package let commitment: Commitment.ID
    package let amount: Cents
    package let currency: Currency
    package let reference: String
    package let receivedOn: Day
    package let state: State
    package let transfer: Transfer.ID
    /// Who booked it: somebody else lets its money out.
    package let maker: Who

    static let columns: SQL = """
        id, commitment_id, amount_cents, currency, reference, received_on, state, transfer_id, who
        """

    init(_ row: Row) throws {
        id = try row["id"]
        commitment = try row["commitment_id"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        reference = try row["reference"]
        receivedOn = try row["received_on"]
        state = try row["state"]
        transfer = try row["transfer_id"]
        maker = try row["who"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> CommitmentReceipt {
        let row = try db.row(
            "SELECT \(part: columns) FROM commitment_receipt WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommitmentRefusal.unknownReceipt(id) }
        return try CommitmentReceipt(row)
    }

    /// A commitment's receipts, the newest first.
    package static func of(
        _ commitment: Commitment.ID, tenant: TenantID, _ db: Connection
    ) throws -> [CommitmentReceipt] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commitment_receipt
             WHERE tenant_id = \(tenant) AND commitment_id = \(commitment)
             ORDER BY id DESC
            """
        ).map(CommitmentReceipt.init)
    }

    /// All that came in and was not taken back.
    package static func sum(_ receipts: [CommitmentReceipt]) -> Cents {
        receipts.filter { $0.state == .booked }.reduce(.zero) { $0 + $1.amount }
    }

    /// What a person enters, or confirms of a bank's statement.
    package struct New: Sendable {
        package let amount: Cents
        package let currency: Currency
        package let reference: String
        package let receivedOn: Day
        /// A pledge becomes funded by nothing else (F67).
        package let isFromStatement: Bool

        package init(
            _ amount: Cents, _ currency: Currency, reference: String, on day: Day, isFromStatement: Bool = false
        ) {
            self.amount = amount
            self.currency = currency
            self.reference = reference
            receivedOn = day
            self.isFromStatement = isFromStatement
        }
    }

    /// Books money that came in, and takes the commitment for funded; refused above what is promised so far, and for a
    /// reference that is booked already.
    package static func book(
        _ new: New, for commitment: Commitment, by who: Who, at now: Moment, _ db: Connection
    ) throws -> CommitmentReceipt {
        let tenant = commitment.tenant
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        guard new.isFromStatement || commitment.terms.kind != .pledgePending else {
            throw CommitmentRefusal.statementNeeded(commitment.id)
        }
        guard commitment.state.takesMoney else {
            throw CommitmentRefusal.notApproved(commitment.id, commitment.state)
        }
        guard new.currency == commitment.terms.currency else {
            throw CommitmentRefusal.otherCurrency(commitment.id, commitment.terms.currency)
        }
        try commitment.checkPartner(db)
        guard new.receivedOn >= BankFile.firstDay else {
            throw CommitmentRefusal.tooOld("received_on", first: BankFile.firstDay)
        }
        // Somewhere on earth it may be tomorrow already.
        guard new.receivedOn <= (now + .hours(14)).day else {
            throw CommitmentRefusal.inTheFuture("received_on", new.receivedOn)
        }
        let id = ID(at: now)
        let transfer = try Capital(tenant: tenant, by: who, at: now)
            .receive(new.amount, for: commitment, as: id, on: new.receivedOn, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO commitment_receipt (id, tenant_id, commitment_id, amount_cents, currency, reference,
                                                reference_key, received_on, state, transfer_id, who, at)
                VALUES (\(id), \(tenant), \(commitment.id), \(new.amount), \(new.currency), \(new.reference),
                        \(key(of: new.reference)), \(new.receivedOn), 'booked', \(transfer), \(who), \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw CommitmentRefusal.referenceKnown
        }
        try History.append(
            HistoryEntry(
                "commitment", commitment.id, "received", by: who, at: now,
                detail: ["receipt": Value(id), "amount_cents": .int(new.amount.count)]), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Takes back what was entered by mistake, while its money is not spent: of a commitment that ended too, to which what was carried
    /// over from it is carried back first.
    package func reverse(reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: .reverse)
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        let commitment = try Commitment.find(commitment, tenant: tenant, db)
        let capital = Capital(tenant: tenant, by: who, at: now)
        var books = MoneyPlaces(tenant, for: who, at: now)
        guard let way = try CarryingBack(of: self, for: commitment, &books, db) else {
            throw CommitmentRefusal.spent(id)
        }
        guard try way.isSpare(&books, db) else {
            throw CommitmentRefusal.coversOwn(id)
        }
        try way.book(by: who, at: now, db)
        try capital.takeBack(self, db)
        // Of one that is ended the promise was what came in: it is less by what goes, but for what just came back.
        if commitment.state.isEnded {
            try capital.letGo(
                of: amount, of: commitment, "receipt:\(id)", "Receipt taken back", told: amount - way.amount, db)
        }
        let changed = try db.changes(
            """
            UPDATE commitment_receipt SET state = \(next)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "receipt \(id)") }
        try BankLine.reopen(bookedAs: id, tenant: tenant, by: who, at: now, db)
        try History.append(
            HistoryEntry(
                "commitment", commitment.id, "receipt_reversed", by: who, at: now, reason: reason,
                detail: ["receipt": Value(id), "amount_cents": .int(amount.count)]), tenant: tenant, db)
        try commitment.letGoOfCycles(by: who, at: now, db)
    }

    /// Whether who asks for the page may take it back now.
    func isSpare(for commitment: Commitment, _ books: inout MoneyPlaces, _ db: Connection) throws -> Bool {
        guard state == .booked else { return false }
        return try CarryingBack(of: self, for: commitment, &books, db)?.isSpare(&books, db) == true
    }

    /// Whether a receipt with that reference stands.
    static func stands(_ reference: String, tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT id FROM commitment_receipt
             WHERE tenant_id = \(tenant) AND state = 'booked' AND reference_key = \(key(of: reference))
            """) != nil
    }

    /// Two references are one where only spaces and cases differ.
    static func key(of reference: String) -> String {
        reference.uppercased().filter { !$0.isWhitespace }
    }

    var value: Value {
        [
            "id": Value(id), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "reference": .string(reference), "received_on": Value(receivedOn), "state": .string(state.rawValue),
            "is_booked": .bool(state == .booked),
        ]
    }
}
