import Deals
import Funders
import Kernel
import People
import Storage
import Web

extension CommissionRoutes {
    func showTerms(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let funder = try Funder.find(id, tenant: caller.tenant, db)
            let versions = try CommissionTerms.versions(of: id, tenant: caller.tenant, db)
            let current = try versions.first.flatMap {
                try CommissionTerms.valid(
                    on: today, of: id, in: $0.content.currency, tenant: caller.tenant, db)
            }
            let guideline = try Guideline.of(id, tenant: caller.tenant, db)?.criteria
            return [
                "funder": funder.value(), "current": current?.value ?? .null,
                // A new version starts from the newest; the first one from what the funder's guidelines say.
                "draft": versions.first?.value ?? Self.draft(from: guideline, today: today),
                "version": Value(versions.first?.version ?? 0), "versions": .list(versions.map(\.value)),
                "valid_from": Value(today), "choices": TermsInput.choices,
            ]
        }
        return .view("commissions/commission-terms", value, title: "Commission terms")
    }

    private static func draft(from criteria: Criteria?, today: Day) -> Value {
        var content = CommissionTerms.Content(
            validFrom: today, currency: criteria?.currency ?? .usd,
            rate: Percent(thousandths: criteria?.commissionPoints ?? 0), plan: criteria?.commissionPlan ?? .twoDaysOut)
        content.bonusTiers = criteria?.incentives ?? []
        return CommissionTerms(
            id: .init(bits: 0), funder: .init(bits: 0), version: 0, content: content, who: .system("draft"),
            at: today.start
        ).value
    }

    func saveTerms(_ request: Request) async throws -> Answer {
        let (content, version) = try request.read { TermsInput.read(&$0) }
        let id = try request.id("id", Funder.self)
        let (caller, now) = (try request.caller, clock.now())
        let (value, isReplay) = try await CommissionBook.run(request, database, at: now) { _, tenant, db in
            try CommissionTerms.save(
                content, after: version, of: id, tenant: tenant, by: caller.who, at: now, db
            ).value
        }
        return Answer.done(redirect: "/funders/\(id)/commission-terms", value).replayed(isReplay)
    }

    func listPayments(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let funder = try request.query.id("funder", Funder.self)
        let value = try await database.read { db in
            try CommissionPayment.list(of: funder, page, tenant: caller.tenant, db).value {
                $0.payment.value.adding("funder_name", .string($0.funderName))
            }
        }
        return .view("commissions/index", value.adding("funder", Value(funder)), title: "Commissions")
    }

    func showPayment(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", CommissionPayment.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let payment = try CommissionPayment.find(id, tenant: caller.tenant, db)
            let entries = try CommissionEntry.of(payment: id, tenant: caller.tenant, db)
            let lines = try entries.map { entry in
                entry.value.adding(
                    "line", try DealLine.of(entry.deal, tenant: caller.tenant, db).value(today: today))
            }
            let history = try History.of("commission_payment", id, tenant: caller.tenant, db)
            return payment.value
                .adding("funder_name", .string(try Funder.find(payment.funder, tenant: caller.tenant, db).name))
                .adding("entries", .list(lines)).adding("history", .list(history.map(\.value)))
        }
        return .view("commissions/payment", value, title: "Payment")
    }

    func pay(_ request: Request) async throws -> Answer {
        let new = try request.read { Self.payment(&$0) }
        return try await made(request) { try $0.pay(new, $1) }
    }

    func clawBack(_ request: Request) async throws -> Answer {
        let new = try request.read { Self.payment(&$0) }
        return try await made(request) { try $0.clawBack(new, $1) }
    }

    private static func payment(_ reader: inout FieldReader) -> CommissionPayment.New {
        let means = DealInput.means(&reader)
        let lines = reader.objects("lines", count: CommissionPayment.mostLines) {
            CommissionPayment.Line($0.id("deal"), $0.optionalCents("amount"))
        }
        var new = CommissionPayment.New(
            funder: reader.id("funder"), reader.choice("currency"), by: means.method,
            trace: reader.optionalText("trace", max: 100), on: means.day, lines)
        new.methodNote = means.note
        new.reason = reader.optionalText("reason", max: 500)
        return new
    }

    private func made(
        _ request: Request, _ body: @escaping @Sendable (CommissionBook, Connection) throws -> CommissionPayment
    ) async throws -> Answer {
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now(), onLoss: onLoss) {
            book, _, db in
            try body(book, db).value
        }
        return Answer.created(location: "/commissions/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func reversePayment(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", CommissionPayment.self)
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now(), onLoss: onLoss) {
            book, tenant, db in
            try book.reverse(id, reason: reason, db)
            return try CommissionPayment.find(id, tenant: tenant, db).value
        }
        return Answer.done(redirect: "/commissions/\(id)", value).replayed(isReplay)
    }
}

extension CommissionPayment {
    /// What funders paid and took back, the newest first, with the funder's name.
    package static func list(
        of funder: Funder.ID?, _ page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<(payment: CommissionPayment, funderName: String)> {
        var conditions: [SQL] = ["commission_payment.tenant_id = \(tenant)"]
        if let funder { conditions.append("commission_payment.funder_id = \(funder)") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append("commission_payment.id < \(after)")
        }
        let rows = try db.rows(
            """
            SELECT commission_payment.*, funder.name AS funder_name
              FROM commission_payment JOIN funder ON funder.id = commission_payment.funder_id
             WHERE \(part: .all(conditions))
             ORDER BY commission_payment.id DESC LIMIT \(page.limit + 1)
            """
        ).map { (payment: try CommissionPayment($0), funderName: try $0.get("funder_name", as: String.self)) }
        return Page(rows: rows, of: page) { Value($0.payment.id) }
    }
}
