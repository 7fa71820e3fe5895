import Kernel
import People
import Storage
import Web

extension OutboxRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let state = try request.query.choice("state", OutboxItem.State.self)
        let value = try await database.read { db -> Value in
            let lines = try OutboxLine.list(state: state, page: page, tenant: caller.tenant, db)
            let counts = try OutboxItem.counts(tenant: caller.tenant, db)
            return lines.value(\.value)
                .adding("state", Value(state?.rawValue))
                .adding("is_stopped", Value(try StopSwitch.isOn(tenant: caller.tenant, db)))
                .adding(
                    "filters",
                    .list(
                        OutboxItem.State.allCases.map { each in
                            [
                                "state": Value(each.rawValue), "is_current": Value(each == state),
                                "count": Value(counts.first { $0.state == each }?.count),
                            ]
                        }))
        }
        return .view("outbox/index", value, title: "Outbox")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", OutboxItem.self)
        let value = try await database.read { db -> Value in
            let line = try OutboxLine.find(id, tenant: caller.tenant, db)
            return line.value
                .adding("recipients", .list(try OutboxItem.recipients(of: id, tenant: caller.tenant, db).map(\.value)))
                .adding("tries", .list(try OutboxLine.attempts(of: id, tenant: caller.tenant, db)))
                .adding("history", .list(try History.of("outbox", id, tenant: caller.tenant, db).map(\.value)))
        }
        return .view("outbox/show", value, title: value["subject"]?.text)
    }

    func retry(_ request: Request) async throws -> Answer {
        try await change(request) { [effects] id, caller, now, db in
            try OutboxItem.retry(id, tenant: caller.tenant, by: caller.who, at: now, effects: effects, db)
        }
    }

    func hold(_ request: Request) async throws -> Answer {
        try await change(request) { id, caller, now, db in
            try OutboxItem.hold(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func release(_ request: Request) async throws -> Answer {
        try await change(request) { id, caller, now, db in
            try OutboxItem.release(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func cancel(_ request: Request) async throws -> Answer {
        try await change(request) { [effects] id, caller, now, db in
            try OutboxItem.cancel(id, tenant: caller.tenant, by: caller.who, at: now, effects: effects, db)
        }
    }

    func settle(_ request: Request) async throws -> Answer {
        let hasArrived = try request.read { reader in
            if reader.raw("arrived") == nil { reader.refuse("arrived", code: "required", "must be true or false") }
            return reader.flag("arrived")
        }
        return try await change(request) { [effects] id, caller, now, db in
            try OutboxItem.settle(
                id, arrived: hasArrived, evidence: caller.who.text, tenant: caller.tenant, by: caller.who, at: now,
                effects: effects, db)
        }
    }

    func throwSwitch(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let isOn = try request.read { reader in
            if reader.raw("on") == nil { reader.refuse("on", code: "required", "must be true or false") }
            return reader.flag("on")
        }
        let now = clock.now()
        try await database.write { db in
            try StopSwitch.set(isOn, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/outbox", ["is_stopped": Value(isOn)])
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (OutboxItem.ID, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", OutboxItem.self)
        let now = clock.now()
        let key = request.key(for: request.value)
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(id, caller, now, db)
                db.signal("mail", of: caller.tenant)
                return try OutboxLine.find(id, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/outbox/\(id)", value).replayed(isReplay)
    }
}

extension OutboxItem.Recipient {
    fileprivate var value: Value {
        [
            "address": Value(address), "field": Value(field.rawValue), "state": Value(state.rawValue),
            "reply": Value(reply), "at": Value(at),
        ]
    }
}
