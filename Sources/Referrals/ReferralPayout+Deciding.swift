import Kernel
import Ledger
import Storage

extension ReferralPayout {
    /// What somebody says of a whole batch.
    package struct Decision: Sendable {
        package var amount: Cents?
        package var notes: String?

        package init(amount: Cents? = nil, notes: String? = nil) {
            self.amount = amount
            self.notes = notes
        }
    }

    /// Management approves all lines; never who made the batch, nor who put a line into it (G39). What it comes to is held
    /// until it is paid or fails (G42).
    package func approve(_ decision: Decision, _ act: ReferralAct, _ db: Connection) throws {
        let lines = try lines(for: .approve, act, db)
        guard !lines.contains(where: { $0.state == .rejected }) else { throw PayoutRefusal.someRejected(id) }
        try settle(on: .approve, lines, decision, .payoutApproved, act, db)
    }

    /// Management approves the lines that it approved before; the others are free again in the same transaction (G41).
    package func approvePartially(_ decision: Decision, _ act: ReferralAct, _ db: Connection) throws {
        let lines = try lines(for: .approvePartially, act, db)
        guard lines.contains(where: { $0.state != .approved }) else { throw PayoutRefusal.allApproved(id) }
        guard lines.contains(where: { $0.state == .approved }) else { throw PayoutRefusal.noneApproved(id) }
        try settle(on: .approvePartially, lines, decision, .payoutPartiallyApproved, act, db)
    }

    /// The lines, where this person may decide of the batch.
    private func lines(for event: Event, _ act: ReferralAct, _ db: Connection) throws -> [PayoutLine] {
        _ = try Self.lifecycle.move(state, on: event)
        let lines = try PayoutLine.of(id, tenant: tenant, db)
        let makers = Set(lines.map(\.createdBy)).union([createdBy])
        try act.requireOther(than: makers.map { .init($0, at: act.now) }, of: referrer, db)
        return lines
    }

    private func settle(
        on event: Event, _ lines: [PayoutLine], _ decision: Decision, _ action: ReferralAction, _ act: ReferralAct,
        _ db: Connection
    ) throws {
        let referrer = try payee(db)
        // Of the whole batch what is not decided goes with it; of a part it stays out.
        let isWhole = event == .approve
        let sum = PayoutLine.sum(lines, isWhole ? [.pending, .approved] : [.approved])
        guard sum > .zero else { throw PayoutRefusal.noneApproved(id) }
        if let amount = decision.amount, amount != sum { throw PayoutRefusal.otherAmount(sum, currency) }
        guard sum <= generated else { throw PayoutRefusal.otherAmount(generated, currency) }
        let balance = try ReferralBalance.of(referrer, db)
        guard sum <= balance.available else { throw PayoutRefusal.moreThanAvailable(balance.available, currency) }
        try decideRest(isWhole ? .approved : .rejected, notes: decision.notes ?? "left out of the batch", act, db)
        let row = try ReferralMoney(act, currency).reserve(sum, for: id, of: self.referrer, db)
        try move(
            on: event, ", approved_cents = \(sum), transfer_id = \(row.transfer)", decision.notes, action, amount: sum,
            act,
            db)
    }

    /// The partner, where money may go out to it.
    private func payee(_ db: Connection) throws -> Referrer {
        let referrer = try Referrer.find(referrer, tenant: tenant, db)
        guard referrer.status != .suspended else { throw PayoutRefusal.suspended }
        let missing = try ReferrerVerification.of(referrer.id, tenant: tenant, db).missing
        guard missing.isEmpty else { throw PayoutRefusal.notVerified(missing) }
        guard try ReferralReview.isRight(referrer, db) else { throw PayoutRefusal.notReconciled }
        return referrer
    }

