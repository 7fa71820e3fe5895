import Deals
import Kernel
import Ledger
import Storage

/// What was paid to a payee, as a person says.
package struct Payout: Sendable, Equatable {
    package typealias ID = Identifier<Payout>

    package let id: ID
    package let payee: Payee.ID
    package let amount: Cents
    package let currency: Currency
    package let method: PaymentMethod
    package let methodNote: String?
    package let reference: String
    package let paidOn: Day
    package let state: CommissionPayment.State
    /// When it was taken back.
    package let reversedOn: Day?
    package let transfer: Transfer.ID
    package let at: Moment

    private static let columns: SQL = """
        id, payee_id, amount_cents, currency, method, method_note, reference, paid_on, state, reversed_on,
        transfer_id, at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        payee = try row["payee_id"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        method = try row["method"]
        methodNote = try row["method_note"]
        reference = try row["reference"]
        paidOn = try row["paid_on"]
        state = try row["state"]
        reversedOn = try row["reversed_on"]
        transfer = try row["transfer_id"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Payout {
        let row = try db.row(
            "SELECT \(part: columns) FROM commission_payout WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommissionRefusal.unknownPayout(id) }
        return try Payout(row)
    }

    /// A payee's payouts, the newest first.
    package static func of(_ payee: Payee.ID, tenant: TenantID, _ db: Connection) throws -> [Payout] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commission_payout
             WHERE tenant_id = \(tenant) AND payee_id = \(payee) ORDER BY id DESC
            """
        ).map(Payout.init)
    }

    /// What a payee's shares until a day come to, less what was paid out by then and stood on that day.
    static func balance(
        of payee: Payee.ID, _ currency: Currency, on day: Day, tenant: TenantID, _ db: Connection
    ) throws -> Cents {
        let paid: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commission_payout
             WHERE tenant_id = \(tenant) AND payee_id = \(payee) AND currency = \(currency)
               AND paid_on <= \(day) AND (state = 'booked' OR reversed_on > \(day))
            """)
        return try PayeeLines.sum(of: payee, currency, before: day.adding(days: 1), tenant: tenant, db)
            - (paid ?? .zero)
    }

    /// What is to be marked as paid.
    package struct New: Sendable {
        package var amount: Cents
        package var currency: Currency
        package var method: PaymentMethod
        package var methodNote: String?
        package var reference: String
        package var paidOn: Day

        package init(
            _ amount: Cents, _ currency: Currency, by method: PaymentMethod, reference: String, on day: Day
        ) {
            self.amount = amount
            self.currency = currency
            self.method = method
            self.reference = reference
            paidOn = day
        }
    }

    package var value: Value {
        [
            "id": Value(id), "payee": Value(payee), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "currency": .string(currency.rawValue),
            "method": .string(method.rawValue), "method_label": .string(methodNote ?? method.label),
            "reference": .string(reference), "paid_on": Value(paidOn), "state": .string(state.rawValue),
            "is_booked": .bool(state == .booked), "at": Value(at),
        ]
    }
}

extension CommissionBook {
    /// What became of a payout that was marked.
    package enum Marked: Sendable {
        case booked(Payout)
        /// A second person has to say so.
        case waiting(PayoutRequest)

        package var value: Value {
            switch self {
            case .booked(let payout): payout.value
            case .waiting(let request): request.value
            }
        }
    }

    /// Marks a payout: it is booked, or above the office's limit waits for a second person.
    package func mark(_ new: Payout.New, to payee: Payee.ID, _ db: Connection) throws -> Marked {
        guard try isAboveLimit(new, to: payee, db) else { return .booked(try payOut(new, to: payee, db)) }
        try check(new, to: payee, db)
        let known: Int? = try db.value(
            """
            SELECT 1 FROM commission_payout
             WHERE tenant_id = \(tenant) AND payee_id = \(payee) AND state = 'booked'
               AND reference_key = \(PaymentMethod.key(of: new.reference))
            """)
        guard known == nil else { throw CommissionRefusal.referenceKnown }
        let id = try PayoutRequest.insert(new, to: payee, tenant: tenant, by: who, at: now, db)
        return .waiting(try PayoutRequest.find(id, tenant: tenant, db))
    }

    /// Another person says that it was paid: it is booked.
    package func confirm(_ id: PayoutRequest.ID, _ db: Connection) throws -> Payout {
        let request = try PayoutRequest.find(id, tenant: tenant, db)
        _ = try PayoutRequest.lifecycle.move(request.state, on: .confirm)
        guard who != request.who else { throw CommissionRefusal.ownPayoutRequest }
        let payout = try payOut(request.new, to: request.payee, confirming: request, db)
        try request.move(on: .confirm, payout: payout.id, tenant: tenant, by: who, at: now, db)
        return payout
    }

    /// It was marked by mistake.
    package func drop(_ id: PayoutRequest.ID, reason: String, _ db: Connection) throws {
        let request = try PayoutRequest.find(id, tenant: tenant, db)
        try checkPerson(try Payee.find(request.payee, tenant: tenant, db))
        try request.move(on: .drop, reason: reason, tenant: tenant, by: who, at: now, db)
    }

    private func isAboveLimit(_ new: Payout.New, to payee: Payee.ID, _ db: Connection) throws -> Bool {
        let lately: Cents? = try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commission_payout
             WHERE tenant_id = \(tenant) AND payee_id = \(payee) AND currency = \(new.currency) AND state = 'booked'
               AND at > \(now - .hours(24))
            """)
        return try (lately ?? .zero) + new.amount > PayoutLimit.of(tenant, at: now, db)
    }

    /// Books a payout, which only a person may, and not its payee; refused above what the payee has to get, and above the
    /// office's limit but for what another person marked.
    package func payOut(
        _ new: Payout.New, to payee: Payee.ID, confirming request: PayoutRequest? = nil, _ db: Connection
    ) throws -> Payout {
        try check(new, to: payee, db)
        if request == nil, try isAboveLimit(new, to: payee, db) {
            throw CommissionRefusal.needsSecondPerson(try PayoutLimit.of(tenant, at: now, db), new.currency)
        }
        return try book(new, to: payee, db)
    }

    private func check(_ new: Payout.New, to payee: Payee.ID, _ db: Connection) throws {
        let holder = try Payee.find(payee, tenant: tenant, db)
        try checkPerson(holder)
        try PaymentMethod.check(new.method, note: new.methodNote)
        guard new.amount > .zero else { throw CommissionRefusal.amountNotPositive }
        guard new.paidOn <= FundedDeal.latestDay(at: now) else { throw CommissionRefusal.inTheFuture(new.paidOn) }
        let standing = try PayeeStanding.of(payee, tenant: tenant, db).first { $0.currency == new.currency }
        let payable = standing?.payable ?? .zero
        guard new.amount <= payable else {
            throw CommissionRefusal.moreThanPayable(payee, payable, new.currency)
        }
        let then = try Payout.balance(of: payee, new.currency, on: new.paidOn, tenant: tenant, db)
        guard new.amount <= then else {
            throw CommissionRefusal.moreThanPayableThen(payee, then, new.currency, on: new.paidOn)
        }
    }

    private func book(_ new: Payout.New, to payee: Payee.ID, _ db: Connection) throws -> Payout {
        let id = Payout.ID(at: now)
        let postings = Postings(tenant: tenant, who: who, now: now, currency: new.currency)
        let transfer = Transfer(
            key: "payout:\(id)", purpose: PayeeStanding.payoutPurpose, about: Transfer.Subject("commission_payout", id),
            on: new.paidOn, try postings.payout(new.amount, to: payee, db))
        let receipt = try Journal(tenant: tenant, by: who, at: now).post(transfer, db)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO commission_payout (id, tenant_id, payee_id, amount_cents, currency, method, method_note,
                                               reference, reference_key, paid_on, state, transfer_id, who, at)
                VALUES (\(id), \(tenant), \(payee), \(new.amount), \(new.currency), \(new.method), \(new.methodNote),
                        \(new.reference), \(PaymentMethod.key(of: new.reference)), \(new.paidOn), 'booked',
                        \(receipt.transfer), \(who), \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw CommissionRefusal.referenceKnown
        }
        try History.append(
            HistoryEntry(
                "commission_payout", id, "book", to: CommissionPayment.State.booked.rawValue, by: who, at: now,
                detail: [
                    "payee": Value(payee), "amount_cents": .int(new.amount.count),
                    "currency": .string(new.currency.rawValue),
                ]), tenant: tenant, db)
        return try Payout.find(id, tenant: tenant, db)
    }

    /// Takes back a payout that was marked by mistake.
    package func reverse(_ id: Payout.ID, reason: String, _ db: Connection) throws {
        let payout = try Payout.find(id, tenant: tenant, db)
        try checkPerson(try Payee.find(payout.payee, tenant: tenant, db))
        let next = try CommissionPayment.lifecycle.move(payout.state, on: .reverse)
        let today = max(payout.paidOn, now.day)
        _ = try Journal(tenant: tenant, by: who, at: now).reverse(
            payout.transfer, key: "payout:\(id):reversed", purpose: PayeeStanding.payoutPurpose, on: today, db)
        let changed = try db.changes(
            """
            UPDATE commission_payout SET state = \(next), reversed_on = \(today)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(payout.state)
            """)
        guard changed == 1 else { throw StaleMove(record: "payout \(id)") }
        try History.append(
            HistoryEntry(
                "commission_payout", id, from: payout.state.rawValue, "reverse", to: next.rawValue, by: who, at: now,
                reason: reason), tenant: tenant, db)
    }

    private func checkPerson(_ payee: Payee) throws(CommissionRefusal) {
        guard case .person(let person) = who else { throw .notAPerson }
        guard person != payee.person else { throw .ownPayout }
    }
}
