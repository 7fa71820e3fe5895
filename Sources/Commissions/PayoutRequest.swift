import Kernel
import Storage

/// A payout above the office's limit: one person marks it, and it is booked once another one says so.
package struct PayoutRequest: Sendable {
    package typealias ID = Identifier<PayoutRequest>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case waiting, booked, dropped
    }

    package enum Event: String, Sendable, CaseIterable {
        case confirm, drop
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on         to
        (.waiting,  .confirm,  .booked),
        (.waiting,  .drop,     .dropped),
    ])

    package let id: ID
    package let payee: Payee.ID
    package let new: Payout.New
    package let state: State
    package let payout: Payout.ID?
    package let who: Who
    package let at: Moment

    static let table = """
        CREATE TABLE commission_payout_request (  -- above the limit: booked once a second person says so
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            payee_id       TEXT    NOT NULL,
            amount_cents   INTEGER NOT NULL CHECK (amount_cents > 0),
            currency       TEXT    NOT NULL,
            method         TEXT    NOT NULL CHECK (method IN ('ach', 'wire', 'check', 'instant', 'card', 'cash', 'netted', 'other')),
            method_note    TEXT,
            reference      TEXT    NOT NULL,
            reference_key  TEXT    NOT NULL,
            paid_on        TEXT    NOT NULL,
            state          TEXT    NOT NULL CHECK (state IN ('waiting', 'booked', 'dropped')),
            payout_id      TEXT    REFERENCES commission_payout (id),
            who            TEXT    NOT NULL,  -- who marked it
            at             INTEGER NOT NULL,
            decided_by     TEXT,              -- another person, or who dropped it
            decided_at     INTEGER,
            CHECK ((method = 'other') = (method_note IS NOT NULL)),
            CHECK ((state = 'booked') = (payout_id IS NOT NULL)),
            CHECK ((state = 'waiting') = (decided_by IS NULL)),
            CHECK (state <> 'booked' OR decided_by <> who),
            FOREIGN KEY (tenant_id, payee_id) REFERENCES payee (tenant_id, id)
        ) STRICT
        """

    private static let columns: SQL = """
        id, payee_id, amount_cents, currency, method, method_note, reference, paid_on, state, payout_id, who, at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        payee = try row["payee_id"]
        var new = Payout.New(
            try row["amount_cents"], try row["currency"], by: try row["method"], reference: try row["reference"],
            on: try row["paid_on"])
        new.methodNote = try row["method_note"]
        self.new = new
        state = try row["state"]
        payout = try row["payout_id"]
        who = try row["who"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> PayoutRequest {
        let row = try db.row(
            "SELECT \(part: columns) FROM commission_payout_request WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommissionRefusal.unknownPayoutRequest(id) }
        return try PayoutRequest(row)
    }

    /// Those that wait for a second person, of one payee or of all, the oldest first.
    package static func waiting(
        for payee: Payee.ID? = nil, tenant: TenantID, _ db: Connection
    ) throws -> [PayoutRequest] {
        let own: SQL = payee.map { "AND payee_id = \($0)" } ?? ""
        return try db.rows(
            """
            SELECT \(part: columns) FROM commission_payout_request
             WHERE tenant_id = \(tenant) \(part: own) AND state = 'waiting' ORDER BY id
            """
        ).map(PayoutRequest.init)
    }

    static func insert(
        _ new: Payout.New, to payee: Payee.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> ID {
        let id = ID(at: now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO commission_payout_request (id, tenant_id, payee_id, amount_cents, currency, method,
                                                       method_note, reference, reference_key, paid_on, state, who, at)
                VALUES (\(id), \(tenant), \(payee), \(new.amount), \(new.currency), \(new.method), \(new.methodNote),
                        \(new.reference), \(PaymentMethod.key(of: new.reference)), \(new.paidOn), 'waiting', \(who),
                        \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw CommissionRefusal.referenceKnown
        }
        try History.append(
            HistoryEntry(
                "commission_payout_request", id, "mark", to: State.waiting.rawValue, by: who, at: now,
                detail: [
                    "payee": Value(payee), "amount_cents": .int(new.amount.count),
                    "currency": .string(new.currency.rawValue),
                ]), tenant: tenant, db)
        return id
    }

    func move(
        on event: Event, payout: Payout.ID? = nil, reason: String? = nil, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE commission_payout_request
               SET state = \(next), payout_id = \(payout), decided_by = \(who), decided_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "payout request \(id)") }
        try History.append(
            HistoryEntry(
                "commission_payout_request", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who,
                at: now, reason: reason, detail: ["payout": Value(payout)]), tenant: tenant, db)
    }

    package var value: Value {
        [
            "id": Value(id), "payee": Value(payee), "amount": .string(new.amount.decimal),
            "amount_text": .string(new.currency.shown(new.amount)), "currency": .string(new.currency.rawValue),
            "method": .string(new.method.rawValue), "method_label": .string(new.methodNote ?? new.method.label),
            "reference": .string(new.reference), "paid_on": Value(new.paidOn), "state": .string(state.rawValue),
            "payout": Value(payout), "needs_second_person": .bool(state == .waiting), "who": .string(who.text),
            "at": Value(at),
        ]
    }
}