    /// What becomes of the lines that nobody decided: with the batch, in one statement.
    private func decideRest(_ next: PayoutLine.State, notes: String, _ act: ReferralAct, _ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_payout_line
               SET state = \(next), decided_by = \(act.who), decided_at = \(act.now),
                   notes = \(next == .rejected ? notes : nil)
             WHERE tenant_id = \(tenant) AND payout_id = \(id) AND state = 'pending'
            """)
        if next == .rejected { try free(db) }
    }

    /// What stands in no line of a batch any more can stand in another one, but for what was taken back.
    private func free(_ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_credit SET is_free = 1
             WHERE tenant_id = \(tenant) AND state = 'approved' AND paid_at IS NULL
               AND id IN (SELECT credit_id FROM referral_payout_line
                           WHERE tenant_id = \(tenant) AND payout_id = \(id) AND kind = 'credit' AND state = 'rejected')
               AND NOT EXISTS (SELECT 1 FROM referral_payout_line AS live
                                WHERE live.tenant_id = \(tenant) AND live.credit_id = referral_credit.id
                                  AND live.kind = 'credit' AND live.state <> 'rejected')
               AND NOT EXISTS (SELECT 1 FROM referral_clawback WHERE referral_clawback.credit_id = referral_credit.id)
            """)
        try db.run(
            """
            UPDATE referral_clawback SET is_free = 1
             WHERE tenant_id = \(tenant)
               AND credit_id IN (SELECT credit_id FROM referral_payout_line
                                  WHERE tenant_id = \(tenant) AND payout_id = \(id) AND kind = 'clawback'
                                    AND state = 'rejected')
               AND NOT EXISTS (SELECT 1 FROM referral_payout_line AS live
                                WHERE live.tenant_id = \(tenant) AND live.credit_id = referral_clawback.credit_id
                                  AND live.kind = 'clawback' AND live.state <> 'rejected')
            """)
    }

    /// No money goes out; every line is free again (G44).
    package func reject(notes: String, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .reject)
        try act.requireOther(than: createdBy, at: createdAt, of: referrer, db)
        try letGo(notes: notes, act, db)
        try move(on: .reject, "", notes, .payoutRejected, amount: generated, act, db)
    }

    /// What was approved did not get out: what was held is void, and every line is free again. What stood in a payment file
    /// may be out: somebody else than who made the file says that it is not, and its credits say that they stood in one.
    package func fail(notes: String, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .fail)
        try act.requireOutsider(of: referrer, db)
        if let exportedBy { try act.requireOther(than: exportedBy, at: exportedAt ?? act.now, of: referrer, db) }
        guard let transfer else { preconditionFailure("an approved batch holds its money") }
        if let exportedAt {
            try db.run(
                """
                UPDATE referral_credit SET returned_from_file_at = \(exportedAt)
                 WHERE tenant_id = \(tenant)
                   AND id IN (SELECT credit_id FROM referral_payout_line
                               WHERE tenant_id = \(tenant) AND payout_id = \(id) AND kind = 'credit'
                                 AND state = 'approved')
                """)
        }
        try ReferralMoney(act, currency).void(transfer, of: id, db)
        try letGo(notes: notes, act, db)
        try move(on: .fail, ", failed_at = \(act.now)", notes, .payoutFailed, amount: approved ?? .zero, act, db)
    }

    private func letGo(notes: String, _ act: ReferralAct, _ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_payout_line
               SET state = 'rejected', decided_by = \(act.who), decided_at = \(act.now), notes = \(notes)
             WHERE tenant_id = \(tenant) AND payout_id = \(id) AND state <> 'rejected'
            """)
        try free(db)
    }

    /// How a batch was paid.
    package struct Payment: Sendable {
        package let on: Day
        package let method: PayoutMethod?
        package let reference: String

        package init(on day: Day, by method: PayoutMethod? = nil, reference: String) {
            on = day
            self.method = method
            self.reference = reference
        }
    }

    /// A person says that the money went out, with a reference of its own (G43): to the details of the payment file that it
    /// stood in, else to those that stand. What stood in a file may be out whatever came after, and is booked as it is; a
    /// credit that was taken back meanwhile is set off in the next batch.
    package func pay(_ payment: Payment, _ act: ReferralAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .pay)
        try act.requireOutsider(of: referrer, db)
        guard let transfer, let approved, let bank = exportedAt == nil ? try payee(db).bank : bank else {
            preconditionFailure("an approved batch holds its money, and its partner's bank details are verified")
        }
        let limit = try ReferralSettings.of(tenant, db).limit(at: act.now)
        guard approved <= limit || act.who != decidedBy else {
            throw PayoutRefusal.needsSecondPerson(limit, currency)
        }
        guard payment.on <= (act.now + .hours(14)).day else { throw PayoutRefusal.inTheFuture(payment.on) }
        // A day less for offices where it is yesterday still.
        let first = createdAt.day.adding(days: -1)
        guard payment.on >= first else { throw PayoutRefusal.beforeMade(payment.on, first) }
        let details = try BankChange.find(bank, tenant: tenant, db)
        let method = payment.method ?? details.method
        guard method == details.method else { throw PayoutRefusal.otherMethod(details.method) }
        let taken = try PayoutLine.of(id, tenant: tenant, db).first {
            $0.state == .approved && $0.isClawedBack && $0.kind == .credit
        }
        if let taken, exportedAt == nil { throw PayoutRefusal.clawedBack(taken.credit) }
        let key = String(payment.reference.uppercased().filter { $0 != " " })
        let other: ID? = try db.value(
            """
            SELECT id FROM referral_payout
             WHERE tenant_id = \(tenant) AND method = \(method) AND reference_key = \(key)
            """)
        if let other { throw PayoutRefusal.referenceTaken(other) }
        try ReferralMoney(act, currency).settle(transfer, of: id, db)
        try markPaid(act, db)
        var month = ReferralMonth(ReferralMonth.name(act.now.day))
        month.paid = approved
        try ReferralMonth.add(month, of: self.referrer, tenant: tenant, db)
        try move(
            on: .pay,
            """
            , method = \(method), bank_change_id = \(bank), paid_on = \(payment.on), reference = \(payment.reference),
            reference_key = \(key), paid_by = \(act.who), paid_at = \(act.now)
            """, nil, .payoutPaid, amount: approved, act, db)
    }

    /// The batch's credits are paid; one that was taken back before is to be set off.
    private func markPaid(_ act: ReferralAct, _ db: Connection) throws {
        let credits: SQL = """
            SELECT credit_id FROM referral_payout_line
             WHERE tenant_id = \(tenant) AND payout_id = \(id) AND kind = 'credit' AND state = 'approved'
            """
        try db.run(
            """
            UPDATE referral_credit SET paid_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id IN (\(part: credits))
            """)
        try db.run(
            """
            UPDATE referral_clawback SET is_free = 1
             WHERE tenant_id = \(tenant) AND credit_id IN (\(part: credits))
            """)
    }

    private func move(
        on event: Event, _ change: SQL, _ notes: String?, _ action: ReferralAction, amount: Cents, _ act: ReferralAct,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        // Who approved a batch stays, whoever pays it or lets it fail.
        let decides = state == .pending
        let changed = try db.changes(
            """
            UPDATE referral_payout
               SET state = \(next), decided_by = \(decides ? act.who : decidedBy),
                   decided_at = \(decides ? act.now : decidedAt), notes = \(notes ?? self.notes),
                   version = version + 1 \(part: change)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "payout \(id)") }
        try act.log(
            .init(
                action, "referral_payout", id, from: state.rawValue, to: next.rawValue, reason: notes, amount: amount),
            of: referrer, db)
    }
}
