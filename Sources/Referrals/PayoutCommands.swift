import Applications
import Kernel
import People
import Storage
import Web

/// What is done with payouts.
extension PayoutRoutes {
    func ask(_ request: Request) async throws -> Answer {
        let note = try request.read { $0.optionalText("note", max: 500) }
        let id = try request.id("id", Referrer.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            let referrer = try ReferrerSight.changing(id, for: caller, db)
            let balance = try ReferralBalance.of(referrer, db)
            try act.log(
                .init(.payoutRequested, "referral_partner", id, reason: note, amount: balance.available), of: id, db)
            return ["requested": true, "available": .string(balance.available.decimal)]
        }
        return Answer.done(redirect: "/referral/partners/\(id)/payouts", value).replayed(isReplay)
    }

    func generate(_ request: Request) async throws -> Answer {
        let (id, from, to, isDry) = try request.read { reader -> (Referrer.ID?, Day, Day, Bool) in
            // Every partner's is asked for by its own word: a partner that was left empty by mistake is none.
            let isAll = reader.flag("all")
            if isAll, reader.has("partner") {
                reader.refuse("all", code: "not_with_partner", "is said instead of a partner")
            }
            return (
                isAll ? nil : reader.id("partner", Referrer.self), reader.day("from"), reader.day("to"),
                reader.flag("dry_run")
            )
        }
        let (caller, now) = (try request.caller, clock.now())
        guard let id else { return try await generateAll(request, from: from, to: to, isDry: isDry) }
        if isDry {
            let value = try await database.read { db -> Value in
                let referrer = try Referrer.find(id, tenant: caller.tenant, db)
                let outlook = try ReferralPayout.outlook(for: referrer, from: from, to: to, at: now, db)
                return try outlook.value(db).adding("partner", referrer.value)
                    .adding("from_on", Value(from)).adding("to_on", Value(to))
            }
            return .view("referrals/payout-plan", value, title: "What the batch would have")
        }
        let (value, isReplay) = try await once(request) { act, caller, db in
            let referrer = try Referrer.find(id, tenant: caller.tenant, db)
            let (payout, isFormer) = try ReferralPayout.generate(for: referrer, from: from, to: to, act, db)
            return payout.value(at: now, isOffice: true).adding("is_former", .bool(isFormer))
        }
        let place = "/referral/payouts/\(value["id"]?.text ?? "")"
        let isFormer = value["is_former"]?.flag ?? false
        return (isFormer ? Answer.done(redirect: place, value) : .created(location: place, value)).replayed(isReplay)
    }

    /// The same for every partner. What it answered is kept under the key at its end: a run that was cut off goes on.
    private func generateAll(_ request: Request, from: Day, to: Day, isDry: Bool) async throws -> Answer {
        let caller = try request.caller
        let act = ReferralAct(tenant: caller.tenant, by: caller.who, at: clock.now())
        let run = PayoutRun(database: database, act: act, from: from, to: to)
        if isDry {
            return .view("referrals/payout-run", try await run.run(isDry: true), title: "What the batches would have")
        }
        let place = "/referral/payouts/pending"
        if let key = ReferralCommand.key(of: request, by: caller, for: request.value),
            let former = try await database.read({ try Idempotency.answer(of: key, tenant: caller.tenant, $0) })
        {
            return Answer.done(redirect: place, former).replayed(true)
        }
        let made = try await run.run(isDry: false)
        let (value, isReplay) = try await once(request) { _, _, _ in made }
        return Answer.done(redirect: place, value).replayed(isReplay)
    }

    func create(_ request: Request) async throws -> Answer {
        let (id, from, to, credits) = try request.read { reader -> (Referrer.ID, Day, Day, [ReferralCredit.ID]) in
            (reader.id("partner"), reader.day("from"), reader.day("to"), reader.ids("credits", count: 1000))
        }
        return try await making(request) { act, caller, db in
            try ReferralPayout.create(
                of: credits, for: try Referrer.find(id, tenant: caller.tenant, db), from: from, to: to, act, db)
        }
    }

    func resubmit(_ request: Request) async throws -> Answer {
        let id = try request.id("id", ReferralPayout.self)
        return try await making(request) { act, caller, db in
            try ReferralPayout.find(id, tenant: caller.tenant, db).resubmit(act, db)
        }
    }

