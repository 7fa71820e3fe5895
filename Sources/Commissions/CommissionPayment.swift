import Correspondence
import Deals
import Funders
import Kernel
import Storage

/// What a funder paid, or took back, at once: an entry for each deal. A funder's reference stands once among what is
/// booked in a direction (E18).
package struct CommissionPayment: Sendable, Equatable {
    package typealias ID = Identifier<CommissionPayment>

    package enum Direction: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case received
        case clawedBack = "clawed_back"
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case booked
        /// A mistake: its entries are taken back, and its reference is free.
        case reversed
    }

    package enum Event: String, Sendable, CaseIterable {
        case reverse
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on         to
        (.booked,   .reverse,  .reversed),
    ])

    package let id: ID
    package let funder: Funder.ID
    package let direction: Direction
    package let amount: Cents
    package let currency: Currency
    package let method: PaymentMethod
    package let methodNote: String?
    package let trace: String?
    package let paidOn: Day
    package let state: State
    package let who: Who
    package let at: Moment

    /// What is to be booked: lines of deals of one funder in one currency.
    package struct New: Sendable {
        package var funder: Funder.ID
        package var currency: Currency
        package var method: PaymentMethod
        package var methodNote: String?
        /// The funder's reference; needed where money came.
        package var trace: String?
        package var paidOn: Day
        package var lines: [Line]
        /// The mail that told of it.
        package var message: Message.ID?
        package var reason: String?

        package init(
            funder: Funder.ID, _ currency: Currency, by method: PaymentMethod, trace: String?, on day: Day,
            _ lines: [Line]
        ) {
            self.funder = funder
            self.currency = currency
            self.method = method
            self.trace = trace
            paidOn = day
            self.lines = lines
        }
    }

    /// A deal's amount of a payment; nil where something is taken back: what the deal's terms give on that day.
    package struct Line: Sendable, Hashable {
        package let deal: FundedDeal.ID
        package let amount: Cents?

        package init(_ deal: FundedDeal.ID, _ amount: Cents?) {
            self.deal = deal
            self.amount = amount
        }
    }

    /// As many as a remittance has.
    package static let mostLines = 5_000
}

extension CommissionPayment {
    private static let columns: SQL = """
        id, funder_id, direction, amount_cents, currency, method, method_note, trace, paid_on, state, who, at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        direction = try row["direction"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        method = try row["method"]
        methodNote = try row["method_note"]
        trace = try row["trace"]
        paidOn = try row["paid_on"]
        state = try row["state"]
        who = try row["who"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> CommissionPayment {
        let row = try db.row(
            "SELECT \(part: columns) FROM commission_payment WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommissionRefusal.unknownPayment(id) }
        return try CommissionPayment(row)
    }

    /// The booked payment with a funder's reference, however it is spelled; nil where there is none.
    package static func booked(
        _ trace: String, _ direction: Direction = .received, by funder: Funder.ID, tenant: TenantID, _ db: Connection
    ) throws -> CommissionPayment? {
        try db.row(
            """
            SELECT \(part: columns) FROM commission_payment
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND direction = \(direction)
               AND trace_key = \(PaymentMethod.key(of: trace)) AND state = 'booked'
            """
        ).map(CommissionPayment.init)
    }

    /// Adds the payment's row; refused where its reference is booked already.
    static func insert(
        _ new: New, _ direction: Direction, amount: Cents, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> ID {
        let id = ID(at: now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO commission_payment (id, tenant_id, funder_id, direction, amount_cents, currency, method,
                                                method_note, trace, trace_key, paid_on, state, who, at)
                VALUES (\(id), \(tenant), \(new.funder), \(direction), \(amount), \(new.currency), \(new.method),
                        \(new.methodNote), \(new.trace), \(new.trace.map(PaymentMethod.key)), \(new.paidOn), 'booked',
                        \(who), \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            let former = try new.trace.flatMap {
                try booked($0, direction, by: new.funder, tenant: tenant, db)
            }
            throw CommissionRefusal.traceKnown(former?.id ?? id, on: former?.paidOn ?? new.paidOn)
        }
        try History.append(
            HistoryEntry(
                "commission_payment", id, "book", to: State.booked.rawValue, by: who, at: now, reason: new.reason,
                detail: [
                    "funder": Value(new.funder), "direction": .string(direction.rawValue),
                    "amount_cents": .int(amount.count), "currency": .string(new.currency.rawValue),
                    "paid_on": Value(new.paidOn),
                ]), tenant: tenant, db)
        return id
    }

    /// Adds to the amount of a payment that is booked: further lines of it are.
    func extend(
        by more: Cents, reason: String?, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE commission_payment SET amount_cents = amount_cents + \(more)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'booked'
            """)
        guard changed == 1 else { throw StaleMove(record: "payment \(id)") }
        try History.append(
            HistoryEntry(
                "commission_payment", id, "extend", by: who, at: now, reason: reason,
                detail: ["amount_cents": .int(more.count)]), tenant: tenant, db)
    }

    func move(
        on event: Event, reason: String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE commission_payment SET state = \(next)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "payment \(id)") }
        try History.append(
            HistoryEntry(
                "commission_payment", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }

    package var value: Value {
        [
            "id": Value(id), "funder": Value(funder), "direction": .string(direction.rawValue),
            "is_received": .bool(direction == .received), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "method": .string(method.rawValue), "method_label": .string(methodNote ?? method.label),
            "trace": Value(trace), "paid_on": Value(paidOn), "state": .string(state.rawValue),
            "is_booked": .bool(state == .booked), "at": Value(at),
        ]
    }
}
