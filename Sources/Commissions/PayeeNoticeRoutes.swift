import Kernel
import Notices
import People
import Storage
import Web

/// Where payees are written to, and the mails that bring them their statements (B06).
package struct PayeeNoticeRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let desk: NoticeDesk

    package static func routes(database: Database, clock: any Clock, desk: NoticeDesk) -> [Route] {
        Self(database: database, clock: clock, desk: desk).table
    }

    // swift-format-ignore
    private var table: [Route] {
        [
            .post("/payees/{id}/address",          for: .admins, "Where the payee is written to; without an address nowhere", setAddress)
                .taking(.optional("email", .text(max: 254))),
            .get ("/payees/{id}/statement/notice", for: .admins, "The mail that brings the payee its statement, as it would go out now", preview)
                .taking(StatementTime.fields),
            .post("/payees/{id}/statement/notice", for: .admins, "Send the payee its statement, once for the same figures", send).keyed()
                .taking(.required("from", .day), .required("to", .day), .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "USD, if absent"),
                        .optional("figures", .text(max: 64), "of the mail that was shown: other figures are refused"), .optional("again", .flag, "the same figures once more"))
                .answering(AnswerShape(201, "the notice"), AnswerShape(409, "the same figures were sent already, or are others than those shown")),
            .post("/payouts/notices",              for: .admins, "Whether payees are told by themselves of each payout that is marked from now on", turn)
                .taking(.required("on", .flag)),
        ]
    }

    func setAddress(_ request: Request) async throws -> Answer {
        let email = try request.read { $0.optionalText("email", max: 254) }
        let id = try request.id("id", Payee.self)
        let (caller, now) = (try request.caller, clock.now())
        let (value, isReplay) = try await CommissionBook.run(request, database, at: now) { _, tenant, db in
            try Payee.setAddress(email, of: id, tenant: tenant, by: caller.who, at: now, db)
            return try Payee.find(id, tenant: tenant, db).value
        }
        return Answer.done(redirect: "/payees/\(id)", value).replayed(isReplay)
    }

    func preview(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Payee.self)
        let time = try StatementTime(request.query, today: clock.now().day)
        let (letter, statement) = try await letter(id, time, tenant: caller.tenant)
        let value = try await desk.preview(letter, tenant: caller.tenant, by: caller.who)
        return .view(
            "commissions/notice",
            value.adding("payee", Value(id)).adding("address", .string(statement.address))
                .adding("from_on", Value(statement.from)).adding("to_on", Value(statement.to))
                .adding("from_day", Value(statement.from)).adding("to_day", Value(statement.to))
                .adding("currency", .string(statement.currency.rawValue)),
            title: "Send statement")
    }

    func send(_ request: Request) async throws -> Answer {
        let (from, to, currency, again, shown) = try request.read { reader in
            (
                reader.day("from"), reader.day("to"), reader.optionalChoice("currency", Currency.self) ?? .usd,
                reader.flag("again"), reader.optionalText("figures", max: 64)
            )
        }
        let id = try request.id("id", Payee.self)
        let caller = try request.caller
        let time = try StatementTime(from: from, to: to, currency)
        let (letter, _) = try await letter(id, time, tenant: caller.tenant)
        let (value, isReplay) = try await desk.send(
            letter, again: again, shown: shown, key: request.key(for: request.value), tenant: caller.tenant,
            by: caller.who)
        return Answer.created(location: "/payees/\(id)#notices", value).replayed(isReplay)
    }

    func turn(_ request: Request) async throws -> Answer {
        let isOn = try request.read { reader in
            if reader.raw("on") == nil { reader.refuse("on", code: "required", "must be true or false") }
            return reader.flag("on")
        }
        let (caller, now) = (try request.caller, clock.now())
        try await database.write { try PayoutNotices.set(isOn, tenant: caller.tenant, by: caller.who, at: now, $0) }
        return .done(redirect: "/payees", ["payout_notices": .bool(isOn)])
    }

    private func letter(
        _ id: Payee.ID, _ time: StatementTime, tenant: TenantID
    ) async throws -> (NoticeLetter, Statement) {
        try await database.read { try NoticeLetter.statement(id, time, tenant: tenant, $0) }
    }
}