    private func making(
        _ request: Request, _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> ReferralPayout
    ) async throws -> Answer {
        let now = clock.now()
        let (value, isReplay) = try await once(request) { act, caller, db in
            try body(act, caller, db).value(at: now, isOffice: true)
        }
        return Answer.created(location: "/referral/payouts/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func addLine(_ request: Request) async throws -> Answer {
        let credit = try request.read { $0.id("credit", ReferralCredit.self) }
        return try await changing(request) { payout, act, db in try payout.add(credit, act, db) }
    }

    func approve(_ request: Request) async throws -> Answer {
        let decision = try request.read { Self.decision(&$0) }
        return try await changing(request) { payout, act, db in try payout.approve(decision, act, db) }
    }

    func approvePartially(_ request: Request) async throws -> Answer {
        let decision = try request.read { Self.decision(&$0) }
        return try await changing(request) { payout, act, db in try payout.approvePartially(decision, act, db) }
    }

    private static func decision(_ reader: inout FieldReader) -> ReferralPayout.Decision {
        ReferralPayout.Decision(
            amount: reader.optionalCents("amount"), notes: reader.optionalText("notes", max: 500))
    }

    func reject(_ request: Request) async throws -> Answer {
        let notes = try request.read { $0.text("notes", max: 500) }
        return try await changing(request) { payout, act, db in try payout.reject(notes: notes, act, db) }
    }

    func fail(_ request: Request) async throws -> Answer {
        let notes = try request.read { $0.text("notes", max: 500) }
        return try await changing(request) { payout, act, db in try payout.fail(notes: notes, act, db) }
    }

    func pay(_ request: Request) async throws -> Answer {
        let payment = try request.read { reader in
            ReferralPayout.Payment(
                on: reader.day("paid_on"), by: reader.optionalChoice("method"),
                reference: reader.text("reference", max: 100))
        }
        return try await changing(request) { payout, act, db in try payout.pay(payment, act, db) }
    }

    func approveLine(_ request: Request) async throws -> Answer { try await decideLine(request, .approve, nil) }

    func rejectLine(_ request: Request) async throws -> Answer {
        try await decideLine(request, .reject, try request.read { $0.text("notes", max: 500) })
    }

    private func decideLine(_ request: Request, _ event: PayoutLine.Event, _ notes: String?) async throws -> Answer {
        let id = try request.id("id", PayoutLine.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            let line = try PayoutLine.find(id, tenant: caller.tenant, db)
            let payout = try ReferralPayout.find(line.payout, tenant: caller.tenant, db)
            try line.decide(event, notes: notes, in: payout, act, db)
            return try PayoutLine.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/referral/payouts/\(value["payout"]?.text ?? "")", value).replayed(isReplay)
    }

    private func changing(
        _ request: Request, _ body: @escaping @Sendable (ReferralPayout, ReferralAct, Connection) throws -> Void
    ) async throws -> Answer {
        let (id, now) = (try request.id("id", ReferralPayout.self), clock.now())
        let (value, isReplay) = try await once(request) { act, caller, db in
            try body(try ReferralPayout.find(id, tenant: caller.tenant, db), act, db)
            return try ReferralPayout.find(id, tenant: caller.tenant, db).value(at: now, isOffice: true)
        }
        return Answer.done(redirect: "/referral/payouts/\(id)", value).replayed(isReplay)
    }

    func setSettings(_ request: Request) async throws -> Answer {
        let wish = try request.read { ReferralSettings.Wish(&$0) }
        let (value, isReplay) = try await once(request) { act, _, db in
            let settings = wish.settings(over: try .of(act.tenant, db), at: act.now)
            try settings.write(act, db)
            return settings.value(at: act.now)
        }
        return Answer.done(redirect: "/referral/settings", value).replayed(isReplay)
    }

    /// What is approved and stood in no file yet, or a former file, with the details that are paid to: opened for this file
    /// and nowhere else, and written down who made it. Only the file's name is kept of the answer; a repeated key has its rows
    /// again.
    func paymentFile(_ request: Request) async throws -> Answer {
        let (method, former): (PayoutMethod?, PaymentFile.ID?) = try request.read {
            ($0.optionalChoice("method"), $0.optionalID("file"))
        }
        let (caller, now, keys) = (try request.caller, clock.now(), keys)
        let (value, isReplay) = try await once(request) { act, _, db in
            guard let former else { return ["file": Value(try PaymentFile.make(method, act, db)?.id)] }
            try PaymentFile.find(former, tenant: act.tenant, db).repeatNotes(act, db)
            return ["file": Value(former)]
        }
        let id = value["file"]?.text.flatMap { PaymentFile.ID($0) }
        let rows = try await database.read { db in
            try id.map { try PaymentFile.find($0, tenant: caller.tenant, db).rows(keys, db) } ?? []
        }
        var text = CommaText(head: PaymentFile.head)
        for row in rows { text.add(row) }
        return text.answer(name: "payments-\(id?.description ?? now.day.description).csv").replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await ReferralCommand.once(request, database, clock, body)
    }
}
