import Deals
import Kernel
import People
import Storage
import Web

extension DealRoutes {
    func create(_ request: Request) async throws -> Answer {
        let (new, shares) = try request.read { (DealInput.new(&$0), DealInput.shares(&$0)) }
        let today = clock.now().day
        let (value, isReplay) = try await booking(request) { book, tenant, db in
            let deal = try book.fund(new, shares: shares ?? Share.houseAlone, db)
            return try DealLine.of(deal.id, tenant: tenant, db).value(today: today)
        }
        return Answer.created(location: "/deals/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func cancel(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let (caller, now, ending) = (try request.caller, clock.now(), ending)
        return try await change(request) { book, id, db in
            // Who may make a deal says its first split: not again what an admin said since.
            let isSplit = try History.of("funded_deal", id, tenant: caller.tenant, db).contains { $0.event == "split" }
            if isSplit, !Access.admins.admits(caller.roles) { throw CommissionRefusal.splitByAdmin(id) }
            try book.cancel(id, reason: reason, db)
            try ending(id, caller.tenant, caller.who, now, db)
        }
    }

    func setRenewal(_ request: Request) async throws -> Answer {
        let day = try request.read { $0.optionalDay("renewal_due_on") }
        let (caller, now) = (try request.caller, clock.now())
        return try await change(request) { _, id, db in
            try FundedDeal.setRenewal(id, on: day, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func split(_ request: Request) async throws -> Answer {
        let (reason, shares) = try request.read { ($0.text("reason", max: 500), DealInput.shares(&$0)) }
        return try await change(request) { try $0.split($1, shares ?? [], reason: reason, $2) }
    }

    func expect(_ request: Request) async throws -> Answer {
        try await change(request) { try $0.expect($1, $2) }
    }

    func adjust(_ request: Request) async throws -> Answer {
        let (amount, reason, day) = try request.read {
            (DealInput.signedCents("amount", &$0), $0.text("reason", max: 500), $0.day("on"))
        }
        return try await change(request) { _ = try $0.adjust($1, by: amount, reason: reason, on: day, $2) }
    }

    func earn(_ request: Request) async throws -> Answer {
        let (amount, day) = try request.read { ($0.optionalCents("amount"), $0.day("on")) }
        return try await change(request) { _ = try $0.earn($1, amount, on: day, $2) }
    }

    func pay(_ request: Request) async throws -> Answer {
        let (amount, trace, means) = try request.read {
            ($0.cents("amount"), $0.text("trace", max: 100), DealInput.means(&$0))
        }
        let tenant = try request.caller.tenant
        return try await change(request) { book, id, db in
            let deal = try FundedDeal.find(id, tenant: tenant, db)
            var new = CommissionPayment.New(
                funder: deal.funder, deal.currency, by: means.method, trace: trace, on: means.day,
                [.init(id, amount)])
            new.methodNote = means.note
            _ = try book.pay(new, db)
        }
    }

    func clawBack(_ request: Request) async throws -> Answer {
        let (amount, trace, reason, means) = try request.read {
            (
                $0.optionalCents("amount"), $0.optionalText("trace", max: 100), $0.optionalText("reason", max: 500),
                DealInput.means(&$0)
            )
        }
        let tenant = try request.caller.tenant
        return try await change(request) { book, id, db in
            let deal = try FundedDeal.find(id, tenant: tenant, db)
            var new = CommissionPayment.New(
                funder: deal.funder, deal.currency, by: means.method, trace: trace, on: means.day,
                [.init(id, amount)])
            new.methodNote = means.note
            new.reason = reason
            _ = try book.clawBack(new, db)
        }
    }

    func reverseEntry(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", CommissionEntry.self)
        let today = clock.now().day
        let (value, isReplay) = try await booking(request) { book, tenant, db in
            try book.reverse(id, reason: reason, db)
            let entry = try CommissionEntry.find(id, tenant: tenant, db)
            return try DealLine.of(entry.deal, tenant: tenant, db).value(today: today)
        }
        return Answer.done(redirect: "/deals/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    /// Changes the deal that the path names; answers with it.
    private func change(
        _ request: Request, _ body: @escaping @Sendable (CommissionBook, FundedDeal.ID, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", FundedDeal.self)
        let today = clock.now().day
        let (value, isReplay) = try await booking(request) { book, tenant, db in
            try body(book, id, db)
            return try DealLine.of(id, tenant: tenant, db).value(today: today)
        }
        return Answer.done(redirect: "/deals/\(id)", value).replayed(isReplay)
    }

    /// Runs a command in one transaction, once for its key.
    private func booking(
        _ request: Request, _ body: @escaping @Sendable (CommissionBook, TenantID, Connection) throws -> Value
    ) async throws -> (value: Value, isReplay: Bool) {
        try await CommissionBook.run(request, database, at: clock.now(), onLoss: onLoss, body)
    }
}

extension CommissionBook {
    /// Runs a request's command on the books in one transaction, once for its Idempotency-Key.
    static func run(
        _ request: Request, _ database: Database, at now: Moment,
        onLoss: @escaping LossEffect = CommissionLoss.noEffect,
        _ body: @escaping @Sendable (CommissionBook, TenantID, Connection) throws -> Value
    ) async throws -> (value: Value, isReplay: Bool) {
        let caller = try request.caller
        let key = request.key(for: request.value)
        let book = CommissionBook(tenant: caller.tenant, by: caller.who, at: now, onLoss: onLoss)
        let (answer, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) { try body(book, caller.tenant, db) }
        }
        return (answer, isReplay)
    }
}
