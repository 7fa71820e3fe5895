import Kernel
import Sheets
import Storage
import Web

/// Money that came in by a bank's statement: for a commitment, or for something else, or nobody knows yet (F67).
package struct BankLine: Sendable {
    package typealias ID = Identifier<BankLine>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, booked, dismissed
    }

    package enum Event: String, Sendable, CaseIterable {
        case book, dismiss
        /// It is a receipt that a person entered by hand.
        case link
        /// It waits again: taken out again, or its receipt was taken back.
        case reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from        on        to
        (.open,        .book,     .booked),
        (.open,        .link,     .booked),
        (.open,        .dismiss,  .dismissed),
        (.dismissed,   .reopen,   .open),
        (.booked,      .reopen,   .open),
    ])

    package let id: ID
    package let tenant: TenantID
    package let statement: BankStatement.ID
    package let line: BankFile.Line
    package let state: State
    package let receipt: CommitmentReceipt.ID?
    package let reason: String?

    private static let columns: SQL = """
        id, tenant_id, statement_id, place, booked_on, amount_cents, currency, reference, payer, text, state, receipt_id,
        reason
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        statement = try row["statement_id"]
        line = BankFile.Line(
            line: try row["place"], bookedOn: try row["booked_on"], amount: try row["amount_cents"],
            currency: try row["currency"], reference: try row["reference"], payer: try row["payer"],
            text: try row["text"])
        state = try row["state"]
        receipt = try row["receipt_id"]
        reason = try row["reason"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> BankLine {
        let row = try db.row("SELECT \(part: columns) FROM bank_line WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw BankRefusal.unknownLine(id) }
        return try BankLine(row)
    }

    package enum Scope: Sendable {
        case statement(BankStatement.ID)
        /// What waits for a person, of all statements; the newest.
        case waiting(most: Int)
    }

    package static func list(_ scope: Scope, tenant: TenantID, _ db: Connection) throws -> [BankLine] {
        let rows =
            switch scope {
            case .statement(let id):
                try db.rows(
                    """
                    SELECT \(part: columns) FROM bank_line
                     WHERE tenant_id = \(tenant) AND statement_id = \(id)
                     ORDER BY place
                    """)
            case .waiting(let most):
                try db.rows(
                    """
                    SELECT \(part: columns) FROM bank_line
                     WHERE tenant_id = \(tenant) AND state = 'open'
                     ORDER BY id DESC
                     LIMIT \(most)
                    """)
            }
        return try rows.map(BankLine.init)
    }

    /// What is found for open lines, one after the other.
    package static func findings(
        for lines: [BankLine], at now: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [(line: BankLine, finding: BankMatcher.Finding)] {
        var matcher = BankMatcher(
            try candidates(at: now, tenant: tenant, db),
            booked: try BookedMoney.near(lines.map(\.line), tenant: tenant, db),
            namesakes: try Partner.namesakes(tenant: tenant, db))
        return lines.map { ($0, matcher.finding(for: $0.line)) }
    }

    /// The commitments for which money may come.
    static func candidates(
        at now: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [BankMatcher.Candidate] {
        let gone = try Partner.left(tenant: tenant, db)
        return try Commitment.State.allCases.filter(\.takesMoney).flatMap { state in
            try Commitment.ordered(.init(state: state), .newest, at: now, tenant: tenant, db)
        }.filter { !gone.contains($0.commitment.partner) }.compactMap { line in
            let (commitment, left) = (line.commitment, line.standing.promised - line.standing.received)
            guard left > .zero else { return nil }
            return BankMatcher.Candidate(
                commitment.id, code: commitment.paymentCode, partner: commitment.partnerName,
                commitment.terms.currency, usual: commitment.terms.amount, outstanding: left)
        }
    }

    /// Books it as a receipt of the commitment, which a person confirms. Refused where a receipt that was entered by hand may
    /// be of the same money, unless the person says that this `isFurther`.
    package func book(
        on id: Commitment.ID, isFurther: Bool = false, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        _ = try Self.lifecycle.move(state, on: .book)
        let commitment = try Commitment.find(id, tenant: tenant, db)
        if !isFurther {
            let booked = try BookedMoney.near([line], tenant: tenant, db)
            let twin = booked.first { $0.hasReference(of: line) || $0.commitment == id && $0.isLike(line) }
            if let receipt = twin?.receipt { throw BankRefusal.booked(receipt) }
        }
        let receipt = try CommitmentReceipt.book(
            .init(
                line.amount, line.currency, reference: try receiptReference(db), on: line.bookedOn,
                isFromStatement: true), for: commitment, by: who, at: now, db)
        try move(on: .book, receipt: receipt.id, reason: nil, by: who, at: now, db)
    }

    /// The bank's reference; with the line's place where that names no payment: it is cut, or a payer gives it each time.
    private func receiptReference(_ db: Connection) throws -> String {
        let place = "line \(line.line) of statement \(statement)"
        guard let said = line.reference else { return place }
        if line.wholeReference != nil, !(try CommitmentReceipt.stands(said, tenant: tenant, db)) { return said }
        return "\(said.prefix(40)), \(place)"
    }

    /// It is the money of a receipt that a person entered by hand: nothing is booked.
    package func link(to id: CommitmentReceipt.ID, by who: Who, at now: Moment, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .link)
        guard case .person = who else { throw CommitmentRefusal.notAPerson }
        let receipt = try CommitmentReceipt.find(id, tenant: tenant, db)
        guard receipt.state == .booked, receipt.amount == line.amount, receipt.currency == line.currency else {
            throw BankRefusal.otherMoney(id)
        }
        let other = try db.row("SELECT id FROM bank_line WHERE tenant_id = \(tenant) AND receipt_id = \(id)")
        guard other == nil else { throw BankRefusal.linked(id) }
        try move(on: .link, receipt: id, reason: nil, by: who, at: now, db)
    }

    /// It is for no commitment.
    package func dismiss(reason: String, by who: Who, at now: Moment, _ db: Connection) throws {
        try move(on: .dismiss, receipt: nil, reason: reason, by: who, at: now, db)
    }

    /// A line that was put away waits again; one that is booked does once its receipt is taken back.
    package func restore(by who: Who, at now: Moment, _ db: Connection) throws {
        if let receipt {
            throw PlainRefusal(.conflict, code: "receipt_stands", "receipt \(receipt) stands; take it back first")
        }
        if try BankStatement.find(statement, tenant: tenant, db).withdrawnAt != nil {
            throw BankRefusal.withdrawn(statement)
        }
        try move(on: .reopen, receipt: nil, reason: nil, by: who, at: now, db)
    }

    /// The receipt was taken back: its line waits again.
    static func reopen(
        bookedAs receipt: CommitmentReceipt.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let row = try db.row(
            "SELECT \(part: columns) FROM bank_line WHERE tenant_id = \(tenant) AND receipt_id = \(receipt)")
        try row.map(BankLine.init)?.move(on: .reopen, receipt: nil, reason: nil, by: who, at: now, db)
    }

    private func move(
        on event: Event, receipt: CommitmentReceipt.ID?, reason: String?, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE bank_line SET state = \(next), receipt_id = \(receipt), reason = \(reason)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "bank line \(id)") }
        try History.append(
            HistoryEntry(
                "bank_statement", statement, from: state.rawValue, "line_\(event.rawValue)", to: next.rawValue, by: who,
                at: now, reason: reason, detail: ["line": Value(id), "place": Value(line.line)]), tenant: tenant, db)
    }

    func value(_ finding: BankMatcher.Finding?) -> Value {
        [
            "id": Value(id), "statement": Value(statement), "line": Value(line.line),
            "booked_on": Value(line.bookedOn), "amount": .string(line.amount.decimal),
            "amount_text": .string(line.currency.shown(line.amount)),
            "currency": .string(line.currency.rawValue), "reference": Value(line.reference), "payer": Value(line.payer),
            "text": Value(line.text), "state": .string(state.rawValue), "is_open": .bool(state == .open),
            "is_dismissed": .bool(state == .dismissed), "reason": Value(reason), "receipt": Value(receipt?.description),
            "finding": finding.map {
                [
                    "verdict": .string($0.verdict.rawValue), "commitment": Value($0.commitment?.description),
                    "reason": .string($0.reason), "twin": Value($0.twin?.description),
                ]
            } ?? .null,
        ]
    }
}
