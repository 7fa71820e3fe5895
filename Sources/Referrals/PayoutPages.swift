import Kernel
import People
import Storage
import Web

/// What is shown of payouts, and the figures of partners.
extension PayoutRoutes {
    func index(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let id = try request.id("id", Referrer.self)
        let state: ReferralPayout.State? = try request.query.choice("state")
        let page = try request.query.page()
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db -> Value in
            let referrer = try ReferrerSight.referrer(id, for: caller, db)
            return try ReferralPayout.list(of: id, state, page: page, tenant: caller.tenant, db)
                .value { $0.value(at: now, isOffice: isOffice) }
                .adding("partner", referrer.value).adding("balance", try ReferralBalance.of(referrer, db).value)
                .adding("figures", try PayoutFigures.of(referrer, db).value(referrer.fields.currency))
                .adding("state", Value(state?.rawValue)).adding("is_office", .bool(isOffice))
                .adding("may_ask", .bool(Access.referralSenders.admits(caller.roles)))
                .adding("from", Value(Self.lastMonth(now).first)).adding("to", Value(Self.lastMonth(now).last))
                .adding("states", ReferralPayout.State.choices)
        }
        return .view("referrals/payouts", value, title: "Payouts")
    }

    static func lastMonth(_ now: Moment) -> (first: Day, last: Day) {
        let first = now.day.adding(days: 1 - now.day.civil.day)
        return (first.adding(months: -1), first.adding(days: -1))
    }

    func all(_ request: Request) async throws -> Answer {
        try await list(request, try request.query.choice("state"), "referrals/payouts-all", "Payouts")
    }

    func pending(_ request: Request) async throws -> Answer {
        try await list(request, .pending, "referrals/payouts-pending", "Payouts to approve")
    }

    private func list(
        _ request: Request, _ state: ReferralPayout.State?, _ template: String, _ title: String
    ) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let page = try request.query.page()
        let beside: Value = ["state": Value(state?.rawValue), "states": ReferralPayout.State.choices]
        if request.wantsPacked {
            let list = PackedList.payouts(for: caller.who, at: now)
            let rows = try await database.read { db in
                try db.rows(ReferralPayout.query(list.column, of: nil, state, page: page, tenant: caller.tenant))
            }
            return .packed(try list.json(rows, of: page, beside: beside))
        }
        let value = try await database.read { db in
            try ReferralPayout.list(state, page: page, tenant: caller.tenant, db).value {
                $0.value(at: now, isOffice: true).adding("is_own", .bool($0.createdBy == caller.who))
            }
        }
        return .view(
            template,
            value.adding("state", Value(state?.rawValue))
                .adding("states", ReferralPayout.State.choices),
            title: title)
    }

    /// The payout, where the asker may see it.
    func payout(_ request: Request, _ db: Connection) throws -> ReferralPayout {
        let caller = try request.caller
        let id = try request.id("id", ReferralPayout.self)
        let payout = try ReferralPayout.find(id, tenant: caller.tenant, db)
        if let own = try ReferrerSight.bounds(of: caller, db), own.id != payout.referrer {
            throw PayoutRefusal.unknown(id)
        }
        return payout
    }

    func show(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db -> Value in
            let payout = try payout(request, db)
            let lines = try PayoutLine.of(payout.id, tenant: caller.tenant, db)
            let act = ReferralAct(tenant: caller.tenant, by: caller.who, at: now)
            let rights = try isOffice ? PayoutRights(payout, lines, act, db) : PayoutRights.nothing
            var may = Value.Fields()
            for event in rights.events { may[event.rawValue] = true }
            if isOffice, payout.state == .rejected { may["resubmit"] = true }
            return payout.value(at: now, isOffice: isOffice)
                .adding(
                    "lines",
                    .list(
                        lines.map {
                            $0.value.adding("amount_text", .string(payout.currency.shown($0.amount)))
                                .adding("returned_from_file_at", Value(isOffice ? $0.returnedFromFileAt : nil))
                                .adding("is_part_lost", .bool(isOffice && $0.isPartLost && !$0.isClawedBack))
                                .adding("may_approve", .bool(rights.mayApprove($0)))
                                .adding("may_reject", .bool(rights.mayReject($0)))
                        })
                )
                .adding(
                    "approved_so_far",
                    .string(payout.currency.shown(PayoutLine.sum(lines, [.approved])))
                )
                // What a form approves is what its page showed, or nothing.
                .adding("approved_amount_so_far", .string(PayoutLine.sum(lines, [.approved]).decimal))
                .adding("whole_amount", .string(PayoutLine.sum(lines, [.pending, .approved]).decimal))
                .adding("may", .object(may)).adding("is_office", .bool(isOffice))
                .adding("is_own", .bool(rights.isOwn)).adding("today", Value(now.day))
                .adding(
                    "history",
                    isOffice
                        ? .list(try History.of("referral_payout", payout.id, tenant: caller.tenant, db).map(\.value))
                        : .null)
        }
        return .view("referrals/payout", value, title: "Payout of \(value["partner_name"]?.text ?? "")")
    }

    func lines(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let value = try await database.read { db in
            let payout = try payout(request, db)
            return try PayoutLine.list(of: payout.id, page: page, tenant: caller.tenant, db).value(\.value)
        }
        return .json(value)
    }

    private func referrer(
        _ request: Request, _ body: @escaping @Sendable (Referrer, Connection) throws -> Value
    ) async throws -> Value {
        let caller = try request.caller
        let id = try request.id("id", Referrer.self)
        return try await database.read { try body(try ReferrerSight.referrer(id, for: caller, $0), $0) }
    }

    func stats(_ request: Request) async throws -> Answer {
        let now = clock.now()
        let value = try await referrer(request) { referrer, db in
            let months = try ReferralMonth.all(of: referrer.id, tenant: referrer.tenant, db)
            return try ReferralFigures.of(referrer, at: now, db).value
                .adding("months", .list(months.map { $0.value(referrer.fields.currency) }))
                .adding("partner", referrer.value)
        }
        return .view("referrals/stats", value, title: "Performance")
    }

    func standing(_ request: Request) async throws -> Answer {
        let now = clock.now()
        let value = try await referrer(request) { referrer, db in
            try ReferralStanding(of: referrer, at: now, db).value.adding("partner", referrer.value)
        }
        return .view("referrals/standing", value, title: "Beside other partners")
    }

    func month(_ request: Request) async throws -> Answer {
        guard let year = Int(request.parameter("year")), let month = Int(request.parameter("month")),
            let day = Day(year: year, month: month, day: 1)
        else { throw PlainRefusal.missing }
        let value = try await referrer(request) { referrer, db in
            try ReferralMonth.of(referrer.id, ReferralMonth.name(day), tenant: referrer.tenant, db)
                .value(referrer.fields.currency)
        }
        return .json(value)
    }

    func payoutStats(_ request: Request) async throws -> Answer {
        .json(
            try await referrer(request) { referrer, db in
                try PayoutFigures.of(referrer, db).value(referrer.fields.currency)
            })
    }

    func paymentFiles(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let value = try await database.read { db in
            try PaymentFile.list(page: page, tenant: caller.tenant, db).value(\.value)
        }
        return .view("referrals/payment-files", value, title: "Payment files")
    }

    func settings(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let value = try await database.read { try ReferralSettings.of(caller.tenant, $0).value(at: now) }
        return .view("referrals/settings", value, title: "Payouts: limits")
    }
}
