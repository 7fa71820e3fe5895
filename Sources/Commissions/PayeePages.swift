import Deals
import Kernel
import Notices
import People
import Storage
import Web

extension CommissionRoutes {
    func listPayees(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { db -> Value in
            let standings = try PayeeStanding.all(tenant: caller.tenant, db)
            let payees = try Payee.all(tenant: caller.tenant, db)
            let names = Dictionary(payees.map { ($0.id, $0.name) }) { first, _ in first }
            let requests = try Self.requests(for: nil, caller, db).map { request, value in
                value.adding("payee_name", Value(names[request.payee]))
            }
            let everyone = PageRequest(limit: PageRequest.largest, after: nil)
            let people = try Person.list(everyone, tenant: caller.tenant, db).items
            return [
                "items": .list(
                    payees.map { payee in
                        payee.value.adding("standings", .list((standings[payee.id] ?? []).map(\.value)))
                    }),
                "payout_notices": .bool(try PayoutNotices.since(tenant: caller.tenant, db) != nil),
                "payout_limit": .string(try PayoutLimit.set(of: caller.tenant, db).decimal),
                "requests": .list(requests), "has_requests": .bool(!requests.isEmpty),
                "people": .list(people.map { ["id": Value($0.id), "name": .string($0.name)] }),
            ]
        }
        return .view("commissions/payees", value, title: "Payees")
    }

    func addPayee(_ request: Request) async throws -> Answer {
        let (name, person, email) = try request.read { reader -> (String, PersonID?, String?) in
            (reader.text("name", max: 200), reader.optionalID("person"), reader.optionalText("email", max: 254))
        }
        let (caller, now) = (try request.caller, clock.now())
        let (value, isReplay) = try await CommissionBook.run(request, database, at: now) { _, tenant, db in
            try Payee.add(
                name: name, person: person, email: email, tenant: tenant, by: caller.who, at: now, db
            ).value
        }
        return Answer.created(location: "/payees/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func showPayee(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Payee.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let requests = try Self.requests(for: id, caller, db).map(\.value)
            return try Self.payee(id, tenant: caller.tenant, today: today, db)
                .adding("requests", .list(requests)).adding("has_requests", .bool(!requests.isEmpty))
        }
        return .view("commissions/payee", value, title: value["name"]?.text)
    }

    /// What waits for a second person, with who marked it.
    private static func requests(
        for payee: Payee.ID?, _ caller: Principal, _ db: Connection
    ) throws -> [(request: PayoutRequest, value: Value)] {
        try PayoutRequest.waiting(for: payee, tenant: caller.tenant, db).map { request in
            let marker =
                switch request.who {
                case .person(let id): try Person.find(id, tenant: caller.tenant, db).name
                case .key(let name): "Key \(name)"
                case .system: "The program"
                }
            let value = request.value.adding("is_own_mark", .bool(request.who == caller.who))
            return (request, value.adding("who_name", .string(marker)))
        }
    }

    /// The reader's own deals and payouts; nothing stands there for somebody without shares.
    func showOwn(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            guard let person = caller.person, let own = try Payee.of(person, tenant: caller.tenant, db) else {
                return ["is_active": true]
            }
            return try Self.payee(own.id, tenant: caller.tenant, today: today, db)
        }
        return .view("commissions/payee", value.adding("is_own", true), title: "Own shares")
    }

    private static func payee(
        _ id: Payee.ID, tenant: TenantID, today: Day, _ db: Connection
    ) throws -> Value {
        let payee = try Payee.find(id, tenant: tenant, db)
        return payee.value
            .adding("standings", .list(try PayeeStanding.of(id, tenant: tenant, db).map(\.value)))
            .adding("deals", .list(try PayeeDeal.of(id, tenant: tenant, db).map(\.value)))
            .adding("payouts", .list(try Payout.of(id, tenant: tenant, db).map(\.value)))
            .adding("notices", .list(try Notice.of(payee.party, tenant: tenant, db).map(\.value)))
            .adding("stop", try payee.stop(tenant: tenant, db)?.value ?? .null)
            .adding("methods", DealRoutes.methods).adding("today", Value(today))
            .adding("history", .list(try History.of("payee", id, tenant: tenant, db).map(\.value)))
    }

    func payOut(_ request: Request) async throws -> Answer {
        let new = try request.read { reader in
            let means = DealInput.means(&reader)
            var new = Payout.New(
                reader.cents("amount"), reader.choice("currency"), by: means.method,
                reference: reader.text("reference", max: 100), on: means.day)
            new.methodNote = means.note
            return new
        }
        let id = try request.id("id", Payee.self)
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now()) { book, _, db in
            try book.mark(new, to: id, db).value
        }
        return Answer.done(redirect: "/payees/\(id)", value).replayed(isReplay)
    }

    func confirmPayout(_ request: Request) async throws -> Answer {
        let id = try request.id("id", PayoutRequest.self)
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now()) { book, _, db in
            try book.confirm(id, db).value
        }
        return Answer.done(redirect: "/payees/\(value["payee"]?.text ?? "")", value).replayed(isReplay)
    }

    func dropPayout(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", PayoutRequest.self)
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now()) { book, tenant, db in
            try book.drop(id, reason: reason, db)
            return try PayoutRequest.find(id, tenant: tenant, db).value
        }
        return Answer.done(redirect: "/payees/\(value["payee"]?.text ?? "")", value).replayed(isReplay)
    }

    func setPayoutLimit(_ request: Request) async throws -> Answer {
        let limit = try request.read { $0.cents("limit") }
        let (caller, now) = (try request.caller, clock.now())
        let (value, isReplay) = try await CommissionBook.run(request, database, at: now) { _, tenant, db in
            try PayoutLimit.set(limit, tenant: tenant, by: caller.who, at: now, db)
            return ["limit": .string(limit.decimal)]
        }
        return Answer.done(redirect: "/payees", value).replayed(isReplay)
    }

    func reversePayout(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", Payout.self)
        let (value, isReplay) = try await CommissionBook.run(request, database, at: clock.now()) { book, tenant, db in
            try book.reverse(id, reason: reason, db)
            return try Payout.find(id, tenant: tenant, db).value
        }
        return Answer.done(redirect: "/payees/\(value["payee"]?.text ?? "")", value).replayed(isReplay)
    }

    func retirePayee(_ request: Request) async throws -> Answer { try await move(request, .retire) }

    func restorePayee(_ request: Request) async throws -> Answer { try await move(request, .restore) }

    private func move(_ request: Request, _ event: Payee.Event) async throws -> Answer {
        let id = try request.id("id", Payee.self)
        let (caller, now) = (try request.caller, clock.now())
        let (value, isReplay) = try await CommissionBook.run(request, database, at: now) { _, tenant, db in
            try Payee.move(id, on: event, tenant: tenant, by: caller.who, at: now, db)
            return try Payee.find(id, tenant: tenant, db).value
        }
        return Answer.done(redirect: "/payees/\(id)", value).replayed(isReplay)
    }
}
