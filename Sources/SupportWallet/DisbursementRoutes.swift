import Applications
import Kernel
import People
import Storage
import Web

/// What leaves: what providers tell, vouchers, and the list of disbursements.
package struct DisbursementRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    /// With which Paystack signs; nil where none is set, and then nothing is heard.
    let secret: String?
    let funding: any SupportFunding

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, secret: String?, funding: any SupportFunding
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, secret: secret, funding: funding)
        return pages.told + pages.kept.keyed()
    }

    // swift-format-ignore
    private var told: [Route] {
        [
            .post("/webhooks/paystack", for: .open, "What Paystack tells of transfers, signed; heard once, in any order", hear)
                .answering(AnswerShape(200, "heard"), AnswerShape(400, "not signed by Paystack")),
        ]
    }

    // swift-format-ignore
    private var kept: [Route] {
        [
            .post("/support/requests/{id}/voucher",   for: .participants, "A code of the own voucher; one that was shown before is good no more", voucher)
                .answering(AnswerShape(201, "the code")),
            .post("/admin/support/redemptions",       for: .operators,    "A voucher is taken: once", redeem).taking(.required("code", .text(max: 40))),
            .get ("/admin/support/disbursements",     for: .budgets,      "The log of what was approved and what became of it, the newest first", log)
                .taking(.optional("cash", .flag, "cash alone"), .optional("status", .choice(DisbursementLog.Status.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/support/rate",              for: .admins,       "What one of a wallet's currency comes to in naira; more than before holds a day later, or once another admin sets the same", setRate)
                .taking(.required("naira", .text(max: 20), "from 1 to 100000, with up to four places"), .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "that of new wallets where absent")),
        ]
    }

    /// The bytes as they came are what is signed. What is not understood is answered like what is: the sender need not learn more.
    func hear(_ request: Request) async throws -> Answer {
        guard let secret, let signature = request.headers["x-paystack-signature"],
            PaystackNotice.isSigned(request.bodyBytes, signature, secret: secret)
        else { throw PlainRefusal(.malformed, code: "bad_signature", "this was not signed by Paystack") }
        guard let notice = PaystackNotice(request.bodyBytes) else { return .json(["heard": true]) }
        let (now, funding) = (clock.now(), funding)
        try await database.write { try notice.apply(at: now, funding: funding, $0) }
        return .json(["heard": true])
    }

    func voucher(_ request: Request) async throws -> Answer {
        let (keys, caller, now) = (keys, try request.caller, clock.now())
        let id = try request.id("id", SupportRequest.self)
        let act = SupportAct(caller, at: now)
        // The answer is stored nowhere: each call makes a new code, and the one before is good no more.
        let code = try await database.write { db in
            let participant = try SupportLogin.participant(of: caller, db)
            return try Voucher.issue(
                for: try SupportRequest.find(id, of: participant, db), keys: keys, act, db)
        }
        return .view(
            "support/voucher", ["code": .string(code), "request": Value(id)], title: "Your voucher", status: 201)
    }

    func redeem(_ request: Request) async throws -> Answer {
        let code = try request.read { $0.text("code", max: 40) }
        let keys = keys
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["code"], told: keys.fingerprint("support.command", code),
            funding: funding
        ) { act, db in
            let found = try Voucher.redeem(code, keys: keys, act, db)
            return ["request": Value(found.request), "channel": .string(found.channel.rawValue)]
        }
        return Answer.done(redirect: "/admin/support/\(value["request"]?.text ?? "")", value).replayed(isReplay)
    }

    func setRate(_ request: Request) async throws -> Answer {
        let (rate, named) = try request.read { reader in
            (
                PayoutRate(tenThousandths: reader.scaled("naira", places: 4, in: PayoutRate.bounds)),
                reader.optionalChoice("currency", Currency.self)
            )
        }
        let (value, isReplay) = try await SupportAct.once(request, database, clock) { act, db in
            let currency = try named ?? WalletSettings.of(act.tenant, db).currency
            let from = try rate.set(for: currency, act, db)
            return [
                "naira": .string(FixedPoint.format(rate.tenThousandths, places: 4)),
                "currency": .string(currency.rawValue), "holds_at": Value(from),
            ]
        }
        return Answer.done(redirect: "/admin/support/settings", value).replayed(isReplay)
    }

    func log(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        let status: DisbursementLog.Status? = try request.query.choice("status")
        let (cash, page) = (request.query.flag("cash"), try request.query.page())
        let value = try await database.read { db in
            try DisbursementLog.list(status, cashOnly: cash, page: page, tenant: tenant, db).value { $0 }
        }
        return .view(
            "support/disbursements", value.adding("is_cash", .bool(cash)).adding("status", Value(status?.rawValue)),
            title: "Disbursements")
    }
}
