import Cohorts
import Kernel
import Ledger
import Storage

/// How wallets open and close: with the cohort, never by hand.
extension Wallet {
    /// Opens the wallet of a participant who is active in a cohort that runs, with the allocation of the day; nil for others. What
    /// is open stays as it is, so that asking twice is asking once.
    @discardableResult
    package static func open(for participant: Participant.ID, _ act: SupportAct, _ db: Connection) throws -> Wallet? {
        if let found = try of(participant, tenant: act.tenant, db) { return found }
        let person = try Participant.find(participant, tenant: act.tenant, db)
        let cohort = try Cohort.find(person.cohort, tenant: act.tenant, db)
        guard cohort.state == .running, person.state == .active || person.state == .paused else { return nil }
        let (settings, id) = (try WalletSettings.of(act.tenant, db), ID(at: act.now))
        try db.run(
            """
            INSERT INTO support_wallet (id, tenant_id, participant_id, cohort_id, currency, state, opened_at, updated_at)
            VALUES (\(id), \(act.tenant), \(participant), \(cohort.id), \(settings.currency), \(State.open), \(act.now),
                    \(act.now))
            """)
        let money = WalletMoney(act, id, of: participant, in: cohort.id, settings.currency)
        let transfer = try money.allocate(settings.allocation, number: 1, db)
        try db.run(
            """
            INSERT INTO support_allocation (tenant_id, wallet_id, number, amount_cents, transfer_id, proposed_by,
                                            approved_by, at)
            VALUES (\(act.tenant), \(id), 1, \(settings.allocation), \(transfer), \(act.who), \(act.who), \(act.now))
            """)
        try act.log(
            "support_wallet", id, "opened", to: State.open.rawValue,
            detail: [
                "participant": Value(participant), "cohort": Value(cohort.id),
                "allocated": .string(settings.allocation.decimal), "currency": .string(settings.currency.rawValue),
            ], db)
        return try find(id, tenant: act.tenant, db)
    }

    /// Those whose wallet is not opened yet, and the wallets of cohorts that are over, at most `most` of each. A wallet from which
    /// something is on its way is not looked at, so that it keeps no other from closing.
    package static func due(
        most: Int = 500, tenant: TenantID, _ db: Connection
    ) throws -> (toOpen: [Participant.ID], toClose: [ID]) {
        let opening = try db.rows(
            """
            SELECT participant.id
              FROM participant
              JOIN cohort ON cohort.tenant_id = participant.tenant_id AND cohort.id = participant.cohort_id
             WHERE participant.tenant_id = \(tenant) AND cohort.state = 'running'
               AND participant.state IN ('active', 'paused')
               AND NOT EXISTS (SELECT 1 FROM support_wallet
                                WHERE support_wallet.tenant_id = participant.tenant_id
                                  AND support_wallet.participant_id = participant.id)
             ORDER BY participant.number
             LIMIT \(most)
            """)
        let closing = try db.rows(
            """
            SELECT support_wallet.id
              FROM support_wallet
              JOIN cohort ON cohort.tenant_id = support_wallet.tenant_id AND cohort.id = support_wallet.cohort_id
             WHERE support_wallet.tenant_id = \(tenant) AND cohort.state = 'closed'
               AND (support_wallet.state = 'open'
                    OR support_wallet.state = 'ending'
                   AND NOT EXISTS (SELECT 1 FROM support_request
                                     JOIN support_disbursement
                                       ON support_disbursement.tenant_id = support_request.tenant_id
                                      AND support_disbursement.request_id = support_request.id
                                    WHERE support_request.tenant_id = support_wallet.tenant_id
                                      AND support_request.wallet_id = support_wallet.id
                                      AND support_request.state = 'approved'
                                      AND support_disbursement.state <> 'waiting'))
             ORDER BY CASE support_wallet.state WHEN 'open' THEN 0 ELSE 1 END, support_wallet.id
             LIMIT \(most)
            """)
        return (try opening.map { try $0["id"] }, try closing.map { try $0["id"] })
    }

    /// The cohort is over: what nobody was given is taken off, neither paid nor carried over, and once nothing is pending the
    /// signal is written (I35).
    package func end(_ act: SupportAct, _ db: Connection) throws {
        guard state != .closed else { return }
        try SupportRequest.lapseAll(of: self, act, db)
        try Disbursement.cancelAll(of: self, act, db)
        let balance = try WalletBalance.of(self, db)
        if balance.remaining > .zero { try void(balance.remaining, act, db) }
        let event: Event = balance.totalPending == .zero ? .close : .end
        guard state == .open || event == .close else { return }
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE support_wallet SET state = \(next), updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "wallet \(id)") }
        try act.log("support_wallet", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
        guard event == .close else { return }
        try SupportSignal(balance).store(for: self, act, db)
        try ImpactArchive.store(of: try Participant.find(participant, tenant: tenant, db), act, db)
    }

    func void(_ amount: Cents, _ act: SupportAct, _ db: Connection) throws {
        let last: Int?? = try db.value(
            "SELECT max(number) FROM support_void WHERE tenant_id = \(tenant) AND wallet_id = \(id)")
        let number = ((last ?? nil) ?? 0) + 1
        let transfer = try WalletMoney(act, self).takeOff(
            amount, key: "void:\(number)", purpose: "wallet.voided", db)
        try db.run(
            """
            INSERT INTO support_void (tenant_id, wallet_id, number, amount_cents, transfer_id, at)
            VALUES (\(tenant), \(id), \(number), \(amount), \(transfer), \(act.now))
            """)
        try act.log("support_wallet", id, "voided", detail: ["amount": .string(amount.decimal)], db)
    }

    /// Another allocation, which names the one before: by an override that one person proposed with a reason and another approves (I04, I44).
    package func reallocate(
        to amount: Cents, by override: SupportOverride.ID?, proposedBy: Who, _ act: SupportAct, _ db: Connection
    ) throws {
        try act.requirePerson()
        guard proposedBy != act.who else { throw WalletRefusal.ownProposal }
        guard let override else { throw WalletRefusal.reasonNeeded }
        guard state == .open else { throw WalletRefusal.notOpen(id, state) }
        let number = try allocations(db) + 1
        let money = WalletMoney(act, self)
        let transfer: Transfer.ID
        if amount > allocated {
            transfer = try money.allocate(amount - allocated, number: number, db)
        } else {
            let balance = try WalletBalance.of(self, db)
            let least = balance.totalSpent + balance.totalPending
            guard amount >= least, amount < allocated else {
                throw WalletRefusal.belowSpent(id, least, currency)
            }
            transfer = try money.takeOff(
                allocated - amount, key: "allocation:\(number)", purpose: "wallet.allocated", db)
        }
        try db.run(
            """
            INSERT INTO support_allocation (tenant_id, wallet_id, number, amount_cents, transfer_id, reason, proposed_by,
                                            approved_by, at)
            VALUES (\(tenant), \(id), \(number), \(amount), \(transfer), \(SupportReason.word), \(proposedBy), \(act.who),
                    \(act.now))
            """)
        try act.log(
            "support_wallet", id, "reallocated",
            detail: [
                "override": Value(override),
                "from": .string(allocated.decimal), "to": .string(amount.decimal),
                "proposed_by": .string(proposedBy.text),
            ], db)
    }

    private func allocations(_ db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM support_allocation WHERE tenant_id = \(tenant) AND wallet_id = \(id)") ?? 0
    }
}
