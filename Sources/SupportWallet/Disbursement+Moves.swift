import Crypto
import Kernel
import Ledger
import Storage

extension Disbursement {
    /// What a provider said with a move.
    struct Told: Sendable {
        var code: String?
        var failure: String?
        /// Why a person moved it.
        var reason: SupportReason?
        var paid: (amount: Cents, currency: Currency)?
    }

    /// Moves it, and with its end the request, the ledger and the log, in one transaction: an end is booked once.
    func move(on event: Event, told: Told = Told(), _ act: SupportAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let calledAt = event == .begin ? act.now : event == .postpone ? nil : calledAt
        let postponedAt = event == .postpone ? act.now : nil
        // A call is looked at by the time it was made, what is held up by the time it was tried.
        let lookedAt: SQL = event == .begin ? "NULL" : event == .postpone ? "\(act.now)" : "looked_at"
        let failure = next == .failed ? told.failure ?? "refused" : self.failure
        let changed = try db.changes(
            """
            UPDATE support_disbursement
               SET state = \(next), called_at = \(calledAt), failure = \(failure), updated_at = \(act.now),
                   postponed_at = coalesce(\(postponedAt), postponed_at), looked_at = \(part: lookedAt),
                   provider_code = coalesce(\(told.code), provider_code),
                   paid_cents = coalesce(\(told.paid?.amount), paid_cents),
                   paid_currency = coalesce(\(told.paid?.currency.rawValue), paid_currency)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "disbursement \(id)") }
        try act.log(
            "support_disbursement", id, event.rawValue, from: state.rawValue, to: next.rawValue,
            reason: told.reason,
            detail: [
                "request": Value(request), "reference": .string(reference), "failure": Value(told.failure ?? failure),
            ], db)
        guard next == .completed || next == .failed else { return }
        let isLate = event == .takeBack || event == .giveLate
        try end(isGiven: next == .completed, isLate: isLate, told.code, act, db)
    }

    private func end(isGiven: Bool, isLate: Bool, _ code: String?, _ act: SupportAct, _ db: Connection) throws {
        let found = try SupportRequest.find(request, tenant: tenant, db)
        try found.end(isGiven: isGiven, isLate: isLate, reference: code ?? providerCode ?? reference, act, db)
    }

    /// What did not leave is not given: its amount is free again. Without a person's reason because its cohort is over.
    package func cancel(reason: SupportReason?, _ act: SupportAct, _ db: Connection) throws {
        let failure = reason == nil ? "cohort_ended" : "taken_back"
        try move(on: .cancel, told: Told(failure: failure, reason: reason), act, db)
    }

    /// What waits when its cohort is over is given to nobody any more.
    static func cancelAll(of wallet: Wallet, _ act: SupportAct, _ db: Connection) throws {
        let waiting = try db.rows(
            """
            SELECT \(part: columns) FROM support_disbursement
             WHERE tenant_id = \(wallet.tenant) AND state = 'waiting'
               AND request_id IN (SELECT id FROM support_request
                                   WHERE tenant_id = \(wallet.tenant) AND wallet_id = \(wallet.id) AND state = 'approved')
             ORDER BY id
            """
        ).map(Disbursement.init)
        for found in waiting { try found.cancel(reason: nil, act, db) }
    }

    /// Says when it was looked at last.
    func look(_ act: SupportAct, _ db: Connection) throws {
        try db.run(
            "UPDATE support_disbursement SET looked_at = \(act.now) WHERE tenant_id = \(tenant) AND id = \(id)")
    }
}

extension SupportRequest {
    /// What was held is given, or let go; late, what was given is taken back, or what was let go is given all the same.
    func end(isGiven: Bool, isLate: Bool, reference: String, _ act: SupportAct, _ db: Connection) throws {
        let event: Event = isLate ? isGiven ? .giveLate : .takeBack : isGiven ? .complete : .fail
        let next = try Self.lifecycle.move(state, on: event)
        guard let transfer else { preconditionFailure("what is approved is held") }
        let booked = try book(event, transfer.cast(to: Transfer.self), act, db)
        if isLate { try SupportSignal.renew(for: Wallet.find(wallet, tenant: tenant, db), act, db) }
        let changed = try db.changes(
            """
            UPDATE support_request SET state = \(next), transfer_id = \(booked), updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        try act.log("support_request", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
        try DisbursementLog.append(
            isGiven ? .completed : .failed, of: try Self.find(id, tenant: tenant, db), reference: reference, act, db)
    }

    /// Books it in the wallet and with who pays; answers the transfer that stands.
    private func book(
        _ event: Event, _ held: Transfer.ID, _ act: SupportAct, _ db: Connection
    ) throws -> Transfer.ID {
        let wallet = try Wallet.find(wallet, tenant: tenant, db)
        let money = WalletMoney(act, wallet)
        switch event {
        case .complete:
            try money.settle(held, db)
            try act.funding.pay(id, tenant: tenant, by: act.who, at: act.now, db)
        case .takeBack:
            try money.takeBack(held, of: id, db)
            try act.funding.takeBack(id, tenant: tenant, by: act.who, at: act.now, db)
            // The cohort is over: nobody is given it any more.
            if wallet.state != .open { try wallet.void(amount, act, db) }
        case .giveLate:
            if let free = try act.funding.free(for: wallet.cohort, in: wallet.currency, tenant: tenant, db) {
                // A cohort that is over gets nothing more: what its commitments do not have the office paid.
                let isOver = wallet.state != .open
                guard free >= amount || isOver else { throw DecisionRefusal.noCapital(left: free, wallet.currency) }
                let support = FundedSupport(self, min(free, amount), from: wallet)
                if support.amount > .zero {
                    try act.funding.claim(support, tenant: tenant, by: act.who, at: act.now, db)
                }
            }
            // What was left when the cohort ended was voided: as much of it comes back.
            if wallet.state != .open { try money.bringBack(amount, for: id, db) }
            let given = try money.giveLate(amount, as: kind.category, for: id, db)
            try act.funding.pay(id, tenant: tenant, by: act.who, at: act.now, db)
            return given
        default:
            try money.letGo(held, db)
            try act.funding.letGo(id, tenant: tenant, by: act.who, at: act.now, db)
        }
        return held
    }
}
